#include "collector/desk_parts.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/local.h"
#include "base/log.h"
#include "base/mem.h"
#include "codec/act_decode.h"
#include "codec/sentences.h"
#include "collector/signals.h"

enum { TICK_MS = 200 };

struct desk {
    const struct conf *conf;
    const struct refdata *ref;
    desk_bottom *bottom;
    struct ledger ledger;
    struct errands errands;
    struct papers papers;
    pthread_mutex_t lock; /* held while an act is dealt with */
    pthread_t thread;
    volatile sig_atomic_t stop;
    int fd;
};

static void refuse_by(struct desk_answer *out, int status, enum act_verdict v)
{
    desk_refuse(out, status, act_verdict_word[v], act_verdict_zh[v], act_verdict_en[v]);
}

bool desk_caller(const struct who *who, const struct refdata *ref, struct act *caller,
                 struct desk_answer *out)
{
    act_clear(caller);
    caller->by = who->login;
    for (int i = ACTOR_BUREAU; i < ACTORS; i++)
        if (i != ACTOR_SYSTEM && !strcmp(who->role, act_role_word[i]))
            caller->role = (uint8_t)i;
    if (!caller->role) {
        refuse_by(out, 403, VERDICT_not_allowed);
        return false;
    }
    if (who->own)
        caller->own = caller->role == ACTOR_REGION ? refdata_region(ref, who->own)
                                                   : refdata_dept(ref, who->own);
    if (who->own && caller->own < 0)
        desk_refuse(out, 403, act_verdict_word[VERDICT_not_yours], "账号所属的单位不在参考数据里",
                    "the account's unit is not in the reference data");
    return !who->own || caller->own >= 0;
}

static int bottom(void *ctx, month m, enum league league, int32_t unit, struct err *e)
{
    struct desk *d = ctx;
    return d->bottom(d->conf, d->ref, m, league, unit, e);
}

static int status_of(enum act_verdict v)
{
    switch (v) {
    case VERDICT_done: return 201;
    case VERDICT_bad_form: return 400;
    case VERDICT_not_allowed:
    case VERDICT_not_yours:
    case VERDICT_own_unit: return 403;
    case VERDICT_unknown_order:
    case VERDICT_unknown_appeal: return 404;
    default: return 409;
    }
}

/* Why, behind the refusal itself. */
static void put_why(struct desk_answer *out, const char *english)
{
    str_puts(&out->text, "（");
    sentences_zh(&out->text, english);
    str_puts(&out->text, "）");
    str_printf(&out->english, " (%s)", english);
}

/* A refusal in words; of a state that does not allow it, the state. */
static void refuse(const struct ledger_decision *d, struct desk_answer *out)
{
    refuse_by(out, status_of(d->verdict), d->verdict);
    if (d->verdict == VERDICT_bad_state && d->found != IS_none) {
        str_printf(&out->text, "：现在是“%s”", act_state_zh[d->found]);
        str_printf(&out->english, ": it is %s now", act_state_word[d->found]);
    }
    if (d->why)
        put_why(out, d->why);
}

/* Until it is stored, refused, or the sender waits no more. LEDGER_DONE, or what it failed with. `issue`: x
 * is the cancel that goes with it; or NULL. */
static enum ledger_end store(struct desk *d, struct ledger_decision *issue, struct ledger_decision *x,
                             struct err *e)
{
    int64_t until = clock_ms() + DESK_GIVE_UP_MS;
    for (;;) {
        enum ledger_end end = issue ? ledger_transfer(&d->ledger, issue, x, e) : ledger_act(&d->ledger, x, e);
        while (end == LEDGER_DOUBT && !ledger_recover(&d->ledger, &d->stop, e))
            end = ledger_act_settle(&d->ledger, x, e);
        if (end == LEDGER_RETRY && ledger_recover(&d->ledger, &d->stop, e))
            return LEDGER_RETRY;
        if ((end != LEDGER_RETRY && end != LEDGER_AGAIN) || clock_ms() >= until)
            return end;
    }
}

