#include "analyzer/self_reports.h"

#include <string.h>

const char *const self_verdict_word[SELF_VERDICTS] = {"agree", "explain", "conflict", "missing"};
const char *const self_verdict_zh[SELF_VERDICTS] = {"一致", "需说明", "不符", "未报送"};

static bool is_later(const struct event *a, const struct event *b)
{
    if (a->occurred != b->occurred)
        return a->occurred > b->occurred;
    int c = strcmp(a->event_id, b->event_id);
    return c ? c > 0 : strcmp(a->source, b->source) > 0;
}

static struct event kept(struct self_reports *s, const struct event *ev)
{
    struct event e = *ev;
    size_t size = ev->data.n_counters * sizeof *ev->data.counters;
    e.case_no = e.item = e.officer = NULL;
    e.event_id = arena_strdup(&s->arena, ev->event_id);
    e.source = arena_strdup(&s->arena, ev->source);
    e.data.counters = arena_alloc(&s->arena, size + 1);
    memcpy(e.data.counters, ev->data.counters, size);
    return e;
}

void self_reports_add(struct self_reports *s, const struct event *ev)
{
    int32_t key[] = {ev->region, ev->data.month};
    uint32_t i = map_get(&s->by_region_month, (const char *)key, sizeof key);
    if (i == MAP_NONE) {
        map_put(&s->by_region_month, arena_strndup(&s->arena, (const char *)key, sizeof key), sizeof key,
                (uint32_t)s->list.n);
        vec_push(&s->list, ((struct self_report){ev->region, ev->data.month, kept(s, ev), ev->occurred}));
        return;
    }
    struct self_report *r = &s->list.v[i];
    if (is_later(ev, &r->last))
        r->last = kept(s, ev);
    if (ev->occurred < r->earliest)
        r->earliest = ev->occurred;
}

const struct self_report *self_reports_get(const struct self_reports *s, int32_t region, month m)
{
    int32_t key[] = {region, m};
    uint32_t i = map_get(&s->by_region_month, (const char *)key, sizeof key);
    return i == MAP_NONE ? NULL : &s->list.v[i];
}

void self_reports_release(struct self_reports *s)
{
    vec_release(&s->list);
    map_release(&s->by_region_month);
    arena_release(&s->arena);
}

/* `agree` if 100·|r−s| ≤ max(s, 500), `conflict` if 10·|r−s| > max(s, 500); what is reported may be any 64
 * bits. */
enum self_verdict self_reports_judge(int64_t reported, int64_t system)
{
    uint64_t r = (uint64_t)reported, s = (uint64_t)system;
    uint64_t apart = reported > system ? r - s : s - r, most = system > 500 ? s : 500;
    if (apart <= most / 100)
        return SELF_AGREE;
    return apart > most / 10 ? SELF_CONFLICT : SELF_EXPLAIN;
}

instant self_reports_over(const struct refdata *ref, month m)
{
    enum { WORKING_DAYS = 3 };
    return day_start(calendar_add(&ref->cal, month_first(m + 1) - 1, WORKING_DAYS) + 1);
}
