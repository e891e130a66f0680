#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/paper.h"
#include "reports/doc_store.h"
#include "reports/doc_wording.h"
#include "reports/frozen.h"

/* What is changed of a row: at most these. */
enum { CHANGES = 5, SIGNATORY_MAX = 100 };
struct edit {
    struct paper *p;
    struct bulletin_row row; /* as it will stand */
    struct doc *d;
    struct bulletin_change change[CHANGES];
    size_t n;
};

static const char *copy(struct edit *x, const char *z) { return z ? arena_strdup(x->p->arena, z) : NULL; }

static void note(struct edit *x, const char *what, const char *was, const char *became)
{
    if ((was && became && !strcmp(was, became)) || (!was && !became))
        return; /* nothing changes */
    x->change[x->n++] = (struct bulletin_change){
        .what = what, .was = copy(x, was), .became = copy(x, became)};
}

/* N, in the year of its date or else of its freeze; or YYYY-N. */
static bool read_number(const struct edit *x, int64_t *year, int64_t *n)
{
    const char *number = x->p->number, *dash = strchr(number, '-');
    char text[8] = "";
    int y;
    day_split(x->row.dated == DAY_NONE ? instant_day(x->row.as_of) : x->row.dated, &y, &(int){0}, &(int){0});
    if (dash && dash - number == 4)
        memcpy(text, number, 4);
    else
        snprintf(text, sizeof text, "%d", y);
    return text_number(text, 2000, 9999, year) && text_number(dash ? dash + 1 : number, 1, 999999, n);
}

static int set_number(struct edit *x)
{
    int64_t year = 0, n = 0;
    struct str text = {0};
    if (!read_number(x, &year, &n))
        return paper_refuse(x->p, PAPER_bad_number, x->p->number, NULL);
    if (x->row.number && x->row.number_year == year && x->row.number_n == n)
        return 0; /* as it is, also where the setting that words it is another now */
    for (const char *z = x->p->conf->number; *z; z++)
        if (!strncmp(z, "%Y", 2) || !strncmp(z, "%n", 2))
            str_int(&text, *++z == 'Y' ? year : n);
        else
            str_putc(&text, *z);
    note(x, "number", x->row.number, str_text(&text));
    x->row.number = x->d->paper.number = copy(x, str_text(&text));
    x->row.number_year = (int)year;
    x->row.number_n = (int)n;
    str_release(&text);
    return 0;
}

static int set_dated(struct edit *x)
{
    char was[DAY_TEXT], became[DAY_TEXT];
    day d;
    if (!day_parse(x->p->dated, strlen(x->p->dated), &d))
        return paper_refuse(x->p, PAPER_bad_dated, x->p->dated, NULL);
    note(x, "dated", x->row.dated == DAY_NONE ? NULL : day_text(x->row.dated, was), day_text(d, became));
    x->row.dated = x->d->paper.dated = d;
    return 0;
}

static int set_signatory(struct edit *x)
{
    const char *name = x->p->signatory;
    char what[TEXT_WHAT];
    if (!*name || str_points(name) > SIGNATORY_MAX || text_bad_byte(name, strlen(name), what))
        return paper_refuse(x->p, PAPER_bad_signatory, NULL, NULL);
    note(x, "signatory", x->row.signatory, name);
    x->row.signatory = x->d->paper.signatory = copy(x, name);
    return 0;
}

static int set_disclosure(struct edit *x)
{
    const char *word = x->p->disclosure;
    if (!bulletin_conf_is_disclosure(word))
        return paper_refuse(x->p, PAPER_bad_disclosure, word, NULL);
    note(x, "disclosure", x->d->paper.disclosure, word);
    x->d->paper.disclosure = copy(x, word);
    return 0;
}

static int set_text(struct edit *x)
{
    struct str was = {0}, became = {0}, zh = {0};
    struct err e;
    doc_wording_write(&was, x->d);
    int rc = doc_wording_read(x->d, x->p->text, strlen(x->p->text), &e, &zh);
    if (rc)
        paper_refuse(x->p, PAPER_bad_text, e.text, str_text(&zh));
    else {
        doc_wording_write(&became, x->d);
        note(x, "text", str_text(&was), str_text(&became));
    }
    str_release(&was);
    str_release(&became);
    str_release(&zh);
    return rc ? 1 : 0;
}

/* The date first: a number without a year is of its year. */
static int change(struct edit *x)
{
    struct str doc = {0};
    const struct paper *p = x->p;
    if ((p->dated && set_dated(x)) || (p->number && set_number(x)) || (p->signatory && set_signatory(x)) ||
        (p->disclosure && set_disclosure(x)) || (p->text && set_text(x)))
        return 1;
    doc_store_write(&doc, x->d);
    x->row.doc = copy(x, str_text(&doc));
    x->row.version += x->n > 0;
    str_release(&doc);
    return 0;
}

static int store(struct edit *x, struct err *e)
{
    struct ledger_edit d = {.row = &x->row, .by = x->p->by, .change = x->change, .n = x->n};
    enum ledger_end end;
    while ((end = ledger_edit(x->p->l, &d, e)) != LEDGER_DONE)
        if (paper_again(x->p->l, end, e))
            return -1;
    switch (d.verdict) {
    case LEDGER_IS_DONE: return 0;
    case LEDGER_IS_TAKEN: return paper_refuse(x->p, PAPER_taken, NULL, NULL);
    case LEDGER_IS_CHANGED: return paper_refuse(x->p, PAPER_changed, NULL, NULL);
    default: return paper_refuse(x->p, PAPER_published, NULL, NULL);
    }
}

/* Another version than was meant: refused, unless all that is wanted stands in it already. */
static int apply(struct edit *x, struct err *e)
{
    bool meant = paper_matches(x->p, x->row.revision, x->row.version);
    int rc = change(x);
    if (!meant && (rc || x->n))
        return paper_refuse(x->p, PAPER_changed, NULL, NULL);
    if (rc || !x->n)
        return rc;
    rc = store(x, e);
    if (!rc)
        x->p->row = x->row;
    return rc;
}

int paper_edit(struct paper *p, struct err *e)
{
    p->refusal = PAPER_done;
    if (!p->number && !p->dated && !p->signatory && !p->disclosure && !p->text)
        return paper_refuse(p, PAPER_unchanged, NULL, NULL);
    int rc = paper_take(p, e);
    if (rc)
        return rc;
    if (p->row.published)
        return paper_refuse(p, PAPER_published, NULL, NULL);
    struct edit x = {.p = p, .row = p->row, .d = frozen_doc(&p->row, e)};
    rc = x.d ? apply(&x, e) : -1;
    doc_free(x.d);
    return rc;
}
