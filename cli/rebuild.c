#include <stdio.h>

#include "base/unicode.h"
#include "cli/command.h"
#include "ledger/ledger.h"
#include "ledger/rebuild.h"
#include "store/migrate.h"
#include "store/reference.h"

static const char usage[] = "usage: jiancha rebuild [--check] [option…]\n"
                            "Recomputes cases, alerts and counters from the event log, says what differs "
                            "from the tables and puts it right, in one "
                            "transaction; workers wait\n"
                            "meanwhile. Exit 0: nothing differed, 1: something did.\n";

static void say(const struct ledger_rebuilt *b, bool check)
{
    struct str shown = {0};
    unicode_safe_lines(&shown, str_text(&b->report));
    fputs(str_text(&shown), stdout);
    str_release(&shown);
    if (b->twice)
        printf("%lld events that stand twice in the log\n", (long long)b->twice);
    printf("events %lld cases %lld differences %lld%s\n", (long long)b->events, (long long)b->cases,
           (long long)b->differences, b->differences && !check ? ", put right" : "");
}

static bool check_only;
static const struct conf_extra flags[] = {{"check", "only compare, change nothing", NULL, &check_only}, {0}};

/* 0: all the same, 1: not. */
static int rebuild(struct ledger *l, struct err *e)
{
    struct ledger_rebuilt done;
    if (db_connect(&l->db, e) || migrate(&l->db, e))
        return -1;
    if (codes_missing(&l->db, l->ref, e) || (!check_only && reference_keep(&l->db, l->ref, e)))
        return -1;
    int rc = ledger_rebuild(l, check_only, &done, e);
    if (!rc)
        say(&done, check_only);
    str_release(&done.report);
    return rc ? -1 : done.differences + done.twice > 0;
}

static int run(struct call *c, struct err *e)
{
    struct ledger l;
    ledger_init(&l, &c->ref, 0);
    db_init(&l.db, c->conf.database, "jiancha-rebuild", NULL);
    int rc = rebuild(&l, e);
    ledger_release(&l);
    return rc;
}

const struct command rebuild_command = {"rebuild",
                                        "cases, alerts and counters once more from the event log",
                                        usage,
                                        flags,
                                        NEEDS_REFDATA,
                                        0,
                                        0,
                                        NULL,
                                        run};
