#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0))) static int set(struct err *e, enum err_kind kind, const char *fmt,
                                                     va_list ap)
{
    if (!e)
        return -1;
    e->kind = kind;
    vsnprintf(e->text, sizeof e->text, fmt, ap);
    return -1;
}

#define SETTER(name, kind)                        \
    int name(struct err *e, const char *fmt, ...) \
    {                                             \
        va_list ap;                               \
        va_start(ap, fmt);                        \
        int rc = set(e, kind, fmt, ap);           \
        va_end(ap);                               \
        return rc;                                \
    }

SETTER(err_set, ERR_WORK)
SETTER(err_env, ERR_ENV)
SETTER(err_usage, ERR_USAGE)

int err_prefix(struct err *e, const char *fmt, ...)
{
    if (!e)
        return -1;
    char old[sizeof e->text];
    memcpy(old, e->text, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof e->text)
        snprintf(e->text + n, sizeof e->text - (size_t)n, ": %.*s", (int)(sizeof e->text) - 3, old);
    return -1;
}
