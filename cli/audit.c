#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "store/audit.h"

static const char usage[] =
    "usage: jiancha audit verify\n"
    "Walks the audit log, in which each line is bound to the one before it, and names every line that was\n"
    "changed or is missing; exit 1. Prints how many lines there are and the hash of the last: kept elsewhere,\n"
    "it tells a log that somebody with the rights of the owner wrote anew.\n";

static int judge(struct call *c, struct err *e)
{
    return strcmp(c->args[0], "verify") ? err_usage(e, "verify is wanted; see --help") : 0;
}

static void say(void *ctx, int64_t n, const char *what)
{
    struct call *c = ctx;
    str_printf(&c->out, "line %" PRId64 ": %s\n", n, what);
}

static int run(struct call *c, struct err *e)
{
    struct db db;
    struct audit_end end;
    db_init(&db, c->conf.database, "jiancha-audit", NULL);
    int64_t found = db_connect(&db, e) ? -1 : audit_verify(&db, say, c, &end, e);
    db_close(&db);
    if (found < 0)
        return -1;
    str_printf(&c->out, "lines %" PRId64 " last %s\n", end.lines, end.hash[0] ? end.hash : "-");
    return found > 0;
}

const struct command audit_command = {
    "audit", "the chained log of who did what: verify", usage, NULL, NEEDS_NOTHING, 1, 1, judge, run};
