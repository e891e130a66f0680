#include "reports/reported.h"

#include <string.h>

#include "analyzer/self_reports.h"
#include "reports/figures.h"
#include "store/read_bulletin.h"

/* The region's rows, by counter; one that says it is missing if it has none. */
static void compare_region(const struct view *v, struct reported *out, const struct read_self_reports *rows,
                           int32_t region, const struct counters *system, instant over)
{
    bool any = false;
    for (int c = 0; c < COUNTERS; c++)
        for (size_t i = 0; i < rows->n; i++) {
            const struct read_self_report *r = &rows->v[i];
            if (strcmp(r->region, v->ref->regions[region].code) != 0 ||
                strcmp(r->counter, counter_name[c]) != 0)
                continue;
            any = true;
            vec_push(&out->rows, ((struct draft_report){region,
                                                        counter_name[c],
                                                        r->value,
                                                        system->c[c],
                                                        self_reports_judge(r->value, system->c[c]),
                                                        r->earliest >= over,
                                                        {REPORT_NONE, REPORT_NONE}}));
        }
    if (!any && over <= v->now)
        vec_push(&out->rows,
                 ((struct draft_report){region, NULL, 0, 0, SELF_MISSING, true, {REPORT_NONE, REPORT_NONE}}));
}

/* Whose reports the viewer may see: of another's, which the database hides, it is not said that it is
 * missing. */
static bool sees(const struct view *v, int32_t region)
{
    return v->viewer.role != ROLE_DEPARTMENT &&
           (v->viewer.role != ROLE_REGION || !strcmp(v->viewer.own, v->ref->regions[region].code));
}

int reported_read(const struct view *v, month m, race_counters *system, const void *of, struct reported *out,
                  struct err *e)
{
    struct read_self_reports rows;
    *out = (struct reported){0};
    if (day_start(month_first(m + 1)) > v->now)
        return 0;
    if (read_self_reports(v->read, m, v->now, v->arena, &rows, e))
        return -1;
    for (int32_t i = 0; i < v->ref->n_regions; i++)
        if (v->ref->regions[i].league && sees(v, i))
            compare_region(v, out, &rows, i, system(of, i, m), self_reports_over(v->ref, m));
    return 0;
}

static const struct counters *of_figures(const void *of, int32_t unit, month m)
{
    return figures_at(of, m, unit);
}

int reported_month(const struct view *v, month m, struct reported *out, struct err *e)
{
    struct figures f;
    return figures_read(&f, v, BY_REGION, m, m, e) || reported_read(v, m, of_figures, &f, out, e) ? -1 : 0;
}

void reported_release(struct reported *r) { vec_release(&r->rows); }
