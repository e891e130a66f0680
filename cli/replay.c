#include "cli/replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "cli/replay_parts.h"
#include "config/conf.h"
#include "config/refdata_load.h"

static int replay(struct replay *r, char **files, int n, struct err *e)
{
    r->log.ref = &r->ref;
    if (replay_read(r, files, n, e))
        return -1;
    rollup_init(&r->rollup, &r->ref);
    int rc = replay_write_cases(r, e);
    rollup_finish(&r->rollup, r->as_of);
    if (!rc && !(rc = replay_write_indicators(r, e)) && !(rc = replay_rank(r, e)))
        rc = sinks_commit(&r->out, e);
    rollup_release(&r->rollup);
    return rc;
}

static int options(int argc, char **argv, int *n, struct conf *conf, struct replay *r, struct err *e)
{
    const char *as_of = NULL, *out = NULL;
    const struct conf_extra extra[] = {
        {"as-of", "the instant that the cases are seen from, RFC 3339", &as_of, NULL},
        {"out", "folder that the files are written to", &out, NULL},
        {0},
    };
    int rc = conf_read(conf, argc, argv, n, extra,
                       "jiancha replay --config DIR --as-of INSTANT --out DIR FILE…", e);
    if (rc)
        return rc;
    if (!as_of || !out || !*n)
        return err_usage(e, "replay needs --as-of INSTANT, --out DIR and at least one FILE");
    if (!instant_parse(as_of, strlen(as_of), &r->as_of))
        return err_usage(e, "--as-of %s: an RFC 3339 instant with an offset is wanted", as_of);
    r->out.folder = out;
    return 0;
}

int replay_main(int argc, char **argv)
{
    static struct conf conf;
    static struct replay r;
    struct err e = {0};
    struct str findings = {0};
    int n = 0, rc = options(argc, argv, &n, &conf, &r, &e);
    if (rc > 0)
        return 0;
    if (!rc)
        rc = refdata_load(&r.ref, conf.config, &findings, &e);
    if (!rc) {
        rc = replay(&r, argv + 1, n, &e);
        refdata_release(&r.ref);
    }
    if (!rc)
        printf("events %" PRId64 " duplicates %" PRId64 " rejects %" PRId64 " cases %" PRId64 "\n", r.events,
               r.duplicates, r.rejects, r.cases);
    if (rc)
        log_error("%s", e.text);
    sinks_release(&r.out);
    str_release(&findings);
    str_release(&r.line);
    caselog_release(&r.log);
    arena_release(&r.arena);
    return rc ? (int)e.kind : 0;
}
