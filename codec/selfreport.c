#include "codec/selfreport.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/indicators.h"
#include "base/csv.h"
#include "base/map.h"
#include "base/vec.h"

static const char *const header[] = {"region", "month", "counter", "value"};
enum { REGION, MONTH, COUNTER, VALUE, COLUMNS };

struct reading {
    const char *name;
    const struct refdata *ref;
    instant at;
    struct arena *a;
    struct str *findings;
    struct map by_region_month; /* -> place in `events` */
    VEC(struct event) events;
    VEC(uint8_t) seen; /* COUNTERS for each event: is the counter given? */
    size_t n_findings;
};

static void finding(struct reading *r, uint32_t line, uint32_t column, const char *what)
{
    r->n_findings++;
    str_printf(r->findings, "%s:%u:%u: %s\n", r->name, line, column, what);
}

static void wrong(struct reading *r, const struct text_at *at, const char *expected)
{
    struct str what = {0};
    str_json(&what, at->text);
    str_printf(&what, ", expected %s", expected);
    finding(r, at->line, at->column, str_text(&what));
    str_release(&what);
}

static bool is_header(struct reading *r, const struct csv *c)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (c->row.n != COLUMNS || strcmp(c->row.v[i].text, header[i]) != 0) {
            wrong(r, &c->row.v[i < c->row.n ? i : 0], "the header region,month,counter,value");
            return false;
        }
    return true;
}

/* The report of the region's month; a new one if this is its first row. */
static size_t report_of(struct reading *r, int32_t region, month m)
{
    char key[40], text[DAY_TEXT];
    int n = snprintf(key, sizeof key, "%" PRId32 " %" PRId32, region, m);
    uint32_t at = map_get(&r->by_region_month, key, (size_t)n);
    if (at != MAP_NONE)
        return at;
    at = (uint32_t)r->events.n;
    map_put(&r->by_region_month, arena_strndup(r->a, key, (size_t)n), (size_t)n, at);
    struct event ev = {.type = EV_monthly_report,
                       .source = "jiancha-report",
                       .occurred = r->at,
                       .recorded = r->at,
                       .region = region,
                       .dept = -1,
                       .item_index = -1};
    char *id = arena_alloc(r->a, 64);
    snprintf(id, 64, "%s-%s-%" PRId64, month_text(m, text), r->ref->regions[region].code, r->at);
    ev.event_id = id;
    ev.data.month = m;
    ev.data.counters = arena_alloc(r->a, COUNTERS * sizeof *ev.data.counters);
    vec_push(&r->events, ev);
    for (int i = 0; i < COUNTERS; i++)
        vec_push(&r->seen, 0);
    return at;
}

static void take_row(struct reading *r, const struct csv *c)
{
    const struct text_at *v = c->row.v;
    int32_t region = refdata_region(r->ref, v[REGION].text);
    month m;
    int64_t value;
    int counter = counter_find(v[COUNTER].text);
    if (region < 0 || strcmp(r->ref->regions[region].code, v[REGION].text) != 0) {
        wrong(r, &v[REGION], "a code of regions.csv");
        return;
    }
    if (!month_parse(v[MONTH].text, strlen(v[MONTH].text), &m)) {
        wrong(r, &v[MONTH], "a month YYYY-MM");
        return;
    }
    if (counter < 0) {
        wrong(r, &v[COUNTER], "the name of a counter (docs/RULES.md)");
        return;
    }
    if (!text_number(v[VALUE].text, 0, INT64_MAX, &value)) {
        wrong(r, &v[VALUE], "an integer of at least 0");
        return;
    }
    size_t at = report_of(r, region, m);
    struct event *ev = &r->events.v[at];
    uint8_t *seen = &r->seen.v[at * COUNTERS + (size_t)counter];
    if (*seen)
        wrong(r, &v[COUNTER], "a counter that this region and month do not have yet");
    else
        ev->data.counters[ev->data.n_counters++] = (struct counter_pair){counter, value};
    *seen = 1;
}

static void read_rows(struct reading *r, struct csv *c)
{
    bool first = true;
    for (enum csv_step s; (s = csv_next(c)) != CSV_END;) {
        if (s == CSV_BAD)
            finding(r, c->bad_line, c->bad_column, c->bad);
        else if (!first)
            take_row(r, c);
        else if (!is_header(r, c))
            return;
        first = false;
    }
    if (!r->events.n && !r->n_findings)
        finding(r, 1, 1, "no row, expected region,month,counter,value and rows below it");
}

int selfreport_read(const char *name, const char *text, size_t n, const struct refdata *ref, instant at,
                    struct arena *a, struct selfreports *out, struct str *findings)
{
    struct reading r = {.name = name, .ref = ref, .at = at, .a = a, .findings = findings};
    struct csv c;
    csv_open(&c, text, n, a);
    read_rows(&r, &c);
    csv_close(&c);
    out->n = r.events.n;
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    if (out->n)
        memcpy(out->v, r.events.v, out->n * sizeof *out->v);
    map_release(&r.by_region_month);
    vec_release(&r.events);
    vec_release(&r.seen);
    return r.n_findings ? -1 : 0;
}
