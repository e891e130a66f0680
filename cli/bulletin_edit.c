#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/bulletin_parts.h"
#include "reports/doc_store.h"
#include "reports/doc_wording.h"
#include "reports/frozen.h"

/* What is changed of a row: at most these. */
enum { CHANGES = 4 };
struct edit {
    struct bulletin_row row;
    struct doc *d;
    struct bulletin_change change[CHANGES];
    size_t n;
    struct arena *arena;
};

static const char *copy(struct edit *x, const char *z) { return z ? arena_strdup(x->arena, z) : NULL; }

static void note(struct edit *x, const char *what, const char *was, const char *became)
{
    if ((was && became && !strcmp(was, became)) || (!was && !became))
        return; /* nothing changes */
    x->change[x->n++] = (struct bulletin_change){
        .what = what, .was = copy(x, was), .became = copy(x, became)};
}

/* N, in the year of its date or else of its freeze; or YYYY-N. */
static int set_number(struct edit *x, const struct bulletin_ask *a, struct err *e)
{
    const char *dash = strchr(a->number, '-');
    char year_text[8] = "";
    int64_t year = 0, n;
    int y;
    day_split(x->row.dated == DAY_NONE ? instant_day(x->row.as_of) : x->row.dated, &y, &(int){0}, &(int){0});
    if (dash && dash - a->number == 4)
        memcpy(year_text, a->number, 4);
    else
        snprintf(year_text, sizeof year_text, "%d", y);
    if (!text_number(year_text, 2000, 9999, &year) ||
        !text_number(dash ? dash + 1 : a->number, 1, 999999, &n))
        return err_usage(e, "--number %s: N or YYYY-N is wanted", a->number);
    struct str text = {0};
    for (const char *z = a->conf.number; *z; z++)
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

static void set_dated(struct edit *x, const struct bulletin_ask *a)
{
    char was[DAY_TEXT], became[DAY_TEXT];
    note(x, "dated", x->row.dated == DAY_NONE ? NULL : day_text(x->row.dated, was),
         day_text(a->dated, became));
    x->row.dated = x->d->paper.dated = a->dated;
}

static int set_signatory(struct edit *x, const struct bulletin_ask *a, struct err *e)
{
    if (!*a->signatory || str_points(a->signatory) > 100 || !str_utf8(a->signatory, strlen(a->signatory)))
        return err_usage(e, "--signatory: 1 to 100 characters are wanted");
    note(x, "signatory", x->row.signatory, a->signatory);
    x->row.signatory = x->d->paper.signatory = copy(x, a->signatory);
    return 0;
}

/* A file, or standard input as far as it goes. */
static int read_text(const char *name, struct str *out, struct err *e)
{
    char piece[4096];
    if (strcmp(name, "-") != 0) {
        int rc = file_read(out, name, e);
        return rc > 0 ? err_set(e, "%s: there is no such file", name) : rc;
    }
    for (size_t n; (n = fread(piece, 1, sizeof piece, stdin)) > 0 && out->len < FILE_READ_MAX;)
        str_put(out, piece, n);
    return ferror(stdin) || !feof(stdin) ? err_set(e, "standard input: it cannot be read to its end") : 0;
}

static int set_text(struct edit *x, const struct bulletin_ask *a, struct err *e)
{
    struct str text = {0}, was = {0}, became = {0};
    doc_wording_write(&was, x->d);
    int rc = read_text(a->text, &text, e) || doc_wording_read(x->d, str_text(&text), text.len, e);
    if (!rc) {
        doc_wording_write(&became, x->d);
        note(x, "text", str_text(&was), str_text(&became));
    }
    str_release(&text);
    str_release(&was);
    str_release(&became);
    return rc ? -1 : 0;
}

static int change(struct edit *x, const struct bulletin_ask *a, struct err *e)
{
    struct str doc = {0};
    if (a->dated != DAY_NONE)
        set_dated(x, a);
    if ((a->number && set_number(x, a, e)) || (a->signatory && set_signatory(x, a, e)) ||
        (a->text && set_text(x, a, e)))
        return -1;
    doc_store_write(&doc, x->d);
    x->row.doc = copy(x, str_text(&doc));
    x->row.version++;
    str_release(&doc);
    return 0;
}

static int store(struct edit *x, struct ledger *l, const struct bulletin_ask *a, enum ledger_verdict *v,
                 struct err *e)
{
    struct ledger_edit d = {.row = &x->row, .by = a->by, .change = x->change, .n = x->n};
    enum ledger_end end;
    while ((end = ledger_edit(l, &d, e)) != LEDGER_DONE)
        if (bulletin_again(l, end, e))
            return -1;
    *v = d.verdict;
    return 0;
}

static const char *refusal(enum ledger_verdict v)
{
    return v == LEDGER_IS_TAKEN     ? "another has this number in its year"
           : v == LEDGER_IS_CHANGED ? "somebody else has changed it meanwhile"
                                    : "it is published";
}

static int edit(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    struct edit x = {.arena = &a->c->arena};
    enum ledger_verdict v = LEDGER_IS_DONE;
    if (!a->number && !a->signatory && !a->text && a->dated == DAY_NONE)
        return err_usage(e, "edit changes --number, --dated, --signatory or --text");
    if (bulletin_take(a, l, &x.row, e))
        return -1;
    if (x.row.published)
        return bulletin_refused(a, refusal(LEDGER_IS_REFUSED));
    x.d = frozen_doc(&x.row, e);
    int rc = x.d ? change(&x, a, e) : -1;
    if (!rc && x.n)
        rc = store(&x, l, a, &v, e);
    doc_free(x.d);
    if (rc)
        return -1;
    if (v != LEDGER_IS_DONE)
        return bulletin_refused(a, refusal(v));
    x.row.version -= !x.n; /* nothing was changed */
    bulletin_line(&a->c->out, &x.row);
    return 0;
}

int bulletin_edit(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, edit, e); }
