#include "reports/web/crew.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "reports/web/answer.h"
#include "reports/web/entry.h"
#include "reports/web/say.h"
#include "reports/web/stream.h"

/* What is being done for somebody has limits of its own (clerk.c); publishing a bulletin makes all its files.
 */
enum { EXPORT_MAX = 300 }; /* bytes of an address in the audit log */
enum { HANDS = 4, PATIENCE_MS = 20000, ACT_PATIENCE_MS = 75000, GOODBYE_MS = 3000 };

/* A target that is wanted, from the first who asks until it is made. */
struct job {
    struct job *next;
    const struct route *route;
    struct letter *letter;
    char *key; /* NULL: it is not known who asks */
    struct waiter *waiters;
    int64_t since; /* when the first of them asked, milliseconds */
    bool begun;
};

/* What one thread keeps: nothing here is ever seen by another one. */
struct hand {
    struct crew *crew;
    pthread_t thread;
    struct read *read;
    struct arena arena;
};

struct crew {
    struct cache *cache;
    struct door *door;
    struct streams *streams;
    struct gnuplot *gnuplot;
    const _Atomic uint64_t *requests;
    _Atomic uint64_t made, made_us; /* answers made, and how long who asked first waited for them */
    pthread_mutex_t lock; /* of all below but `hand` */
    pthread_cond_t wanted;
    struct job *jobs; /* in the order in which they were asked for */
    struct site *site;
    bool stop;
    struct hand hand[HANDS];
};

static void *work(void *cookie);

struct crew *crew_new(struct cache *cache, struct site *site, const _Atomic uint64_t *requests)
{
    struct crew *c = mem_alloc(sizeof *c);
    c->made = c->made_us = 0;
    c->cache = cache;
    c->requests = requests;
    c->door = door_new(site->conf);
    c->streams = streams_new(site, c->door);
    c->gnuplot = gnuplot_new(NULL);
    c->site = site_hold(site);
    cache_begin(cache, site);
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->wanted, NULL);
    for (int i = 0; i < HANDS; i++) {
        struct hand *h = &c->hand[i];
        *h = (struct hand){.crew = c, .read = read_new(site_database(site->conf))};
        if (pthread_create(&h->thread, NULL, work, h))
            abort(); /* no memory for a thread at the very start */
    }
    return c;
}

static void tell_all(struct waiter *w, struct answer *a)
{
    for (struct waiter *next; w; w = next) {
        next = w->next; /* once told, it may be gone */
        w->told(w, answer_hold(a));
    }
}

/* "not now" */
static void send_away(struct waiter *w, const struct letter *l)
{
    struct reply reply = {0};
    if (!w)
        return;
    say_in(l->lang);
    route_error(&reply, l->target, 503, NULL);
    struct answer *a = answer_new(&reply, 503);
    tell_all(w, a);
    answer_drop(a);
}

static void take_out(struct crew *c, struct job *j)
{
    struct job **at = &c->jobs;
    while (*at != j)
        at = &(*at)->next;
    *at = j->next;
}

static void job_free(struct job *j)
{
    letter_drop(j->letter);
    free(j->key);
    free(j);
}

/* The next job, begun; NULL: it is over. */
static struct job *next_job(struct crew *c, struct site **site)
{
    struct job *j = NULL;
    pthread_mutex_lock(&c->lock);
    while (!j && !c->stop) {
        for (j = c->jobs; j && j->begun; j = j->next)
            ;
        if (!j)
            pthread_cond_wait(&c->wanted, &c->lock);
    }
    if (j) {
        j->begun = true;
        *site = site_hold(c->site);
    }
    pthread_mutex_unlock(&c->lock);
    return j;
}

static void finish(struct crew *c, struct job *j, struct answer *a)
{
    pthread_mutex_lock(&c->lock);
    take_out(c, j);
    struct waiter *w = j->waiters;
    pthread_mutex_unlock(&c->lock);
    tell_all(w, a);
    job_free(j);
}

/* Documents and pictures are packed already. */
static bool packable(const char *type)
{
    return !strncmp(type, "text/", 5) || !strcmp(type, "application/json") || !strcmp(type, "image/svg+xml");
}

