#include "reports/web/serve.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/log.h"
#include "reports/web/http.h"
#include "reports/web/listen.h"
#include "store/codes.h"
#include "store/read.h"
#include "store/rights.h"
#include "store/sessions.h"

const char serve_usage[] = "usage: jiancha serve [flags]\nServes the pages and the JSON API until SIGTERM; "
                           "SIGHUP reads the reference data again.\n\n";

/* The reference data in use. */
struct serving {
    const struct conf *conf;
    struct site *site;
    bool asked; /* the database has said that it lacks nothing */
    bool reload; /* there may be newer */
};

/* the pages read and draw: nothing here ever needs more rights than it began with */
static void settle(sigset_t *wanted)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(wanted);
    for (size_t i = 0; i < 3; i++)
        sigaddset(wanted, ((int[]){SIGTERM, SIGINT, SIGHUP})[i]);
    pthread_sigmask(SIG_BLOCK, wanted, NULL); /* inherited by all threads: the loop below takes them */
}

/* 1: it lacks what stored events name; -1: the database does not answer now, or gives no rights to read. */
static int missing(const struct site *site, struct err *e)
{
    return codes_missing_at(site_database(site->conf), "jiancha-serve", "jiancha_web", &site->ref, e);
}

/* 1: it may do more than it should. */
static int excess(const struct site *site, struct err *e)
{
    return rights_excess(site_database(site->conf), site->conf->database_web[0], e);
}

/* A fresh installation leads to its first account. */
static void say_first(const struct site *site)
{
    struct err e;
    struct read *rd = read_new(site_database(site->conf));
    struct db *db = read_door(rd, &e);
    if (db && !sessions_any(db, &e))
        log_warn(
            "nobody can sign in yet: make the first account with `jiancha user add LOGIN --role bureau`");
    read_end(rd);
    read_free(rd);
}

/* 0 unless the reference data in use is refused, or the login. */
static int ask(struct serving *s, struct err *e)
{
    int rc = s->asked ? 0 : missing(s->site, e);
    if (!s->asked && !rc) {
        rc = excess(s->site, e);
        if (!rc)
            say_first(s->site);
    }
    s->asked = rc == 0;
    return rc > 0 || (rc < 0 && e->kind != ERR_ENV) ? -1 : 0;
}

static void reload(struct serving *s, struct http *h)
{
    struct err e;
    struct site *next = site_load(s->conf, &e);
    if (!next) {
        s->reload = false;
        log_error("the reference data has faults, the old stays in use: %s", e.text);
        return;
    }
    int rc = missing(next, &e);
    s->reload = rc < 0;
    if (rc > 0)
        log_error("the reference data is refused, the old stays in use: %s", e.text);
    if (rc) {
        site_drop(next);
        return;
    }
    http_use(h, next);
    site_drop(s->site);
    s->site = next;
    log_info("reference data %s in use", next->ref.version);
}

static int serve(struct serving *s, struct err *e)
{
    sigset_t wanted;
    settle(&wanted);
    struct http *h = http_start(s->site, e);
    if (!h)
        return -1;
    if (s->conf->port_file[0] && listen_tell(s->conf->port_file, http_port(h), e)) {
        http_stop(h);
        return -1;
    }
    log_info("listening on %s, port %d", s->conf->listen, http_port(h));
    const struct timespec second = {1, 0};
    int rc = 0;
    for (int sig; !rc && ((sig = sigtimedwait(&wanted, NULL, &second)) < 0 || sig == SIGHUP);) {
        s->reload |= sig == SIGHUP;
        if (s->reload)
            reload(s, h);
        http_reap(h);
        rc = ask(s, e);
    }
    http_stop(h);
    log_info("stopped");
    return rc;
}

int serve_run(const struct conf *conf, struct err *e)
{
    struct serving s = {.conf = conf};
    log_name("serve");
    s.site = site_load(conf, e);
    if (!s.site)
        return -1;
    int rc = ask(&s, e) ? -1 : serve(&s, e);
    site_drop(s.site);
    return rc;
}
