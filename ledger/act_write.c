/* What is written for an act that may be done: by act.c, which judges, and by auto_issue.c, which issues in
 * the program's name. */
#include <stdio.h>

#include "ledger/act_parts.h"
#include "ledger/notices.h"

struct act_things act_things_of(struct act_attempt *t)
{
    return (struct act_things){&t->order.o, &t->appeal, &t->interview};
}

int act_number(struct ledger *l, struct act_attempt *t, struct err *e)
{
    struct act *a = &t->d->act;
    int year, n;
    char text[40];
    if (!t->d->history) {
        a->seq = t->head.seq + 1;
        a->at = t->head.at != INSTANT_NONE && t->head.at > t->now ? t->head.at : t->now;
    }
    t->now = a->at > t->now ? a->at : t->now;
    if (a->type != ACT_issue || a->order)
        return 0;
    day_split(instant_day(a->at), &year, &(int){0}, &(int){0});
    if (orders_number(&l->db, year, &n, e))
        return -1;
    snprintf(text, sizeof text, "%d-%d", year, n);
    a->order = arena_strdup(t->d->arena, text);
    return 0;
}

/* The case with the appeal that was upheld. */
static int uphold(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    struct str packed = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < t->cases.n; i++) {
        struct stored_case c = cases_get(&t->cases, i);
        rc = refold_uphold(&l->refold, &c, &(struct upheld){a->alert, a->at}, &packed, e) ||
                     cases_uphold(&l->db, c.case_no, &packed, e)
                 ? -1
                 : 0;
    }
    str_release(&packed);
    return rc;
}

/* Whose the act is: its order's, its appeal's, its own unit's. */
static struct acts_unit whose(const struct act_attempt *t)
{
    const struct act *a = &t->d->act;
    if (act_needs_interview(a))
        return a->league == LEAGUE_DEPARTMENT ? (struct acts_unit){-1, a->unit}
                                              : (struct acts_unit){a->unit, -1};
    if (act_needs_order(a))
        return (struct acts_unit){t->order.o.region, t->order.o.dept};
    if (act_needs_appeal(a))
        return (struct acts_unit){t->appeal.region, t->appeal.dept};
    return (struct acts_unit){a->region, a->dept};
}

static int write_things(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    if (act_needs_order(a) && act_table[a->type].about == ABOUT_ORDER &&
        ledger_order_put(l, &t->order, t->now, e))
        return -1;
    if ((a->type == ACT_issue || a->type == ACT_drop) && orders_name(&l->db, a->seq, a->order, &a->alerts, e))
        return -1;
    if (act_needs_appeal(a) && appeals_put(&l->db, &t->appeal, l->ref, e))
        return -1;
    if (act_needs_interview(a) && interviews_put(&l->db, &t->interview, t->now, l->ref, e))
        return -1;
    return a->type == ACT_uphold ? uphold(l, t, e) : 0;
}

/* What the audit log says of it: the order, the alert or the bottom place; no words of a person. */
static void about(struct str *out, const struct act *a, const struct refdata *ref)
{
    char text[DAY_TEXT];
    if (a->order)
        str_puts(out, a->order);
    else if (a->alert.case_no)
        str_printf(out, "%s %d %s", a->alert.case_no, rule_table[a->alert.rule].no, a->alert.subject);
    else if (act_needs_interview(a))
        str_printf(out, "%s %s %s", month_text(a->month, text), league_word[a->league],
                   a->league == LEAGUE_DEPARTMENT ? ref->depts[a->unit].code : ref->regions[a->unit].code);
    else if (a->case_no)
        str_puts(out, a->case_no);
}

static int write_log(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    struct str what = {0}, text = {0};
    str_clear(&t->d->body);
    act_write(&t->d->body, a, l->ref);
    str_printf(&what, "act.%s %lld", act_table[a->type].name, (long long)a->seq);
    about(&text, a, l->ref);
    const struct acts_entry entry = {a, whose(t), str_text(&t->d->body), str_text(&what), str_text(&text)};
    int rc = acts_append(&l->db, &entry, l->ref, e);
    str_release(&what);
    str_release(&text);
    return rc;
}

int act_put(struct ledger *l, struct act_attempt *t, struct err *e)
{
    struct act_things things = act_things_of(t);
    act_step_apply(&t->d->act, &things, l->ref);
    notices_act(&l->refold.outbox, &t->d->act, &things, l->ref);
    return write_things(l, t, e) || write_log(l, t, e) ? -1 : 0;
}
