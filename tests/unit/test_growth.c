/* No list whose length a sender chooses is walked once per event: the work grows like n log n. The pure
 * objects are compiled for this test with -fsanitize-coverage=trace-pc, so that each basic block they run is
 * counted: the figures are the same on every machine. What libc does inside is not counted, its comparisons
 * are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/explain.h"
#include "ledger/refold.h"
#include "reports/evidence.h"
#include "tests/unit/mixes.h"
#include "tests/unit/fixture.h"
#include "analyzer/event_pack.h"

static uint64_t blocks;
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) { blocks++; }

typedef uint64_t work(const struct event *ev, size_t n, instant as_of, struct arena *a);

static uint64_t work_eval(const struct event *ev, size_t n, instant as_of, struct arena *a)
{
    struct evaluation out = {0};
    uint64_t before = blocks;
    eval(&out, ev, n, NULL, &ref, as_of, a);
    uint64_t took = blocks - before;
    eval_release(&out);
    return took;
}

/* What was written of the case, out and in again. */
static uint64_t work_pack(const struct event *ev, size_t n, instant as_of, struct arena *a)
{
    struct evaluation out = {0}, back = {0};
    struct str packed = {0};
    eval(&out, ev, n, NULL, &ref, as_of, a);
    uint64_t before = blocks;
    eval_pack(&packed, &out, &ref);
    assert_true(eval_unpack((const uint8_t *)str_text(&packed), packed.len, &ref, a, &back));
    uint64_t took = blocks - before;
    eval_release(&out);
    eval_release(&back);
    str_release(&packed);
    return took;
}

static uint64_t work_explain(const struct event *ev, size_t n, instant as_of, struct arena *a)
{
    struct explanation out;
    uint64_t before = blocks;
    if (explain(&out, ev, n, &ref, as_of, a))
        explain_release(&out);
    return blocks - before;
}

/* All of it comes to a case that has it already, but for the last tenth. */
static uint64_t work_refold(const struct event *ev, size_t n, instant as_of, struct arena *a)
{
    struct refold r = {0};
    struct str packed = {0}, written = {0};
    struct evaluation was = {0};
    struct err e;
    const struct event **fresh = arena_alloc(a, n * sizeof *fresh);
    bool *duplicate = arena_zalloc(a, n);
    size_t known = n - n / 10, told = 0;
    for (size_t i = 0; i < n; i++) {
        fresh[i] = &ev[i];
        if (i < known)
            event_pack(&packed, &ev[i], i ? &ev[i - 1] : NULL, &ref);
    }
    eval(&was, ev, known, NULL, &ref, as_of, a);
    eval_pack(&written, &was, &ref);
    struct stored_case old = {.case_no = ev[0].case_no,
                              .item = ev[0].item,
                              .version = ref.version,
                              .kind = KIND_PROMISED,
                              .evaluated = as_of - 100 * SECOND,
                              .events = (const uint8_t *)str_text(&packed),
                              .n_events = packed.len,
                              .written = (const uint8_t *)str_text(&written),
                              .n_written = written.len};
    struct refold_news news = {fresh, n, duplicate, as_of, false, NULL};
    refold_begin(&r, &ref, as_of);
    r.telling = false; /* a notice for each alert that changed: as many as these mixes happen to change */
    uint64_t before = blocks;
    assert_int_equal(refold_case(&r, &old, &news, &e), 0);
    uint64_t took = blocks - before;
    for (size_t i = 0; i < n; i++)
        told += duplicate[i];
    assert_int_equal(told, known);
    refold_release(&r);
    eval_release(&was);
    str_release(&packed);
    str_release(&written);
    return took;
}

static uint64_t work_evidence(const struct event *ev, size_t n, instant as_of, struct arena *a)
{
    struct folder f;
    size_t place[EVIDENCE_MOST], found = 0;
    bool more;
    uint64_t before = blocks;
    folder_of(&f, ev, n, NULL, &ref, as_of, a);
    const struct evidence *index = evidence_index(&f, a);
    for (size_t i = 0; i < f.ev.alerts.n; i++)
        found += evidence_of(index, &f.ev.alerts.v[i], place, &more);
    uint64_t took = blocks - before;
    assert_true(found >= f.ev.alerts.n); /* there is none without */
    folder_close(&f);
    return took;
}

static uint64_t count(work *of, int k, size_t n, bool reversed, int which)
{
    struct arena a = {0};
    struct event *ev = calloc(n, sizeof *ev);
    mix_make(k, ev, n, reversed, &ref, &a);
    uint64_t took = of(ev, n, mix_as_of(ev, n, which), &a);
    free(ev);
    arena_release(&a);
    return took;
}

/* Four times the events make four times the work, and a little more for the logarithm: at most five times.
 * One walk for each event would make it up to sixteen. */
static void assert_mix_growth(work *of, int k, size_t small, bool reversed, int which)
{
    uint64_t few = count(of, k, small, reversed, which), many = count(of, k, 4 * small, reversed, which);
    assert_true(few > 0); /* the counting works */
    if (many > 5 * few)
        fail_msg("%s%s, instant %d: %llu blocks for %zu events, %llu for four times as many", mix[k].name,
                 reversed ? " reversed" : "", which, (unsigned long long)few, small,
                 (unsigned long long)many);
}

static void assert_growth(work *of)
{
    for (int k = 0; k < MIXES; k++)
        for (int which = 0; which < MIX_INSTANTS; which++)
            for (int reversed = 0; reversed < 2; reversed++)
                assert_mix_growth(of, k, 1500, reversed, which);
}

static void test_eval(void **state)
{
    (void)state;
    assert_growth(work_eval);
}

static void test_pack(void **state)
{
    (void)state;
    assert_growth(work_pack);
}

static void test_explain(void **state)
{
    (void)state;
    assert_growth(work_explain);
}

static void test_refold(void **state)
{
    (void)state;
    assert_growth(work_refold);
}

/* The evidence of an alert grows up to EVIDENCE_MOST, so there are more events; a folder sorts them, and
 * alerts stand at the last instant. */
static void test_evidence(void **state)
{
    (void)state;
    for (int k = 0; k < MIXES; k++)
        assert_mix_growth(work_evidence, k, 6000, false, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_eval), cmocka_unit_test(test_pack),
                                       cmocka_unit_test(test_explain), cmocka_unit_test(test_refold),
                                       cmocka_unit_test(test_evidence)};
    return cmocka_run_group_tests_name("growth", tests, load, unload);
}
