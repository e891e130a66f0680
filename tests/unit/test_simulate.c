/* The simulated city: reproducible, in order, in form, within its range, and every county and zone takes
 * part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "codec/decode.h"
#include "collector/simulator/simulate.h"
#include "config/refdata_load.h"

static struct refdata ref;

static int load(void **state)
{
    struct str findings = {0};
    struct err e;
    (void)state;
    int rc = refdata_load(&ref, "config", &findings, &e);
    if (rc)
        print_error("%s\n", str_text(&findings));
    str_release(&findings);
    return rc;
}

static int unload(void **state)
{
    (void)state;
    refdata_release(&ref);
    return 0;
}

static struct simulate_options options(uint64_t seed)
{
    return (struct simulate_options){seed, day_make(2026, 8, 1), day_make(2026, 10, 31), 3000};
}

static instant last(void) { return day_start(day_make(2026, 11, 1)) - 1; }

/* The whole history as text. */
static struct str history(uint64_t seed, instant until)
{
    struct str out = {0};
    struct err e;
    struct simulate_options o = options(seed);
    struct simulate *s = simulate_new(&ref, &o, &e);
    assert_non_null(s);
    while (simulate_next(s, until, &out))
        ;
    simulate_free(s);
    return out;
}

/* Decodes the next line of the text and moves behind it. False: the end. */
static bool next_event(const char **p, struct arena *a, struct event *ev)
{
    const char *end = strchr(*p, '\n');
    if (!end)
        return false;
    struct reject rj;
    int rc = decode(*p, (size_t)(end - *p), &ref, INSTANT_NONE, INSTANT_NONE, a, ev, &rj);
    if (rc)
        print_error("%s: %s\n%.*s\n", rj.code, rj.reason, (int)(end - *p), *p);
    assert_int_equal(rc, 0);
    *p = end + 1;
    return true;
}

static void test_same_seed_same_bytes(void **state)
{
    (void)state;
    struct str a = history(7, last()), b = history(7, last()), c = history(8, last());
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.p, b.p, a.len);
    assert_true(a.len != c.len || memcmp(a.p, c.p, a.len) != 0);
    str_release(&a);
    str_release(&b);
    str_release(&c);
}

/* A shorter run is the beginning of the longer one. */
static void test_until_only_cuts(void **state)
{
    (void)state;
    struct str whole = history(7, last()), part = history(7, day_start(day_make(2026, 9, 15)) + 10 * HOUR);
    assert_true(part.len > 0 && part.len < whole.len);
    assert_memory_equal(whole.p, part.p, part.len);
    str_release(&whole);
    str_release(&part);
}

static void test_form_and_order(void **state)
{
    (void)state;
    struct str text = history(7, last());
    struct arena a = {0};
    struct event ev;
    const char *p = text.p;
    instant before = INSTANT_NONE;
    size_t seen[EV_TYPES] = {0};
    while (next_event(&p, &a, &ev)) {
        assert_true(ev.recorded >= before && ev.recorded <= last());
        assert_true(ev.occurred <= ev.recorded && ev.occurred >= day_start(day_make(2026, 8, 1)));
        assert_true(ev.type == EV_monthly_report || ev.item_index >= 0);
        before = ev.recorded;
        seen[ev.type]++;
    }
    for (int t = 0; t < EV_TYPES; t++)
        if (!seen[t])
            fail_msg("no event of type %s", event_type_name[t]);
    arena_release(&a);
    str_release(&text);
}

/* An id comes twice only as the same line sent again, and that is rare. */
static void test_ids(void **state)
{
    (void)state;
    struct str text = history(7, last());
    struct arena a = {0};
    struct map ids = {0};
    struct event ev;
    size_t n = 0, again = 0;
    const char *p = text.p, *line = p, *previous = NULL;
    size_t length = 0;
    for (; next_event(&p, &a, &ev); previous = line, length = (size_t)(p - line), line = p, n++) {
        char key[160];
        int len = snprintf(key, sizeof key, "%s %s %s", ev.source, ev.event_id, ev.case_no ? ev.case_no : "");
        if (map_put(&ids, arena_strdup(&a, key), (size_t)len, (uint32_t)n) == n)
            continue;
        again++;
        assert_non_null(previous);
        assert_int_equal(p - line, length);
        assert_memory_equal(line, previous, length);
    }
    assert_true(again > 0 && again < n / 100);
    map_release(&ids);
    arena_release(&a);
    str_release(&text);
}

static void test_everybody_takes_part(void **state)
{
    (void)state;
    struct str text = history(7, last());
    struct arena a = {0};
    struct event ev;
    const char *p = text.p;
    size_t cases = 0, *submitted = mem_alloc((size_t)ref.n_regions * sizeof *submitted);
    instant before = INSTANT_NONE;
    char id[65] = "";
    while (next_event(&p, &a, &ev)) {
        if (ev.type != EV_submitted || (ev.recorded == before && !strcmp(id, ev.event_id)))
            continue;
        submitted[ev.region]++;
        cases++;
        before = ev.recorded;
        snprintf(id, sizeof id, "%s", ev.event_id);
    }
    for (int32_t i = 0; i < ref.n_regions; i++)
        if (!submitted[i])
            fail_msg("no case in %s", ref.regions[i].name);
    /* what comes in seconds before midnight may be recorded after it */
    assert_true(cases <= 3000 && cases >= 2990);
    free(submitted);
    arena_release(&a);
    str_release(&text);
}

/* After the history the same cases go on, at the instants given. */
static void test_live(void **state)
{
    (void)state;
    struct err e;
    struct simulate_options o = options(7);
    struct simulate *s = simulate_new(&ref, &o, &e);
    assert_non_null(s);
    struct str past = {0}, now = {0};
    while (simulate_next(s, last(), &past))
        ;
    instant t = last();
    for (int i = 0; i < 3000; i++)
        simulate_next_now(s, t += SECOND, &now);
    struct arena a = {0};
    struct event ev;
    size_t old_decided = 0, new_cases = 0;
    t = last();
    for (const char *p = now.p; next_event(&p, &a, &ev);) {
        assert_true(ev.recorded >= t && ev.recorded <= last() + 3000 * SECOND);
        assert_int_equal(ev.occurred, ev.recorded);
        t = ev.recorded;
        bool old = *ev.case_no && strstr(past.p, ev.case_no);
        old_decided += old && ev.type == EV_decided;
        new_cases += !old && ev.type == EV_submitted;
    }
    assert_true(old_decided > 0);
    assert_true(new_cases > 0);
    str_release(&past);
    str_release(&now);
    arena_release(&a);
    simulate_free(s);
}

static void test_refuses(void **state)
{
    (void)state;
    struct err e;
    struct simulate_options o = options(7);
    o.to = o.from - 1;
    assert_null(simulate_new(&ref, &o, &e));
    assert_int_equal(e.kind, ERR_USAGE);
    struct refdata empty = {0};
    calendar_init(&empty.cal);
    o = options(7);
    assert_null(simulate_new(&empty, &o, &e));
    assert_int_equal(e.kind, ERR_WORK);
    refdata_release(&empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed_same_bytes),
        cmocka_unit_test(test_until_only_cuts),
        cmocka_unit_test(test_form_and_order),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_everybody_takes_part),
        cmocka_unit_test(test_live),
        cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
