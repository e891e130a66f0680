#include "reports/web/serve.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/log.h"
#include "config/refdata_load.h"
#include "reports/web/http.h"
#include "reports/web/listen.h"
#include "store/codes.h"

const char serve_usage[] = "usage: jiancha serve [flags]\nServes the pages and the JSON API until SIGTERM; "
                           "SIGHUP reads the reference data again.\n\n";

/* The reference data in use, and room for the next. */
struct serving {
    const struct conf *conf;
    struct refdata ref[2];
    struct site site[2];
    int at; /* which of the two */
    bool asked; /* the database has said that the one in use lacks nothing */
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

static int load(struct serving *s, int at, struct err *e)
{
    struct str findings = {0};
    int rc = refdata_load(&s->ref[at], s->conf->config, &findings, e);
    str_release(&findings);
    s->site[at] = (struct site){s->conf, &s->ref[at]};
    return rc;
}

/* 1: it lacks what stored events name; -1: the database does not answer now. */
static int missing(const struct serving *s, int at, struct err *e)
{
    return codes_missing_at(s->conf->database, "jiancha-serve", "jiancha_web", &s->ref[at], e);
}

/* 0 unless the reference data in use is refused. */
static int ask(struct serving *s, struct err *e)
{
    int rc = s->asked ? 0 : missing(s, s->at, e);
    s->asked = rc == 0;
    return rc > 0 || (rc < 0 && e->kind != ERR_ENV) ? -1 : 0;
}

static void reload(struct serving *s, struct http *h)
{
    struct err e;
    if (load(s, !s->at, &e)) {
        s->reload = false;
        log_error("the reference data has faults, the old stays in use: %s", e.text);
        return;
    }
    int rc = missing(s, !s->at, &e);
    s->reload = rc < 0;
    if (rc) {
        if (rc > 0)
            log_error("the reference data is refused, the old stays in use: %s", e.text);
        refdata_release(&s->ref[!s->at]);
        return;
    }
    http_use(h, &s->site[!s->at]);
    refdata_release(&s->ref[s->at]);
    s->at = !s->at;
    log_info("reference data %s in use", s->ref[s->at].version);
}

static int serve(struct serving *s, struct err *e)
{
    sigset_t wanted;
    settle(&wanted);
    struct http *h = http_start(&s->site[s->at], e);
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
    static struct serving s;
    s.conf = conf;
    log_name("serve");
    if (load(&s, 0, e) || ask(&s, e))
        return -1;
    int rc = serve(&s, e);
    refdata_release(&s.ref[s.at]);
    return rc;
}
