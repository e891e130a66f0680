#include <string.h>

#include "reports/web/html.h"

int page_healthz(struct page *p, struct reply *out, struct err *e)
{
    (void)p, (void)e;
    out->type = "text/plain; charset=utf-8";
    str_puts(&out->body, "ok\n");
    return 200;
}

static bool year_covered(const struct page *p, int year)
{
    return calendar_year(&p->view.ref->cal, year) >= YEAR_INCOMPLETE;
}

static bool year_incomplete(const struct page *p, int year)
{
    return calendar_year(&p->view.ref->cal, year) == YEAR_INCOMPLETE;
}

/* This year and the next: whether a calendar covers them, and whether one that does looks incomplete. */
static void put_calendar(const struct page *p, struct str *out)
{
    int year = view_month(&p->view) / 12;
    bool (*const is[])(const struct page *, int) = {year_covered, year_incomplete};
    for (int i = 0; i < 2; i++)
        str_printf(out, ",\"%s\":{\"%d\":%s,\"%d\":%s}", i ? "calendar_incomplete" : "calendar", year,
                   is[i](p, year) ? "true" : "false", year + 1, is[i](p, year + 1) ? "true" : "false");
}

static bool put_parts(struct str *out, const struct read_parts *parts)
{
    bool fine = true;
    str_puts(out, "\"partitions\":[");
    for (size_t i = 0; i < parts->n; i++) {
        const struct read_part *part = &parts->v[i];
        str_puts(out, i ? ",{\"topic\":" : "{\"topic\":");
        str_json(out, part->topic);
        str_printf(out, ",\"partition\":%d,\"next\":%lld,\"unread\":%lld,\"alarm\":", part->part,
                   (long long)part->next, (long long)part->unread);
        str_json(out, part->alarm);
        str_putc(out, '}');
        fine = fine && !part->alarm;
    }
    str_putc(out, ']');
    return fine;
}

/* Work lies there and nobody does it: messages, or cases that were due some minutes ago. */
static bool stalled(const struct page *p, instant due_since)
{
    instant late = p->view.now - 5 * 60 * SECOND;
    return (p->stamp.unread || (due_since != INSTANT_NONE && due_since < late)) && p->stamp.data < late;
}

/* Not ready: a partition whose reading has stopped, work that lies there, a clock that jumped, or no calendar
 * for the current year; a missing next year, and a calendar that looks incomplete, are only said. */
int page_readyz(struct page *p, struct reply *out, struct err *e)
{
    struct read_parts parts;
    int64_t due;
    instant since;
    int year = view_month(&p->view) / 12;
    char buf[INSTANT_TEXT];
    if (read_parts(p->view.read, p->view.arena, &parts, e) || read_due(p->view.read, &due, &since, e))
        return page_failed(e);
    struct str *o = &out->body;
    out->type = "application/json";
    str_puts(o, "{\"database\":true,");
    bool fine = put_parts(o, &parts) && year_covered(p, year) && !stalled(p, since) && !p->stamp.jumped;
    put_calendar(p, o);
    str_printf(o, ",\"due_cases\":%lld,\"data\":", (long long)due);
    str_json(o, p->stamp.data == INSTANT_NONE ? NULL : instant_text(p->stamp.data, buf));
    str_printf(o, ",\"stalled\":%s,\"clock_jumped\":%s,\"ready\":%s}\n", stalled(p, since) ? "true" : "false",
               p->stamp.jumped ? "true" : "false", fine ? "true" : "false");
    return fine ? 200 : 503;
}

static void metric(struct str *out, const char *name, const char *type, const char *help)
{
    str_printf(out, "# TYPE %s %s\n# HELP %s %s\n", name, type, name, help);
}

static void put_tallies(struct str *out, const struct read_tallies *t)
{
    metric(out, "jiancha_collected", "counter", "What the collector has written, by name.");
    for (size_t i = 0; i < t->n; i++) {
        str_puts(out, "jiancha_collected_total{name=");
        str_json(out, t->v[i].name);
        str_printf(out, "} %lld\n", (long long)t->v[i].n);
    }
}

