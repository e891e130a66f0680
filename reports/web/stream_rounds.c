/* What the thread of the streams does, every 50 ms.
 *
 * Every notice below the outbox's end (store/read_outbox.h) is visible to every later snapshot, so one end
 * per round holds for all viewers. An act is visible a moment before the disk has it; a notice or a place is
 * told when it is there. Who has been told all of a round stands at its end, and so with all others of his
 * kind: they are read for together from then on. */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "reports/named.h"
#include "reports/web/stream_parts.h"

enum { ROUND_MS = 50, CHECK_MS = 30000, PIECE = 500, WAITING_MAX = 1 << 20 };

static void put_place(struct stream *s)
{
    str_printf(&s->out, "id: %" PRIu64 ".%" PRId64 "\n\n", s->place.xid, s->place.n);
    s->said = clock_ms();
}

/* One who does not read what is sent is let go: what he misses he may ask for later. */
static void put_notice(struct stream *s, const struct read_notice *n)
{
    str_printf(&s->out, "event: %s\ndata: ", n->kind);
    str_puts(&s->out, n->body); /* canonical JSON: no newline in it */
    str_putc(&s->out, '\n');
    s->place = n->place;
    put_place(s);
    if (s->out.len - s->sent > WAITING_MAX)
        stream_end(s);
}

static bool same_place(struct outbox_place a, struct outbox_place b) { return a.xid == b.xid && a.n == b.n; }
static bool behind(struct outbox_place a, struct outbox_place b)
{
    return a.xid < b.xid || (a.xid == b.xid && a.n < b.n);
}

/* Who sees the same, and has come equally far. */
struct group {
    enum role role;
    char own[64];
    struct outbox_place place;
};

static bool belongs(const struct stream *s, const struct group *g)
{
    return !s->over && s->role == g->role && !strcmp(s->own, g->own) && same_place(s->place, g->place);
}

/* The group of some stream that has not come to the end. */
static bool next_group(struct streams *all, struct outbox_place to, struct group *g)
{
    bool found = false;
    pthread_mutex_lock(&all->lock);
    for (struct stream *s = all->head; s && !found; s = s->next)
        if (!s->over && behind(s->place, to)) {
            *g = (struct group){.role = s->role, .place = s->place};
            memcpy(g->own, s->own, sizeof g->own);
            found = true;
        }
    pthread_mutex_unlock(&all->lock);
    return found;
}

static void tell(struct streams *all, const struct group *g, const struct read_notices *rows,
                 struct outbox_place to)
{
    pthread_mutex_lock(&all->lock);
    for (struct stream *s = all->head; s; s = s->next) {
        if (!belongs(s, g))
            continue;
        for (size_t i = 0; i < rows->n && !s->over; i++)
            put_notice(s, &rows->v[i]);
        if (rows->n < PIECE && !s->over)
            s->place = to;
        if (rows->n)
            stream_wake(s);
    }
    pthread_mutex_unlock(&all->lock);
}

/* As everywhere in the API, names stand beside the codes. */
static void add_names(struct streams *all, struct read_notices *rows, struct arena *a)
{
    pthread_mutex_lock(&all->lock);
    struct site *site = site_hold(all->site);
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; i < rows->n; i++) {
        struct str named = {0};
        named_json(&named, rows->v[i].body, strlen(rows->v[i].body), &site->ref);
        rows->v[i].body = str_keep(&named, a);
    }
    site_drop(site);
}

/* One round: up to where it reads, and whether the disk is known to have all of that. */
struct round {
    struct outbox_place to;
    bool durable;
};

static int make_durable(struct streams *all, struct round *r, struct err *e)
{
    if (!r->durable && read_durable(all->read, e))
        return -1;
    r->durable = true;
    return 0;
}

/* Reads for one group. The row policy of the database decides what it sees. */
static int read_for(struct streams *all, const struct group *g, struct round *r, struct err *e)
{
    struct arena a = {0};
    struct read_notices rows = {0};
    struct viewer v = {.role = g->role, .own = g->own[0] ? g->own : NULL};
    struct read_stamp stamp;
    int rc = read_begin(all->read, &v, &stamp, e);
    if (!rc) {
        rc = read_outbox(all->read, g->place, r->to, PIECE, &a, &rows, e);
        read_end(all->read);
    }
    if (!rc && rows.n)
        rc = make_durable(all, r, e);
    if (!rc) {
        add_names(all, &rows, &a);
        tell(all, g, &rows, r->to);
    }
    arena_release(&a);
    return rc;
}

