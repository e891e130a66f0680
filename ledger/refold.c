#include "ledger/refold.h"

#include <string.h>

#include "ledger/notices.h"
#include "analyzer/event_pack.h"

void refold_begin(struct refold *r, const struct refdata *ref, instant now)
{
    r->ref = ref;
    r->now = now;
    r->n_cases = 0;
    cases_begin(&r->cases);
    alerts_begin(&r->alerts);
    outbox_begin(&r->outbox);
    r->telling = true;
    r->raised.n = 0;
    arena_reset(&r->kept);
    sums_clear(&r->sums);
}

void refold_release(struct refold *r)
{
    eval_release(&r->was);
    eval_release(&r->is);
    eval_release(&r->ahead);
    cases_rows_release(&r->cases);
    alerts_release(&r->alerts);
    outbox_release(&r->outbox);
    sums_release(&r->sums);
    vec_release(&r->events);
    vec_release(&r->upheld);
    vec_release(&r->raised);
    arena_release(&r->arena);
    arena_release(&r->kept);
    map_release(&r->seen);
    str_release(&r->packed);
    str_release(&r->written);
    str_release(&r->units);
}

/* The stored events, and what was written of them. */
static int unpack(struct refold *r, const struct stored_case *old, struct err *e)
{
    const uint8_t *p = old->events, *end = p + old->n_events;
    while (p < end) {
        const struct event *prev = r->events.n ? &r->events.v[r->events.n - 1] : NULL;
        struct event ev;
        if (!event_unpack(&p, end, prev, old->case_no, r->ref, &r->arena, &ev))
            return err_set(e,
                           "case %s: its stored events name a region or department that the reference data "
                           "does not have",
                           old->case_no);
        vec_push(&r->events, ev);
    }
    if (!eval_unpack(old->written, old->n_written, r->ref, &r->arena, &r->was))
        return err_set(e,
                       "case %s: what was written of it names a region or department that the reference data "
                       "does not have",
                       old->case_no);
    if (!upheld_unpack(old->upheld, old->n_upheld, old->case_no, &r->arena, &r->upheld))
        return err_set(e, "case %s: what was upheld of its alerts cannot be read", old->case_no);
    return 0;
}

enum { FEW = 40 }; /* up to so many events are told apart by looking at each */

static void remember(struct refold *r, const struct event *ev, uint32_t i)
{
    size_t a = strlen(ev->source), b = strlen(ev->event_id);
    char *key = arena_alloc(&r->arena, a + 1 + b);
    memcpy(key, ev->source, a + 1);
    memcpy(key + a + 1, ev->event_id, b);
    map_put(&r->seen, key, a + 1 + b, i);
}

static bool is_known(struct refold *r, const struct event *ev, bool many)
{
    if (many) {
        size_t n = r->seen.n;
        remember(r, ev, 0);
        return r->seen.n == n;
    }
    for (size_t i = 0; i < r->events.n; i++)
        if (!strcmp(r->events.v[i].event_id, ev->event_id) && !strcmp(r->events.v[i].source, ev->source))
            return true;
    return false;
}

/* Takes up what is not there yet; says how many. */
static size_t take_up(struct refold *r, const struct refold_news *news)
{
    size_t added = 0;
    bool many = r->events.n + news->n > FEW;
    if (many)
        for (size_t i = 0; i < r->events.n; i++)
            remember(r, &r->events.v[i], 0);
    for (size_t i = 0; i < news->n; i++) {
        news->duplicate[i] = is_known(r, news->event[i], many);
        if (news->duplicate[i])
            continue;
        vec_push(&r->events, *news->event[i]);
        added++;
    }
    return added;
}

static int by_order(const void *a, const void *b) { return event_compare(a, b); }

static bool in_order(const struct refold *r)
{
    for (size_t i = 1; i < r->events.n; i++)
        if (event_compare(&r->events.v[i - 1], &r->events.v[i]) > 0)
            return false;
    return true;
}

/* Packed in the order of contract section 4 and with today's codes, so that one set of events is always the
 * same bytes. `had` of them stand in `old`, which is packed so unless the reference data is another one. */
static void pack(struct refold *r, const struct stored_case *old, size_t had)
{
    size_t from = old && !strcmp(old->version, r->ref->version) ? had : 0;
    if (!in_order(r)) {
        qsort(r->events.v, r->events.n, sizeof *r->events.v, by_order);
        from = 0;
    }
    str_clear(&r->packed);
    if (from)
        str_put(&r->packed, old->events, old->n_events);
    for (size_t i = from; i < r->events.n; i++)
        event_pack(&r->packed, &r->events.v[i], i ? &r->events.v[i - 1] : NULL, r->ref);
}

