#include <string.h>

#include "base/file.h"
#include "cli/bulletin_parts.h"
#include "reports/bulletin_period.h"
#include "reports/doc_draw.h"
#include "reports/doc_wording.h"
#include "reports/doc_write.h"
#include "reports/frozen.h"

int bulletin_find(struct bulletin_ask *a, struct bulletin_row *out, struct err *e)
{
    return read_bulletin(a->c->view.read, a->period, a->revision, false, a->c->view.arena, out, e);
}

static struct doc *draft(struct bulletin_ask *a, struct err *e)
{
    struct view *v = &a->c->view;
    struct bulletin_periods there;
    if (bulletin_period_read(v, &there, e))
        return NULL;
    if (!bulletin_period_there(&there, a->first, a->last)) {
        err_set(e, "there is no bulletin of %s", a->period);
        return NULL;
    }
    const struct bulletin_row asked = {.period = a->period, .first = a->first, .last = a->last};
    return frozen_draft(&asked, &a->c->ref, &a->conf, v->read, v->now, v->arena, e);
}

struct doc *bulletin_doc(struct bulletin_ask *a, struct bulletin_row *row, struct err *e)
{
    int found = a->draft ? 0 : bulletin_find(a, row, e);
    if (found < 0)
        return NULL;
    if (found)
        return frozen_doc(row, e);
    if (a->revision) {
        err_set(e, "%s has no revision %d", a->period, a->revision);
        return NULL;
    }
    *row = (struct bulletin_row){.period = a->period, .first = a->first, .last = a->last};
    return draft(a, e);
}

int bulletin_show(struct bulletin_ask *a, struct err *e)
{
    struct bulletin_row row;
    struct doc *d = bulletin_doc(a, &row, e);
    if (!d)
        return -1;
    if (a->wording)
        doc_wording_write(&a->c->out, d);
    else
        bulletin_text(&a->c->out, d);
    doc_free(d);
    return 0;
}

static int write_file(const struct bulletin_ask *a, const char *suffix, const void *p, size_t n,
                      struct err *e)
{
    struct str path = {0};
    str_printf(&path, "%s/%s.%s", a->out, a->period, suffix);
    int rc = file_replace(path.p, p, n, e);
    str_release(&path);
    return rc;
}

/* The bytes that were published; for the public without what is withheld, where anything is. */
static int export_published(struct bulletin_ask *a, const struct bulletin_row *row, struct err *e)
{
    for (const struct doc_writer *const *w = doc_writers; *w; w++) {
        struct bulletin_bytes b;
        int found = a->public ? read_bulletin_file(a->c->view.read, row, (*w)->suffix, true, a->c->view.arena,
                                                   &b, e)
                              : 0;
        if (!found)
            found = read_bulletin_file(a->c->view.read, row, (*w)->suffix, false, a->c->view.arena, &b, e);
        if (found < 0)
            return -1;
        if (found && write_file(a, (*w)->suffix, b.p, b.n, e)) /* else: a format of a later program */
            return -1;
    }
    return 0;
}

static int export_doc(struct bulletin_ask *a, struct doc *d, struct err *e)
{
    doc_draw(d, NULL);
    int rc = 0;
    for (const struct doc_writer *const *w = doc_writers; !rc && *w; w++) {
        struct str bytes = {0};
        rc = (*w)->write(d, &(struct doc_options){.public = a->public}, &bytes, e) ||
             write_file(a, (*w)->suffix, bytes.p, bytes.len, e);
        str_release(&bytes);
    }
    return rc ? -1 : 0;
}

int bulletin_export(struct bulletin_ask *a, struct err *e)
{
    struct bulletin_row row;
    struct doc *d = bulletin_doc(a, &row, e);
    if (!d)
        return -1;
    if (a->public && !doc_is_open(d)) {
        doc_free(d);
        return bulletin_refused(a, "it is not made public (不予公开)");
    }
    int rc = row.revision && row.published ? export_published(a, &row, e) : export_doc(a, d, e);
    if (!rc)
        rc = doc_draw_files(d, a->out, e);
    doc_free(d);
    return rc;
}
