#include "cli/rebuild.h"

#include <stdio.h>

#include "base/log.h"
#include "config/conf.h"
#include "config/refdata_load.h"
#include "ledger/ledger.h"
#include "store/migrate.h"

static const char usage[] = "usage: jiancha rebuild [--check] [option…]\n"
                            "Recomputes cases, alerts and counters from the event log, says what differs "
                            "from the tables and puts it right, in one "
                            "transaction; workers wait\n"
                            "meanwhile. Exit 0: nothing differed, 1: something did.\n";

static void say(const struct ledger_rebuilt *b, bool check)
{
    printf("%s", str_text(&b->report));
    if (b->twice)
        printf("%lld events that stand twice in the log\n", (long long)b->twice);
    printf("events %lld cases %lld differences %lld%s\n", (long long)b->events, (long long)b->cases,
           (long long)b->differences, b->differences && !check ? ", put right" : "");
}

/* 0: all the same, 1: not. */
static int rebuild(const struct conf *conf, bool check, struct refdata *ref, struct ledger *l, struct err *e)
{
    struct str findings = {0};
    struct ledger_rebuilt done;
    int rc = refdata_load(ref, conf->config, &findings, e);
    str_release(&findings);
    if (rc)
        return -1;
    db_init(&l->db, conf->database, "jiancha-rebuild", NULL);
    if (db_connect(&l->db, e) || migrate(&l->db, e))
        return -1;
    rc = ledger_rebuild(l, check, &done, e);
    if (!rc)
        say(&done, check);
    str_release(&done.report);
    return rc ? -1 : done.differences + done.twice > 0;
}

int rebuild_main(int argc, char **argv)
{
    static struct conf conf;
    struct refdata ref = {0};
    struct ledger l;
    bool check = false;
    const struct conf_extra extra[] = {{"check", "only compare, change nothing", NULL, &check}, {0}};
    struct err e;
    int n_args, rc = conf_read(&conf, argc, argv, &n_args, extra, usage, &e);
    if (rc > 0)
        return 0;
    log_name("rebuild");
    ledger_init(&l, &ref, 0);
    if (!rc && n_args)
        rc = err_usage(&e, "rebuild takes no arguments, only options");
    if (!rc)
        rc = rebuild(&conf, check, &ref, &l, &e);
    ledger_release(&l);
    refdata_release(&ref);
    if (rc >= 0)
        return rc;
    log_error("%s", e.text);
    return (int)e.kind;
}
