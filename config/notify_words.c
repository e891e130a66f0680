#include "config/notify_conf.h"

bool notify_word(const char **at, const char **word, size_t *n)
{
    const char *p = *at;
    while (*p == ',' || *p == ' ' || *p == '\t')
        p++;
    *word = p;
    while (*p && *p != ',')
        p++;
    *at = p;
    while (p > *word && (p[-1] == ' ' || p[-1] == '\t'))
        p--;
    *n = (size_t)(p - *word);
    return *n > 0;
}
