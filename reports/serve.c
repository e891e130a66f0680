#include "reports/serve.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/log.h"
#include "config/refdata_load.h"
#include "reports/http.h"
#include "reports/listen.h"

static const char usage[] = "usage: jiancha serve [flags]\nServes the pages and the JSON API until SIGTERM.\n\n";

/* the pages read and draw: nothing here ever needs more rights than it began with */
static void settle(sigset_t *wanted)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(wanted);
    sigaddset(wanted, SIGTERM);
    sigaddset(wanted, SIGINT);
    pthread_sigmask(SIG_BLOCK, wanted, NULL); /* inherited by all threads: the loop below takes them */
}

static int serve(const struct site *site, struct err *e)
{
    sigset_t wanted;
    settle(&wanted);
    struct http *h = http_start(site, e);
    if (!h)
        return -1;
    if (site->conf->port_file[0] && listen_tell(site->conf->port_file, http_port(h), e)) {
        http_stop(h);
        return -1;
    }
    log_info("listening on %s, port %d", site->conf->listen, http_port(h));
    for (struct timespec second = {1, 0}; sigtimedwait(&wanted, NULL, &second) < 0;)
        http_reap(h);
    http_stop(h);
    log_info("stopped");
    return 0;
}

int serve_main(int argc, char **argv)
{
    static struct conf conf;
    static struct refdata ref;
    struct err e = {.text = ""};
    struct str findings = {0};
    int n_args, rc = conf_read(&conf, argc, argv, &n_args, NULL, usage, &e);
    if (rc > 0)
        return 0;
    log_name("serve");
    if (!rc && n_args)
        rc = err_usage(&e, "serve takes no argument, but got \"%s\"", argv[1]);
    if (!rc)
        rc = refdata_load(&ref, conf.config, &findings, &e);
    if (!rc) {
        rc = serve(&(struct site){&conf, &ref}, &e);
        refdata_release(&ref);
    }
    str_release(&findings);
    if (rc)
        log_error("%s", e.text);
    return rc ? (int)e.kind : 0;
}
