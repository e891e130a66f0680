#include "reports/web/filter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reports/web/html.h"
#include "reports/names.h"

/* a code that is not in the reference data can match nothing that is shown */
static int known(const char *code, int32_t index, const char *what, struct err *e)
{
    return !code || index >= 0 ? 0 : err_usage(e, "没有这个%s代码：%.60s", what, code);
}

static int unit(const struct request *rq, const struct refdata *ref, struct read_filter *f, struct err *e)
{
    *f = READ_ANY;
    f->region = request_get(rq, "region");
    f->dept = request_get(rq, "dept");
    f->item = request_get(rq, "item");
    if (known(f->region, f->region ? refdata_region(ref, f->region) : 0, "地区", e))
        return -1;
    return known(f->dept, f->dept ? refdata_dept(ref, f->dept) : 0, "部门", e);
}

int filter_alerts(const struct request *rq, const struct refdata *ref, struct read_filter *f, struct err *e)
{
    month m = INT32_MIN;
    int64_t rule = 0;
    if (unit(rq, ref, f, e) || request_word(rq, "level", level_word + LEVEL_NOTICE, &f->level, e) ||
        request_word(rq, "state", alert_state_word, &f->state, e) ||
        request_int(rq, "rule", 1, 999, &rule, e) || request_month(rq, "month", &m, e))
        return -1;
    f->rule = (int)rule;
    if (m != INT32_MIN) {
        f->from = day_start(month_first(m));
        f->to = day_start(month_first(m + 1));
    }
    return 0;
}

int filter_cases(const struct request *rq, const struct refdata *ref, struct read_filter *f, struct err *e)
{
    if (unit(rq, ref, f, e) || request_word(rq, "phase", phase_word, &f->phase, e) ||
        request_word(rq, "light", light_word + LIGHT_NONE, &f->light, e))
        return -1;
    return request_word(rq, "kept", read_verdict_word, &f->kept, e);
}

int filter_cursor_read(const struct request *rq, struct filter_cursor *c, struct err *e)
{
    *c = (struct filter_cursor){INSTANT_NONE, 0};
    const char *v = request_get(rq, "cursor");
    int end = 0;
    if (!v ||
        (strlen(v) <= 40 && sscanf(v, "%" SCNd64 ".%" SCNd64 "%n", &c->raised, &c->id, &end) == 2 && !v[end]))
        return 0;
    return err_usage(e, "参数 cursor 无效");
}

const char *filter_cursor_text(const struct read_alert *last, struct arena *a)
{
    char buf[48];
    snprintf(buf, sizeof buf, "%" PRId64 ".%" PRId64, last->raised, last->id);
    return arena_strdup(a, buf);
}

void filter_regions(struct str *out, const struct request *rq, const struct refdata *ref)
{
    const char *chosen = request_get(rq, "region");
    html_select(out, "region", "地区", "全部");
    for (int32_t i = 0; i < ref->n_regions; i++)
        html_option(out, ref->regions[i].code, ref->regions[i].name, chosen);
    html_select_end(out);
}

void filter_depts(struct str *out, const struct request *rq, const struct refdata *ref)
{
    const char *chosen = request_get(rq, "dept"), *region = request_get(rq, "region");
    html_select(out, "dept", "部门", "全部");
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (!region || !strcmp(ref->regions[ref->depts[i].region].code, region) ||
            (chosen && !strcmp(chosen, ref->depts[i].code)))
            html_option(out, ref->depts[i].code, ref->depts[i].name, chosen);
    html_select_end(out);
}
