#include "reports/dossier.h"

#include "codec/objects.h"
#include "reports/api_objects.h"
#include "store/read_cases.h"

/* The alerts that the evaluation gives. */
static void alerts_of_events(struct dossier *d)
{
    d->n_alerts = d->f.ev.alerts.n;
    d->alerts = arena_zalloc(d->arena, (d->n_alerts + 1) * sizeof *d->alerts);
    for (size_t i = 0; i < d->n_alerts; i++)
        d->alerts[i] = (struct dossier_alert){.al = d->f.ev.alerts.v[i], .detected = INSTANT_NONE};
}

/* Alerts and changes come in the same order. */
static int add_changes(const struct view *v, const struct read_alerts *rows, struct dossier *d, struct err *e)
{
    struct read_changes all;
    size_t at = 0;
    if (read_case_changes(v->read, d->f.ev.row.case_no, v->arena, &all, e))
        return -1;
    for (size_t i = 0; i < rows->n; i++) {
        struct read_changes *own = &d->alerts[i].changes;
        own->v = all.v + at;
        while (at < all.n && all.v[at].alert == rows->v[i].id)
            at++;
        own->n = (size_t)(all.v + at - own->v);
    }
    return 0;
}

static int alerts_of_database(const struct view *v, struct dossier *d, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_alerts rows;
    filter.case_no = d->f.ev.row.case_no;
    if (read_alerts_by_case(v->read, &filter, NULL, INT32_MAX, v->arena, &rows, e))
        return -1;
    d->n_alerts = rows.n;
    d->alerts = arena_zalloc(v->arena, (rows.n + 1) * sizeof *d->alerts);
    for (size_t i = 0; i < rows.n; i++) {
        d->alerts[i].detected = rows.v[i].seen;
        if (api_objects_alert_of(v, &rows.v[i], &d->alerts[i].al, e))
            return -1;
    }
    return add_changes(v, &rows, d, e);
}

static bool begin(const struct view *v, instant as_of, struct dossier *d)
{
    *d = (struct dossier){.ref = v->ref, .arena = v->arena, .as_of = as_of, .f = d->f};
    if (d->f.ev.empty) {
        folder_close(&d->f);
        return false;
    }
    d->evidence = evidence_index(&d->f, v->arena);
    explain(&d->clocks, d->f.events, d->f.n, v->ref, as_of, v->arena);
    return true;
}

int dossier_find(const struct view *v, const char *case_no, instant as_of, struct dossier *d, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_cases rows;
    filter.case_no = case_no;
    if (read_cases(v->read, &filter, NULL, 1, v->arena, &rows, e))
        return -1;
    instant at = as_of == INSTANT_NONE ? v->now : as_of;
    if (!rows.n)
        return 0;
    if (folder_open(&d->f, &rows.v[0], v->ref, at, v->arena, e))
        return -1;
    if (!begin(v, at, d))
        return 0;
    if (as_of != INSTANT_NONE)
        alerts_of_events(d);
    else if (alerts_of_database(v, d, e)) {
        dossier_close(d);
        return -1;
    }
    return 1;
}

int dossier_of(const struct view *v, const struct event *events, size_t n, struct dossier *d)
{
    folder_of(&d->f, events, n, NULL, v->ref, v->now, v->arena);
    if (!begin(v, v->now, d))
        return 0;
    alerts_of_events(d);
    return 1;
}

void dossier_close(struct dossier *d)
{
    explain_release(&d->clocks);
    folder_close(&d->f);
}

static void put_day(struct str *out, const struct explain_day *d)
{
    char buf[DAY_TEXT];
    object_key(out, NULL);
    str_printf(out, "{\"day\":\"%s\",\"working\":%s,\"holiday\":%s,\"makeup\":%s,", day_text(d->day, buf),
               d->working ? "true" : "false", d->rest ? "true" : "false", d->makeup ? "true" : "false");
    str_printf(out, "\"paused_book\":%s,\"paused_legal\":%s,\"used_book\":%d,\"used_legal\":%d}",
               d->paused_book ? "true" : "false", d->paused_legal ? "true" : "false", d->used_book,
               d->used_legal);
}

/* start, how it came about, and the two clocks day by day */
static void put_clocks(struct str *out, const struct explanation *x)
{
    static const char *const by[] = {NULL, "accepted", "deemed", "submitted"};
    char buf[DAY_TEXT];
    str_puts(out, "{\"start\":");
    str_json(out, x->start == DAY_NONE ? NULL : day_text(x->start, buf));
    str_puts(out, ",\"start_by\":");
    str_json(out, by[x->start_by]);
    str_printf(out, ",\"unit\":\"%s\",\"extension_days\":%d,\"projected\":%s,\"provisional\":%s,\"days\":[",
               x->every_day ? "d" : "wd", x->extension_days,
               x->promise.projected || x->statutory.projected ? "true" : "false",
               x->promise.provisional || x->statutory.provisional ? "true" : "false");
    for (size_t i = 0; i < x->days.n; i++)
        put_day(out, &x->days.v[i]);
    str_printf(out, "],\"cut\":%s}", x->cut ? "true" : "false");
}

void dossier_json(struct str *out, const struct dossier *d)
{
    str_puts(out, "{\"case\":");
    object_case(out, &d->f.ev.row, d->ref);
    str_puts(out, ",\"alerts\":[");
    for (size_t i = 0; i < d->n_alerts; i++)
        api_objects_detected(out, d->f.ev.row.case_no, &d->alerts[i].al, d->alerts[i].detected, d->ref);
    str_puts(out, "],\"clocks\":");
    put_clocks(out, &d->clocks);
    str_puts(out, ",\"events\":[");
    for (size_t i = 0; i < d->f.n; i++) {
        object_key(out, NULL);
        event_write(out, &d->f.events[i], d->ref);
    }
    str_puts(out, "]}\n");
}
