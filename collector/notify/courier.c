/* The courier's loop. All deliveries run at once in one thread, by libcurl's multi interface, one a receiver:
 * one that stands still or is away holds up nobody but itself. The thread and its connection are its own, for
 * what the clerk does meanwhile (orders, a freeze, a broker that is away) must not hold up a notice, nor a
 * notice these.
 *
 * Of several clerks one tells: who holds an advisory lock of the database, until its session ends. */
#include "collector/notify/courier.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "collector/notify/post.h"
#include "config/refdata_load.h"
#include "ledger/ledger.h"

enum { TICK_MS = 100, LOOK_MS = 200, TURN_MS = 2000, DATABASE_MS = 1000, END_MS = 3000 };

struct courier {
    const struct conf *conf;
    pthread_t thread;
    atomic_bool reload, stop;
    struct refdata ref;
    struct notify_conf notify;
    struct outlet *outlet; /* one a receiver */
    struct post *post; /* one a rule */
    struct db db;
    bool mine; /* this courier tells, and its posts know their places */
    int64_t look, turn; /* not before: the outbox; database and lock. ms */
    struct outbox_tip tip;
    CURLM *multi;
};

static void set_up(struct courier *c)
{
    c->outlet = mem_alloc((c->notify.receivers.n + 1) * sizeof *c->outlet);
    c->post = mem_alloc((c->notify.rules.n + 1) * sizeof *c->post);
    for (size_t i = 0; i < c->notify.receivers.n; i++)
        c->outlet[i].to = &c->notify.receivers.v[i];
    for (size_t i = 0; i < c->notify.rules.n; i++)
        post_begin(&c->post[i], &c->notify, &c->ref, i, &c->outlet[c->notify.rules.v[i].receiver]);
    c->mine = false;
}

static void take_down(struct courier *c)
{
    for (size_t i = 0; i < c->notify.rules.n; i++)
        post_release(&c->post[i]);
    free(c->post);
    free(c->outlet);
    notify_conf_release(&c->notify);
    refdata_release(&c->ref);
}

static int load(const struct conf *conf, struct refdata *ref, struct notify_conf *notify, struct err *e)
{
    struct str findings = {0};
    int rc = refdata_load(ref, conf->config, &findings, e);
    str_release(&findings);
    if (!rc && (rc = notify_conf_load(notify, conf->config, ref, e)))
        refdata_release(ref);
    return rc;
}

static void reload(struct courier *c)
{
    struct refdata ref = {0};
    struct notify_conf notify;
    struct err e;
    c->reload = false;
    if (load(c->conf, &ref, &notify, &e)) {
        log_error("notices go on as before: %s", e.text);
        return;
    }
    for (size_t i = 0; i < c->notify.rules.n && c->mine; i++)
        if (post_save(&c->post[i], &c->db, true, &e))
            log_warn("%s", e.text); /* it reads a little again */
    take_down(c);
    c->ref = ref;
    c->notify = notify;
    set_up(c);
    log_info("notices: %zu receivers, %zu rules", c->notify.receivers.n, c->notify.rules.n);
}

static bool under_way(const struct courier *c)
{
    for (size_t i = 0; i < c->notify.receivers.n; i++)
        if (c->outlet[i].busy)
            return true;
    return false;
}

/* The database's fault: said once, everything that is not under way begins again from the table. */
static void lost(struct courier *c, const struct err *e)
{
    if (!c->db.down)
        log_warn("notices wait: %s", e->text);
    c->db.down = true;
    c->mine = false;
    c->turn = clock_ms() + DATABASE_MS;
    db_close(&c->db);
}

static int read_places(struct courier *c, struct err *e)
{
    const char **reader = mem_alloc((c->notify.rules.n + 1) * sizeof *reader);
    int rc = outbox_tip(&c->db, &c->tip, e);
    for (size_t i = 0; i < c->notify.rules.n && !rc; i++) {
        struct post *p = &c->post[i];
        reader[i] = p->reader;
        if (p->outlet->busy != p) /* what is under way still counts */
            post_reset(p);
        rc = outbox_rule(&c->db, p->reader, &c->tip, &p->place, &p->at, e);
    }
    rc = rc ? -1 : outbox_rules_keep(&c->db, reader, c->notify.rules.n, e);
    free(reader);
    return rc;
}

/* True: this courier tells. */
static bool my_turn(struct courier *c)
{
    struct err e;
    if (c->mine || clock_ms() < c->turn)
        return c->mine;
    c->turn = clock_ms() + TURN_MS;
    int mine = c->db.conn || !db_connect(&c->db, &e) ? outbox_teller(&c->db, &e) : -1;
    if (mine < 0 || (mine && read_places(c, &e))) {
        lost(c, &e);
        return false;
    }
    if (c->db.down)
        log_info("notices are told again");
    c->db.down = false;
    return c->mine = mine;
}

static void look(struct courier *c)
{
    struct err e;
    if (!c->notify.rules.n || clock_ms() < c->look)
        return;
    c->look = clock_ms() + LOOK_MS;
    int rc = outbox_tip(&c->db, &c->tip, &e);
    for (size_t i = 0; i < c->notify.rules.n && !rc; i++)
        rc = post_read(&c->post[i], &c->db, &c->tip, &e) || post_save(&c->post[i], &c->db, false, &e);
    if (rc)
        lost(c, &e);
}

