#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int file_read(struct str *out, const char *path, struct err *e)
{
    FILE *f = fopen(path, "rbe");
    if (!f)
        return errno == ENOENT || errno == ENOTDIR ? 1 : err_set(e, "%s: %s", path, strerror(errno));
    char block[16384];
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        str_put(out, block, n);
    int rc = ferror(f) ? err_set(e, "%s: %s", path, strerror(errno)) : 0;
    fclose(f);
    return rc;
}
