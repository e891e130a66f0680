#include "cli/casefile.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "cli/caselog.h"
#include "codec/decode.h"
#include "codec/feed.h"

struct casefile {
    const char *case_no;
    const struct refdata *ref;
    struct caselog log;
    struct arena scratch; /* the line at hand */
    int64_t rejects;
};

static void read_line(void *ctx, const struct linefile *f, struct line line)
{
    struct casefile *c = ctx;
    struct event ev;
    struct reject rj;
    (void)f;
    arena_reset(&c->scratch);
    if (decode_line(line.p, line.n, c->ref, &c->scratch, &ev, &rj))
        c->rejects++;
    else if (ev.type != EV_monthly_report && !strcmp(ev.case_no, c->case_no))
        caselog_add(&c->log, &ev);
}

int casefile_read(char **files, int n, const char *case_no, const struct refdata *ref, struct arena *a,
                  const struct event **events, size_t *n_events, struct err *e)
{
    struct casefile c = {.case_no = case_no, .ref = ref, .log.ref = ref};
    int rc = 0;
    for (int i = 0; i < n && !rc; i++)
        rc = feed_each(files[i], read_line, &c, e);
    struct case_events found = c.log.cases.n ? caselog_case(&c.log, 0, a) : (struct case_events){0};
    *n_events = found.n;
    *events = found.v;
    if (c.rejects)
        log_warn("%" PRId64 " lines break the contract's form and are left out; `jiancha replay` lists them",
                 c.rejects);
    caselog_release(&c.log);
    arena_release(&c.scratch);
    return rc;
}
