/* What cases are seen from while a log is read, and how far reading has come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "collector/backlog.h"
#include "collector/batch.h"
#include "collector/positions.h"
#include "collector/stats.h"
#include "ledger/refold.h"
#include "store/wire.h"
#include "tests/unit/fixture.h"

static const instant now = 1773532800 * SECOND; /* 2026-03-15T08:00:00+08:00 */

static void read_many(struct backlog *b, int n, instant at)
{
    for (int i = 0; i < n; i++)
        backlog_read(b, 0, at, now);
}

static bool is_behind(const struct backlog *b)
{
    return backlog_seen(b, 0) == INSTANT_NONE || backlog_seen(b, 0) < now - HOUR;
}

static void one_clock_ahead_ends_no_backlog(void **state)
{
    (void)state;
    struct backlog b = {0};
    const instant old = now - 60 * DAY_LENGTH;
    const struct offset fresh = {.seen = INSTANT_NONE}, known = {.seen = old}, done = {.seen = now};
    backlog_assigned(&b, &fresh, 1, now);
    backlog_read(&b, 0, now, now);
    assert_true(is_behind(&b)); /* the first message may be that sender's */
    for (int i = 0; i < 300; i++) {
        read_many(&b, 1, old + i * HOUR);
        read_many(&b, 3, now);
    }
    assert_int_equal(backlog_seen(&b, 0), old + 299 * HOUR);
    read_many(&b, PACE_MESSAGES, old);
    read_many(&b, 200, now); /* many in a row */
    assert_true(is_behind(&b));
    backlog_assigned(&b, &known, 1, now);
    read_many(&b, 100, now);
    assert_true(is_behind(&b)); /* what was known before a restart holds */
    backlog_assigned(&b, &done, 1, now);
    assert_false(is_behind(&b));
    backlog_release(&b);
}

static void a_few_late_ones_make_no_backlog(void **state)
{
    (void)state;
    struct backlog b = {0};
    const instant old = now - 2 * DAY_LENGTH;
    const struct offset fresh = {.seen = INSTANT_NONE};
    backlog_assigned(&b, &fresh, 1, now);
    read_many(&b, 400, now - SECOND);
    read_many(&b, 20, old);
    assert_int_equal(backlog_seen(&b, 0), now - SECOND);
    read_many(&b, 20, old);
    assert_int_equal(backlog_seen(&b, 0), old);
    backlog_end(&b, 0, now); /* read to the end, however old the last were */
    assert_int_equal(backlog_seen(&b, 0), now);
    read_many(&b, 20, old);
    assert_false(is_behind(&b));
    read_many(&b, 20, old);
    assert_true(is_behind(&b));
    backlog_release(&b);
}

static instant told_by(struct event *ev, instant sent)
{
    struct batch b = {0};
    struct str body = {0};
    event_write(&body, ev, &ref);
    const struct kafka_message km = {.bytes = str_text(&body), .n = body.len, .at = sent};
    const struct ledger_message *m = batch_add(&b, &km, 0, &ref, now);
    assert_null(m->reject);
    instant at = m->as_of;
    b.messages.n = b.handles.n = 0; /* there is no message to give back */
    batch_release(&b);
    str_release(&body);
    return at;
}

static void no_clock_is_believed_alone(void **state)
{
    (void)state;
    struct event ev[HISTORY_MOST];
    history_make(1, &ref, instant_day(now) - 100, &arena, ev);
    ev->occurred = now - 5 * DAY_LENGTH;
    ev->recorded = now - 4 * DAY_LENGTH;
    assert_int_equal(told_by(ev, INSTANT_NONE), ev->recorded);
    assert_int_equal(told_by(ev, now - 3 * DAY_LENGTH), ev->recorded);
    ev->recorded = now + 20 * HOUR; /* the source's is ahead, then its sender's, too */
    assert_int_equal(told_by(ev, now - 3 * DAY_LENGTH), now - 3 * DAY_LENGTH);
    assert_int_equal(told_by(ev, now + 20 * HOUR), now);
    ev->recorded = day_start(instant_day(ev->occurred)); /* keyed by the day: it has happened all the same */
    assert_int_equal(told_by(ev, now - 3 * DAY_LENGTH), ev->occurred);
    arena_reset(&arena);
}

static void the_end_is_what_the_broker_says(void **state)
{
    (void)state;
    struct offset o = {.next = 5, .read = 5, .message_end = 5};
    assert_true(positions_message(&o, 5));
    assert_false(positions_message(&o, 5)); /* given twice */
    assert_true(positions_end(&o, 8)); /* two marks behind it */
    assert_true(o.ended && o.read == 8 && o.message_end == 6 && o.next == 5);
    assert_false(positions_end(&o, 6));
    assert_true(positions_message(&o, 9));
    assert_true(!o.ended && o.read == 10 && o.message_end == 10);
    o.alarm = true;
    assert_false(positions_end(&o, 20));
    assert_int_equal(o.read, 10);
}

