#include <stdio.h>
#include <string.h>

#include "cli/paper.h"
#include "reports/doc_draw.h"
#include "reports/doc_store.h"
#include "reports/doc_write.h"
#include "reports/draft.h"
#include "reports/frozen.h"
#include "reports/undecided.h"
#include "store/read_acts.h"
#include "store/read_bulletin.h"

/* All that is published: the document and the bytes of every format. */
struct publishing {
    struct paper *a;
    struct bulletin_row row;
    struct doc *d;
    int64_t act; /* up to which the interviews were read */
    struct read_interviews interviews;
    VEC(struct str) bytes;
    VEC(struct ledger_file) files;
};

static int read_acts(struct publishing *p, instant *now, struct err *e)
{
    struct read *rd = read_within(&p->a->l->db);
    int rc = now_read(&p->a->l->now, &p->a->l->db, now, e) || read_last_act(rd, &p->act, e) ||
                     read_interviews(rd, p->a->l->ref, p->a->arena, &p->interviews, e)
                 ? -1
                 : 0;
    read_free(rd);
    return rc;
}

/* May it be published as it stands? 0, 1 refused. */
static int judge(const struct publishing *p)
{
    int year = 0;
    if (p->row.dated != DAY_NONE)
        day_split(p->row.dated, &year, &(int){0}, &(int){0});
    const char *unit = undecided_unit(p->d, p->row.last, p->a->l->ref, &p->interviews);
    enum paper_refusal why = !p->row.number               ? PAPER_no_number
                             : !p->row.signatory          ? PAPER_no_signatory
                             : p->row.dated == DAY_NONE   ? PAPER_no_date
                             : p->row.number_year != year ? PAPER_other_year
                             : unit                       ? PAPER_undecided
                                                          : PAPER_done;
    return why == PAPER_done ? 0 : paper_refuse(p->a, why, unit, NULL);
}

static void add_file(struct publishing *p, const char *name, bool public, struct str *bytes)
{
    vec_push(&p->bytes, *bytes); /* owned from now on */
    vec_push(&p->files,
             ((struct ledger_file){arena_strdup(p->a->arena, name), public, bytes->p, bytes->len}));
}

static int write_format(struct publishing *p, const struct doc_writer *w, const char *table, bool public,
                        struct err *e)
{
    struct str bytes = {0};
    char name[120];
    snprintf(name, sizeof name, "%s%s%s", table ? table : "", table ? "." : "", w->suffix);
    if (w->write(p->d, &(struct doc_options){.public = public, .table = table}, &bytes, e)) {
        str_release(&bytes);
        return err_prefix(e, "%s", name);
    }
    add_file(p, name, public, &bytes);
    return 0;
}

static void add_picture(struct publishing *p, const struct doc_chart *c, const char *suffix,
                        const struct str *bytes)
{
    struct str copy = {0};
    char name[120];
    if (!bytes->len)
        return;
    snprintf(name, sizeof name, "%s.%s", c->name, suffix);
    str_put(&copy, bytes->p, bytes->len);
    add_file(p, name, false, &copy);
}

/* What is made public is a file of its own where it says less: without withheld tables, HTML without links.
 */
static int write_public(struct publishing *p, struct err *e)
{
    bool withheld = false;
    for (size_t i = 0; i < p->d->tables.n; i++)
        withheld |= p->d->tables.v[i]->withheld;
    for (const struct doc_writer *const *w = doc_writers; *w && doc_is_open(p->d); w++)
        if ((withheld || *w == &doc_html) && write_format(p, *w, NULL, true, e))
            return -1;
    return 0;
}

static int write_formats(struct publishing *p, struct err *e)
{
    for (const struct doc_writer *const *w = doc_writers; *w; w++)
        if (write_format(p, *w, NULL, false, e))
            return -1;
    if (write_public(p, e))
        return -1;
    for (size_t i = 0; i < p->d->tables.n; i++)
        if (write_format(p, &doc_csv, p->d->tables.v[i]->id, false, e))
            return -1;
    for (size_t i = 0; i < p->d->charts.n; i++) {
        const struct doc_chart *c = p->d->charts.v[i];
        add_picture(p, c, "svg", &c->svg);
        add_picture(p, c, "dark.svg", &c->dark);
        add_picture(p, c, "print.svg", &c->print);
        add_picture(p, c, "png", &c->png);
    }
    return 0;
}

static void drop_files(struct publishing *p)
{
    for (size_t i = 0; i < p->bytes.n; i++)
        str_release(&p->bytes.v[i]);
    vec_release(&p->bytes);
    vec_release(&p->files);
}

static int make(struct publishing *p, instant now, struct err *e)
{
    struct str doc = {0};
    draft_interviews_again(p->d, p->a->l->ref, p->interviews.v, p->interviews.n, now);
    p->d->state = DOC_PUBLISHED;
    doc_draw(p->d, NULL);
    if (write_formats(p, e))
        return -1;
    doc_store_write(&doc, p->d);
    p->row.doc = arena_strdup(p->a->arena, str_text(&doc));
    str_release(&doc);
    p->row.published = true;
    p->row.published_by = p->a->by;
    p->row.version++;
    return 0;
}

static int store(struct publishing *p, struct err *e)
{
    struct ledger_publish d = {.row = &p->row, .file = p->files.v, .n = p->files.n, .act = p->act};
    enum ledger_end end;
    while ((end = ledger_publish(p->a->l, &d, e)) != LEDGER_DONE)
        if (paper_again(p->a->l, end, e))
            return -1;
    if (d.verdict == LEDGER_IS_DONE)
        p->a->row = p->row;
    return d.verdict == LEDGER_IS_DONE    ? 0
           : d.verdict == LEDGER_IS_TAKEN ? paper_refuse(p->a, PAPER_taken, NULL, NULL)
                                          : paper_refuse(p->a, PAPER_restless, NULL, NULL);
}

/* Published already: fine, if the same person asks once more for what he has seen before. */
static int again(struct paper *a)
{
    const struct bulletin_row *b = &a->row;
    return a->match && !strcmp(b->published_by, a->by) && paper_matches(a, b->revision, b->version - 1)
               ? 0
               : paper_refuse(a, PAPER_published, NULL, NULL);
}

/* One attempt, with the row and the acts as they stand. */
static int attempt(struct publishing *p, struct err *e)
{
    instant now;
    struct paper *a = p->a;
    int rc = paper_take(a, e);
    if (rc)
        return rc;
    if (a->row.published)
        return again(a);
    if (!paper_matches(a, a->row.revision, a->row.version))
        return paper_refuse(a, PAPER_changed, NULL, NULL);
    p->row = a->row;
    p->d = frozen_doc(&p->row, e);
    if (!p->d || read_acts(p, &now, e))
        return -1;
    rc = judge(p);
    return rc ? rc : make(p, now, e) ? -1 : store(p, e);
}

enum { TRIES = 5 };

int paper_publish(struct paper *a, struct err *e)
{
    int rc = 1;
    a->refusal = PAPER_restless;
    for (int i = 0; i < TRIES && rc == 1 && a->refusal == PAPER_restless; i++) {
        struct publishing p = {.a = a};
        a->refusal = PAPER_done;
        rc = attempt(&p, e);
        drop_files(&p);
        doc_free(p.d);
    }
    return rc;
}
