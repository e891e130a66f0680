/* Properties of a whole evaluation over random histories: what arrives when and how is nothing to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/eval_parts.h"
#include "analyzer/event_pack.h"
#include "ledger/refold.h"
#include "tests/unit/seeds.h"

static void shuffle(struct event *ev, size_t n, uint64_t *s)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)history_below(s, (int)i);
        struct event x = ev[i - 1];
        ev[i - 1] = ev[j];
        ev[j] = x;
    }
}

/* Everything that is stored of a case and may not drift with the day. */
static void stored(struct str *out, const struct event *ev, size_t n, instant as_of, struct arena *a,
                   instant *next)
{
    struct evaluation e = {0};
    str_clear(out);
    eval(&e, ev, n, NULL, &ref, as_of, a);
    *next = e.next_change;
    assert_true(eval_sane(&e, &ref, as_of));
    if (!e.empty) {
        const struct case_row *r = &e.row;
        eval_pack(out, &e, &ref);
        str_printf(out, "|%s|%d|%d|%d|%d|%d|%d|%d|%d", r->item, r->region, r->dept, r->kind, r->phase,
                   r->light, r->deemed, r->ended, r->visits);
        const struct duty *d = eval_next_duty(&e, -1, -1);
        str_printf(out, "|%d|%d|%lld", r->level, d ? d->kind : DUTY_NONE, (long long)(d ? d->due : 0));
        str_printf(out, "|%d|%d|%d|%d|%d|%d", r->promise.n, r->promise.kept,
                   r->promise.projected ? 0 : r->promise.due, r->statutory.n, r->statutory.kept,
                   r->statutory.projected ? 0 : r->statutory.due);
    }
    eval_release(&e);
}

static bool same(const struct str *a, const struct str *b)
{
    return a->len == b->len && !memcmp(str_text(a), str_text(b), a->len);
}

/* Nothing differs just before next_change, something does at it; stepping so equals evaluating once. */
static void next_change_is_exact(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str was = {0}, before = {0}, at = {0};
    struct event ev[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        size_t n = make(seed, &a, ev);
        uint64_t s = seed;
        instant t = day_start(first_day + history_below(&s, 70)) + history_below(&s, 2) * 12345 * SECOND,
                next, unused;
        if (seed > HISTORIES)
            t = mix_as_of(ev, n, (int)(seed % 2)); /* before all of it, or amid it */
        /* now and then a rule is off, the one about voids more often: it changes nothing, nor when */
        enum rule_index off = seed % 4 ? R903 : (enum rule_index)(seed / 4 % RULE_COUNT);
        ref.rules.set[off].on = seed % 2;
        for (int step = 0; step < (seed <= HISTORIES ? 4 : 30); step++, t = next) {
            stored(&was, ev, n, t, &a, &next);
            CHECK(next > t, seed);
            if (next == INSTANT_MAX) {
                stored(&at, ev, n, t + 3000 * DAY_LENGTH, &a, &unused);
                CHECK(same(&was, &at), seed);
                break;
            }
            stored(&before, ev, n, next - 1, &a, &unused);
            CHECK(same(&was, &before), seed);
            stored(&at, ev, n, next, &a, &unused);
            CHECK(!same(&was, &at), seed);
        }
        ref.rules.set[off].on = true;
    }
    str_release(&was);
    str_release(&before);
    str_release(&at);
    arena_release(&a);
}

/* The set of events decides, not their order. */
static void order_of_arrival_is_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str one = {0}, other = {0};
    struct event ev[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        size_t n = make(seed, &a, ev);
        uint64_t s = ~seed;
        instant t = day_start(first_day + 40), next, again;
        stored(&one, ev, n, t, &a, &next);
        shuffle(ev, n, &s);
        stored(&other, ev, n, t, &a, &again);
        CHECK(same(&one, &other) && next == again, seed);
    }
    str_release(&one);
    str_release(&other);
    arena_release(&a);
}

/* One case as the store keeps it between two batches. */
struct kept {
    struct str events, written;
    struct stored_case c;
};

static void keep(struct kept *k, const struct refold *r, instant as_of)
{
    str_clear(&k->events);
    str_clear(&k->written);
    str_put(&k->events, str_text(&r->packed), r->packed.len);
    str_put(&k->written, str_text(&r->written), r->written.len);
    k->c = (struct stored_case){
        .case_no = r->is.row.case_no,
        .item = r->is.row.item,
        .version = ref.version,
        .kind = (enum kind)r->is.row.kind,
        .evaluated = as_of,
        .events = (const uint8_t *)str_text(&k->events),
        .n_events = k->events.len,
        .written = (const uint8_t *)str_text(&k->written),
        .n_written = k->written.len,
    };
}