/* A file leaves when the audit log has it, or not at all. */
static int note_export(struct page *p, const struct route *r, int status, struct err *e)
{
    if (status != 200 || !p->who || strcmp(p->letter->method, "GET") != 0 || !route_exports(r, p->rq))
        return 0;
    char address[EXPORT_MAX];
    snprintf(address, sizeof address, "%.*s", (int)str_fit(p->letter->target, sizeof address - 1),
             p->letter->target);
    struct db *db = read_door(p->view.read, e);
    int rc = db && !sessions_exported(db, p->who->login, address, e) ? read_commit(p->view.read, e) : -1;
    if (rc)
        read_end(p->view.read);
    return rc;
}

/* What is new on 今日 is counted from the visit before. */
static int note_visit(struct page *p, const struct route *r, struct reply *out)
{
    struct err e;
    p->visited = INSTANT_NONE;
    if (r->fn != page_today || p->rq->arg[0] || strcmp(p->letter->method, "GET") != 0 ||
        !door_visit(p->letter, p->view.read, &p->visited, &e))
        return 0;
    route_error(out, p->letter->target, 503, NULL);
    return 503;
}

/* Made, or what another hand has just made for somebody who sees the same. */
static struct answer *answer_for(struct hand *h, struct page *p, const struct route *r, struct site *site)
{
    struct reply reply = {0};
    struct who who;
    bool renew;
    int status = entry_pass(p, h->crew->door, r, &who, &reply);
    bool kept = !status && r->needs == ROUTE_DB && letter_reads(p->letter) && !reply.cookie[0][0];
    const char *key = kept ? entry_key(p->who, p->letter, &h->arena) : NULL;
    struct answer *a = kept ? cache_get(h->crew->cache, key, clock_us(), &renew) : NULL;
    struct err e;
    if (a && !renew && !note_export(p, r, 200, &e))
        return a;
    answer_drop(a);
    if (!status)
        status = note_visit(p, r, &reply);
    if (!status)
        status = route_run(p, r, &reply);
    if (note_export(p, r, status, &e)) {
        log_error("a file is held back, for the audit log cannot have it: %s", e.text);
        status = 503;
        route_error(&reply, p->letter->target, status, NULL);
    }
    /* what is kept is shared by many sessions, and objects hold no form: no secret of any is in them */
    reply.varies = !strcmp(reply.type, "application/json");
    reply.pack = kept ? packable(reply.type) : reply.varies && p->letter->gzip;
    a = answer_new(&reply, status);
    if (status == 200 && kept)
        cache_put(h->crew->cache, key, clock_us(), false, site, a);
    return a;
}

static void make(struct hand *h, struct job *j, struct site *site)
{
    struct request rq;
    struct err e;
    int status;
    const char *allow;
    say_in(j->letter->lang); /* also what is said of the address */
    const struct route *r = route_open(&rq, j->letter->method, j->letter->target, &h->arena, &status, &allow,
                                       &e);
    assert(r == j->route); /* who asked has looked */
    struct page p = {.rq = &rq,
                     .letter = j->letter,
                     .conf = site->conf,
                     .door = h->crew->door,
                     .streams = h->crew->streams,
                     .view = {.ref = &site->ref, .read = h->read, .arena = &h->arena},
                     .gnuplot = h->crew->gnuplot,
                     .bulletin = &site->bulletin,
                     .requests = *h->crew->requests,
                     .made = h->crew->made,
                     .made_us = h->crew->made_us};
    struct answer *a = answer_for(h, &p, r, site);
    h->crew->made++;
    h->crew->made_us += (uint64_t)(clock_ms() - j->since) * 1000;
    finish(h->crew, j, a);
    answer_drop(a);
    arena_reset(&h->arena);
}

static void *work(void *cookie)
{
    struct hand *h = cookie;
    struct job *j;
    struct site *site;
    while ((j = next_job(h->crew, &site))) {
        make(h, j, site);
        site_drop(site);
    }
    read_free(h->read);
    arena_release(&h->arena);
    return NULL;
}

