/* Silence is judged only while every partition is read to its end, and has been so for a quarter of an hour:
 * what a producer could not send while the broker was away it sends then. A unit whose main source is silent
 * is not told by itself. State and notice are one transaction, so each is told once. */
#include "ledger/silence.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "store/outbox.h"

enum { LEARN_MS = 3600 * 1000, KEPT_DAYS = 182 };
static const instant GRACE = 15 * 60 * SECOND;

struct learning {
    const struct senders *of;
    int32_t *count; /* SILENCE_HOURS of each */
    const day *until;
};

static void take_hour(void *arg, size_t sender, int32_t hour, int64_t n)
{
    struct learning *g = arg;
    int64_t place = hour - (day_start(g->until[sender]) / HOUR - SILENCE_HOURS);
    if (place >= 0 && place < SILENCE_HOURS)
        g->count[sender * SILENCE_HOURS + (size_t)place] = n < INT32_MAX ? (int32_t)n : INT32_MAX;
}

/* Up to the day of the last message: what came after it, or did not, teaches nothing. */
static int learn(struct ledger *l, struct silence_watch *w, struct err *e)
{
    silence_release(w);
    if (senders_read(&l->db, &w->arena, &w->of, e))
        return -1;
    day *until = arena_alloc(&w->arena, (w->of.n + 1) * sizeof *until);
    struct learning g = {&w->of, mem_alloc((w->of.n + 1) * SILENCE_HOURS * sizeof *g.count), until};
    w->usual = arena_alloc(&w->arena, (w->of.n + 1) * sizeof *w->usual);
    for (size_t i = 0; i < w->of.n; i++)
        until[i] = instant_day(w->of.v[i].last);
    int rc = senders_hours(&l->db, &w->of, SILENCE_DAYS + 1, take_hour, &g, e);
    for (size_t i = 0; i < w->of.n && !rc; i++)
        silence_learn(&w->usual[i], g.count + i * SILENCE_HOURS, until[i], instant_day(w->of.v[i].since),
                      &l->ref->cal);
    free(g.count);
    w->learn = clock_ms() + LEARN_MS;
    return rc;
}

static int by_name(const struct sender *a, const struct sender *b)
{
    int c = strcmp(a->source, b->source);
    c = c ? c : strcmp(a->region, b->region);
    return c ? c : strcmp(a->dept, b->dept);
}

static void tell(struct ledger *l, const struct sender *s, const char *kind)
{
    struct str object = {0}, about = {0};
    char at[INSTANT_TEXT];
    const char *source = *s->source ? s->source : NULL, *region = *s->region ? s->region : NULL,
               *dept = *s->dept ? s->dept : NULL;
    str_puts(&object, "{\"source\":");
    str_json(&object, source);
    str_puts(&object, ",\"region\":");
    str_json(&object, region);
    str_puts(&object, ",\"dept\":");
    str_json(&object, dept);
    str_printf(&object, ",\"last\":\"%s\"}", instant_text(s->last, at));
    str_printf(&about, "%s\n%s\n%s", s->source, s->region, s->dept);
    outbox_put(&l->refold.outbox,
               &(struct outbox_notice){kind, str_text(&about), s->last, source ? source : dept, region, dept,
                                       str_text(&object)});
    str_release(&object);
    str_release(&about);
}

static int judge(struct ledger *l, const struct sender *s, const struct silence_usual *u, instant now,
                 struct err *e)
{
    bool silent = s->silent != INSTANT_NONE;
    if (silent && s->last > s->silent) {
        tell(l, s, "source.back");
        return senders_set(&l->db, s, INSTANT_NONE, e);
    }
    if (silent || s->main_silent || !silence_is(u, s->last, now, &l->ref->cal))
        return 0;
    tell(l, s, "source.silent");
    return senders_set(&l->db, s, now, e);
}

static int judge_all(struct ledger *l, const struct silence_watch *w, bool units, instant now, struct err *e)
{
    struct senders is;
    if (senders_read(&l->db, &l->scratch, &is, e))
        return -1;
    for (size_t i = 0, k = 0; i < is.n; i++) {
        const struct sender *s = &is.v[i];
        while (k < w->of.n && by_name(&w->of.v[k], s) < 0)
            k++;
        bool known = k < w->of.n && !by_name(&w->of.v[k], s);
        if (known && !*s->source == units && judge(l, s, &w->usual[k], now, e))
            return -1;
    }
    return 0;
}

static int look(struct ledger *l, struct silence_watch *w, instant now, struct err *e)
{
    bool heard;
    if (senders_merge(&l->db, e) || senders_heard(&l->db, &heard, e))
        return -1;
    w->deaf = heard ? w->deaf : now;
    if (clock_ms() >= w->learn && (senders_tidy(&l->db, KEPT_DAYS, now, e) || learn(l, w, e)))
        return -1;
    if (!heard || (w->deaf != INSTANT_NONE && now < w->deaf + GRACE))
        return 0;
    for (int units = 0; units < 2; units++) /* sources first: a unit is asked about its own */
        if (judge_all(l, w, units, now, e))
            return -1;
    return outbox_write(&l->refold.outbox, &l->db, e);
}

static enum ledger_end attempt(struct ledger *l, struct silence_watch *w, struct err *e)
{
    instant now;
    /* of several clerks one after the other */
    if (now_read(&l->now, &l->db, &now, e) || db_run(&l->db, "begin", e) ||
        db_run(&l->db, "select pg_advisory_xact_lock(7311404)", e))
        return ledger_failure(l);
    if (l->now.jumped)
        return LEDGER_DONE;
    refold_begin(&l->refold, l->ref, now);
    if (look(l, w, now, e) || db_run(&l->db, "commit", e)) {
        w->learn = 0;
        return ledger_failure(l);
    }
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_silence(struct ledger *l, struct silence_watch *w, struct err *e)
{
    enum ledger_end end = attempt(l, w, e);
    ledger_rollback(l);
    return end;
}

void silence_release(struct silence_watch *w)
{
    arena_release(&w->arena);
    w->arena = (struct arena){0};
    w->of = (struct senders){0};
}