/* The events in any order, in batches of any size with some of them twice, then time alone. */
static void fold_in_batches(struct refold *r, struct kept *k, const struct event *ev, size_t n, instant t,
                            uint64_t *s)
{
    struct err e;
    instant as_of = t - 60 * DAY_LENGTH;
    bool old = false;
    for (size_t i = 0; i < n;) {
        size_t from = (size_t)history_below(s, (int)i + 1), to = i + 1 + (size_t)history_below(s, 7);
        const struct event *fresh[MOST];
        bool duplicate[MOST];
        to = to < n ? to : n;
        for (size_t j = from; j < to; j++)
            fresh[j - from] = &ev[j];
        struct refold_news news = {fresh, to - from, duplicate, as_of, false, NULL};
        refold_begin(r, &ref, as_of);
        assert_int_equal(refold_case(r, old ? &k->c : NULL, &news, &e), 0);
        for (size_t j = from; j < to; j++)
            assert_int_equal(duplicate[j - from], j < i);
        keep(k, r, as_of);
        old = true;
        i = to;
        as_of += 3 * DAY_LENGTH;
    }
    refold_begin(r, &ref, t);
    assert_int_equal(refold_case(r, &k->c, NULL, &e), 0);
}

static int by_order(const void *a, const void *b) { return event_compare(a, b); }

/* What is written of a case is the same, byte for byte, however its events came. */
static void batches_are_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str want = {0};
    struct refold r = {0};
    struct kept k = {0};
    struct event ev[MOST];
    struct evaluation e = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        str_clear(&want);
        size_t n = make(seed, &a, ev);
        uint64_t s = ~seed;
        instant t = day_start(first_day + 70);
        eval(&e, ev, n, NULL, &ref, t, &a);
        eval_pack(&want, &e, &ref);
        shuffle(ev, n, &s);
        fold_in_batches(&r, &k, ev, n, t, &s);
        CHECK(same(&r.written, &want), seed);
        qsort(ev, n, sizeof *ev, by_order);
        str_clear(&want);
        for (size_t i = 0; i < n; i++)
            event_pack(&want, &ev[i], i ? &ev[i - 1] : NULL, &ref);
        CHECK(same(&r.packed, &want), seed);
        CHECK(r.is.next_change == e.next_change, seed);
    }
    eval_release(&e);
    refold_release(&r);
    str_release(&k.events);
    str_release(&k.written);
    str_release(&want);
    arena_release(&a);
}

static void break_it(struct evaluation *e, int how, instant as_of)
{
    struct alert *al = e->alerts.v;
    struct contrib *c = e->contribs.v;
    switch (how) {
    case 0: e->next_change = as_of; break;
    case 1: e->empty = true; break;
    case 2: al[1].raised = as_of + 1; break;
    case 3: al[0] = al[1]; break;
    case 4: al[1].state = STATE_WITHDRAWN; break;
    case 5: al[1].level = LEVEL_NONE; break;
    case 6: c[1].value = 0; break;
    case 7: c[0] = c[1]; break;
    case 8: c[e->contribs.n - 1].month += 100; break;
    case 9: e->row.end = as_of + 1; break;
    case 10: e->row.light = e->row.light == LIGHT_NULL ? LIGHT_NONE : LIGHT_NULL; break;
    case 11: e->row.promise.used = DAYS_NONE; break;
    case 12: e->row.promise.due = e->row.start - 1; break;
    case 13: e->handlers.v[0].unit = e->row.dept; break;
    case 14: e->handlers.v[1].dept = false; break;
    case 15: e->duties.v[0].kind = DUTY_NONE; break;
    case 16: e->duties.v[0].due = INSTANT_MAX; break;
    }
}

/* Each of E1-E8 broken is seen. */
static void a_broken_evaluation_is_seen(void **state)
{
    (void)state;
    struct arena a = {0};
    struct event ev[MOST];
    struct evaluation e = {0};
    for (int how = 0; how <= 17; how++) {
        arena_reset(&a);
        mix_make(0, ev, MOST, false, &ref, &a);
        ev[0].type = EV_accepted;
        ev[3].type = EV_step_started;
        ev[3].data.step = "会审";
        ev[3].data.region = ev[3].data.dept = 1;
        instant as_of = mix_as_of(ev, MOST, 2);
        eval(&e, ev, MOST, NULL, &ref, as_of, &a);
        assert_true(!e.empty && e.alerts.n > 1 && e.contribs.n > 1 && e.handlers.n == 2 && e.duties.n > 1 &&
                    e.row.promise.due != DAY_NONE);
        break_it(&e, how, as_of);
        assert_int_equal(eval_sane(&e, &ref, as_of), how == 17);
    }
    eval_release(&e);
    arena_release(&a);
}

