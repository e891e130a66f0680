/* The program issues an order where a rule says so (rules.conf, auto_issue), as the user `system`: what
 * contract 12 then proposes with the alert that was raised. It is part of the transaction that raises it, so
 * it happens once or not at all; refold.c notes only what is told at once, hence nothing of a backlog, of a
 * new reference version, or of a rebuild.
 *
 * Under the act lock: what others name is committed by then, and the day's number is exact. Other cases of a
 * yellow group are read without their locks; an order stands when one of its alerts is withdrawn meanwhile.
 */
#include "ledger/auto_issue.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "codec/form.h"
#include "ledger/act_parts.h"

struct issuing {
    struct act_log head;
    instant now;
    int64_t issued; /* today, by the program */
    VEC(struct candidate) candidates;
    struct acts_names names;
    struct proposals proposals;
};

/* May they be proposed together: red of one case and unit, yellow of one unit and month? */
static bool together(const struct candidate *a, const struct candidate *b)
{
    if (a->region != b->region || a->dept != b->dept || a->level != b->level)
        return false;
    return a->level == LEVEL_RED ? !strcmp(a->case_no, b->case_no)
                                 : day_month(instant_day(a->raised)) == day_month(instant_day(b->raised));
}

static int read_names(struct ledger *l, struct issuing *s, const struct case_set *set, struct err *e)
{
    struct wire_rows numbers = {0};
    wire_begin(&numbers, "t");
    for (size_t i = 0; i < set->n; i++, numbers.n++)
        wire_text(&numbers.col[0], cases_get(set, i).case_no);
    int rc = orders_naming(&l->db, &numbers, l->ref, &s->names, e);
    wire_release(&numbers);
    return rc;
}

static void take_alert(struct ledger *l, struct issuing *s, const char *case_no, const struct alert *al)
{
    if (!proposals_may(al, l->ref, s->now) || acts_names_has(&s->names, case_no, al))
        return;
    bool pursued = acts_names_pursued(&s->names, case_no, al->region, al->dept);
    struct candidate c = proposals_candidate(arena_strdup(&l->scratch, case_no), al, pursued);
    c.subject = arena_strdup(&l->scratch, al->subject);
    if (al->of) {
        c.source = arena_strdup(&l->scratch, al->of->source);
        c.event_id = arena_strdup(&l->scratch, al->of->event_id);
    }
    vec_push(&s->candidates, c);
}

/* All that the cases, as they stand now, add to the group. One that cannot be read proposes nothing: its own
 * evaluation stops and says so where it is due. */
static void take_cases(struct ledger *l, struct issuing *s, const struct candidate *of,
                       const struct case_set *set)
{
    struct err e;
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case c = cases_get(set, i);
        if (refold_look(&l->refold, &c, &e)) {
            log_error("%s; it proposes no order", e.text);
            continue;
        }
        for (size_t k = 0; k < l->refold.is.alerts.n; k++) {
            const struct alert *al = &l->refold.is.alerts.v[k];
            struct candidate as = proposals_candidate(c.case_no, al, false);
            if (together(of, &as))
                take_alert(l, s, c.case_no, al);
        }
    }
}

static int propose(struct ledger *l, struct issuing *s, const struct candidate *of, struct err *e)
{
    struct case_set set = {0};
    const struct cases_alerting with = {l->ref->regions[of->region].code, l->ref->depts[of->dept].code,
                                        of->level == LEVEL_RED ? of->case_no : NULL, (enum level)of->level,
                                        day_start(instant_day(s->now) - l->ref->orders.propose_days + 1)};
    s->candidates.n = 0;
    int rc = cases_alerting(&l->db, &with, &set, e) || read_names(l, s, &set, e);
    if (!rc)
        take_cases(l, s, of, &set);
    cases_release(&set);
    acts_names_release(&s->names);
    s->names = (struct acts_names){0};
    proposals_make(&s->proposals, s->candidates.v, s->candidates.n, l->ref);
    return rc ? -1 : 0;
}

/* Is an alert among them that a rule issues orders for? */
static bool names_raised(const struct ledger *l, const struct proposal *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < l->refold.raised.n; k++) {
            const struct candidate *a = &p->alerts[i], *b = &l->refold.raised.v[k];
            if (a->rule == b->rule && !strcmp(a->case_no, b->case_no) && !strcmp(a->subject, b->subject))
                return true;
        }
    return false;
}

