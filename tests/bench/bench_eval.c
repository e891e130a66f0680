/* How fast the pure core is: eval() over made cases, and the worst cases of ten thousand events. One core, process time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyzer/eval.h"
#include "cli/caselog.h"
#include "codec/decode.h"
#include "codec/feed.h"
#include "config/refdata_load.h"
#include "tests/unit/history.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

/* eval() of every case of a file of events, five rounds, the median. */
static void bench_file(const struct refdata *ref, const char *path, instant as_of)
{
    struct arena arena = {0}, a = {0};
    struct caselog log = {.ref = ref};
    struct evaluation out = {0};
    struct linefile f;
    struct line line;
    struct err e;
    size_t events = 0;
    int rc = linefile_open(&f, path, &e);
    double begin = now();
    while (!rc && (rc = feed_next(&f, &line, &e)) > 0) {
        struct event ev;
        struct reject rj;
        arena_reset(&a);
        if (!decode(line.p, line.n, ref, INSTANT_NONE, INSTANT_NONE, &a, &ev, &rj) && ev.type != EV_monthly_report)
            caselog_add(&log, &ev);
    }
    if (rc < 0) {
        fprintf(stderr, "%s\n", e.text);
        exit(1);
    }
    double decoded = now() - begin, round[5];
    struct case_events *c = arena_alloc(&arena, (log.cases.n + 1) * sizeof *c);
    for (size_t i = 0; i < log.cases.n; i++) {
        c[i] = caselog_case(&log, i, &arena);
        events += c[i].n;
    }
    for (int r = 0; r < 5; r++) {
        begin = now();
        for (size_t i = 0; i < log.cases.n; i++) {
            arena_reset(&a);
            eval(&out, c[i].v, c[i].n, NULL, ref, as_of, &a);
        }
        round[r] = now() - begin;
    }
    qsort(round, 5, sizeof *round, by_value);
    printf("decode            %10.0f events/s   (%zu events, %zu cases)\n", (double)events / decoded, events, log.cases.n);
    printf("eval              %10.0f events/s   %.0f cases/s, %.1f events a case, median of 5\n", (double)events / round[2],
           (double)log.cases.n / round[2], (double)events / (double)log.cases.n);
    linefile_close(&f);
    eval_release(&out);
    caselog_release(&log);
    arena_release(&a);
    arena_release(&arena);
}

/* The slowest of the cases of ten thousand events: all of one type, or mixed. */
static void bench_absurd(const struct refdata *ref)
{
    enum { MANY = 10000 };
    struct arena a = {0};
    struct event *ev = calloc(MANY, sizeof *ev);
    struct evaluation out = {0};
    double worst = 0;
    const char *worst_type = "";
    for (int type = -1; type < EV_monthly_report; type++) {
        uint64_t s = 7;
        arena_reset(&a);
        for (size_t i = 0; i < MANY; i++) {
            struct event one[HISTORY_MOST];
            history_make(history_next(&s), ref, day_make(2026, 1, 20), &a, one);
            ev[i] = one[0];
            ev[i].type = type < 0 ? ev[i].type : (uint8_t)type;
            char id[16];
            snprintf(id, sizeof id, "m%zu", i);
            ev[i].event_id = arena_strdup(&a, id);
            ev[i].occurred = day_start(day_make(2026, 1, 20)) + (instant)i * 17 * HOUR;
            history_data(&s, &ev[i], ref, ev, i, &a);
        }
        double begin = now();
        eval(&out, ev, MANY, NULL, ref, day_start(day_make(2050, 1, 1)), &a);
        double took = now() - begin;
        if (took > worst) {
            worst = took;
            worst_type = type < 0 ? "mixed" : event_type_name[type];
        }
    }
    printf("10,000-event case %10.1f ms at worst (%s)\n", worst * 1e3, worst_type);
    free(ev);
    eval_release(&out);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    struct refdata ref;
    struct err e = {0};
    struct str findings = {0};
    instant as_of;
    if (argc != 4 || !instant_parse(argv[3], strlen(argv[3]), &as_of)) {
        fputs("usage: bench_eval CONFIG EVENTS AS_OF\n", stderr);
        return 2;
    }
    if (refdata_load(&ref, argv[1], &findings, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    bench_file(&ref, argv[2], as_of);
    bench_absurd(&ref);
    refdata_release(&ref);
    str_release(&findings);
    return 0;
}
