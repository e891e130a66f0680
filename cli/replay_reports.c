#include "cli/replay_parts.h"
#include "codec/objects.h"

/* Each counter that the report gives beside the system's, of which a region without a row has 0. */
static void compare(struct replay *r, const struct self_report *s, int32_t region, month m, instant over,
                    struct file_draft *out)
{
    const struct counters *c = rollup_get(&r->rollup.by[BY_REGION].v[region], m);
    for (uint32_t i = 0; i < s->last.data.n_counters; i++) {
        struct counter_pair p = s->last.data.counters[i];
        object_report(&r->line, m, r->ref.regions[region].code, p.counter, p.value, c->c[p.counter],
                      self_reports_judge(p.value, c->c[p.counter]), s->earliest >= over);
        sinks_line(out, &r->line);
    }
}

static void report_month(struct replay *r, int32_t region, month m, struct file_draft *out)
{
    const struct self_report *s = self_reports_get(&r->reports, region, m);
    instant over = self_reports_over(&r->ref, m);
    if (s)
        compare(r, s, region, m, over, out);
    else if (over <= r->as_of) {
        object_report(&r->line, m, r->ref.regions[region].code, -1, 0, 0, SELF_MISSING, true);
        sinks_line(out, &r->line);
    }
}

/* For each ended month from the first with any row, and each region with a league. */
int replay_reports(struct replay *r, struct err *e)
{
    struct file_draft *out = sinks_open(&r->out, "reports.jsonl", e);
    month first, last;
    if (!out)
        return -1;
    if (!rollup_span(&r->rollup, &first, &last))
        return 0;
    for (month m = first; day_start(month_first(m + 1)) <= r->as_of; m++)
        for (int32_t i = 0; i < r->ref.n_regions; i++)
            if (r->ref.regions[i].league)
                report_month(r, i, m, out);
    return 0;
}
