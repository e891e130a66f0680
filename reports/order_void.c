#include "reports/order_void.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/acts_names.h"
#include "base/mem.h"
#include "reports/folder.h"

/* Takes up what the rows' orders name, as order 0, 1, 2 … */
static void add_names(const struct order_rows *rows, const struct read_order_alerts *alerts,
                      struct acts_names *names)
{
    size_t at = 0;
    struct act_alert *own = mem_alloc((alerts->n + 1) * sizeof *own);
    for (size_t i = 0; i < rows->n; i++) {
        const struct order *o = &rows->v[i].o;
        struct act_alerts named = {own, 0};
        while (at < alerts->n &&
               strcmp(alerts->v[at].order, o->order) < 0) /* an order that is not asked for */
            at++;
        for (; at < alerts->n && !strcmp(alerts->v[at].order, o->order); at++)
            own[named.n++] = alerts->v[at].alert;
        acts_names_add(names, &named, o->region, o->dept, (uint32_t)i);
    }
    free(own);
}

/* The alerts of one case that stand. */
static int add_standing(const struct view *v, const char *case_no, struct arena *a, struct acts_names *names,
                        struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    struct folder f;
    filter.case_no = case_no;
    if (read_cases(v->read, &filter, NULL, 1, a, &rows, e) ||
        (rows.n && folder_open(&f, &rows.v[0], v->ref, v->now, a, e)))
        return -1;
    if (!rows.n)
        return 0;
    for (size_t i = 0; i < f.ev.alerts.n; i++)
        if (f.ev.alerts.v[i].state != STATE_REVOKED)
            acts_names_stands(names, case_no, &f.ev.alerts.v[i]);
    folder_close(&f);
    return 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int add_cases(const struct view *v, const struct read_order_alerts *alerts, struct acts_names *names,
                     struct err *e)
{
    struct arena a = {0};
    const char **no = mem_alloc((alerts->n + 1) * sizeof *no);
    int rc = 0;
    for (size_t i = 0; i < alerts->n; i++)
        no[i] = alerts->v[i].alert.case_no;
    if (alerts->n)
        qsort(no, alerts->n, sizeof *no, by_text);
    for (size_t i = 0; !rc && i < alerts->n; i++) {
        arena_reset(&a);
        if (!i || strcmp(no[i - 1], no[i]) != 0)
            rc = add_standing(v, no[i], &a, names, e);
    }
    free(no);
    arena_release(&a);
    return rc;
}

/* Between the first and the last order others may stand: what these name is nobody's affair here. */
static void keep_asked(const struct order_rows *rows, struct read_order_alerts *alerts)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < alerts->n; i++) {
        while (at < rows->n && strcmp(rows->v[at].o.order, alerts->v[i].order) < 0)
            at++;
        if (at < rows->n && !strcmp(rows->v[at].o.order, alerts->v[i].order))
            alerts->v[n++] = alerts->v[i];
    }
    alerts->n = n;
}

int order_void(const struct view *v, const struct order_rows *rows, uint32_t *n_void, struct err *e)
{
    struct read_order_alerts alerts;
    struct acts_names names = {0};
    if (!rows->n)
        return 0;
    if (read_order_alerts(v->read, rows->v[0].o.order, rows->v[rows->n - 1].o.order, v->arena, &alerts, e))
        return -1;
    keep_asked(rows, &alerts);
    add_names(rows, &alerts, &names);
    int rc = add_cases(v, &alerts, &names, e);
    for (size_t i = 0; !rc && i < rows->n; i++)
        n_void[i] = acts_names_void(&names, (uint32_t)i);
    acts_names_release(&names);
    return rc;
}