static void note_live(void *arg, const char *topic, int32_t part) { str_printf(arg, "%s/%d ", topic, part); }

/* Cut down from what librdkafka 2.0.2 writes; the partition -1 is its own. */
static void only_what_is_served_is_alive(void **state)
{
    (void)state;
    static const char json[] =
        "{\"brokers\":{\"a:9092/1\":{\"nodeid\":1,\"state\":\"UP\"},\"b:9092/2\":{\"nodeid\":2,\"state\":"
        "\"TRY_CONNECT\"}},\"topics\":{\"t\":{\"partitions\":{"
        "\"0\":{\"partition\":0,\"broker\":1,\"fetch_state\":\"active\"},"
        "\"1\":{\"partition\":1,\"broker\":2,\"fetch_state\":\"active\"},"
        "\"2\":{\"partition\":2,\"broker\":1,\"fetch_state\":\"stopped\"},"
        "\"3\":{\"partition\":3,\"broker\":-1,\"fetch_state\":\"active\"},"
        "\"-1\":{\"partition\":-1,\"broker\":-1,\"fetch_state\":\"none\"}}},"
        "\"u\":{\"partitions\":{\"7\":{\"partition\":7,\"broker\":1,\"fetch_state\":\"active\"}}}}}";
    static const char *const none[] = {"", "[]", "{\"brokers\":{\"a\":{\"nodeid\":1,\"state\":\"DOWN\"}}}"};
    struct str live = {0};
    assert_true(stats_live(json, sizeof json - 1, note_live, &live));
    assert_string_equal(str_text(&live), "t/0 u/7 ");
    str_clear(&live);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(stats_live(none[i], strlen(none[i]), note_live, &live));
    assert_int_equal(live.len, 0);
    str_release(&live);
}

/* A case as one transaction leaves it to the next. */
struct kept {
    struct str item, events, written;
    struct stored_case row;
};

/* What cases_write would put into the column `evaluated`. */
static instant evaluated(const struct refold *r, bool stored)
{
    size_t col = 0;
    while (strcmp(cases_columns[col].name, "evaluated") != 0)
        col++;
    const struct str *s = stored ? &r->cases.again.col[col] : &r->cases.fresh;
    size_t behind = stored ? 0 : 4 + strlen(ref.version);
    assert_true(s->len >= behind + 8);
    return wire_get_instant(s->p + s->len - behind - 8);
}

static void keep(struct kept *k, const struct refold *r, bool stored)
{
    instant at = evaluated(r, stored);
    str_clear(&k->item);
    str_clear(&k->events);
    str_clear(&k->written);
    str_puts(&k->item, r->is.row.item);
    str_put(&k->events, r->packed.p, r->packed.len);
    str_put(&k->written, r->written.p, r->written.len);
    k->row = (struct stored_case){.case_no = "案-1",
                                  .item = str_text(&k->item),
                                  .version = ref.version,
                                  .kind = (enum kind)r->is.row.kind,
                                  .evaluated = at,
                                  .events = (const uint8_t *)k->events.p,
                                  .written = (const uint8_t *)k->written.p,
                                  .n_events = k->events.len,
                                  .n_written = k->written.len};
}

static bool has(const struct evaluation *e, const struct alert *x)
{
    for (size_t i = 0; i < e->alerts.n; i++)
        if (e->alerts.v[i].rule == x->rule && !strcmp(e->alerts.v[i].subject, x->subject))
            return true;
    return false;
}

enum { MOST_ALERTS = 400 };
struct vain {
    struct {
        int rule;
        const char *subject;
    } v[MOST_ALERTS];
    size_t n;
};

static bool is_vain(const struct vain *w, const struct alert *x)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].rule == (int)x->rule && !strcmp(w->v[i].subject, x->subject))
            return true;
    return false;
}

/* Nobody is warned of anything that the case's own messages do not show; and where time alone changes no
 * alert, nothing is left to be done. */
static void is_seen_rightly(const struct refold *r, const struct event *ev, size_t n, instant as_of,
                            struct arena *a)
{
    struct evaluation own = {0}, late = {0};
    eval(&own, ev, n, NULL, &ref, as_of, a);
    eval(&late, ev, n, NULL, &ref, now, a);
    bool alike = own.alerts.n == late.alerts.n;
    assert_int_equal(r->is.alerts.n, own.alerts.n);
    for (size_t i = 0; i < own.alerts.n; i++) {
        const struct alert *x = &r->is.alerts.v[i], *y = &own.alerts.v[i];
        assert_true(has(&own, x) && x->raised == y->raised && x->state == y->state);
        alike = alike && has(&late, y) && late.alerts.v[i].state == y->state;
    }
    if (!alike)
        assert_int_equal(r->is.next_change, own.next_change);
    eval_release(&own);
    eval_release(&late);
}

