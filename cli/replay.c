#include "cli/replay.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "codec/objects.h"
#include "analyzer/rollup.h"
#include "base/log.h"
#include "cli/caselog.h"
#include "codec/decode.h"
#include "codec/feed.h"
#include "config/conf.h"
#include "config/refdata_load.h"

struct replay {
    struct refdata ref;
    instant as_of;
    const char *out;
    struct arena arena; /* events */
    struct caselog log;
    struct rollup rollup;
    struct str line; /* the output line being made */
    int64_t events, duplicates, rejects, cases;
};

/* One output file, written beside its name and renamed when whole. */
struct sink {
    FILE *f;
    char path[4200], part[4208];
};

static int sink_open(struct sink *s, const struct replay *r, const char *name, struct err *e)
{
    snprintf(s->path, sizeof s->path, "%s/%s", r->out, name);
    snprintf(s->part, sizeof s->part, "%s.part", s->path);
    s->f = fopen(s->part, "w");
    return s->f ? 0 : err_set(e, "%s: %s", s->part, strerror(errno));
}

static void sink_line(struct sink *s, struct str *line)
{
    str_putc(line, '\n');
    fwrite(line->p, 1, line->len, s->f);
    str_clear(line);
}

static int sink_close(struct sink *s, struct err *e)
{
    bool bad = ferror(s->f) != 0;
    if (fclose(s->f) || bad || rename(s->part, s->path))
        return err_set(e, "%s: %s", s->path, strerror(errno));
    return 0;
}

/* After a failure elsewhere: leaves nothing behind. */
static int sink_drop(struct sink *s)
{
    fclose(s->f);
    unlink(s->part);
    return -1;
}

/* What a line of a file is read into. */
struct reading {
    struct replay *r;
    struct sink *rejects;
};

static void read_line(void *ctx, const char *file, int64_t number, const char *p, size_t n)
{
    struct replay *r = ((struct reading *)ctx)->r;
    struct event ev;
    struct reject rj;
    r->events++;
    if (decode(p, n, &r->ref, INSTANT_NONE, INSTANT_NONE, &r->arena, &ev, &rj)) {
        r->rejects++;
        str_puts(&r->line, "{\"file\":");
        str_json(&r->line, file);
        str_printf(&r->line, ",\"line\":%" PRId64 ",\"code\":\"%s\"}", number, rj.code);
        sink_line(((struct reading *)ctx)->rejects, &r->line);
        return;
    }
    if (ev.recorded == INSTANT_NONE)
        ev.recorded = ev.occurred; /* in a file, section 1 */
    r->duplicates += !caselog_add(&r->log, &ev);
}

/* Evaluates every case once, in the order of case_no, and adds it up. */
static int write_cases(struct replay *r, struct err *e)
{
    struct sink cases, alerts;
    struct evaluation ev = {0};
    struct arena a = {0};
    if (sink_open(&cases, r, "cases.jsonl", e))
        return -1;
    if (sink_open(&alerts, r, "alerts.jsonl", e))
        return sink_drop(&cases);
    caselog_sort(&r->log);
    for (size_t i = 0; i < r->log.cases.n; i++) {
        const struct logged_case *c = &r->log.cases.v[i];
        arena_reset(&a);
        eval(&ev, caselog_events(c, &a), c->n, &r->ref, r->as_of, &a);
        if (ev.empty)
            continue;
        r->cases++;
        object_case(&r->line, &ev.row, &r->ref);
        sink_line(&cases, &r->line);
        for (size_t k = 0; k < ev.alerts.n; k++) {
            object_alert(&r->line, c->case_no, &ev.alerts.v[k], &r->ref);
            sink_line(&alerts, &r->line);
        }
        rollup_add(&r->rollup, &ev);
    }
    eval_release(&ev);
    arena_release(&a);
    int rc = sink_close(&cases, e);
    return sink_close(&alerts, e) ? -1 : rc;
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const struct series *const *)a)->unit, (*(const struct series *const *)b)->unit);
}

static int write_indicators(struct replay *r, struct err *e)
{
    struct sink s;
    month first, last;
    if (sink_open(&s, r, "indicators.jsonl", e))
        return -1;
    const struct series **sorted[BYS];
    for (int by = 0; by < BYS; by++) {
        size_t n = r->rollup.by[by].n;
        sorted[by] = arena_alloc(&r->arena, (n + 1) * sizeof **sorted);
        for (size_t i = 0; i < n; i++)
            sorted[by][i] = &r->rollup.by[by].v[i];
        qsort(sorted[by], n, sizeof **sorted, by_code);
    }
    if (rollup_span(&r->rollup, &first, &last))
        for (month m = first; m <= last; m++)
            for (int by = 0; by < BYS; by++)
                for (size_t i = 0; i < r->rollup.by[by].n; i++) {
                    const struct counters *c = rollup_get(sorted[by][i], m);
                    if (counters_zero(c))
                        continue;
                    object_indicator(&r->line, m, m, by_word[by], sorted[by][i]->unit, c);
                    sink_line(&s, &r->line);
                }
    return sink_close(&s, e);
}

/* A league as the months go by: its units' runs of bottom places. */
struct race {
    enum league league;
    int32_t *units;
    struct streak *streak; /* by place in `units` */
    struct standing *standing;
    size_t n;
};

static const char *unit_code(const struct replay *r, const struct race *race, int32_t unit)
{
    return race->league == LEAGUE_DEPARTMENT ? r->ref.depts[unit].code : r->ref.regions[unit].code;
}

