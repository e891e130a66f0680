/* Each case with a grave alert of late is evaluated once more, since only its events tell which of them a
 * `#k` means that an order names by its event. */
#include "reports/proposed.h"

#include <string.h>

#include "analyzer/acts_names.h"
#include "reports/folder.h"
#include "store/read_acts.h"

enum { LATE_MAX = 200 };

struct gathering {
    const struct view *v;
    struct proposed *out;
    struct acts_names names;
    struct read_late late;
    struct arena scratch; /* of one case */
};

static struct candidate keep(struct gathering *g, const char *case_no, const struct alert *al)
{
    struct arena *a = g->v->arena;
    struct candidate c = proposals_candidate(arena_strdup(a, case_no), al,
                                             acts_names_pursued(&g->names, case_no, al->region, al->dept));
    c.subject = arena_strdup(a, al->subject);
    if (al->of) {
        c.source = arena_strdup(a, al->of->source);
        c.event_id = arena_strdup(a, al->of->event_id);
    }
    return c;
}

static bool is_late(const struct gathering *g, const char *case_no, const struct alert *al)
{
    for (size_t i = 0; i < g->late.n; i++) {
        const struct act_alert *l = &g->late.v[i];
        if (l->rule == al->rule && !strcmp(l->case_no, case_no) && !strcmp(l->subject, al->subject))
            return true;
    }
    return false;
}

static int take_case(struct gathering *g, const char *case_no, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    struct folder f;
    arena_reset(&g->scratch);
    filter.case_no = case_no;
    if (read_cases(g->v->read, &filter, NULL, 1, &g->scratch, &rows, e) ||
        (rows.n && folder_open(&f, &rows.v[0], g->v->ref, g->v->now, &g->scratch, e)))
        return -1;
    for (size_t i = 0; rows.n && i < f.ev.alerts.n; i++) {
        const struct alert *al = &f.ev.alerts.v[i];
        if (acts_names_has(&g->names, case_no, al))
            continue;
        if (proposals_may(al, g->v->ref, g->v->now))
            vec_push(&g->out->candidates, keep(g, case_no, al));
        else if (al->state != STATE_REVOKED && is_late(g, case_no, al))
            vec_push(&g->out->late, keep(g, case_no, al));
    }
    if (rows.n)
        folder_close(&f);
    return 0;
}

static int take_cases(struct gathering *g, const struct read_numbers *numbers, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < numbers->n && i < PROPOSED_CASES; i++)
        rc = take_case(g, numbers->v[i], e);
    g->out->cut = numbers->n > PROPOSED_CASES;
    return rc;
}

/* Those that have no other alert of late: the rest came with their case. */
static int take_late(struct gathering *g, const struct read_numbers *numbers, struct err *e)
{
    const char *last = "";
    int rc = 0;
    for (size_t i = 0, k = 0; !rc && i < g->late.n; i++) {
        const char *no = g->late.v[i].case_no;
        if (!strcmp(no, last))
            continue;
        last = no;
        while (k < numbers->n && strcmp(numbers->v[k], no) < 0)
            k++;
        if (k == numbers->n || strcmp(numbers->v[k], no) != 0)
            rc = take_case(g, no, e);
    }
    return rc;
}

int proposed_read(const struct view *v, struct proposed *out, struct err *e)
{
    struct gathering g = {.v = v, .out = out};
    struct read_numbers numbers;
    instant from = day_start(instant_day(v->now) - v->ref->orders.propose_days + 1);
    *out = (struct proposed){0};
    int rc = read_grave_cases(v->read, from, PROPOSED_CASES + 1, v->arena, &numbers, e) ||
             read_found_late(v->read, from, LATE_MAX, v->arena, &g.late, e) ||
             read_naming(v->read, from, v->ref, &g.names, e) || take_cases(&g, &numbers, e) ||
             take_late(&g, &numbers, e);
    if (!rc)
        proposals_make(&out->list, out->candidates.v, out->candidates.n, v->ref);
    acts_names_release(&g.names);
    arena_release(&g.scratch);
    return rc ? -1 : 0;
}

void proposed_release(struct proposed *p)
{
    proposals_release(&p->list);
    vec_release(&p->candidates);
    vec_release(&p->late);
}
