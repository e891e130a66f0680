#include "analyzer/proposals.h"

#include <string.h>

bool proposals_may(const struct alert *al, const struct refdata *ref, instant as_of)
{
    return al->level >= LEVEL_YELLOW && al->state != STATE_WITHDRAWN && al->state != STATE_REVOKED &&
           instant_day(al->raised) > instant_day(as_of) - ref->orders.propose_days;
}

struct candidate proposals_candidate(const char *case_no, const struct alert *al, bool pursued)
{
    return (struct candidate){.case_no = case_no,
                              .subject = al->subject,
                              .rule = al->rule,
                              .level = al->level,
                              .region = al->region,
                              .dept = al->dept,
                              .raised = al->raised,
                              .pursued = pursued};
}

static int by_number(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_identity(const struct candidate *p, const struct candidate *q)
{
    int c = strcmp(p->case_no, q->case_no);
    if (!c)
        c = by_number(p->rule, q->rule);
    return c ? c : strcmp(p->subject, q->subject);
}

static month month_of(const struct candidate *c) { return day_month(instant_day(c->raised)); }

/* Units, red before yellow, then so that what may be proposed together stands together, in its own order. */
static int by_group(const void *a, const void *b)
{
    const struct candidate *p = a, *q = b;
    int c = by_number(p->region, q->region);
    if (!c)
        c = by_number(p->dept, q->dept);
    if (!c)
        c = by_number(q->level, p->level);
    if (!c && p->level == LEVEL_YELLOW)
        c = by_number(p->raised, q->raised);
    return c ? c : by_identity(p, q);
}

/* How many from c on belong together. */
static size_t group(const struct candidate *c, size_t n)
{
    size_t k = 1;
    while (k < n && c[k].region == c->region && c[k].dept == c->dept && c[k].level == c->level &&
           (c->level == LEVEL_RED ? !strcmp(c[k].case_no, c->case_no) : month_of(&c[k]) == month_of(c)))
        k++;
    return k;
}

static void propose(struct proposals *out, const struct candidate *c, size_t n)
{
    vec_push(&out->list, ((struct proposal){c->level, month_of(c), c->region, c->dept, c, n}));
}

/* For the order of the file: codes are compared as bytes, so each unit's rank among the codes is wanted. The
 * reference data is small, and a comparison by code needs it at hand. */
struct ranked {
    struct proposal p;
    const char *region, *dept;
};

static int by_place(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;
    int c = strcmp(p->region, q->region);
    if (!c)
        c = strcmp(p->dept, q->dept);
    if (!c)
        c = by_number(q->p.level, p->p.level);
    if (!c)
        c = by_number(p->p.month, q->p.month);
    return c ? c : by_identity(p->p.alerts, q->p.alerts);
}

static void sort(struct proposals *out, const struct refdata *ref)
{
    size_t n = out->list.n;
    struct ranked *r = mem_alloc((n + 1) * sizeof *r);
    for (size_t i = 0; i < n; i++) {
        const struct proposal *p = &out->list.v[i];
        r[i] = (struct ranked){*p, ref->regions[p->region].code, ref->depts[p->dept].code};
    }
    qsort(r, n, sizeof *r, by_place);
    for (size_t i = 0; i < n; i++)
        out->list.v[i] = r[i].p;
    free(r);
}

void proposals_make(struct proposals *out, struct candidate *c, size_t n, const struct refdata *ref)
{
    size_t full = (size_t)ref->orders.yellow_group, k;
    out->list.n = 0;
    if (!n)
        return;
    qsort(c, n, sizeof *c, by_group);
    for (size_t i = 0; i < n; i += k) {
        k = group(c + i, n - i);
        if (c[i].level == LEVEL_RED && !c[i].pursued)
            propose(out, c + i, k);
        for (size_t j = 0; c[i].level == LEVEL_YELLOW && j + full <= k; j += full)
            propose(out, c + i + j, full);
    }
    sort(out, ref);
}

void proposals_text(struct str *out, const struct proposal *p)
{
    bool said[RULE_COUNT] = {false};
    const char *between = "";
    str_puts(out, p->level == LEVEL_RED ? "该办件因" : "该单位的办件因");
    for (size_t i = 0; i < p->n; i++) {
        uint16_t rule = p->alerts[i].rule;
        if (!said[rule])
            str_printf(out, "%s“%s”", between, rule_table[rule].title);
        said[rule] = true;
        between = "、";
    }
    str_printf(out, "出示%s（共%zu张），请核查原因、及时整改，并在期限内反馈。",
               p->level == LEVEL_RED ? "红牌" : "黄牌", p->n);
}

void proposals_release(struct proposals *p) { vec_release(&p->list); }