/* What became of it: x is done or refused, or the attempt failed. */
static void tell(const struct ledger_decision *x, enum ledger_end end, const struct err *e,
                 struct desk_answer *out)
{
    if (end == LEDGER_DONE && x->verdict == VERDICT_done)
        desk_done(out, 201, "done", str_text(&x->body));
    else if (end == LEDGER_DONE)
        refuse(x, out);
    else if (end == LEDGER_RETRY || end == LEDGER_AGAIN)
        desk_refuse_away(out);
    else if (end == LEDGER_DOUBT)
        desk_refuse_doubt(out);
    else {
        log_error("an act could not be stored: %s", e->text);
        desk_refuse_failed(out);
    }
}

/* An act as it was sent; false: it is none, which was said. */
static bool read_act(struct desk *d, const char *body, size_t n, const struct act *caller, struct arena *a,
                     struct ledger_decision *x, struct desk_answer *out)
{
    struct reject rj;
    *x = (struct ledger_decision){.bottom = bottom, .ctx = d, .arena = a};
    if (!act_decode_asked(body, n, d->ref, a, caller, &x->act, &rj))
        return true;
    desk_refuse(out, 400, rj.code, act_verdict_zh[VERDICT_bad_form], act_verdict_en[VERDICT_bad_form]);
    put_why(out, rj.reason);
    return false;
}

/* `form`: it came from a page. */
static void decide(struct desk *d, const char *body, size_t n, bool form, const struct act *caller,
                   struct arena *a, struct desk_answer *out)
{
    struct ledger_decision x;
    struct err e;
    bool fine = read_act(d, body, n, caller, a, &x, out);
    const char *done = fine && form ? desk_repeat(&d->ledger.db, &x.act, d->ref, a) : NULL;
    if (done)
        desk_done(out, 201, "done", done);
    else if (fine)
        tell(&x, store(d, NULL, &x, &e), &e, out);
    str_release(&x.body);
}

/* Two lines: the issue, and the cancel of the order that it takes the place of. */
static void transfer(struct desk *d, const char *body, size_t n, const struct act *caller, struct arena *a,
                     struct desk_answer *out)
{
    struct ledger_decision issue, cancel = {.arena = a};
    struct err e;
    const char *end = memchr(body, '\n', n);
    size_t first = end ? (size_t)(end - body) : n;
    bool fine = read_act(d, body, first, caller, a, &issue, out) &&
                read_act(d, body + first, n - first, caller, a, &cancel, out);
    if (fine && (issue.act.type != ACT_issue || cancel.act.type != ACT_cancel || issue.act.alerts.n))
        refuse_by(out, 400, VERDICT_bad_form);
    else if (fine) {
        enum ledger_end how = store(d, &issue, &cancel, &e);
        bool second = how == LEDGER_DONE && issue.verdict == VERDICT_done && cancel.verdict != VERDICT_done;
        tell(second ? &cancel : &issue, how, &e, out);
    }
    str_release(&issue.body);
    str_release(&cancel.body);
}

/* Whose session or token it is. 1, 0, -1. */
static int identify(struct desk *d, const char *kind, const char *secret, struct arena *a, struct who *out,
                    struct err *e)
{
    struct db *db = &d->ledger.db;
    const struct session_limits limits = {d->conf->session_idle, d->conf->session_hours};
    if (!secret_formed(secret))
        return 0;
    for (int attempt = 0; attempt < 2; attempt++) { /* an idle connection may have died meanwhile */
        int found = -1;
        if (!db_run(db, "begin", e)) {
            found = !strcmp(kind, "token") ? sessions_token(db, secret, a, out, e)
                                           : sessions_find(db, secret, &limits, a, out, e);
            if (found >= 0 && db_run(db, "commit", e))
                found = -1;
        }
        db_rollback(db);
        if (found >= 0 || db_connect(db, e))
            return found;
    }
    return -1;
}

struct errand {
    char what[16], kind[16], secret[SECRET_TEXT];
    const char *body;
    size_t n;
};

static bool read_errand(const struct str *all, struct errand *x)
{
    const char *end = memchr(str_text(all), '\n', all->len);
    char line[120];
    size_t n = end ? (size_t)(end - all->p) : sizeof line;
    if (n >= sizeof line)
        return false;
    memcpy(line, all->p, n);
    line[n] = 0;
    x->body = end + 1;
    x->n = all->len - n - 1;
    bool whole = sscanf(line, "%15s %15s %64s", x->what, x->kind, x->secret) == 3;
    secret_wipe(line, sizeof line);
    return whole;
}

