#include <string.h>

#include "config/conf.h"
#include "reports/web/html.h"
#include "store/read_bulletins.h"
#include "store/read_system.h"
#include "store/read_watch.h"

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

static int64_t open_of(const struct read_opens *g, const char *region, const char *level)
{
    for (size_t i = 0; i < g->n; i++)
        if (!strcmp(g->v[i].region, region) && !strcmp(g->v[i].level, level))
            return g->v[i].n;
    return 0;
}

static void put_open(const struct page *p, struct str *out, const struct read_opens *g)
{
    metric(out, "jiancha_alerts_open", "gauge", "Alerts whose cause stands, by region and level.");
    for (int32_t r = 0; r < p->view.ref->n_regions; r++)
        for (int level = LEVEL_NOTICE; level < LEVELS; level++)
            str_printf(out, "jiancha_alerts_open{region=\"%s\",level=\"%s\"} %lld\n",
                       p->view.ref->regions[r].code, level_word[level],
                       (long long)open_of(g, p->view.ref->regions[r].code, level_word[level]));
}

static void put_seconds(struct page *p, struct str *out, const char *name, const char *rule, instant since)
{
    str_printf(out, "%s{rule=", name);
    str_json(out, rule);
    str_printf(out, "} %lld\n", since == INSTANT_NONE ? 0LL : (long long)((p->view.now - since) / SECOND));
}

/* Who is told, and who is silent. */
static void put_watch(struct page *p, struct str *out, const struct read_rules_told *rules,
                      const struct read_silents *silent)
{
    metric(out, "jiancha_notices", "counter",
           "Notices that the receiver of a rule of notify.conf has taken.");
    for (size_t i = 0; i < rules->n; i++) {
        str_puts(out, "jiancha_notices_total{rule=");
        str_json(out, rules->v[i].rule);
        str_printf(out, "} %lld\n", (long long)rules->v[i].notices);
    }
    metric(out, "jiancha_notice_waiting_seconds", "gauge",
           "Since the oldest notice was written that the rule has not passed.");
    for (size_t i = 0; i < rules->n; i++)
        put_seconds(p, out, "jiancha_notice_waiting_seconds", rules->v[i].rule, rules->v[i].since);
    metric(out, "jiancha_notice_failing_seconds", "gauge",
           "Since the rule's receiver takes nothing; 0: it does.");
    for (size_t i = 0; i < rules->n; i++)
        put_seconds(p, out, "jiancha_notice_failing_seconds", rules->v[i].rule, rules->v[i].failing);
    metric(out, "jiancha_sender_silence_seconds", "gauge",
           "Since the last message of a source or unit that has sent nothing for longer than usual.");
    for (size_t i = 0; i < silent->n; i++) {
        str_puts(out, "jiancha_sender_silence_seconds{source=");
        str_json(out, silent->v[i].source);
        str_puts(out, ",region=");
        str_json(out, silent->v[i].region);
        str_puts(out, ",dept=");
        str_json(out, silent->v[i].dept);
        str_printf(out, "} %lld\n", (long long)((p->view.now - silent->v[i].last) / SECOND));
    }
}

static void put_part(struct str *out, const char *name, const struct read_part *part, int64_t n)
{
    str_printf(out, "%s{topic=", name);
    str_json(out, part->topic);
    str_printf(out, ",partition=\"%d\"} %lld\n", part->part, (long long)n);
}

/* Each partition by itself: a topic may have hundreds. */
static void put_each_part(struct page *p, struct str *out, const struct read_parts *parts)
{
    metric(out, "jiancha_partition_next_offset", "gauge", "Next offset to read.");
    for (size_t i = 0; i < parts->n; i++)
        put_part(out, "jiancha_partition_next_offset", &parts->v[i], parts->v[i].next);
    metric(out, "jiancha_partition_unread", "gauge",
           "Offsets that lay in the log behind the last batch; 0 once it is read to its end.");
    for (size_t i = 0; i < parts->n; i++)
        put_part(out, "jiancha_partition_unread", &parts->v[i], parts->v[i].unread);
    metric(out, "jiancha_partition_silence_seconds", "gauge",
           "Since a worker last said that the broker serves it; absent where none ever did.");
    for (size_t i = 0; i < parts->n; i++)
        if (parts->v[i].alive != INSTANT_NONE)
            put_part(out, "jiancha_partition_silence_seconds", &parts->v[i],
                     (p->view.now - parts->v[i].alive) / SECOND);
}

