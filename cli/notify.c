#include <string.h>

#include "base/clock.h"
#include "cli/command.h"
#include "collector/notify/trial.h"

static const char usage[] =
    "usage: jiancha notify test [RECEIVER]   a test message to each receiver of notify.conf, or to this one\n"
    "       jiancha notify settings          what notify.conf may say, with the defaults\n"
    "Exit 1: a receiver, or an address of a mail, has not taken it.\n";

static struct notify_conf conf;

static const struct notify_receiver *find(const char *name)
{
    for (size_t i = 0; i < conf.receivers.n; i++)
        if (!strcmp(conf.receivers.v[i].called, name))
            return &conf.receivers.v[i];
    return NULL;
}

static int judge(struct call *c, struct err *e)
{
    bool test = !strcmp(c->args[0], "test");
    if (!test && strcmp(c->args[0], "settings") != 0)
        return err_usage(e, "%s: test or settings is wanted", c->args[0]);
    if (!test && c->n_args > 1)
        return err_usage(e, "\"%s\" is too much; see --help", c->args[1]);
    if (!test)
        return 0;
    if (notify_conf_load(&conf, c->conf.config, &c->ref, e))
        return -1;
    if (c->n_args > 1 && !find(c->args[1]))
        err_usage(e, "%s: notify.conf has no [receiver %s]", c->args[1], c->args[1]);
    else if (!conf.receivers.n)
        err_usage(e, "there is no receiver in notify.conf");
    else
        return 0;
    notify_conf_release(&conf);
    return -1;
}

static int try_all(struct call *c)
{
    char why[100];
    int missed = 0;
    for (size_t i = 0; i < conf.receivers.n; i++) {
        const struct notify_receiver *r = &conf.receivers.v[i];
        if (c->n_args > 1 && strcmp(r->called, c->args[1]) != 0)
            continue;
        bool took = trial_send(&conf, r, &c->ref, clock_wall(), why);
        str_printf(&c->out, "%s: %s%s%s\n", r->called, took ? "taken" : "", took && *why ? ", but " : "",
                   why);
        missed += !took || *why;
    }
    return missed > 0;
}

static int run(struct call *c, struct err *e)
{
    (void)e;
    if (strcmp(c->args[0], "test") != 0) {
        notify_conf_print(&c->out);
        return 0;
    }
    int rc = try_all(c);
    notify_conf_release(&conf);
    return rc;
}

const struct command notify_command = {
    "notify", "a test message to those who are told", usage, NULL, NEEDS_REFDATA, 1, 2, judge, run};
