#include "reports/order_read.h"

#include <string.h>

#include "codec/act_decode.h"
#include "reports/folder.h"
#include "store/read_act_log.h"
#include "store/read_acts.h"

enum { HISTORY = 500 };

static int read_own_acts(const struct view *v, const char *order, struct order_file *out, struct err *e)
{
    struct read_acts rows;
    if (read_acts(v->read, &(struct read_act_filter){.order = order}, 0, HISTORY, v->arena, &rows, e))
        return -1;
    out->acts_total = rows.total;
    out->acts = arena_zalloc(v->arena, (rows.n + 1) * sizeof *out->acts);
    for (size_t i = 0; i < rows.n; i++) {
        struct order_act *a = &out->acts[out->n_acts++];
        struct reject rj;
        a->body = rows.v[i].body;
        if (act_decode(a->body, strlen(a->body), v->ref, v->arena, &a->act, &rj))
            return err_set(e, "act %lld of order %s cannot be read", (long long)rows.v[i].seq, order);
    }
    return 0;
}

/* By its event where it is named so, else by its subject. */
static bool is_named(const struct act_alert *named, const struct alert *al)
{
    if (named->rule != al->rule)
        return false;
    if (named->source)
        return al->of && !strcmp(al->of->source, named->source) && !strcmp(al->of->event_id, named->event_id);
    return !strcmp(named->subject, al->subject);
}

static int read_alert(const struct view *v, const struct act_alert *named, struct draft_order_alert *out,
                      struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    struct folder f;
    *out = (struct draft_order_alert){
        .case_no = named->case_no, .subject = named->subject, .rule = named->rule};
    filter.case_no = named->case_no;
    if (read_cases(v->read, &filter, NULL, 1, v->arena, &rows, e) ||
        (rows.n && folder_open(&f, &rows.v[0], v->ref, v->now, v->arena, e)))
        return -1;
    if (!rows.n)
        return 0;
    out->item = f.ev.empty ? NULL : arena_strdup(v->arena, f.ev.row.item);
    for (size_t i = 0; i < f.ev.alerts.n; i++) {
        const struct alert *al = &f.ev.alerts.v[i];
        if (!is_named(named, al))
            continue;
        out->there = true;
        out->level = al->level;
        out->state = al->state;
        out->raised = al->raised;
        out->due = al->due;
    }
    folder_close(&f);
    return 0;
}

int order_read(const struct view *v, const char *order, struct order_file *out, struct err *e)
{
    struct order_rows rows;
    struct read_order_alerts named;
    *out = (struct order_file){.n_acts = 0};
    if (read_orders(v->read, &(struct read_orders_filter){.order = order}, NULL, 1, v->ref, v->arena, &rows,
                    e))
        return -1;
    if (!rows.n)
        return 0;
    out->row = rows.v[0];
    if (read_own_acts(v, order, out, e) || read_order_alerts(v->read, order, order, v->arena, &named, e))
        return -1;
    out->alerts = arena_zalloc(v->arena, (named.n + 1) * sizeof *out->alerts);
    for (size_t i = 0; i < named.n; i++)
        if (read_alert(v, &named.v[i].alert, &out->alerts[out->n_alerts++], e))
            return -1;
    if (!out->n_acts)
        return err_set(e, "order %s has no act", order);
    return 1;
}

struct doc *order_paper(const struct view *v, const struct order_file *f, const struct bulletin_conf *conf)
{
    const struct draft_order_figures of = {.ref = v->ref,
                                           .conf = conf,
                                           .order = &f->row.o,
                                           .issue = &f->acts[0].act,
                                           .alerts = f->alerts,
                                           .n_alerts = f->n_alerts};
    return draft_order(&of);
}
