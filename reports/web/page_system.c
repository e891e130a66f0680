#include <string.h>

#include "reports/web/html.h"
#include "store/read_bulletins.h"
#include "store/read_system.h"
#include "store/read_watch.h"

int page_healthz(struct page *p, struct reply *out, struct err *e)
{
    (void)p, (void)e;
    out->type = "text/plain; charset=utf-8";
    str_puts(&out->body, "ok\n");
    return 200;
}

static bool year_covered(const struct page *p, int year)
{
    return calendar_year(&p->view.ref->cal, year) >= YEAR_INCOMPLETE;
}

static bool year_incomplete(const struct page *p, int year)
{
    return calendar_year(&p->view.ref->cal, year) == YEAR_INCOMPLETE;
}

/* This year and the next: whether a calendar covers them, and whether one that does looks incomplete. */
static void put_calendar(const struct page *p, struct str *out)
{
    int year = view_month(&p->view) / 12;
    bool (*const is[])(const struct page *, int) = {year_covered, year_incomplete};
    for (int i = 0; i < 2; i++)
        str_printf(out, ",\"%s\":{\"%d\":%s,\"%d\":%s}", i ? "calendar_incomplete" : "calendar", year,
                   is[i](p, year) ? "true" : "false", year + 1, is[i](p, year + 1) ? "true" : "false");
}

/* Everything that readiness is judged by. */
struct health {
    struct read_parts parts;
    struct read_workers workers;
    struct read_topics topics;
    struct read_silents senders; /* sources and units that are silent: said, and no fault of this program */
    int64_t due;
    int64_t bulletins_waiting, bulletins_late; /* months that are due to be frozen; for more than 24 h */
    instant due_since; /* the oldest case that waits; INSTANT_NONE: none */
};

static int look(struct page *p, struct health *h, struct err *e)
{
    struct read *rd = p->view.read;
    struct arena *a = p->view.arena;
    return read_parts(rd, a, &h->parts, e) || read_workers(rd, a, &h->workers, e) ||
                   read_topics(rd, a, &h->topics, e) || read_silent(rd, a, &h->senders, e) ||
                   read_due(rd, &h->due, &h->due_since, e) ||
                   read_bulletins_waiting(rd, &h->bulletins_waiting, &h->bulletins_late, e)
               ? -1
               : 0;
}

/* Work lies there and nobody does it: messages, or cases that were due some minutes ago. */
static bool stalled(const struct page *p, const struct health *h)
{
    instant late = p->view.now - 5 * 60 * SECOND;
    bool due = h->due_since != INSTANT_NONE && h->due_since < late;
    bool out = (p->stamp.unread || due) && p->stamp.data < late;
    for (size_t i = 0; i < h->parts.n; i++)
        out |= h->parts.v[i].wanted && (h->parts.v[i].stuck || h->parts.v[i].held);
    return out;
}

/* Some partition is read by nobody, or none ever was; *since: when that began (INSTANT_NONE: never read). */
static bool silent(const struct health *h, instant *since)
{
    bool any = false, out = false;
    *since = INSTANT_MAX;
    for (size_t i = 0; i < h->parts.n; i++) {
        const struct read_part *part = &h->parts.v[i];
        if (!part->wanted)
            continue;
        any = true;
        out |= part->silent;
        if (part->silent && part->alive < *since)
            *since = part->alive;
    }
    if (!any || *since == INSTANT_MAX)
        *since = INSTANT_NONE;
    return out || !any;
}

static bool alarmed(const struct health *h)
{
    for (size_t i = 0; i < h->parts.n; i++)
        if (h->parts.v[i].wanted && h->parts.v[i].alarm)
            return true;
    return false;
}

static bool looping(const struct health *h)
{
    for (size_t i = 0; i < h->workers.n; i++)
        if (h->workers.v[i].looping)
            return true;
    return false;
}

/* No clerk has said anything for a minute; *ever: one has run here. */
static bool clerk_missing(const struct health *h, bool *ever)
{
    bool missing = true;
    *ever = false;
    for (size_t i = 0; i < h->workers.n; i++) {
        const struct read_worker *w = &h->workers.v[i];
        *ever |= w->clerk;
        missing &= !w->clerk || w->silent;
    }
    return missing;
}