/* Reads the case's messages in batches of so many, as in a backlog; lists what was raised and withdrawn. */
static void read_case(const struct event *ev, size_t n, size_t batch, struct arena *a, struct vain *out)
{
    struct refold r = {0};
    struct kept k = {0};
    struct err e;
    instant seen = INSTANT_NONE;
    out->n = 0;
    for (size_t from = 0; from < n; from += batch) {
        const struct event *event[HISTORY_MOST];
        bool duplicate[HISTORY_MOST];
        struct refold_news news = {event, 0, duplicate, INSTANT_NONE, false, NULL};
        for (size_t i = from; i < n && i < from + batch; i++) {
            event[news.n++] = &ev[i];
            instant at = ev[i].recorded > ev[i].occurred ? ev[i].recorded : ev[i].occurred;
            news.as_of = at > news.as_of ? at : news.as_of;
        }
        refold_begin(&r, &ref, now); /* the clock is months ahead of all */
        assert_int_equal(refold_case(&r, from ? &k.row : NULL, &news, &e), 0);
        seen = news.as_of > seen ? news.as_of : seen;
        is_seen_rightly(&r, ev, from + news.n, seen, a);
        for (size_t i = 0; from && i < r.was.alerts.n; i++) {
            const struct alert *x = &r.was.alerts.v[i];
            if (has(&r.is, x) || is_vain(out, x))
                continue;
            assert_true(out->n < MOST_ALERTS);
            out->v[out->n].rule = (int)x->rule;
            out->v[out->n++].subject = arena_strdup(a, x->subject);
        }
        keep(&k, &r, from > 0);
    }
    str_release(&k.item);
    str_release(&k.events);
    str_release(&k.written);
    refold_release(&r);
}

/* A case that has ended asks for nothing more when the backlog is read; one that is silent is left for then.
 */
static void ended_cases_are_done_with(void **state)
{
    (void)state;
    struct arena a = {0};
    struct refold r = {0};
    struct event ev[HISTORY_MOST];
    struct err e;
    size_t done = 0, left = 0;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        const struct event *event[HISTORY_MOST];
        bool duplicate[HISTORY_MOST];
        arena_reset(&a);
        size_t n = history_make(seed, &ref, instant_day(now) - 200, &a, ev);
        struct refold_news news = {.event = event, .n = n, .duplicate = duplicate, .as_of = INSTANT_NONE};
        for (size_t i = 0; i < n; i++) {
            event[i] = &ev[i];
            news.as_of = ev[i].recorded > news.as_of ? ev[i].recorded : news.as_of;
        }
        refold_begin(&r, &ref, now);
        assert_int_equal(refold_case(&r, NULL, &news, &e), 0);
        size_t *to = r.is.next_change > now ? &done : &left;
        *to += r.is.row.ended;
    }
    assert_true(done > 5 * left);
    refold_release(&r);
    arena_release(&a);
}

static int by_recording(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    return a->recorded < b->recorded ? -1 : a->recorded > b->recorded;
}

/* However a log is cut into batches, nobody is warned in vain who would not have been with every message by
 * itself: a larger batch only spares. */
static void batches_do_not_matter(void **state)
{
    (void)state;
    struct arena a = {0};
    struct event ev[HISTORY_MOST];
    struct vain one, many;
    size_t in_vain = 0, spared = 0;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        arena_reset(&a);
        size_t n = history_make(seed, &ref, instant_day(now) - 200, &a, ev);
        qsort(ev, n, sizeof *ev, by_recording);
        read_case(ev, n, 1, &a, &one);
        in_vain += one.n;
        for (size_t batch = 2; batch <= n; batch++) {
            read_case(ev, n, batch, &a, &many);
            for (size_t i = 0; i < many.n; i++) {
                const struct alert x = {.rule = (uint16_t)many.v[i].rule, .subject = many.v[i].subject};
                if (!is_vain(&one, &x))
                    fail_msg("seed %llu, batches of %zu: rule %d", (unsigned long long)seed, batch,
                             many.v[i].rule);
            }
            spared += many.n < one.n;
        }
    }
    assert_true(in_vain > 500 && spared > 1000); /* the histories have what it takes */
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_clock_ahead_ends_no_backlog), cmocka_unit_test(a_few_late_ones_make_no_backlog),
        cmocka_unit_test(no_clock_is_believed_alone),      cmocka_unit_test(the_end_is_what_the_broker_says),
        cmocka_unit_test(only_what_is_served_is_alive),    cmocka_unit_test(ended_cases_are_done_with),
        cmocka_unit_test(batches_do_not_matter),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
