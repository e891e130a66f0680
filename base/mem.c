#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

const char *mem_last_words = "jiancha: error: out of memory";
static const char *at_file;
static const int64_t *at_line;

void mem_at(const char *file, const int64_t *line)
{
    at_file = file;
    at_line = line;
}

static void *checked(void *p)
{
    if (p)
        return p;
    char text[500];
    int n = at_file
                ? snprintf(text, sizeof text, "%s at %.300s:%" PRId64 "\n", mem_last_words, at_file, *at_line)
                : snprintf(text, sizeof text, "%s\n", mem_last_words);
    if (write(STDERR_FILENO, text, (size_t)n) < 0)
        abort(); /* nowhere to say so */
    _exit(ERR_ENV);
}

void *mem_alloc(size_t n) { return checked(calloc(1, n ? n : 1)); }
void *mem_realloc(void *p, size_t n) { return checked(realloc(p, n ? n : 1)); }
char *mem_strdup(const char *s) { return checked(strdup(s)); }