static void put_parts_metrics(struct str *out, const struct read_parts *parts)
{
    int64_t n[5] = {0}, unread = 0;
    static const char *const state[] = {"all", "alarm", "silent", "stuck", "held"};
    for (size_t i = 0; i < parts->n; i++) {
        const struct read_part *part = &parts->v[i];
        if (!part->wanted)
            continue;
        unread += part->unread;
        n[0]++;
        n[1] += part->alarm != NULL;
        n[2] += part->silent;
        n[3] += part->stuck;
        n[4] += part->held;
    }
    metric(out, "jiancha_unread", "gauge",
           "Offsets that lay in the logs behind the last batches; 0 once they are read to their ends.");
    str_printf(out, "jiancha_unread %lld\n", (long long)unread);
    metric(out, "jiancha_partitions", "gauge",
           "Partitions that are to be read, by what is wrong (see /readyz).");
    for (size_t i = 0; i < sizeof state / sizeof *state; i++)
        str_printf(out, "jiancha_partitions{state=\"%s\"} %lld\n", state[i], (long long)n[i]);
    metric(out, "jiancha_partition_alarms", "gauge", "Partitions whose reading has stopped.");
    str_printf(out, "jiancha_partition_alarms %lld\n", (long long)n[1]);
}

static void put_signs(struct page *p, struct str *out, const struct read_workers *workers,
                      const struct read_topics *topics)
{
    metric(out, "jiancha_worker_falls", "gauge",
           "How often in a row it was started soon after a start, without having been told to stop.");
    for (size_t i = 0; i < workers->n; i++) {
        str_puts(out, "jiancha_worker_falls{worker=");
        str_json(out, workers->v[i].owner);
        str_printf(out, "} %lld\n", (long long)workers->v[i].falls);
    }
    metric(out, "jiancha_clerk_silence_seconds", "gauge",
           "Since the clerk last said that it lives; absent where none ever ran.");
    for (size_t i = 0; i < workers->n; i++) {
        if (!workers->v[i].clerk)
            continue;
        str_puts(out, "jiancha_clerk_silence_seconds{clerk=");
        str_json(out, workers->v[i].owner);
        str_printf(out, "} %lld\n", (long long)((p->view.now - workers->v[i].alive) / SECOND));
    }
    metric(out, "jiancha_topic_compacted", "gauge",
           "1 where the broker keeps only a case's last message; absent where it does not say.");
    for (size_t i = 0; i < topics->n; i++) {
        if (!topics->v[i].cleanup)
            continue;
        str_puts(out, "jiancha_topic_compacted{topic=");
        str_json(out, topics->v[i].topic);
        str_printf(out, "} %d\n", topics->v[i].compacted);
    }
    metric(out, "jiancha_clock_jumped", "gauge", "1 while the database's clock is an hour off or more.");
    str_printf(out, "jiancha_clock_jumped %d\n", p->stamp.jumped);
}

static void put_calendar_metrics(const struct page *p, struct str *out)
{
    int first = view_month(&p->view) / 12;
    metric(out, "jiancha_calendar_covered", "gauge",
           "1 where the year has a calendar file that names a day off.");
    for (int year = first; year <= first + 1; year++)
        str_printf(out, "jiancha_calendar_covered{year=\"%d\"} %d\n", year,
                   calendar_year(&p->view.ref->cal, year) >= YEAR_INCOMPLETE);
    metric(out, "jiancha_calendar_incomplete", "gauge",
           "1 where it names so few that some seem to be missing.");
    for (int year = first; year <= first + 1; year++)
        str_printf(out, "jiancha_calendar_incomplete{year=\"%d\"} %d\n", year,
                   calendar_year(&p->view.ref->cal, year) == YEAR_INCOMPLETE);
}