static bool packed_as(const struct refold *r, const struct stored_case *old)
{
    return old && old->n_events == r->packed.len && !memcmp(old->events, str_text(&r->packed), r->packed.len);
}

/* A case of which nothing is there yet (all voided, or still to come) keeps a row for its events, with
 * n_events 0. */
static void stand_in(struct refold *r)
{
    const struct event *first = &r->events.v[0];
    for (size_t i = 1; i < r->events.n; i++)
        if (event_compare(&r->events.v[i], first) < 0)
            first = &r->events.v[i];
    r->is.row = (struct case_row){
        .case_no = first->case_no,
        .item = first->item,
        .region = first->region,
        .dept = first->dept,
        .kind = KIND_PROMISED,
        .phase = PHASE_SUBMITTED,
        .submitted_at = INSTANT_NONE,
        .accepted_at = INSTANT_NONE,
        .decided_at = INSTANT_NONE,
        .delivered_at = INSTANT_NONE,
        .start = DAY_NONE,
        .promise = {DAYS_NONE, DAY_NONE, INSTANT_NONE, DAYS_NONE, -1, false, false},
        .statutory = {DAYS_NONE, DAY_NONE, INSTANT_NONE, DAYS_NONE, -1, false, false},
    };
}

static bool same(const struct alert *a, const struct alert *b)
{
    return a->level == b->level && a->state == b->state && a->region == b->region && a->dept == b->dept &&
           a->raised == b->raised && a->cleared == b->cleared && a->used == b->used && a->limit == b->limit &&
           a->due == b->due;
}

static int by_identity(const struct alert *x, const struct alert *y)
{
    if (!x || !y)
        return x ? -1 : 1;
    return x->rule != y->rule ? (x->rule < y->rule ? -1 : 1) : strcmp(x->subject, y->subject);
}

/* An alert that is new, another than before, or (is STATE_WITHDRAWN) gone: to its table, and to who is told.
 */
static void note(struct refold *r, const struct alert *al, enum alert_state was, enum alert_state is,
                 bool fresh, bool tell)
{
    alerts_put(&r->alerts, &r->is.row, al, is, fresh, tell, r->ref, r->now);
    if (tell)
        notices_alert(&r->outbox, r->is.row.case_no, al, was, is, r->ref);
}

/* May it issue an order by itself (contract 5): its rule does, and it was raised just now, or became graver.
 */
static void note_raised(struct refold *r, const struct alert *was, const struct alert *is)
{
    if (!r->ref->rules.set[is->rule].auto_issue || is->level < LEVEL_YELLOW || is->state == STATE_REVOKED ||
        (was && was->level >= is->level))
        return;
    struct candidate *c = vec_add(&r->raised);
    *c = proposals_candidate(arena_strdup(&r->kept, r->is.row.case_no), is, false);
    c->subject = arena_strdup(&r->kept, is->subject);
}

/* Between the evaluation before and this one; both are sorted by (rule, subject) and unique in it. An alert
 * that is no longer there becomes `withdrawn`; all are noted when the item changed. */
static void differ(struct refold *r, bool exists, bool moved, bool tell)
{
    const struct evaluation *old = &r->was, *is = &r->is;
    for (size_t i = 0, k = 0; i < old->alerts.n || k < is->alerts.n;) {
        const struct alert *x = i < old->alerts.n ? &old->alerts.v[i] : NULL,
                           *y = k < is->alerts.n ? &is->alerts.v[k] : NULL;
        int c = by_identity(x, y);
        if (c < 0)
            note(r, x, (enum alert_state)x->state, STATE_WITHDRAWN, false, tell);
        else if (c > 0 || moved || !same(x, y))
            note(r, y, c > 0 ? ALERT_NEW : (enum alert_state)x->state, (enum alert_state)y->state, !exists,
                 tell);
        if (y && c >= 0 && tell)
            note_raised(r, c ? NULL : x, y);
        i += c <= 0;
        k += c >= 0;
    }
}

static bool warn_alike(const struct evaluation *x, const struct evaluation *y)
{
    if (x->alerts.n != y->alerts.n)
        return false;
    for (size_t i = 0; i < x->alerts.n; i++)
        if (by_identity(&x->alerts.v[i], &y->alerts.v[i]) || !same(&x->alerts.v[i], &y->alerts.v[i]))
            return false;
    return true;
}

/* From `as_of`; but where the time from then until now changes no alert, from now: so most cases of a
 * backlog, those that have ended, are done with, and nobody is warned of anything that `as_of` does not show.
 */
