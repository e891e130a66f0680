#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/replay_parts.h"

static int replay(struct replay *r, char **files, int n, struct err *e)
{
    r->log.ref = &r->ref;
    if (replay_read(r, files, n, e) || replay_acts_read(r, e))
        return -1;
    rollup_init(&r->rollup, &r->ref);
    replay_bulletin_begin(r);
    int rc = replay_write_cases(r, e);
    replay_acts_count(r);
    rollup_finish(&r->rollup, r->as_of);
    if (!rc && !(rc = replay_write_indicators(r, e)) && !(rc = replay_rank(r, e)) &&
        !(rc = replay_reports(r, e)) && !(rc = replay_acts_write(r, e)) &&
        !(rc = replay_bulletin_write(r, e)))
        rc = sinks_commit(&r->out, e);
    rollup_release(&r->rollup);
    return rc;
}

static struct {
    const char *as_of, *out, *acts, *bulletin, *reference;
} flag;
static const struct conf_extra flags[] = {
    {"as-of", "the instant that the cases are seen from, RFC 3339", &flag.as_of, NULL},
    {"out", "folder that the files are written to", &flag.out, NULL},
    {"acts", "file of acts: also orders, proposals and interviews", &flag.acts, NULL},
    {"bulletin", "a period (2026-10, 2026-Q3, 2026-H1, 2026): also its bulletin as bulletin.json",
     &flag.bulletin, NULL},
    {"reference", "a version that the database has used: with its reference data, not that of the folder",
     &flag.reference, NULL},
    {0},
};
static instant seen_from;
static month period_first, period_last;

static int judge(struct call *c, struct err *e)
{
    if (!flag.as_of || !flag.out || !c->n_args)
        return err_usage(e, "replay needs --as-of INSTANT, --out DIR and at least one FILE");
    if (flag.bulletin && !period_parse(flag.bulletin, strlen(flag.bulletin), &period_first, &period_last))
        return err_usage(e, "--bulletin %s: a period such as 2026-10, 2026-Q3, 2026-H1 or 2026 is wanted",
                         flag.bulletin);
    return command_instant("--as-of", flag.as_of, &seen_from, e) || command_reference(c, flag.reference, e)
               ? -1
               : 0;
}

static int run(struct call *c, struct err *e)
{
    static struct replay r;
    r.as_of = seen_from;
    r.out.folder = flag.out;
    r.ref = c->ref;
    r.acts.file = flag.acts;
    r.bulletin.wanted = flag.bulletin != NULL;
    r.bulletin.first = period_first;
    r.bulletin.last = period_last;
    if (r.bulletin.wanted && bulletin_conf_load(&r.bulletin.conf, c->conf.config, e))
        return -1;
    int rc = replay(&r, c->args, c->n_args, e);
    if (!rc)
        printf("events %" PRId64 " duplicates %" PRId64 " rejects %" PRId64 " cases %" PRId64 "\n", r.events,
               r.duplicates, r.rejects, r.cases);
    if (!rc && r.acts.file)
        printf("acts %" PRId64 " refused %" PRId64 " orders %zu\n", r.acts.acts, r.acts.refused,
               r.acts.fold.orders.n);
    replay_acts_release(&r.acts);
    replay_bulletin_release(&r.bulletin);
    self_reports_release(&r.reports);
    sinks_release(&r.out);
    str_release(&r.line);
    caselog_release(&r.log);
    arena_release(&r.arena);
    return rc;
}

const struct command replay_command = {
    "replay",
    "fold files into cases, alerts, indicators and rankings, without database and broker",
    "usage: jiancha replay --config DIR --as-of INSTANT --out DIR [--acts FILE] [--bulletin PERIOD]"
    " [--reference VERSION] FILE…",
    flags,
    NEEDS_NOTHING, /* judge loads the reference data, from where it is wanted */
    0,
    INT32_MAX,
    judge,
    run};