static void put_instant(struct str *out, instant t)
{
    char buf[INSTANT_TEXT];
    str_json(out, t == INSTANT_NONE ? NULL : instant_text(t, buf));
}

static void put_bool(struct str *out, const char *name, bool value)
{
    str_printf(out, ",\"%s\":%s", name, value ? "true" : "false");
}

static void put_parts(struct str *out, const struct read_parts *parts)
{
    str_puts(out, "\"partitions\":[");
    for (size_t i = 0; i < parts->n; i++) {
        const struct read_part *part = &parts->v[i];
        str_puts(out, i ? ",{\"topic\":" : "{\"topic\":");
        str_json(out, part->topic);
        str_printf(out, ",\"partition\":%d,\"next\":%lld,\"unread\":%lld,\"alarm\":", part->part,
                   (long long)part->next, (long long)part->unread);
        str_json(out, part->alarm);
        str_puts(out, ",\"owner\":");
        str_json(out, part->owner);
        str_puts(out, ",\"alive\":");
        put_instant(out, part->alive);
        put_bool(out, "silent", part->silent);
        put_bool(out, "stuck", part->stuck);
        put_bool(out, "held", part->held);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

static void put_workers(struct str *out, const struct read_workers *workers)
{
    str_puts(out, ",\"workers\":[");
    for (size_t i = 0; i < workers->n; i++) {
        str_puts(out, i ? ",{\"owner\":" : "{\"owner\":");
        str_json(out, workers->v[i].owner);
        str_puts(out, ",\"alive\":");
        put_instant(out, workers->v[i].alive);
        str_printf(out, ",\"falls\":%lld}", (long long)workers->v[i].falls);
    }
    str_putc(out, ']');
}

static void put_topics(struct str *out, const struct read_topics *topics)
{
    str_puts(out, ",\"topics\":[");
    for (size_t i = 0; i < topics->n; i++) {
        str_puts(out, i ? ",{\"topic\":" : "{\"topic\":");
        str_json(out, topics->v[i].topic);
        str_puts(out, ",\"cleanup_policy\":");
        str_json(out, topics->v[i].cleanup);
        put_bool(out, "compacted", topics->v[i].compacted);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

/* Not ready: a partition whose reading has stopped or that nobody reads, a worker that dies again and again,
 * a clerk that is gone, work that lies there, a clock that jumped, or no calendar for the current year. A
 * clerk that never was, a missing next year, a calendar that looks incomplete and a compacted topic are only
 * said. */
int page_readyz(struct page *p, struct reply *out, struct err *e)
{
    struct health h;
    instant since;
    int year = view_month(&p->view) / 12;
    if (look(p, &h, e))
        return page_failed(e);
    struct str *o = &out->body;
    bool had_clerk, is_silent = silent(&h, &since), is_stalled = stalled(p, &h), loops = looping(&h);
    bool no_clerk = clerk_missing(&h, &had_clerk);
    bool fine = !alarmed(&h) && !is_silent && !is_stalled && !loops && !(no_clerk && had_clerk) &&
                !p->stamp.jumped && year_covered(p, year);
    out->type = "application/json";
    str_puts(o, "{\"database\":true,");
    put_parts(o, &h.parts);
    put_workers(o, &h.workers);
    put_topics(o, &h.topics);
    put_calendar(p, o);
    str_printf(o, ",\"due_cases\":%lld,\"data\":", (long long)h.due);
    put_instant(o, p->stamp.data);
    put_bool(o, "stalled", is_stalled);
    put_bool(o, "silent", is_silent);
    str_puts(o, ",\"silent_since\":");
    put_instant(o, since);
    str_printf(o, ",\"senders_silent\":%zu", h.senders.n);
    put_bool(o, "crash_loop", loops);
    put_bool(o, "clerk_missing", no_clerk);
    put_bool(o, "clock_jumped", p->stamp.jumped);
    str_printf(o, ",\"bulletins_waiting\":%lld,\"bulletins_late\":%lld", (long long)h.bulletins_waiting,
               (long long)h.bulletins_late);
    put_bool(o, "ready", fine);
    str_puts(o, "}\n");
    return fine ? 200 : 503;
}