static void see(struct refold *r, instant as_of)
{
    const struct upheld_list upheld = {r->upheld.v, r->upheld.n};
    eval(&r->is, r->events.v, r->events.n, &upheld, r->ref, as_of, &r->arena);
    if (as_of >= r->now || r->is.next_change > r->now)
        return;
    eval(&r->ahead, r->events.v, r->events.n, &upheld, r->ref, r->now, &r->arena);
    if (!warn_alike(&r->is, &r->ahead))
        return;
    struct evaluation from = r->is;
    r->is = r->ahead;
    r->ahead = from;
}

static bool of_one_unit(const struct event *ev, const struct case_row *row)
{
    return ev->region == row->region && ev->dept == row->dept &&
           (ev->data.region < 0 || ev->data.region == row->region) &&
           (ev->data.dept < 0 || ev->data.dept == row->dept);
}

/* The co-handling units of a case of which any event, voided or to come, names another unit than the row; so
 * no step or alert of any other case is or ever was another unit's. */
static const char *units_of(struct refold *r)
{
    str_clear(&r->units);
    for (size_t i = 0; i < r->events.n; i++)
        if (!of_one_unit(&r->events.v[i], &r->is.row)) {
            case_units_lines(&r->units, &r->is, r->ref);
            return str_text(&r->units);
        }
    return NULL;
}

static void evaluate(struct refold *r, const struct stored_case *old, instant as_of, bool late)
{
    see(r, as_of);
    if (r->is.empty)
        stand_in(r);
    const struct case_row *row = &r->is.row;
    bool moved = old && strcmp(old->item, row->item) != 0;
    str_clear(&r->written);
    eval_pack(&r->written, &r->is, r->ref);
    /* a backlog or a new reference version tells only what stands when it is through */
    bool tell = r->telling && !late && (!old || !strcmp(old->version, r->ref->version));
    differ(r, old != NULL, moved, tell);
    sums_differ(&r->sums, &r->was, old ? old->item : NULL, old ? old->kind : KIND_NONE, &r->is, row->item,
                (enum kind)row->kind);
    cases_put(&r->cases, old, row, r->is.next_change, packed_as(r, old) ? NULL : &r->packed, &r->written,
              units_of(r), r->ref, as_of);
    r->n_cases++;
}

static int begin_case(struct refold *r, const struct stored_case *old, struct err *e)
{
    arena_reset(&r->arena);
    if (r->seen.cap)
        map_release(&r->seen);
    r->events.n = r->upheld.n = r->was.alerts.n = r->was.contribs.n = 0;
    return old ? unpack(r, old, e) : 0;
}

/* Another worker's clock reading may be a little ahead: never back behind what was evaluated. */
static instant not_before(const struct stored_case *old, instant as_of)
{
    return old && old->evaluated > as_of ? old->evaluated : as_of;
}

int refold_case(struct refold *r, const struct stored_case *old, const struct refold_news *news,
                struct err *e)
{
    if (begin_case(r, old, e))
        return -1;
    for (size_t i = 0; news && news->upheld && i < news->upheld->n; i++)
        vec_push(&r->upheld, news->upheld->v[i]);
    size_t had = r->events.n, added = news ? take_up(r, news) : 0;
    if (news && !added)
        return 0;
    pack(r, old, had);
    instant as_of = news ? news->as_of : r->now, pause = INSTANT_NONE;
    as_of = not_before(old, as_of);
    if (old)
        pause = old->evaluated + REFOLD_PAUSE * SECOND;
    if (added && r->events.n > REFOLD_LONG && pause > as_of)
        cases_put_later(&r->cases, news->event[0]->case_no, &r->packed, pause);
    else
        evaluate(r, old, as_of, news && news->late);
    return 0;
}

int refold_look(struct refold *r, const struct stored_case *old, struct err *e)
{
    if (begin_case(r, old, e))
        return -1;
    const struct upheld_list upheld = {r->upheld.v, r->upheld.n};
    eval(&r->is, r->events.v, r->events.n, &upheld, r->ref, not_before(old, r->now), &r->arena);
    return 0;
}

int refold_uphold(struct refold *r, const struct stored_case *old, const struct upheld *u, struct str *packed,
                  struct err *e)
{
    if (begin_case(r, old, e))
        return -1;
    vec_push(&r->upheld, *u);
    upheld_pack(packed, r->upheld.v, r->upheld.n);
    pack(r, old, r->events.n);
    evaluate(r, old, not_before(old, r->now), false);
    return 0;
}

int refold_write(struct refold *r, struct db *db, int slot, struct err *e)
{
    int rc = cases_write(&r->cases, db, e);
    if (!rc)
        rc = alerts_write(&r->alerts, db, r->now, e);
    if (rc)
        return rc;
    return sums_write(&r->sums, db, slot, r->ref, e) || outbox_write(&r->outbox, db, e) ? -1 : 0;
}
