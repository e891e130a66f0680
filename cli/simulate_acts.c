#include "base/clock.h"
#include "analyzer/race.h"
#include "analyzer/rollup.h"
#include "cli/caselog.h"
#include "cli/command.h"
#include "codec/decode.h"
#include "codec/feed.h"
#include "collector/simulator/sim_acts.h"

static const char usage[] =
    "usage: jiancha simulate-acts [--seed N] [--until INSTANT] EVENTS.jsonl >acts.jsonl\n"
    "What people of a made-up city decided about these events, as lines of `acts add --history`.\n";

static struct {
    const char *seed, *until;
} flag;
static const struct conf_extra flags[] = {FLAG(seed, "another seed, other decisions (1)"),
                                          FLAG(until, "instant after which nothing is decided (now)"),
                                          {0}};

struct making {
    struct call *c;
    struct caselog log;
    struct rollup rollup;
    struct sim_acts *acts;
    instant until;
    struct arena a; /* the line, or the case, at hand */
};

static void take_line(void *ctx, const struct linefile *f, struct line line)
{
    struct making *m = ctx;
    struct event ev;
    struct reject rj;
    (void)f;
    arena_reset(&m->a);
    if (!decode_line(line.p, line.n, &m->c->ref, &m->a, &ev, &rj) && ev.type != EV_monthly_report)
        caselog_add(&m->log, &ev);
}

static void take_cases(struct making *m)
{
    struct evaluation ev = {0};
    caselog_sort(&m->log);
    for (size_t i = 0; i < m->log.cases.n; i++) {
        arena_reset(&m->a);
        struct case_events c = caselog_case(&m->log, i, &m->a);
        eval(&ev, c.v, c.n, NULL, &m->c->ref, m->until, &m->a);
        for (size_t k = 0; !ev.empty && k < ev.alerts.n; k++)
            sim_acts_alert(m->acts, c.case_no, &ev.alerts.v[k]);
        if (!ev.empty)
            rollup_add(&m->rollup, &ev);
    }
    eval_release(&ev);
}

static const struct counters *of_region(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_REGION].v[unit], m);
}

static const struct counters *of_dept(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_DEPT].v[unit], m);
}

static void take_bottoms(struct making *m)
{
    struct arena a = {0};
    month first, last;
    rollup_finish(&m->rollup, m->until);
    if (rollup_span(&m->rollup, &first, &last))
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
            struct race r;
            race_begin(&r, &m->c->ref, l, &a);
            for (month k = first; k <= last; k++)
                if (race_month(&r, k, m->until, l == LEAGUE_DEPARTMENT ? of_dept : of_region, &m->rollup) &&
                    r.action != BOTTOM_NONE)
                    sim_acts_bottom(m->acts, k, l, r.standing[r.bottom].unit);
        }
    arena_release(&a);
}

static int64_t seed = 1;
static instant until;

static int judge(struct call *c, struct err *e)
{
    (void)c;
    until = clock_wall();
    return command_number("--seed", flag.seed, 0, INT64_MAX, &seed, e) ||
                   command_instant("--until", flag.until, &until, e)
               ? -1
               : 0;
}

static int run(struct call *c, struct err *e)
{
    struct making m = {.c = c, .log = {.ref = &c->ref}, .until = until};
    m.acts = sim_acts_new(&c->ref, (uint64_t)seed, until);
    rollup_init(&m.rollup, &c->ref);
    int rc = 0;
    for (int i = 0; !rc && i < c->n_args; i++)
        rc = feed_each(c->args[i], take_line, &m, e);
    if (!rc) {
        take_cases(&m);
        take_bottoms(&m);
        sim_acts_write(m.acts, &c->out);
    }
    sim_acts_free(m.acts);
    rollup_release(&m.rollup);
    caselog_release(&m.log);
    arena_release(&m.a);
    return rc;
}

const struct command simulate_acts_command = {"simulate-acts",
                                              "what people decided about such a city's events",
                                              usage,
                                              flags,
                                              NEEDS_REFDATA,
                                              1,
                                              INT32_MAX,
                                              judge,
                                              run};