static void fill(struct ledger *l, const struct proposal *p, struct act *a)
{
    struct act_alert *alert = arena_zalloc(&l->scratch, p->n * sizeof *alert);
    struct str text = {0};
    for (size_t i = 0; i < p->n; i++) {
        const struct candidate *c = &p->alerts[i];
        alert[i] = (struct act_alert){c->case_no, c->subject, c->source, c->event_id, c->rule};
    }
    proposals_text(&text, p);
    act_clear(a);
    a->type = ACT_issue;
    a->by = "system";
    a->role = ACTOR_SYSTEM;
    a->region = p->region;
    a->dept = p->dept;
    a->alerts = (struct act_alerts){alert, (uint32_t)p->n};
    a->reply_days = p->level == LEVEL_RED ? l->ref->orders.reply_days_red : l->ref->orders.reply_days;
    a->text = str_keep(&text, &l->scratch);
}

/* An act is one line of so many bytes; what needs more is left to people. */
static bool fits(const struct ledger *l, const struct act *a)
{
    struct str line = {0};
    act_write(&line, a, l->ref);
    bool fits = line.len <= FORM_BYTES_MAX;
    str_release(&line);
    return fits;
}

static int issue(struct ledger *l, struct issuing *s, const struct proposal *p, struct err *e)
{
    struct ledger_decision d = {.arena = &l->scratch};
    struct act_attempt t = {.d = &d, .now = s->now, .head = s->head};
    fill(l, p, &d.act);
    t.order = (struct order_row){
        .o = {.state = IS_none}, .counts = "", .due_soon = INSTANT_NONE, .next_change = INSTANT_MAX};
    if (act_number(l, &t, e))
        return -1;
    if (!fits(l, &d.act)) {
        log_warn("case %s: %zu alerts are too many for one order; they stay a proposal", p->alerts->case_no,
                 p->n);
        return 0;
    }
    assert(act_step_judge(&d.act, &(struct act_things){.order = &t.order.o}, l->ref) == VERDICT_done);
    int rc = act_put(l, &t, e);
    s->head = (struct act_log){d.act.seq, d.act.at};
    s->issued++;
    str_release(&d.body);
    return rc;
}

/* The day's number is reached: the rest stay proposals, with an alarm. */
static void hold(struct ledger *l, const struct issuing *s)
{
    l->ingest.n_held++;
    day today = instant_day(s->now);
    if (l->held == today)
        return;
    l->held = today;
    log_warn("%" PRId64 " orders were issued automatically today, which is auto_issue_max: further ones stay "
             "proposals",
             s->issued);
}

static int issue_group(struct ledger *l, struct issuing *s, const struct candidate *of, struct err *e)
{
    if (propose(l, s, of, e))
        return -1;
    for (size_t i = 0; i < s->proposals.list.n; i++) {
        const struct proposal *p = &s->proposals.list.v[i];
        if (!names_raised(l, p))
            continue;
        if (s->issued >= l->ref->orders.auto_issue_max)
            hold(l, s);
        else if (issue(l, s, p, e))
            return -1;
    }
    return 0;
}

static bool is_first(const struct ledger *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (together(&l->refold.raised.v[i], &l->refold.raised.v[n]))
            return false;
    return true;
}

static int issue_all(struct ledger *l, struct issuing *s, struct err *e)
{
    if (acts_lock(&l->db, &s->head, e))
        return -1;
    if (s->head.at != INSTANT_NONE && s->head.at > s->now)
        s->now = s->head.at;
    if (acts_issued(&l->db, day_start(instant_day(s->now)), &s->issued, e))
        return -1;
    for (size_t i = 0; i < l->refold.raised.n; i++)
        if (is_first(l, i) && issue_group(l, s, &l->refold.raised.v[i], e))
            return -1;
    return 0;
}

int auto_issue(struct ledger *l, instant now, struct err *e)
{
    struct refold *r = &l->refold;
    struct issuing s = {.now = now};
    if (!r->raised.n)
        return 0;
    sums_clear(&r->sums); /* what stood in both is written */
    outbox_begin(&r->outbox);
    int rc = issue_all(l, &s, e) || sums_write(&r->sums, &l->db, l->slot, l->ref, e) ||
                     outbox_write(&r->outbox, &l->db, e)
                 ? -1
                 : 0;
    vec_release(&s.candidates);
    proposals_release(&s.proposals);
    return rc;
}
