#include "reports/frozen.h"

#include <string.h>

#include "base/version.h"
#include "reports/doc_diff.h"
#include "reports/doc_make.h"
#include "reports/doc_store.h"
#include "reports/doc_write.h"
#include "reports/draft_fill.h"
#include "reports/draft_read.h"
#include "reports/frozen_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

struct doc *frozen_doc(const struct bulletin_row *b, struct err *e)
{
    struct doc *d = doc_store_read(b->doc, strlen(b->doc), e);
    if (!d)
        err_prefix(e, "bulletin %s, revision %d", b->period, b->revision);
    return d;
}

/* The document of a revision; 0: it is not there. */
static int read_revision(struct read *rd, const char *period, int revision, bool published, struct arena *a,
                         struct doc **out, struct err *e)
{
    struct bulletin_row row;
    int found = read_bulletin(rd, period, revision, published, a, &row, e);
    if (found > 0 && !(*out = frozen_doc(&row, e)))
        return -1;
    return found;
}

int frozen_compare(struct read *rd, const char *period, int was, int is, bool published, struct arena *a,
                   struct frozen_pair *out, struct err *e)
{
    *out = (struct frozen_pair){.missing = was};
    int found = read_revision(rd, period, was, published, a, &out->was, e);
    if (found > 0) {
        out->missing = is;
        found = read_revision(rd, period, is, published, a, &out->is, e);
    }
    if (found > 0) {
        out->missing = 0;
        doc_diff(out->was, out->is, &out->differences);
    } else
        frozen_pair_release(out);
    return found;
}

void frozen_pair_release(struct frozen_pair *p)
{
    doc_diff_release(&p->differences);
    doc_free(p->was);
    doc_free(p->is);
    p->was = p->is = NULL;
}

/* What differs from the frozen bulletin of the period before, if there is one. */
static int add_earlier(struct doc *d, const struct draft_figures *f, struct read *rd, struct arena *a,
                       struct err *e)
{
    struct bulletin_row before;
    char period[DAY_TEXT];
    int n = f->last - f->first + 1;
    int found = read_bulletin(rd, period_text(f->first - n, f->first - 1, period), 0, false, a, &before, e);
    if (found <= 0)
        return found;
    struct doc *was = frozen_doc(&before, e);
    if (!was)
        return -1;
    frozen_earlier(d, was, f);
    doc_hash(d);
    doc_free(was);
    return 0;
}

/* Ranks and bottom places of the draft, for the months to come. */
static void take_places(struct bulletin_paper *p, const struct draft_figures *f)
{
    size_t n = 0;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        n += f->league[l].n;
    p->rank = arena_alloc(p->arena, (n + 1) * sizeof *p->rank);
    p->bottom = arena_alloc(p->arena, (f->bottoms.n + 1) * sizeof *p->bottom);
    p->n_ranks = p->n_bottoms = 0;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        for (size_t i = 0; i < f->league[l].n; i++) {
            const struct draft_place *s = &f->league[l].v[i];
            p->rank[p->n_ranks++] = (struct bulletin_rank){league_word[l], names_code(f->ref, l, s->unit),
                                                           s->rank, s->rank ? s->score : -1,
                                                           s->now.c[C_completed]};
        }
    for (size_t i = 0; i < f->bottoms.n; i++) {
        const struct draft_bottom *b = &f->bottoms.v[i];
        p->bottom[p->n_bottoms++] = (struct bulletin_bottom){league_word[b->league],
                                                             names_code(f->ref, b->league, b->unit),
                                                             bottom_action_word[b->action], b->streak};
    }
}

static void put_gap(struct doc *d, const char *gap)
{
    struct str text = {0};
    str_printf(&text, "定稿时以下分区尚未读到末尾（括号内为未读条数）：%s。", gap);
    vec_push(&d->definitions, ((struct doc_pair){"数据缺口", arena_strdup(&d->arena, str_text(&text))}));
    str_release(&text);
}

static void put_then(struct doc *d, struct doc_table *t, const struct doc_cell *c)
{
    struct str text = {0};
    if (c)
        doc_cell_text(&text, c, true);
    doc_text(d, t, c ? str_text(&text) : "—");
    str_release(&text);
}

/* Old and new figures side by side. */
static struct doc_table *put_corrections(struct doc *d, const struct doc_differences *x)
{
    struct doc_table *t = frozen_table(d, "corrections", "更正前后对照");
    doc_column(t, "table", "表", "", COLUMN_SHOWN);
    doc_column(t, "row", "行代码", "", COLUMN_DATA);
    doc_column(t, "row_name", "行", "", COLUMN_SHOWN);
    doc_column(t, "column", "列代码", "", COLUMN_DATA);
    doc_column(t, "column_name", "列", "", COLUMN_SHOWN);
    doc_column(t, "was", "更正前", "", COLUMN_SHOWN);
    doc_column(t, "now", "更正后", "", COLUMN_SHOWN);
    for (size_t i = 0; i < x->list.n; i++) {
        const struct doc_difference *k = &x->list.v[i];
        doc_text(d, t, k->table->title);
        doc_text(d, t, k->row);
        doc_text(d, t, doc_diff_row(k));
        doc_text(d, t, k->column);
        doc_text(d, t, doc_diff_column(k));
        put_then(d, t, k->was);
        put_then(d, t, k->is);
    }
    return t;
}

