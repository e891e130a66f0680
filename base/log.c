#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static const char *name = "jiancha";

void log_name(const char *who) { name = who; }

/* One write per line, so that lines of several processes do not mix. On a terminal the priority prefix stays
 * away. */
__attribute__((format(printf, 2, 0))) static void line(int priority, const char *fmt, va_list ap)
{
    char text[2048];
    int n = isatty(STDERR_FILENO) ? snprintf(text, sizeof text, "%s: ", name)
                                  : snprintf(text, sizeof text, "<%d>%s: ", priority, name);
    int m = vsnprintf(text + n, sizeof text - (size_t)n, fmt, ap);
    n = m < 0 ? n : n + m;
    if ((size_t)n > sizeof text - 2)
        n = sizeof text - 2;
    for (int i = 0; i < n; i++) /* a value cannot forge a second line */
        if ((unsigned char)text[i] < 0x20)
            text[i] = ' ';
    text[n++] = '\n';
    if (write(STDERR_FILENO, text, (size_t)n) < 0)
        return; /* stderr gone: nowhere to say so */
}

#define LOGGER(fn, priority)      \
    void fn(const char *fmt, ...) \
    {                             \
        va_list ap;               \
        va_start(ap, fmt);        \
        line(priority, fmt, ap);  \
        va_end(ap);               \
    }

LOGGER(log_error, 3)
LOGGER(log_warn, 4)
LOGGER(log_info, 6)
