#include <stdio.h>
#include <string.h>

#include "cli/bulletin_parts.h"
#include "reports/doc_draw.h"
#include "reports/doc_store.h"
#include "reports/doc_write.h"
#include "reports/draft.h"
#include "reports/frozen.h"
#include "reports/names.h"
#include "store/read_acts.h"
#include "store/read_bulletin.h"

/* All that is published: the document and the bytes of every format. */
struct publishing {
    struct bulletin_ask *a;
    struct ledger *l;
    struct bulletin_row row;
    struct doc *d;
    int64_t act; /* up to which the interviews were read */
    struct read_interviews interviews;
    VEC(struct str) bytes;
    VEC(struct ledger_file) files;
};

static int read_acts(struct publishing *p, instant *now, struct err *e)
{
    struct read *rd = read_within(&p->l->db);
    int rc = now_read(&p->l->now, &p->l->db, now, e) || read_last_act(rd, &p->act, e) ||
                     read_interviews(rd, p->l->ref, &p->a->c->arena, &p->interviews, e)
                 ? -1
                 : 0;
    read_free(rd);
    return rc;
}

/* A bottom place of this month without a decision; NULL: none. */
static const char *undecided(const struct publishing *p)
{
    const struct doc_table *t = doc_find(p->d, "bottom");
    for (size_t i = 0; t && i < doc_rows(t); i++) {
        const char *league = doc_at(t, i, doc_column_of(t, "league"))->text,
                   *unit = doc_at(t, i, doc_column_of(t, "unit"))->text;
        bool found = false;
        for (size_t k = 0; k < p->interviews.n && !found; k++) {
            const struct interview *v = &p->interviews.v[k];
            found = v->month == p->row.last && v->state != IS_proposed &&
                    !strcmp(league_word[v->league], league) &&
                    !strcmp(names_code(p->l->ref, (enum league)v->league, v->unit), unit);
        }
        if (!found)
            return doc_at(t, i, doc_column_of(t, "name"))->text;
    }
    return NULL;
}

/* Why it may not be published as it stands; NULL: it may. */
static const char *lacks(const struct publishing *p, char text[200])
{
    int year = 0;
    if (p->row.dated != DAY_NONE)
        day_split(p->row.dated, &year, &(int){0}, &(int){0});
    const char *unit = undecided(p);
    snprintf(text, 200, "the bottom place of %.150s is neither confirmed nor waived", unit ? unit : "");
    return p->row.published             ? "it is published already"
           : !p->row.number             ? "it has no number"
           : !p->row.signatory          ? "it has no signatory"
           : p->row.dated == DAY_NONE   ? "it has no date"
           : p->row.number_year != year ? "its number is not of the year of its date"
           : unit                       ? text
                                        : NULL;
}

static void add_file(struct publishing *p, const char *name, bool public, struct str *bytes)
{
    vec_push(&p->bytes, *bytes); /* owned from now on */
    vec_push(&p->files,
             ((struct ledger_file){arena_strdup(&p->a->c->arena, name), public, bytes->p, bytes->len}));
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
    draft_interviews_again(p->d, p->l->ref, p->interviews.v, p->interviews.n, now);
    p->d->state = DOC_PUBLISHED;
    doc_draw(p->d, NULL);
    if (write_formats(p, e))
        return -1;
    doc_store_write(&doc, p->d);
    p->row.doc = arena_strdup(&p->a->c->arena, str_text(&doc));
    str_release(&doc);
    p->row.published = true;
    p->row.published_by = p->a->by;
    p->row.version++;
    return 0;
}

static int store(struct publishing *p, enum ledger_verdict *v, struct err *e)
{
    struct ledger_publish d = {.row = &p->row, .file = p->files.v, .n = p->files.n, .act = p->act};
    enum ledger_end end;
    while ((end = ledger_publish(p->l, &d, e)) != LEDGER_DONE)
        if (bulletin_again(p->l, end, e))
            return -1;
    *v = d.verdict;
    return 0;
}

/* One attempt, with the row and the acts as they stand. 1: refused, said. */
static int attempt(struct publishing *p, enum ledger_verdict *v, struct err *e)
{
    instant now;
    char text[200];
    if (bulletin_take(p->a, p->l, &p->row, e) || read_acts(p, &now, e))
        return -1;
    p->d = frozen_doc(&p->row, e);
    if (!p->d)
        return -1;
    const char *why = lacks(p, text);
    if (why)
        return bulletin_refused(p->a, why);
    return make(p, now, e) || store(p, v, e) ? -1 : 0;
}

enum { TRIES = 5 };

static int publish(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    enum ledger_verdict v = LEDGER_IS_CHANGED;
    int rc = 0;
    for (int i = 0; i < TRIES && !rc && v == LEDGER_IS_CHANGED; i++) {
        struct publishing p = {.a = a, .l = l};
        rc = attempt(&p, &v, e);
        if (!rc && v == LEDGER_IS_DONE)
            bulletin_line(&a->c->out, &p.row);
        drop_files(&p);
        doc_free(p.d);
    }
    return rc || v == LEDGER_IS_DONE ? rc : bulletin_refused(a, "others change it all the time");
}

int bulletin_publish(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, publish, e); }