/* The next of its rules that has something to tell. */
static struct post *next_post(const struct courier *c, const struct outlet *o)
{
    size_t n = c->notify.rules.n;
    for (size_t i = 1; i <= n; i++) {
        struct post *p = &c->post[(o->last + i) % n];
        if (p->outlet == o && p->state == POST_READY && post_due(p, c->tip.now))
            return p;
    }
    return NULL;
}

static void start(struct courier *c, struct outlet *o)
{
    struct err e;
    int64_t now = clock_ms(), wait;
    struct post *p = o->busy || now < o->again ? NULL : next_post(c, o);
    if (!p)
        return;
    if ((wait = when_pace(&o->pace, o->to->per_minute, now))) {
        o->again = now + wait;
        return;
    }
    if (request_start(&p->request, c->tip.now / 1000, &e) ||
        curl_multi_add_handle(c->multi, p->request.easy) != CURLM_OK) {
        o->again = now + when_again(++o->failures, 0);
        request_stop(&p->request);
        return;
    }
    o->busy = p;
    o->last = p->rule;
}

static void failed(struct courier *c, struct outlet *o, const char *why, int64_t wait)
{
    struct err e;
    if (!o->failures++)
        log_warn("notices wait for the receiver %s: %s", o->to->called, why);
    o->again = clock_ms() + when_again(o->failures, wait);
    for (size_t i = 0; i < c->notify.rules.n && c->mine; i++)
        if (c->post[i].outlet == o && c->post[i].state == POST_READY &&
            outbox_rule_fails(&c->db, c->post[i].reader, why, &e))
            lost(c, &e);
}

/* The message is taken; `refused` says which addresses of a mail are not, or is "". */
static void taken(struct courier *c, struct outlet *o, struct post *p, const char *refused)
{
    struct err e;
    if (*refused && !o->refuses)
        log_warn("the receiver %s: %s", o->to->called, refused);
    if (!*refused && o->refuses)
        log_info("the receiver %s takes mail at all addresses again", o->to->called);
    o->refuses = *refused;
    if (o->failures)
        log_info("the receiver %s takes notices again", o->to->called);
    o->failures = 0;
    o->again = 0;
    if (c->mine && post_taken(p, &c->db, c->tip.now, refused, &e))
        lost(c, &e);
    if (!c->mine) /* another tells by now, or the database did not note it: from the table's place again */
        post_reset(p);
}

/* A transfer came to its end. */
static void ended(struct courier *c, CURL *easy, CURLcode code)
{
    char why[100];
    int64_t wait;
    for (size_t i = 0; i < c->notify.receivers.n; i++) {
        struct outlet *o = &c->outlet[i];
        struct post *p = o->busy;
        if (!p || p->request.easy != easy)
            continue;
        bool took = request_taken(&p->request, (int)code, why, &wait);
        o->busy = NULL;
        curl_multi_remove_handle(c->multi, easy);
        request_stop(&p->request);
        if (took)
            taken(c, o, p, why);
        else
            failed(c, o, why, wait);
    }
}

static void deliver(struct courier *c, int wait_ms)
{
    int running, left;
    struct CURLMsg *said;
    curl_multi_perform(c->multi, &running);
    while ((said = curl_multi_info_read(c->multi, &left)))
        if (said->msg == CURLMSG_DONE)
            ended(c, said->easy_handle, said->data.result);
    curl_multi_poll(c->multi, NULL, 0, wait_ms, NULL);
}

static void turn(struct courier *c)
{
    if (c->reload && !under_way(c))
        reload(c);
    if (my_turn(c)) {
        look(c);
        for (size_t i = 0; i < c->notify.receivers.n && c->mine && !c->reload; i++)
            start(c, &c->outlet[i]);
    }
    deliver(c, TICK_MS);
}

/* What is under way may still be taken; then the places are written down. */
static void close_up(struct courier *c)
{
    struct err e;
    int64_t until = clock_ms() + END_MS;
    while (under_way(c) && clock_ms() < until)
        deliver(c, TICK_MS);
    for (size_t i = 0; i < c->notify.receivers.n; i++)
        if (c->outlet[i].busy)
            curl_multi_remove_handle(c->multi, c->outlet[i].busy->request.easy);
    for (size_t i = 0; i < c->notify.rules.n && c->mine; i++)
        if (post_save(&c->post[i], &c->db, true, &e))
            break;
}

static void *run(void *arg)
{
    struct courier *c = arg;
    while (!c->stop)
        turn(c);
    close_up(c);
    return NULL;
}

/* Signals are the clerk's. */
static int start_thread(struct courier *c)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int rc = pthread_create(&c->thread, NULL, run, c);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

struct courier *courier_start(const struct conf *conf, struct err *e)
{
    struct courier *c = mem_alloc(sizeof *c);
    c->conf = conf;
    if (load(conf, &c->ref, &c->notify, e)) {
        free(c);
        return NULL;
    }
    db_init(&c->db, conf->database, "jiancha-courier", "jiancha_clerk");
    c->db.settings = ledger_settings;
    set_up(c);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && (c->multi = curl_multi_init()) &&
        !start_thread(c))
        return c;
    curl_multi_cleanup(c->multi);
    take_down(c);
    free(c);
    err_env(e, "no thread for notices");
    return NULL;
}

void courier_reload(struct courier *c)
{
    if (c)
        c->reload = true;
}

void courier_stop(struct courier *c)
{
    if (!c)
        return;
    c->stop = true;
    pthread_join(c->thread, NULL);
    take_down(c);
    curl_multi_cleanup(c->multi);
    db_close(&c->db);
    free(c);
}