/* Who is signed in, and how long they wait for pages. */
static void put_pages(const struct page *p, struct str *out, const struct read_session_counts *sessions)
{
    metric(out, "jiancha_sessions", "gauge", "Sessions that are open, by role.");
    for (size_t i = 0; i < sessions->n; i++)
        str_printf(out, "jiancha_sessions{role=\"%s\"} %lld\n", sessions->v[i].role,
                   (long long)sessions->v[i].n);
    metric(out, "jiancha_http_requests", "counter", "Requests answered by this process.");
    str_printf(out, "jiancha_http_requests_total %llu\n", (unsigned long long)p->requests);
    metric(out, "jiancha_pages_made", "counter", "Of these, answers that were made anew.");
    str_printf(out, "jiancha_pages_made_total %llu\n", (unsigned long long)p->made);
    metric(out, "jiancha_page_seconds", "counter", "How long who asked for these waited in all.");
    str_printf(out, "jiancha_page_seconds_total %llu.%06llu\n", (unsigned long long)(p->made_us / 1000000),
               (unsigned long long)(p->made_us % 1000000));
}

/* What waits: cases for their evaluation, months for their freeze. */
static void put_waits(const struct page *p, struct str *o, int64_t due, instant since, int64_t waiting,
                      int64_t late)
{
    metric(o, "jiancha_due_cases", "gauge", "Cases whose next change is over and not yet evaluated.");
    str_printf(o, "jiancha_due_cases %lld\n", (long long)due);
    metric(o, "jiancha_due_seconds", "gauge", "Since when the oldest of them waits; 0: none does.");
    str_printf(o, "jiancha_due_seconds %lld\n",
               since == INSTANT_NONE ? 0LL : (long long)((p->view.now - since) / SECOND));
    metric(o, "jiancha_bulletins_waiting", "gauge", "Months that are due to be frozen and are not ripe.");
    str_printf(o, "jiancha_bulletins_waiting %lld\n", (long long)waiting);
    metric(o, "jiancha_bulletins_late", "gauge", "Of these, for more than 24 hours.");
    str_printf(o, "jiancha_bulletins_late %lld\n", (long long)late);
}

int page_metrics(struct page *p, struct reply *out, struct err *e)
{
    struct read_tallies tallies;
    struct read_parts parts;
    struct read_workers workers;
    struct read_topics topics;
    struct read_opens open;
    struct read_rules_told rules;
    struct read_silents silent;
    struct read_session_counts sessions;
    static const char *const yes[] = {"1", NULL};
    const char *each = NULL;
    int64_t due, waiting, late;
    instant since;
    if (request_word(p->rq, "partitions", yes, &each, e) ||
        read_tallies(p->view.read, p->view.arena, &tallies, e) ||
        read_parts(p->view.read, p->view.arena, &parts, e) ||
        read_workers(p->view.read, p->view.arena, &workers, e) ||
        read_topics(p->view.read, p->view.arena, &topics, e) || read_due(p->view.read, &due, &since, e) ||
        read_bulletins_waiting(p->view.read, &waiting, &late, e) ||
        read_open_regions(p->view.read, p->view.arena, &open, e) ||
        read_rules_told(p->view.read, p->view.arena, &rules, e) ||
        read_silent(p->view.read, p->view.arena, &silent, e) ||
        read_session_counts(p->view.read, p->conf->session_idle, p->conf->session_hours, p->view.arena,
                            &sessions, e))
        return page_failed(e);
    struct str *o = &out->body;
    out->type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    put_tallies(o, &tallies);
    put_parts_metrics(o, &parts);
    if (each)
        put_each_part(p, o, &parts);
    put_signs(p, o, &workers, &topics);
    put_watch(p, o, &rules, &silent);
    put_open(p, o, &open);
    put_waits(p, o, due, since, waiting, late);
    metric(o, "jiancha_data_age_seconds", "gauge", "Since the collector last wrote something.");
    if (p->stamp.data != INSTANT_NONE)
        str_printf(o, "jiancha_data_age_seconds %lld\n", (long long)((p->view.now - p->stamp.data) / SECOND));
    put_calendar_metrics(p, o);
    put_pages(p, o, &sessions);
    str_puts(o, "# EOF\n");
    return 200;
}
