/* How fast the pure core is: eval() over made cases, and cases of ten and of forty thousand events. One core, process time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyzer/eval.h"
#include "cli/caselog.h"
#include "codec/decode.h"
#include "codec/feed.h"
#include "config/refdata_load.h"
#include "tests/unit/mixes.h"

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
    while (rc >= 0 && (rc = feed_next(&f, &line, &e)) > 0) {
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

/* The longest that eval() of n events of a mix takes, over the as-of instants and both orders; the best of three, since others use the machine, too. */
static double slowest(int k, size_t n, const struct refdata *ref)
{
    struct arena a = {0};
    struct event *ev = calloc(n, sizeof *ev);
    struct evaluation out = {0};
    double worst = 0;
    for (int which = 0; which < 2 * MIX_INSTANTS; which++) {
        arena_reset(&a);
        mix_make(k, ev, n, which % 2, ref, &a);
        instant as_of = mix_as_of(ev, n, which / 2);
        double best = 1e9;
        for (int i = 0; i < 3; i++) {
            struct arena own = {0};
            double begin = now(), took;
            eval(&out, ev, n, NULL, ref, as_of, &own);
            took = now() - begin;
            best = took < best ? took : best;
            arena_release(&own);
        }
        worst = best > worst ? best : worst;
    }
    free(ev);
    eval_release(&out);
    arena_release(&a);
    return worst;
}

/* One case of 10,000 and of 40,000 events: each mix that is the worst for some list. */
static void bench_mixes(const struct refdata *ref)
{
    double few = 0, many = 0;
    for (int k = 0; k < MIXES; k++) {
        double a = slowest(k, 10000, ref) * 1e3, b = slowest(k, 40000, ref) * 1e3;
        printf("  %-28s %5.1f ms %6.1f ms\n", mix[k].name, a, b);
        few = a > few ? a : few;
        many = b > many ? b : many;
    }
    printf("one case          %10.1f ms of 10,000 events, %.1f ms of 40,000, at worst (wanted <= 20, 100)\n", few, many);
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
    bench_mixes(&ref);
    refdata_release(&ref);
    str_release(&findings);
    return 0;
}
