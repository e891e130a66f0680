#include "cli/sinks.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct file_draft *sinks_open(struct sinks *s, const char *name, struct err *e)
{
    struct file_draft draft;
    struct str path = {0};
    str_printf(&path, "%s/%s", s->folder, name);
    int rc = mkdir(s->folder, 0777) && errno != EEXIST ? err_set(e, "%s: %s", s->folder, strerror(errno))
                                                       : file_begin(&draft, path.p, e);
    str_release(&path);
    if (rc)
        return NULL;
    struct file_draft *d = mem_alloc(sizeof *d);
    *d = draft;
    vec_push(&s->drafts, d);
    return d;
}

void sinks_line(struct file_draft *d, struct str *line)
{
    str_putc(line, '\n');
    file_write(d, line->p, line->len);
    str_clear(line);
}

int sinks_commit(struct sinks *s, struct err *e)
{
    for (size_t i = 0; i < s->drafts.n; i++)
        if (file_finish(s->drafts.v[i], false, e))
            return -1;
    for (size_t i = 0; i < s->drafts.n; i++)
        if (file_publish(s->drafts.v[i], e))
            return -1;
    return 0;
}

void sinks_release(struct sinks *s)
{
    for (size_t i = 0; i < s->drafts.n; i++) {
        file_drop(s->drafts.v[i]);
        free(s->drafts.v[i]);
    }
    vec_release(&s->drafts);
}
