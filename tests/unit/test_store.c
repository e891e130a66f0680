/* The store without a database: binary formats, sums of differences, and the re-evaluation of a case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ledger/groups.h"
#include "ledger/refold.h"
#include "tests/unit/fixture.h"
#include "analyzer/event_pack.h"

static void same_bytes(const struct str *s, const char *bytes, size_t n)
{
    assert_int_equal(s->len, n);
    assert_memory_equal(s->p, bytes, n);
}
#define SAME(s, z) same_bytes(s, z, sizeof z - 1)

static void values_on_the_wire(void **state)
{
    (void)state;
    struct str s = {0};
    char buf[8];
    wire_row(&s, 3);
    wire_int2(&s, -2);
    wire_int4(&s, 258);
    wire_bool(&s, true);
    SAME(&s, "\0\3\0\0\0\2\xff\xfe\0\0\0\4\0\0\1\2\0\0\0\1\1");
    str_clear(&s);
    wire_text(&s, "ab");
    wire_text(&s, NULL);
    wire_instant(&s, INSTANT_NONE);
    wire_day(&s, DAY_NONE);
    SAME(&s, "\0\0\0\2ab\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
    str_clear(&s);
    wire_day(&s, day_make(2000, 1, 2));
    wire_instant(&s, day_start(day_make(2000, 1, 1)) + 8 * HOUR + 1);
    SAME(&s, "\0\0\0\4\0\0\0\1\0\0\0\x8\0\0\0\0\0\0\0\1");
    assert_true(wire_get_instant(s.p + 12) == day_start(day_make(2000, 1, 1)) + 8 * HOUR + 1);
    assert_true(wire_get_instant(wire_instant_bytes(buf, 12345)) == 12345);
    assert_true(wire_get_int8("\xff\xff\xff\xff\xff\xff\xff\xfe") == -2);
    str_release(&s);
}

static void columns_as_arrays(void **state)
{
    (void)state;
    struct wire_rows rows = {0};
    wire_begin(&rows, "ti");
    for (int i = 0; i < 2; i++) {
        wire_text(&rows.col[0], i ? "x" : NULL);
        wire_int4(&rows.col[1], i);
        rows.n++;
    }
    wire_finish(&rows);
    wire_finish(&rows);
    SAME(&rows.col[0], "\0\0\0\1\0\0\0\1\0\0\0\x19\0\0\0\2\0\0\0\1\xff\xff\xff\xff\0\0\0\1x");
    SAME(&rows.col[1], "\0\0\0\1\0\0\0\1\0\0\0\x17\0\0\0\2\0\0\0\1\0\0\0\4\0\0\0\0\0\0\0\4\0\0\0\1");
    wire_begin(&rows, "s");
    wire_finish(&rows);
    SAME(&rows.col[0], "\0\0\0\1\0\0\0\1\0\0\0\x15\0\0\0\0\0\0\0\1");
    wire_release(&rows);
}

/* What one transaction writes of a case, as the next one reads it. */
struct kept {
    struct stored_case row;
    struct str events, written, item;
};

static void keep(struct kept *k, const struct refold *r)
{
    str_clear(&k->events);
    str_clear(&k->written);
    str_clear(&k->item);
    str_put(&k->events, r->packed.p, r->packed.len);
    str_put(&k->written, r->written.p, r->written.len);
    str_puts(&k->item, r->is.row.item);
    k->row = (struct stored_case){
        .case_no = "案-1",
        .item = k->item.p,
        .version = ref.version,
        .kind = (enum kind)r->is.row.kind,
        .evaluated = r->now,
        .events = (const uint8_t *)k->events.p,
        .n_events = k->events.len,
        .written = (const uint8_t *)k->written.p,
        .n_written = k->written.len,
    };
}

/* One case in one transaction: `n` events that came for it, or nothing but time. */
static void refold(struct refold *r, const struct kept *k, const struct event *const *fresh, size_t n,
                   bool *duplicate, instant now)
{
    struct err e;
    const struct refold_news news = {fresh, n, duplicate, now, false, NULL};
    refold_begin(r, &ref, now);
    assert_int_equal(refold_case(r, k ? &k->row : NULL, n ? &news : NULL, &e), 0);
}

static void kept_release(struct kept *k)
{
    str_release(&k->events);
    str_release(&k->written);
    str_release(&k->item);
}

