/* Server-sent events: `id:` a place in the outbox, `event:` the kind, `data:` the notice. A reader that comes
 * again names the last id that it has seen (Last-Event-ID, or after=) and gets exactly what follows.
 *
 * Every notice below the outbox's end (store/read_outbox.h) is visible to every later snapshot, so one end
 * per round holds for all viewers. An act is visible a moment before the disk has it; a notice or a place is
 * told when it is there. Who has been told all of a round stands at its end, and so with all others of his
 * kind: they are read for together from then on. */
#include "reports/web/stream.h"

#include <assert.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "reports/named.h"
#include "reports/web/link.h"

enum { ROUND_MS = 50, HEARTBEAT_MS = 15000, CHECK_MS = 30000, PIECE = 500 };
enum { WAITING_MAX = 1 << 20, UNREAD_SECONDS = 60 };

struct stream {
    struct stream *next, **prev;
    struct streams *all;
    struct letter *letter;
    char login[300], own[64];
    enum role role;
    uint64_t number;
    struct outbox_place place; /* up to here everything is in `out`, or was */
    struct str out; /* from `sent` on still to be sent */
    size_t sent;
    struct MHD_Connection *connection; /* NULL: not yet */
    bool suspended, over;
    int64_t said, checked; /* when, milliseconds */
};

struct streams {
    struct door *door;
    struct read *read; /* the thread's own */
    pthread_t thread;
    pthread_mutex_t lock; /* of all below, and of the streams */
    pthread_cond_t wanted;
    struct stream *head;
    int n;
    uint64_t opened;
    struct site *site;
    bool stop;
};

static struct link *link_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void wake(struct stream *s)
{
    if (s->suspended)
        MHD_resume_connection(s->connection);
    s->suspended = false;
}

static void end(struct stream *s)
{
    s->over = true;
    wake(s);
}

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
        end(s);
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
            wake(s);
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
    return !s->over && now - s->said >= HEARTBEAT_MS;
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
            wake(s);
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
                end(s);
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

static void *work(void *cookie)
{
    struct streams *all = cookie;
    const struct timespec moment = {0, ROUND_MS * 1000000L};
    while (wait_for_streams(all)) {
        do_round(all);
        nanosleep(&moment, NULL);
    }
    return NULL;
}

struct streams *streams_new(struct site *site, struct door *door)
{
    struct streams *all = mem_alloc(sizeof *all);
    *all = (struct streams){
        .door = door, .read = read_new(site_database(site->conf)), .site = site_hold(site)};
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->wanted, NULL);
    if (pthread_create(&all->thread, NULL, work, all))
        abort(); /* no memory for a thread at the very start */
    return all;
}

void streams_use(struct streams *all, struct site *site)
{
    pthread_mutex_lock(&all->lock);
    struct site *former = all->site;
    all->site = site_hold(site);
    pthread_mutex_unlock(&all->lock);
    site_drop(former);
}

void streams_stop(struct streams *all)
{
    pthread_mutex_lock(&all->lock);
    all->stop = true;
    for (struct stream *s = all->head; s; s = s->next)
        end(s);
    pthread_cond_broadcast(&all->wanted);
    pthread_mutex_unlock(&all->lock);
    pthread_join(all->thread, NULL); /* its statements have an end (statement_timeout) */
}

void streams_free(struct streams *all)
{
    assert(!all->head);
    read_free(all->read);
    site_drop(all->site);
    pthread_cond_destroy(&all->wanted);
    pthread_mutex_destroy(&all->lock);
    free(all);
}

static bool has_room(const struct streams *all, const char *login)
{
    int own = 0;
    for (const struct stream *s = all->head; s; s = s->next)
        own += !strcmp(s->login, login);
    return !all->stop && all->n < STREAMS && own < STREAMS_LOGIN;
}

static void add(struct streams *all, struct stream *s)
{
    s->number = ++all->opened;
    s->next = all->head;
    s->prev = &all->head;
    if (s->next)
        s->next->prev = &s->next;
    all->head = s;
    all->n++;
    pthread_cond_signal(&all->wanted);
}

static bool fill(char *out, size_t size, const char *z)
{
    size_t n = z ? strlen(z) : 0;
    if (n < size)
        memcpy(out, z ? z : "", n + 1);
    return n < size;
}

struct stream *stream_open(struct streams *all, const struct viewer *viewer, struct letter *l,
                           struct outbox_place after)
{
    struct stream *s = mem_alloc(sizeof *s);
    *s = (struct stream){.all = all, .role = viewer->role, .place = after, .checked = clock_ms()};
    bool good = fill(s->login, sizeof s->login, viewer->login) && fill(s->own, sizeof s->own, viewer->own);
    s->letter = letter_hold(l);
    str_puts(&s->out, "retry: 2000\n");
    put_place(s);
    pthread_mutex_lock(&all->lock);
    good = good && has_room(all, s->login);
    if (good)
        add(all, s);
    pthread_mutex_unlock(&all->lock);
    if (good)
        return s;
    letter_drop(s->letter);
    str_release(&s->out);
    free(s);
    return NULL;
}

void stream_attach(struct stream *s, struct MHD_Connection *c) { s->connection = c; }

ssize_t stream_read(void *stream, uint64_t position, char *out, size_t max)
{
    struct stream *s = stream;
    (void)position;
    pthread_mutex_lock(&s->all->lock);
    link_deadline(link_of(s->connection), UNREAD_SECONDS);
    size_t left = s->out.len - s->sent, n = left < max ? left : max;
    bool over = s->over && !n;
    memcpy(out, str_text(&s->out) + s->sent, n);
    s->sent += n;
    if (s->sent == s->out.len) {
        str_clear(&s->out);
        s->sent = 0;
    }
    if (!n && !over) {
        s->suspended = true;
        MHD_suspend_connection(s->connection);
    }
    pthread_mutex_unlock(&s->all->lock);
    return over ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

void stream_close(void *stream)
{
    struct stream *s = stream;
    pthread_mutex_lock(&s->all->lock);
    *s->prev = s->next;
    if (s->next)
        s->next->prev = s->prev;
    s->all->n--;
    pthread_mutex_unlock(&s->all->lock);
    letter_drop(s->letter);
    str_release(&s->out);
    free(s);
}