/* 办结由3,025更正为3,027，…；各项见附表20。 */
static void say_corrections(struct str *out, const struct doc_differences *x, const struct doc_table *all)
{
    enum { NAMED = 5 };
    int named = 0;
    for (size_t i = 0; i < x->list.n && named < NAMED; i++) {
        const struct doc_difference *k = &x->list.v[i];
        if (strcmp(k->table->id, "overall") != 0 || strcmp(k->column, "value") != 0 || !k->was || !k->is)
            continue;
        str_printf(out, "%s%s由", named++ ? "，" : "", doc_diff_row(k));
        doc_cell_text(out, k->was, false);
        str_puts(out, "更正为");
        doc_cell_text(out, k->is, false);
    }
    str_printf(out, "%s见", named ? "；各项" : "");
    str_put(out, all->title, (size_t)(strstr(all->title, "　") - all->title));
    str_puts(out, "。");
}

/* 本件为临审服通〔2026〕11号的更正，更正原因：…；更正内容：… */
static void put_corrects(struct doc *d, const char *number, const char *reason,
                         const struct doc_differences *x, const struct doc_table *all)
{
    struct str text = {0};
    str_printf(&text, "本件为%s的更正，", number ? number : "前一版本");
    if (reason) {
        str_puts(&text, "更正原因：");
        wording_quoted(&text, reason);
        str_puts(&text, "；");
    }
    if (x->list.n) {
        str_puts(&text, "更正内容：");
        say_corrections(&text, x, all);
    } else
        str_puts(&text, "更正的是文字，各表数据不变。");
    d->paper.corrects = arena_strdup(&d->arena, str_text(&text));
    str_release(&text);
}

static int correct(struct doc *d, const struct bulletin_row *before, const char *reason, struct err *e)
{
    struct doc_differences x;
    struct doc *was = frozen_doc(before, e);
    if (!was)
        return -1;
    doc_diff(was, d, &x);
    put_corrects(d, before->number, reason, &x, put_corrections(d, &x));
    doc_diff_release(&x);
    doc_free(was);
    return 0;
}

static void fill_row(struct bulletin_paper *p, struct doc *d, const struct draft_figures *f)
{
    struct bulletin_row *b = &p->row;
    struct str text = {0};
    d->state = DOC_FROZEN;
    d->revision = b->revision;
    doc_hash(d);
    doc_store_write(&text, d);
    b->doc = arena_strdup(p->arena, str_text(&text));
    str_clear(&text);
    doc_tables_json(&text, d);
    b->tables = arena_strdup(p->arena, str_text(&text));
    str_release(&text);
    b->hash = arena_strdup(p->arena, d->hash);
    b->title = arena_strdup(p->arena, d->paper.title);
    b->signatory = arena_strdup(p->arena, d->paper.signatory);
    b->program = JIANCHA_VERSION;
    b->act = f->act;
    b->events = f->n_events;
}

int frozen_make(struct bulletin_paper *p, const struct refdata *ref, const struct bulletin_conf *conf,
                struct read *rd, struct err *e)
{
    struct view v = {.ref = ref, .read = rd, .arena = p->arena, .now = p->row.as_of};
    struct draft_figures f = {0};
    view_period(&v, p->row.first, p->row.last);
    int rc = draft_read(&f, &v, conf, e);
    struct doc *d = rc ? NULL : draft_make(&f);
    if (d && p->row.gap)
        put_gap(d, p->row.gap);
    if (d)
        rc = add_earlier(d, &f, rd, p->arena, e);
    if (!rc && p->before)
        rc = correct(d, p->before, p->row.reason, e);
    if (!rc) {
        take_places(p, &f);
        fill_row(p, d, &f);
    }
    doc_free(d);
    draft_release(&f);
    return rc;
}

struct doc *frozen_draft(const struct bulletin_row *b, const struct refdata *ref,
                         const struct bulletin_conf *conf, struct read *rd, instant now, struct arena *a,
                         struct err *e)
{
    struct view v = {.ref = ref, .read = rd, .arena = a, .now = now};
    struct draft_figures f = {0};
    view_period(&v, b->first, b->last);
    struct doc *d = draft_read(&f, &v, conf, e) ? NULL : draft_make(&f);
    if (d && add_earlier(d, &f, rd, a, e)) {
        doc_free(d);
        d = NULL;
    }
    draft_release(&f);
    return d;
}