static bool same_rows(const struct evaluation *a, const struct evaluation *b)
{
    bool same = a->alerts.n == b->alerts.n && a->contribs.n == b->contribs.n;
    for (size_t i = 0; same && i < a->alerts.n; i++) {
        const struct alert *p = &a->alerts.v[i], *q = &b->alerts.v[i];
        same = p->rule == q->rule && p->level == q->level && p->state == q->state && p->region == q->region &&
               p->dept == q->dept && p->raised == q->raised && p->cleared == q->cleared &&
               p->used == q->used && p->limit == q->limit && p->due == q->due &&
               !strcmp(p->subject, q->subject);
    }
    for (size_t i = 0; same && i < a->contribs.n; i++) {
        const struct contrib *p = &a->contribs.v[i], *q = &b->contribs.v[i];
        same = p->month == q->month && p->region == q->region && p->dept == q->dept &&
               p->counter == q->counter && p->value == q->value;
    }
    return same;
}

/* Packed and unpacked events evaluate alike, and what was written is read back whole. */
static void packing_loses_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str one = {0}, other = {0}, packed = {0};
    struct event ev[MOST], back[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        str_clear(&packed);
        size_t n = make(seed, &a, ev);
        for (size_t i = 0; i < n; i++)
            event_pack(&packed, &ev[i], i ? &ev[i - 1] : NULL, &ref);
        const uint8_t *p = (const uint8_t *)packed.p, *end = p + packed.len;
        for (size_t i = 0; i < n; i++) {
            CHECK(event_unpack(&p, end, i ? &back[i - 1] : NULL, ev[0].case_no, &ref, &a, &back[i]), seed);
            str_clear(&one);
            str_clear(&other);
            event_write(&one, &ev[i], &ref);
            event_write(&other, &back[i], &ref);
            CHECK(same(&one, &other), seed);
        }
        CHECK(p == end, seed);
        struct evaluation e = {0}, read = {0};
        eval(&e, ev, n, NULL, &ref, day_start(first_day + 60), &a);
        str_clear(&one);
        str_clear(&other);
        if (!e.empty) {
            eval_pack(&one, &e, &ref);
            CHECK(eval_unpack((const uint8_t *)one.p, one.len, &ref, &a, &read), seed);
            CHECK(same_rows(&e, &read), seed);
            eval_pack(&other, &read, &ref);
            CHECK(same(&one, &other), seed);
        }
        eval_release(&e);
        eval_release(&read);
    }
    str_release(&one);
    str_release(&other);
    str_release(&packed);
    arena_release(&a);
}

/* A case of ten thousand events, of every type or of one, evaluates in bounded work: the test's own time
 * limit is the guard. */
static void absurd_cases_end(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    struct arena a = {0};
    struct event *ev = calloc(MANY, sizeof *ev);
    for (int type = -1; type <= EV_voided; type++) {
        uint64_t s = 7;
        arena_reset(&a);
        for (size_t i = 0; i < MANY; i++) {
            struct event one[HISTORY_MOST];
            history_make(history_next(&s), &ref, first_day, &a, one);
            ev[i] = one[0];
            if (type >= 0)
                ev[i].type = (uint8_t)type;
            char id[16];
            snprintf(id, sizeof id, "m%zu", i);
            ev[i].event_id = arena_strdup(&a, id);
            ev[i].occurred = day_start(first_day) + (instant)i * 17 * HOUR;
            history_data(&s, &ev[i], &ref, ev, i, &a);
        }
        struct evaluation e = {0};
        eval(&e, ev, MANY, NULL, &ref, day_start(first_day + 9000), &a);
        assert_true(e.empty || e.row.n_events > 0);
        eval_release(&e);
    }
    free(ev);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_change_is_exact),  cmocka_unit_test(order_of_arrival_is_nothing),
        cmocka_unit_test(batches_are_nothing),   cmocka_unit_test(a_broken_evaluation_is_seen),
        cmocka_unit_test(packing_loses_nothing), cmocka_unit_test(absurd_cases_end),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