static void put_open(struct str *out, const struct read_groups *g)
{
    metric(out, "jiancha_alerts_open", "gauge", "Alerts whose cause stands, by level.");
    for (int level = LEVEL_NOTICE; level < LEVELS; level++) {
        int64_t n = 0;
        for (size_t i = 0; i < g->n; i++)
            n += strcmp(g->v[i].key, level_word[level]) ? 0 : g->v[i].n;
        str_printf(out, "jiancha_alerts_open{level=\"%s\"} %lld\n", level_word[level], (long long)n);
    }
}

static void put_part(struct str *out, const char *name, const struct read_part *part, int64_t n)
{
    str_printf(out, "%s{topic=", name);
    str_json(out, part->topic);
    str_printf(out, ",partition=\"%d\"} %lld\n", part->part, (long long)n);
}

static void put_parts_metrics(struct str *out, const struct read_parts *parts)
{
    metric(out, "jiancha_partition_next_offset", "gauge", "Next offset to read.");
    for (size_t i = 0; i < parts->n; i++)
        put_part(out, "jiancha_partition_next_offset", &parts->v[i], parts->v[i].next);
    metric(out, "jiancha_partition_unread", "gauge",
           "Messages that waited in the log when the last batch was written.");
    for (size_t i = 0; i < parts->n; i++)
        put_part(out, "jiancha_partition_unread", &parts->v[i], parts->v[i].unread);
    int64_t alarms = 0;
    for (size_t i = 0; i < parts->n; i++)
        alarms += parts->v[i].alarm != NULL;
    metric(out, "jiancha_partition_alarms", "gauge", "Partitions whose reading has stopped.");
    str_printf(out, "jiancha_partition_alarms %lld\n", (long long)alarms);
}

static void put_calendar_metrics(const struct page *p, struct str *out)
{
    int first = view_month(&p->view) / 12;
    metric(out, "jiancha_calendar_covered", "gauge",
           "1 where the year has a calendar file that names a day off.");
    for (int year = first; year <= first + 1; year++)
        str_printf(out, "jiancha_calendar_covered{year=\"%d\"} %d\n", year, year_covered(p, year));
    metric(out, "jiancha_calendar_incomplete", "gauge",
           "1 where it names so few that some seem to be missing.");
    for (int year = first; year <= first + 1; year++)
        str_printf(out, "jiancha_calendar_incomplete{year=\"%d\"} %d\n", year, year_incomplete(p, year));
}

int page_metrics(struct page *p, struct reply *out, struct err *e)
{
    struct read_tallies tallies;
    struct read_parts parts;
    struct read_groups open;
    struct read_filter f = READ_ANY;
    int64_t due;
    instant since;
    f.state = alert_state_word[STATE_OPEN];
    if (read_tallies(p->view.read, p->view.arena, &tallies, e) ||
        read_parts(p->view.read, p->view.arena, &parts, e) || read_due(p->view.read, &due, &since, e) ||
        read_alert_groups(p->view.read, &f, READ_BY_LEVEL, p->view.arena, &open, e))
        return page_failed(e);
    struct str *o = &out->body;
    out->type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    put_tallies(o, &tallies);
    put_parts_metrics(o, &parts);
    put_open(o, &open);
    metric(o, "jiancha_due_cases", "gauge", "Cases whose next change is over and not yet evaluated.");
    str_printf(o, "jiancha_due_cases %lld\n", (long long)due);
    metric(o, "jiancha_data_age_seconds", "gauge", "Since the collector last wrote something.");
    if (p->stamp.data != INSTANT_NONE)
        str_printf(o, "jiancha_data_age_seconds %lld\n", (long long)((p->view.now - p->stamp.data) / SECOND));
    put_calendar_metrics(p, o);
    metric(o, "jiancha_http_requests", "counter", "Requests answered by this process.");
    str_printf(o, "jiancha_http_requests_total %llu\n# EOF\n", (unsigned long long)p->requests);
    return 200;
}
