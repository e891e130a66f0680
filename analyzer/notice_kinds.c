#include "analyzer/notice_kinds.h"

#include <string.h>

const char *const notice_kind[] = {
#define NOTICE(kind, zh) kind,
#include "analyzer/notice_kinds.def"
    NULL};
const char *const notice_kind_zh[] = {
#define NOTICE(kind, zh) zh,
#include "analyzer/notice_kinds.def"
    NULL};

const char *notice_kinds_zh(const char *kind)
{
    for (int i = 0; notice_kind[i]; i++)
        if (!strcmp(notice_kind[i], kind))
            return notice_kind_zh[i];
    return kind;
}

bool notice_kinds_fit(const char *pattern, size_t n, const char *kind)
{
    if (n && pattern[n - 1] == '*')
        return (n == 1 || pattern[n - 2] == '.') && !strncmp(pattern, kind, n - 1);
    return n == strlen(kind) && !memcmp(pattern, kind, n);
}

bool notice_kinds_known(const char *pattern, size_t n)
{
    for (int i = 0; notice_kind[i]; i++)
        if (notice_kinds_fit(pattern, n, notice_kind[i]))
            return true;
    return false;
}
