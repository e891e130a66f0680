#include "collector/caselog.h"

#include <stdlib.h>
#include <string.h>

static struct logged_case *find(struct caselog *log, const char *case_no)
{
    size_t n = strlen(case_no);
    uint32_t i = map_put(&log->map, case_no, n, (uint32_t)log->cases.n);
    if (i == log->cases.n)
        vec_push(&log->cases, ((struct logged_case){.case_no = case_no}));
    return &log->cases.v[i];
}

/* A report belongs to no case and is only counted. No part of the key holds a line feed. */
static bool add_report(struct caselog *log, const struct event *ev)
{
    struct str key = {0};
    str_printf(&key, "%s\n%s\n%s", ev->source, ev->event_id, ev->case_no);
    const char *kept = arena_strdup(log->arena, str_text(&key));
    bool fresh = map_put(&log->reports, kept, key.len, log->n_reports) == log->n_reports;
    log->n_reports += fresh;
    str_release(&key);
    return fresh;
}

bool caselog_add(struct caselog *log, const struct event *ev)
{
    if (ev->type == EV_monthly_report)
        return add_report(log, ev);
    struct logged_case *c = find(log, ev->case_no);
    uint32_t hash = (uint32_t)map_hash(ev->event_id, strlen(ev->event_id));
    for (const struct logged *l = c->first; l; l = l->next)
        if (l->hash == hash && !strcmp(l->ev.event_id, ev->event_id) && !strcmp(l->ev.source, ev->source))
            return false;
    struct logged *l = arena_alloc(log->arena, sizeof *l);
    *l = (struct logged){NULL, hash, *ev};
    l->ev.case_no = c->case_no;
    if (c->last)
        c->last->next = l;
    else
        c->first = l;
    c->last = l;
    c->n++;
    return true;
}

static int by_case_no(const void *a, const void *b)
{
    return strcmp(((const struct logged_case *)a)->case_no, ((const struct logged_case *)b)->case_no);
}

void caselog_sort(struct caselog *log)
{
    if (log->cases.n)
        qsort(log->cases.v, log->cases.n, sizeof *log->cases.v, by_case_no);
}

const struct event *caselog_events(const struct logged_case *c, struct arena *a)
{
    struct event *v = arena_alloc(a, c->n * sizeof *v);
    size_t i = 0;
    for (const struct logged *l = c->first; l; l = l->next)
        v[i++] = l->ev;
    return v;
}

void caselog_release(struct caselog *log)
{
    map_release(&log->map);
    map_release(&log->reports);
    vec_release(&log->cases);
}