static void race_init(struct replay *r, struct race *race, enum league league)
{
    size_t most = (size_t)(r->ref.n_regions + r->ref.n_depts + 1);
    race->league = league;
    race->units = arena_alloc(&r->arena, most * sizeof *race->units);
    race->n = rollup_league(&r->ref, league, race->units);
    race->streak = arena_zalloc(&r->arena, (race->n + 1) * sizeof *race->streak);
    race->standing = arena_alloc(&r->arena, (race->n + 1) * sizeof *race->standing);
}

static struct streak *streak_of(const struct race *race, int32_t unit)
{
    size_t i = 0;
    while (race->units[i] != unit)
        i++;
    return &race->streak[i];
}

/* Ranks one month of a league; nothing is written where no unit has a row. */
static void race_month(struct replay *r, struct race *race, month m, struct sink *rankings,
                       struct sink *bottom)
{
    bool any = false;
    enum by by = race->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION;
    for (size_t i = 0; i < race->n; i++) {
        const struct counters *c = rollup_get(&r->rollup.by[by].v[race->units[i]], m);
        race->standing[i] = (struct standing){.unit = race->units[i], .counters = *c};
        any = any || !counters_zero(c);
    }
    if (!any)
        return;
    rank_league(race->standing, race->n, &r->ref.weights);
    for (size_t i = 0; i < race->n; i++) {
        object_standing(&r->line, m, league_word[race->league], &race->standing[i],
                        unit_code(r, race, race->standing[i].unit));
        sink_line(rankings, &r->line);
    }
    if (day_start(month_first(m + 1)) > r->as_of)
        return; /* only months that have ended */
    int last = rank_bottom(race->standing, race->n, &r->ref.weights);
    for (size_t i = 0; i < race->n && race->standing[i].rank; i++) {
        struct streak *s = streak_of(race, race->standing[i].unit);
        enum bottom_action action = streak_add(s, (int)i == last, &r->ref.weights);
        if (action == BOTTOM_NONE)
            continue;
        object_bottom(&r->line, m, league_word[race->league], unit_code(r, race, race->standing[i].unit),
                      s->run, action);
        sink_line(bottom, &r->line);
    }
}

static int write_rankings(struct replay *r, struct err *e)
{
    struct sink rankings, bottom;
    struct race race[LEAGUES];
    month first, last;
    if (sink_open(&rankings, r, "rankings.jsonl", e))
        return -1;
    if (sink_open(&bottom, r, "bottom.jsonl", e))
        return sink_drop(&rankings);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        race_init(r, &race[l], l);
    if (rollup_span(&r->rollup, &first, &last))
        for (month m = first; m <= last; m++)
            for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
                race_month(r, &race[l], m, &rankings, &bottom);
    int rc = sink_close(&rankings, e);
    return sink_close(&bottom, e) ? -1 : rc;
}

static int fold_files(struct replay *r, char **files, int n, struct err *e)
{
    struct sink rejects;
    r->log.arena = &r->arena;
    if (mkdir(r->out, 0777) && errno != EEXIST)
        return err_set(e, "%s: %s", r->out, strerror(errno));
    if (sink_open(&rejects, r, "rejects.jsonl", e))
        return -1;
    int rc = 0;
    for (int i = 0; i < n && !rc; i++)
        rc = feed_file(files[i], read_line, &(struct reading){r, &rejects}, e);
    return rc ? sink_drop(&rejects) : sink_close(&rejects, e);
}

static int replay(struct replay *r, char **files, int n, struct err *e)
{
    if (fold_files(r, files, n, e))
        return -1;
    rollup_init(&r->rollup, &r->ref);
    int rc = write_cases(r, e);
    rollup_finish(&r->rollup, r->as_of);
    if (!rc)
        rc = write_indicators(r, e);
    if (!rc)
        rc = write_rankings(r, e);
    rollup_release(&r->rollup);
    return rc;
}

static int options(int argc, char **argv, int *n, struct conf *conf, struct replay *r, struct err *e)
{
    const char *as_of = NULL, *out = NULL;
    const struct conf_extra extra[] = {
        {"as-of", "the instant that the cases are seen from, RFC 3339", &as_of, NULL},
        {"out", "folder that the files are written to", &out, NULL},
        {0},
    };
    int rc = conf_read(conf, argc, argv, n, extra,
                       "jiancha replay --config DIR --as-of INSTANT --out DIR FILE…", e);
    if (rc)
        return rc;
    if (!as_of || !out || !*n)
        return err_usage(e, "replay needs --as-of INSTANT, --out DIR and at least one FILE");
    if (!instant_parse(as_of, strlen(as_of), &r->as_of))
        return err_usage(e, "--as-of %s: an RFC 3339 instant with an offset is wanted", as_of);
    r->out = out;
    return 0;
}

int replay_main(int argc, char **argv)
{
    static struct conf conf;
    static struct replay r;
    struct err e = {0};
    struct str findings = {0};
    int n = 0, rc = options(argc, argv, &n, &conf, &r, &e);
    if (rc > 0)
        return 0;
    if (!rc)
        rc = refdata_load(&r.ref, conf.config, &findings, &e);
    if (!rc) {
        rc = replay(&r, argv + 1, n, &e);
        refdata_release(&r.ref);
    }
    if (!rc)
        printf("events %" PRId64 " duplicates %" PRId64 " rejects %" PRId64 " cases %" PRId64 "\n", r.events,
               r.duplicates, r.rejects, r.cases);
    if (rc)
        log_error("%s", e.text);
    str_release(&findings);
    str_release(&r.line);
    caselog_release(&r.log);
    arena_release(&r.arena);
    return rc ? (int)e.kind : 0;
}
