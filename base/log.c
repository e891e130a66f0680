#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/unicode.h"

static const char *name = "jiancha";

/* journald tells whoever writes to it which stream that is; stderr may have been sent elsewhere since. */
static bool to_journal(void)
{
    struct stat st;
    unsigned long long device, inode;
    char end;
    const char *stream = getenv("JOURNAL_STREAM");
    return stream && sscanf(stream, "%llu:%llu%c", &device, &inode, &end) == 2 &&
           !fstat(STDERR_FILENO, &st) && st.st_dev == device && st.st_ino == inode;
}

void log_name(const char *who)
{
    static char last_words[100]; /* while there is memory left to write them */
    name = who;
    snprintf(last_words, sizeof last_words,
             to_journal() ? "<2>%.60s: out of memory" : "%.60s: error: out of memory", name);
    mem_last_words = last_words;
}

/* One write per line, so that lines of several processes do not mix; a value cannot forge a second line. */
__attribute__((format(printf, 3, 0))) static void line(int priority, const char *word, const char *fmt,
                                                       va_list ap)
{
    char text[2048];
    struct str out = {0};
    int n = vsnprintf(text, sizeof text, fmt, ap);
    if (to_journal())
        str_printf(&out, "<%d>%s: ", priority, name);
    else
        str_printf(&out, "%s: %s", name, word);
    if (n > 0)
        unicode_safe(&out, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
    str_putc(&out, '\n');
    if (write(STDERR_FILENO, out.p, out.len) < 0)
        str_clear(&out); /* stderr gone: nowhere to say so */
    str_release(&out);
}

#define LOGGER(fn, priority, word)     \
    void fn(const char *fmt, ...)      \
    {                                  \
        va_list ap;                    \
        va_start(ap, fmt);             \
        line(priority, word, fmt, ap); \
        va_end(ap);                    \
    }

LOGGER(log_error, 3, "error: ")
LOGGER(log_warn, 4, "warning: ")
LOGGER(log_info, 6, "")