/* One step of a case's life: some new events, some that came before; checks who is a duplicate. */
static void step(struct refold *r, struct kept *k, bool *stored, const struct event *ev, size_t *fed,
                 size_t n, uint64_t *seed, instant now)
{
    const struct event *fresh[2 * HISTORY_MOST];
    bool duplicate[2 * HISTORY_MOST], expected[2 * HISTORY_MOST];
    size_t m = 0, more = (size_t)history_below(seed, (int)(n - *fed) + 1);
    while (more || (*fed && m < HISTORY_MOST && history_one_in(seed, 3))) {
        bool old = *fed && history_one_in(seed, 4);
        expected[m] = old || !more;
        fresh[m] = expected[m] ? &ev[history_below(seed, (int)*fed)] : &ev[(*fed)++];
        more -= !expected[m++];
    }
    if (!m && !*stored)
        return;
    refold(r, *stored ? k : NULL, fresh, m, duplicate, now);
    bool any = !m;
    for (size_t i = 0; i < m; i++) {
        assert_int_equal(duplicate[i], expected[i]);
        any |= !duplicate[i];
    }
    assert_int_equal(r->n_cases, any);
    if (any) {
        keep(k, r);
        *stored = true;
    }
}

static int by_order(const void *a, const void *b) { return event_compare(a, b); }

/* One set of events is always the same bytes. */
static void is_packed_in_order(const struct refold *r, const struct event *ev, size_t n)
{
    struct event sorted[HISTORY_MOST];
    struct str packed = {0};
    memcpy(sorted, ev, n * sizeof *ev);
    qsort(sorted, n, sizeof *sorted, by_order);
    for (size_t i = 0; i < n; i++)
        event_pack(&packed, &sorted[i], i ? &sorted[i - 1] : NULL, &ref);
    assert_int_equal(packed.len, r->packed.len);
    assert_memory_equal(packed.p, r->packed.p, packed.len);
    str_release(&packed);
}

static void add_differences(struct sums *total, const struct refold *r, bool stored, const char *item,
                            enum kind kind)
{
    if (r->n_cases)
        sums_differ(total, &r->was, stored ? item : NULL, kind, &r->is, r->is.row.item,
                    (enum kind)r->is.row.kind);
}

/* However a case's events come, with twins and with time passing between: what stands at the end is one
 * evaluation of the set, and the differences written on the way add up to its contributions; its bytes say
 * nothing of the way. */
static void any_arrival_gives_the_same(void **state)
{
    (void)state;
    struct refold r = {0};
    struct sums total = {0};
    struct kept k = {0};
    struct event ev[HISTORY_MOST];
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        day from = day_make(2026, 3, 2);
        uint64_t s = seed * 77;
        arena_reset(&arena);
        sums_clear(&total);
        size_t n = history_make(seed, &ref, from, &arena, ev), fed = 0;
        bool stored = false;
        instant now = day_start(from + 20);
        for (int round = 0; round < 6 || fed < n; round++) {
            char *item = stored ? arena_strdup(&arena, k.item.p) : NULL;
            bool before = stored;
            enum kind kind = before ? k.row.kind : KIND_NONE;
            step(&r, &k, &stored, ev, &fed, n, &s, now);
            if (stored && r.n_cases)
                add_differences(&total, &r, before, item, kind);
            r.n_cases = 0;
            now += history_below(&s, 20) * DAY_LENGTH / 2;
        }
        char *item = arena_strdup(&arena, k.item.p);
        enum kind kind = k.row.kind;
        refold(&r, &k, NULL, 0, NULL, now);
        add_differences(&total, &r, true, item, kind);
        is_packed_in_order(&r, ev, n);

        struct evaluation once = {0};
        struct str packed = {0};
        eval(&once, ev, n, NULL, &ref, now, &arena);
        eval_pack(&packed, &once, &ref);
        assert_int_equal(packed.len, r.written.len);
        assert_memory_equal(packed.p, r.written.p, packed.len);
        for (size_t i = 0; i < once.contribs.n; i++)
            sums_add(&total, &once.contribs.v[i], once.row.item, (enum kind)once.row.kind, -1);
        sums_fill(&total, 0, &ref);
        assert_int_equal(total.wide.len + total.used.len + total.days.len, 0);
        str_release(&packed);
        eval_release(&once);
    }
    kept_release(&k);
    sums_release(&total);
    refold_release(&r);
    arena_reset(&arena);
}

