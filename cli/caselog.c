#include "cli/caselog.h"

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

/* No part of the key holds a line feed. True: it was not there yet. */
static bool key_new(struct caselog *log, struct map *map, const struct event *ev, const char *case_no)
{
    struct str key = {0};
    str_printf(&key, "%s\n%s\n%s", ev->source, ev->event_id, case_no);
    size_t n = map->n;
    map_put(map, arena_strdup(log->arena, str_text(&key)), key.len, 1);
    str_release(&key);
    return map->n > n;
}

/* A walk for the usual case, a map for one of thousands. */
static bool event_new(struct caselog *log, struct logged_case *c, const struct event *ev, uint32_t hash)
{
    enum { FEW = 64 };
    if (c->n == FEW && !c->known.n)
        for (const struct logged *l = c->first; l; l = l->next)
            key_new(log, &c->known, &l->ev, "");
    if (c->n >= FEW)
        return key_new(log, &c->known, ev, "");
    for (const struct logged *l = c->first; l; l = l->next)
        if (l->hash == hash && !strcmp(l->ev.event_id, ev->event_id) && !strcmp(l->ev.source, ev->source))
            return false;
    return true;
}

bool caselog_add(struct caselog *log, const struct event *ev)
{
    if (ev->type == EV_monthly_report) /* belongs to no case and is only counted */
        return key_new(log, &log->reports, ev, ev->case_no);
    struct logged_case *c = find(log, ev->case_no);
    uint32_t hash = (uint32_t)map_hash(ev->event_id, strlen(ev->event_id));
    if (!event_new(log, c, ev, hash))
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
    for (size_t i = 0; i < log->cases.n; i++)
        map_release(&log->cases.v[i].known);
    map_release(&log->map);
    map_release(&log->reports);
    vec_release(&log->cases);
}
