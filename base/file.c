#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

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

int file_begin(struct file_draft *d, const char *path, struct err *e)
{
    struct str part = {0};
    str_printf(&part, "%s.part", path);
    *d = (struct file_draft){.f = fopen(part.p, "wbe")};
    if (!d->f) {
        err_set(e, "%s: %s", part.p, strerror(errno));
        str_release(&part); /* what stands there is not ours */
        return -1;
    }
    d->path = mem_strdup(path);
    d->part = part.p;
    return 0;
}

void file_write(struct file_draft *d, const void *p, size_t n)
{
    if (!d->fault && fwrite(p, 1, n, d->f) != n)
        d->fault = errno;
}

int file_finish(struct file_draft *d, bool sync, struct err *e)
{
    if (!d->fault && (fflush(d->f) || (sync && fsync(fileno(d->f)))))
        d->fault = errno;
    if (fclose(d->f) && !d->fault)
        d->fault = errno;
    d->f = NULL;
    return d->fault ? err_set(e, "%s: %s", d->part, strerror(d->fault)) : 0;
}

int file_publish(struct file_draft *d, struct err *e)
{
    assert(!d->f && !d->fault);
    if (rename(d->part, d->path))
        return err_set(e, "%s: %s", d->path, strerror(errno));
    free(d->part);
    d->part = NULL;
    return 0;
}

void file_drop(struct file_draft *d)
{
    if (d->f)
        fclose(d->f);
    if (d->part)
        unlink(d->part);
    free(d->part);
    free(d->path);
    *d = (struct file_draft){0};
}

int file_replace(const char *path, const void *p, size_t n, struct err *e)
{
    struct file_draft d;
    if (file_begin(&d, path, e))
        return -1;
    file_write(&d, p, n);
    int rc = file_finish(&d, true, e) || file_publish(&d, e) ? -1 : 0;
    file_drop(&d);
    return rc;
}