/* the same for who sees the same, if one answer will do for both */
static struct job *find(struct crew *c, const struct route *route, const char *key)
{
    struct job *j = route->needs == ROUTE_DB && key ? c->jobs : NULL;
    while (j && (!j->key || strcmp(j->key, key)))
        j = j->next;
    return j;
}

static struct job *add(struct crew *c, const struct route *route, struct letter *l, const char *key)
{
    struct job *j = mem_alloc(sizeof *j), **last = &c->jobs;
    *j = (struct job){
        .route = route, .letter = letter_hold(l), .key = key ? mem_strdup(key) : NULL, .since = clock_ms()};
    while (*last)
        last = &(*last)->next;
    return *last = j;
}

void crew_ask(struct crew *c, const struct route *route, struct letter *l, const char *key, struct waiter *w)
{
    pthread_mutex_lock(&c->lock);
    bool stop = c->stop;
    struct job *j = stop ? NULL : find(c, route, key);
    if (!j && !stop) {
        j = add(c, route, l, key);
        pthread_cond_signal(&c->wanted);
    }
    if (j && w) {
        w->next = j->waiters;
        j->waiters = w;
    }
    pthread_mutex_unlock(&c->lock);
    if (stop && w) {
        w->next = NULL;
        send_away(w, l);
    }
}

struct door *crew_door(struct crew *c) { return c->door; }
struct streams *crew_streams(struct crew *c) { return c->streams; }

void crew_use(struct crew *c, struct site *site)
{
    pthread_mutex_lock(&c->lock);
    struct site *former = c->site;
    c->site = site_hold(site);
    pthread_mutex_unlock(&c->lock);
    streams_use(c->streams, site);
    cache_begin(c->cache, site);
    site_drop(former);
}

struct site *crew_site(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    struct site *s = site_hold(c->site);
    pthread_mutex_unlock(&c->lock);
    return s;
}

static bool is_patient(const struct job *j, int64_t then)
{
    int64_t more = j->begun && j->route->needs == ROUTE_ACT ? ACT_PATIENCE_MS - PATIENCE_MS : 0;
    return j->since >= then - more && then < INT64_MAX;
}

/* The waiters of one job that was asked for before `then` (INT64_MAX: of any), whether it has begun or not,
 * and what they asked for, held; NULL: there is none. */
static struct waiter *impatient(struct crew *c, int64_t then, struct letter **asked)
{
    struct waiter *w = NULL;
    pthread_mutex_lock(&c->lock);
    struct job *j = c->jobs;
    while (j && (is_patient(j, then) || !j->waiters))
        j = j->next;
    if (j) {
        w = j->waiters;
        j->waiters = NULL;
        *asked = letter_hold(j->letter);
    }
    if (j && !j->begun) {
        take_out(c, j);
        job_free(j);
    }
    pthread_mutex_unlock(&c->lock);
    return w;
}

static void send_away_before(struct crew *c, int64_t then)
{
    struct letter *asked;
    for (struct waiter *w; (w = impatient(c, then, &asked));) {
        send_away(w, asked);
        letter_drop(asked);
    }
}

void crew_expire(struct crew *c) { send_away_before(c, clock_ms() - PATIENCE_MS); }

static bool all_back(struct crew *c)
{
    const struct timespec moment = {0, 10000000};
    for (int64_t until = clock_ms() + GOODBYE_MS, i = 0; i < HANDS; i++)
        while (pthread_tryjoin_np(c->hand[i].thread, NULL)) {
            if (clock_ms() >= until)
                return false;
            nanosleep(&moment, NULL);
        }
    return true;
}

bool crew_stop(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    c->stop = true;
    pthread_cond_broadcast(&c->wanted);
    pthread_mutex_unlock(&c->lock);
    send_away_before(c, INT64_MAX);
    streams_stop(c->streams);
    if (!all_back(c)) {
        log_warn("a page is still waiting for the database; it is left behind");
        return false;
    }
    site_drop(c->site);
    gnuplot_free(c->gnuplot);
    door_free(c->door);
    pthread_cond_destroy(&c->wanted);
    pthread_mutex_destroy(&c->lock);
    free(c);
    return true;
}
