#include "base/linefile.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum {
    FIRST = 64 * 1024,
    MOST = 1 << 30
}; /* bytes of the buffer: what has no line end in so many has no lines */

int linefile_open(struct linefile *f, const char *name, struct err *e)
{
    struct stat st;
    int fd = strcmp(name, "-") != 0 ? open(name, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    *f = (struct linefile){.name = name, .fd = fd};
    if (fd < 0)
        return err_set(e, "%s: %s", name, strerror(errno));
    if (!fstat(fd, &st) && S_ISREG(st.st_mode))
        f->size = st.st_size;
    mem_at(f->name, &f->number);
    return 0;
}

void linefile_close(struct linefile *f)
{
    mem_at(NULL, NULL);
    free(f->buffer);
    if (f->fd > STDIN_FILENO)
        close(f->fd);
    *f = (struct linefile){.fd = -1};
}

static int make_room(struct linefile *f, struct err *e)
{
    if (f->from) {
        memmove(f->buffer, f->buffer + f->from, f->to - f->from);
        f->to -= f->from;
        f->from = 0;
        return 0;
    }
    size_t cap = f->cap ? 2 * f->cap : FIRST;
    if (cap > MOST)
        return err_set(e, "%s:%" PRId64 ": no line end within %zu bytes", f->name, f->number + 1, f->cap);
    char *p = realloc(f->buffer, cap);
    if (!p)
        return err_env(e, "%s:%" PRId64 ": out of memory: the line has more than %zu bytes", f->name,
                       f->number + 1, f->cap);
    f->buffer = p;
    f->cap = cap;
    return 0;
}

/* Reads more of the file into the buffer, or sets f->end. */
static int read_more(struct linefile *f, struct err *e)
{
    if (f->to == f->cap && make_room(f, e))
        return -1;
    ssize_t n = read(f->fd, f->buffer + f->to, f->cap - f->to);
    if (n < 0) /* also EINTR: only what shall end us is caught */
        return err_set(e, "%s:%" PRId64 ": %s", f->name, f->number + 1, strerror(errno));
    f->to += (size_t)n;
    f->end = n == 0;
    return 0;
}

/* The bytes of the line that begins `at` bytes behind what was taken, with its end; 0: the file ends there.
 */
static int measure(struct linefile *f, size_t at, size_t *n, struct err *e)
{
    for (size_t seen = at;;) {
        size_t have = f->to - f->from;
        const char *line = f->buffer + f->from,
                   *lf = have > seen ? memchr(line + seen, '\n', have - seen) : NULL;
        if (lf || f->end) {
            *n = (lf ? (size_t)(lf - line) + 1 : have) - at;
            return 0;
        }
        seen = have;
        if (read_more(f, e))
            return -1;
    }
}

int linefile_peek(struct linefile *f, size_t *at, struct line *out, struct err *e)
{
    size_t n;
    if (measure(f, *at, &n, e))
        return -1;
    if (!n)
        return 0;
    out->p = f->buffer + f->from + *at;
    out->n = n;
    if (out->p[n - 1] == '\n') {
        out->n--;
        out->n -= out->n && out->p[out->n - 1] == '\r';
    }
    *at += n;
    return 1;
}

int linefile_next(struct linefile *f, struct line *out, struct err *e)
{
    size_t n = 0;
    int rc = linefile_peek(f, &n, out, e);
    f->number += rc > 0;
    f->bytes += (int64_t)n;
    f->from += n;
    return rc;
}
