#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static_assert(FILE_READ_MAX == 64 << 20, "the sentence says 64 MiB");

/* What the open file is instead of one; NULL: it is one. */
static const char *no_file(int fd)
{
    struct stat st;
    if (fstat(fd, &st))
        return strerror(errno);
    if (S_ISDIR(st.st_mode))
        return "a folder, expected a file";
    return S_ISREG(st.st_mode) ? NULL : "a pipe or a device, expected a file";
}

static const char *read_all(struct str *out, int fd)
{
    char block[16384];
    size_t all = 0;
    for (ssize_t n; (n = read(fd, block, sizeof block)) != 0; all += (size_t)n) {
        if (n < 0)
            return strerror(errno);
        if (all + (size_t)n > FILE_READ_MAX)
            return "more than 64 MiB, expected a smaller file";
        str_put(out, block, (size_t)n);
    }
    return NULL;
}

int file_read(struct str *out, const char *path, struct err *e)
{
    struct stat st;
    /* a fifo without a writer would hold up open() */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return lstat(path, &st) ? 1 : err_set(e, "%s: a link to nothing, expected a file", path);
    if (fd < 0)
        return err_set(e, "%s: %s", path, strerror(errno));
    const char *fault = no_file(fd);
    if (!fault)
        fault = read_all(out, fd);
    close(fd);
    return fault ? err_set(e, "%s: %s", path, fault) : 0;
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