static struct event visit(struct arena *a, int i)
{
    struct event ev;
    char id[24];
    event_clear(&ev);
    snprintf(id, sizeof id, "v%d", i);
    ev.event_id = arena_strdup(a, id);
    ev.source = "hall";
    ev.case_no = "案-1";
    ev.type = EV_visited;
    ev.region = ev.dept = 0;
    ev.item_index = 0;
    ev.item = ref.items[0].code;
    ev.occurred = ev.recorded = day_start(day_make(2026, 3, 2)) + i * SECOND;
    return ev;
}

/* A case past 2,000 events takes new ones at once and is evaluated a minute after the last time. */
static void long_case_waits(void **state)
{
    (void)state;
    enum { N = REFOLD_LONG + 2 };
    struct refold r = {0};
    struct kept k = {0};
    struct event *ev = arena_alloc(&arena, N * sizeof *ev);
    const struct event **fresh = arena_alloc(&arena, N * sizeof *fresh);
    bool *duplicate = arena_alloc(&arena, N);
    instant now = day_start(day_make(2026, 4, 1));
    for (int i = 0; i < N; i++) {
        ev[i] = visit(&arena, i);
        fresh[i] = &ev[i];
    }
    refold(&r, NULL, fresh, N - 1, duplicate, now);
    assert_int_equal(r.n_cases, 1); /* never evaluated before */
    keep(&k, &r);
    const struct event *pair[] = {&ev[0], &ev[N - 1]};
    refold(&r, &k, pair, 2, duplicate, now + 59 * SECOND);
    assert_true(duplicate[0] && !duplicate[1]);
    assert_int_equal(r.n_cases, 0);
    assert_int_equal(r.cases.later.n, 1);
    assert_true(r.packed.len > k.events.len);
    refold(&r, &k, pair, 2, duplicate, now + 60 * SECOND);
    assert_int_equal(r.n_cases, 1);
    assert_int_equal(r.is.row.n_events, N);
    kept_release(&k);
    refold_release(&r);
    arena_reset(&arena);
}

/* Bytes that this reference data cannot read are an error with the case's number, not a guess. */
static void damage_is_named(void **state)
{
    (void)state;
    struct refold r = {0};
    struct err e;
    const struct stored_case bad = {.case_no = "案-9",
                                    .item = "",
                                    .version = "",
                                    .events = (const uint8_t *)"\377\377",
                                    .n_events = 2,
                                    .written = (const uint8_t *)"",
                                    .n_written = 0};
    refold_begin(&r, &ref, day_start(day_make(2026, 4, 1)));
    assert_int_equal(refold_case(&r, &bad, NULL, &e), -1);
    assert_non_null(strstr(e.text, "案-9"));
    refold_release(&r);
}

static void messages_are_grouped_by_case(void **state)
{
    (void)state;
    static const char *const no[] = {"b", "a", "b", "-", "c", "b"};
    static const struct reject rj = {"not_json", "no"};
    struct ledger_message m[6];
    struct arena a = {0};
    struct groups g;
    for (size_t i = 0; i < 6; i++)
        m[i] = (struct ledger_message){
            .reject = i == 3 ? &rj : NULL,
            .ev = {.case_no = no[i], .type = i == 4 ? EV_monthly_report : EV_visited}};
    groups_make(&g, m, 6, &a);
    assert_int_equal(g.list.n, 2);
    assert_string_equal(g.list.v[0].case_no, "a");
    assert_int_equal(g.list.v[1].n, 3);
    assert_int_equal(g.list.v[1].first, 0);
    assert_int_equal(g.next[0], 2);
    assert_int_equal(g.next[2], 5);
    assert_int_equal(g.next[5], GROUPS_END);
    assert_ptr_equal(groups_find(&g, "b"), &g.list.v[1]);
    groups_release(&g);
    groups_make(&g, m + 1, 2, &a); /* the first half of a batch that is tried again */
    assert_int_equal(g.list.n, 2);
    assert_int_equal(g.list.v[1].first, 1);
    assert_int_equal(g.next[1], GROUPS_END);
    groups_release(&g);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_on_the_wire),
        cmocka_unit_test(columns_as_arrays),
        cmocka_unit_test(any_arrival_gives_the_same),
        cmocka_unit_test(long_case_waits),
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(messages_are_grouped_by_case),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