/* True: somebody else answers it. */
static bool deal(struct desk *d, int fd, const struct errand *x, struct arena *a, struct desk_answer *out)
{
    struct who who;
    struct act caller;
    struct err e;
    int found = identify(d, x->kind, x->secret, a, &who, &e);
    if (found < 0)
        desk_refuse_away(out);
    else if (!found)
        desk_refuse(out, 401, "unauthorized", "登录已过期，请重新登录。",
                    "your sign-in has expired, please sign in again");
    else if (!desk_caller(&who, d->ref, &caller, out))
        return false;
    else if (!strcmp(x->what, "report"))
        return desk_report(&d->errands, fd, x->body, x->n, &caller, d->ref, a, out);
    else if (!strcmp(x->what, "bulletin"))
        return papers_take(&d->papers, fd, x->body, x->n, &caller, out);
    else if (!strcmp(x->what, "transfer"))
        transfer(d, x->body, x->n, &caller, a, out);
    else
        decide(d, x->body, x->n, strcmp(x->kind, "token") != 0, &caller, a, out);
    return false;
}

static void attend(struct desk *d, int fd)
{
    struct str all = {0};
    struct arena a = {0};
    struct errand x = {.body = NULL};
    struct desk_answer out = {.status = 0};
    bool given = false;
    if (!local_trusted(fd) || local_read(fd, &all, DESK_REQUEST_MAX, DESK_WAIT_MS) || !read_errand(&all, &x))
        desk_refuse(&out, 400, "bad_request", "请求有误", "the request is not right");
    else {
        pthread_mutex_lock(&d->lock);
        given = deal(d, fd, &x, &a, &out);
        pthread_mutex_unlock(&d->lock);
    }
    if (!given)
        desk_reply(fd, &out);
    secret_wipe(&x, sizeof x);
    if (all.len)
        secret_wipe(all.p, all.len);
    str_release(&all);
    arena_release(&a);
}

static void *work(void *cookie)
{
    struct desk *d = cookie;
    while (!d->stop) {
        struct pollfd p = {.fd = d->fd, .events = POLLIN};
        int fd = poll(&p, 1, TICK_MS) > 0 ? accept4(d->fd, NULL, NULL, SOCK_CLOEXEC) : -1;
        if (fd >= 0)
            attend(d, fd);
    }
    return NULL;
}

/* Signals are the main thread's. */
static void start(struct desk *d, desk_bulletin *bulletin)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    errands_begin(&d->errands, d->conf);
    papers_begin(&d->papers, d->conf, d->ref, bulletin);
    if (pthread_create(&d->thread, NULL, work, d))
        abort(); /* no memory for a thread at the very start */
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct desk *desk_open(const struct conf *conf, const struct refdata *ref, const struct desk_hands *hands)
{
    struct err e;
    if (!conf->clerk_socket[0])
        return NULL;
    int fd = local_listen(conf->clerk_socket, 0660, &e);
    if (fd < 0) {
        log_warn("nothing can be decided on the pages: %s", e.text);
        return NULL;
    }
    struct desk *d = mem_alloc(sizeof *d);
    d->conf = conf;
    d->ref = ref;
    d->bottom = hands->bottom;
    d->fd = fd;
    ledger_init(&d->ledger, ref, LEDGER_CLERK);
    db_init(&d->ledger.db, conf->database, "jiancha-desk", "jiancha_clerk");
    d->ledger.db.settings = ledger_settings;
    pthread_mutex_init(&d->lock, NULL);
    start(d, hands->bulletin);
    return d;
}

void desk_hold(struct desk *d)
{
    if (!d)
        return;
    pthread_mutex_lock(&d->papers.work); /* the long one first: acts go on meanwhile */
    pthread_mutex_lock(&d->lock);
}

void desk_go(struct desk *d)
{
    if (!d)
        return;
    pthread_mutex_unlock(&d->lock);
    pthread_mutex_unlock(&d->papers.work);
}

void desk_close(struct desk *d)
{
    if (!d)
        return;
    d->stop = 1;
    pthread_join(d->thread, NULL);
    errands_end(&d->errands);
    papers_end(&d->papers);
    close(d->fd);
    unlink(d->conf->clerk_socket);
    ledger_release(&d->ledger);
    pthread_mutex_destroy(&d->lock);
    free(d);
}
