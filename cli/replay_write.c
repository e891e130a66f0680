#include <string.h>

#include "cli/replay_parts.h"
#include "codec/objects.h"

/* Evaluates every case once, in the order of case_no, and adds it up. */
int replay_write_cases(struct replay *r, struct err *e)
{
    struct file_draft *cases = sinks_open(&r->out, "cases.jsonl", e),
                      *alerts = cases ? sinks_open(&r->out, "alerts.jsonl", e) : NULL;
    struct evaluation ev = {0};
    struct arena a = {0};
    if (!alerts)
        return -1;
    caselog_sort(&r->log);
    for (size_t i = 0; i < r->log.cases.n; i++) {
        arena_reset(&a);
        struct case_events c = caselog_case(&r->log, i, &a);
        r->duplicates += (int64_t)c.duplicates;
        struct upheld_list upheld = acts_fold_upheld(&r->acts.fold, c.case_no, &a);
        replay_bulletin_same(r, &c, &upheld, &a);
        eval(&ev, c.v, c.n, &upheld, &r->ref, r->as_of, &a);
        if (ev.empty)
            continue;
        r->cases++;
        object_case(&r->line, &ev.row, &r->ref);
        sinks_line(cases, &r->line);
        for (size_t k = 0; k < ev.alerts.n; k++) {
            object_alert(&r->line, c.case_no, &ev.alerts.v[k], &r->ref);
            sinks_line(alerts, &r->line);
        }
        rollup_add(&r->rollup, &ev);
        replay_acts_case(r, c.case_no, &ev);
        replay_bulletin_case(r, c.case_no, &ev);
    }
    eval_release(&ev);
    arena_release(&a);
    return 0;
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const struct series *const *)a)->unit, (*(const struct series *const *)b)->unit);
}

int replay_write_indicators(struct replay *r, struct err *e)
{
    struct file_draft *out = sinks_open(&r->out, "indicators.jsonl", e);
    month first, last;
    if (!out)
        return -1;
    const struct series **sorted[BYS];
    for (int by = 0; by < BYS; by++) {
        size_t n = r->rollup.by[by].n;
        sorted[by] = arena_alloc(&r->arena, (n + 1) * sizeof **sorted);
        for (size_t i = 0; i < n; i++)
            sorted[by][i] = &r->rollup.by[by].v[i];
        qsort(sorted[by], n, sizeof **sorted, by_code);
    }
    if (rollup_span(&r->rollup, &first, &last))
        for (month m = first; m <= last; m++)
            for (int by = 0; by < BYS; by++)
                for (size_t i = 0; i < r->rollup.by[by].n; i++) {
                    const struct counters *c = rollup_get(sorted[by][i], m);
                    if (counters_zero(c))
                        continue;
                    object_indicator(&r->line, m, m, by_word[by], sorted[by][i]->unit, c);
                    sinks_line(out, &r->line);
                }
    return 0;
}