static int find_end(struct streams *all, struct outbox_place *to, struct err *e)
{
    struct read_stamp stamp;
    if (read_begin(all->read, &(struct viewer){.role = ROLE_NOBODY}, &stamp, e))
        return -1;
    int rc = read_outbox_end(all->read, to, e);
    read_end(all->read);
    return rc;
}

static bool is_silent(const struct stream *s, int64_t now)
{
    return !s->over && now - s->said >= STREAM_HEARTBEAT_MS;
}

static bool any_silent(struct streams *all, int64_t now)
{
    bool found = false;
    pthread_mutex_lock(&all->lock);
    for (struct stream *s = all->head; s && !found; s = s->next)
        found = is_silent(s, now);
    pthread_mutex_unlock(&all->lock);
    return found;
}

/* Without a database there is a sign of life, but no place. */
static void heartbeat(struct streams *all, int64_t now, bool durable)
{
    pthread_mutex_lock(&all->lock);
    for (struct stream *s = all->head; s; s = s->next)
        if (is_silent(s, now)) {
            str_puts(&s->out, durable ? ":\n" : ":\n\n");
            s->said = now;
            if (durable)
                put_place(s);
            stream_wake(s);
        }
    pthread_mutex_unlock(&all->lock);
}

/* A stream whose sender is to be asked for again; its letter is held. */
static struct letter *next_check(struct streams *all, int64_t now, uint64_t *number)
{
    struct letter *l = NULL;
    pthread_mutex_lock(&all->lock);
    for (struct stream *s = all->head; s && !l; s = s->next)
        if (!s->over && now - s->checked >= CHECK_MS) {
            s->checked = now;
            *number = s->number;
            l = letter_hold(s->letter);
        }
    pthread_mutex_unlock(&all->lock);
    return l;
}

static bool is_still(const struct stream *s, const struct who *w)
{
    return !strcmp(s->login, w->login) && !strcmp(role_word[s->role], w->role) &&
           !strcmp(s->own, w->own ? w->own : "");
}

/* Ends those whose session or token is over, or who have become somebody else. */
static void check(struct streams *all, int64_t now)
{
    struct letter *l;
    uint64_t number = 0;
    while ((l = next_check(all, now, &number))) {
        struct arena a = {0};
        struct who who;
        struct err e;
        int found = door_still(all->door, l, all->read, &a, &who, &e);
        pthread_mutex_lock(&all->lock);
        for (struct stream *s = all->head; s && found >= 0; s = s->next)
            if (s->number == number && (!found || !is_still(s, &who)))
                stream_end(s);
        pthread_mutex_unlock(&all->lock);
        arena_release(&a);
        letter_drop(l);
    }
}

static void do_round(struct streams *all)
{
    struct err e;
    struct round r = {0};
    struct group g;
    int64_t now = clock_ms();
    int rc = find_end(all, &r.to, &e); /* no database: said by read_begin; the streams wait for it */
    while (!rc && next_group(all, r.to, &g))
        rc = read_for(all, &g, &r, &e);
    if (any_silent(all, now))
        heartbeat(all, now, !rc && !make_durable(all, &r, &e));
    check(all, clock_ms());
}

static bool wait_for_streams(struct streams *all)
{
    pthread_mutex_lock(&all->lock);
    while (!all->head && !all->stop)
        pthread_cond_wait(&all->wanted, &all->lock);
    bool go_on = !all->stop;
    pthread_mutex_unlock(&all->lock);
    return go_on;
}

void *stream_rounds(void *cookie)
{
    struct streams *all = cookie;
    const struct timespec moment = {0, ROUND_MS * 1000000L};
    while (wait_for_streams(all)) {
        do_round(all);
        nanosleep(&moment, NULL);
    }
    return NULL;
}
