#include "codec/feed.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!memchr(" \t\r\n\v\f", p[i], 6))
            return false;
    return true;
}

int feed_file(const char *path, feed_line *take, void *ctx, struct err *e)
{
    FILE *f = fopen(path, "r");
    if (!f)
        return err_set(e, "%s: %s", path, strerror(errno));
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    for (int64_t number = 1; (n = getline(&line, &cap, f)) >= 0; number++) {
        size_t len = (size_t)n - (n && line[n - 1] == '\n');
        if (!blank(line, len))
            take(ctx, path, number, line, len);
    }
    free(line);
    int rc = ferror(f) ? err_set(e, "%s: %s", path, strerror(errno)) : 0;
    fclose(f);
    return rc;
}
