/* A calendar revision: one million open cases in memory are evaluated anew, on as many threads as there are cores.
 * Writes START,N of every case to a file, so that peers can compute the due days alone of the same cases; prints the sum of ours to compare. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analyzer/eval.h"
#include "config/refdata_load.h"
#include "tests/unit/history.h"

enum { CASES = 1000000, MOST = 8, THREADS_MOST = 16, ROUNDS = 3 };

struct open_case {
    uint32_t first, n; /* its events */
};

struct part {
    const struct refdata *ref;
    instant as_of;
    size_t from, to;
    int64_t due_sum;
    size_t due_n;
};

static struct open_case *cases;
static struct event *events;
static size_t n_events;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void add(uint64_t *s, int32_t item, const struct refdata *ref, enum event_type type, instant t)
{
    static const char *const id[] = {"e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7"};
    struct event *ev = &events[n_events];
    event_clear(ev);
    ev->event_id = id[history_below(s, 8)];
    ev->source = "zwfw";
    ev->case_no = "";
    ev->type = (uint8_t)type;
    ev->channel = CHANNEL_WEB;
    ev->region = history_below(s, ref->n_regions);
    ev->dept = history_below(s, ref->n_depts);
    ev->item_index = item;
    ev->item = ref->items[item].code;
    ev->occurred = t;
    ev->recorded = t + SECOND;
    n_events++;
}

static void make(const struct refdata *ref, day as_of)
{
    uint64_t s = 1;
    cases = mem_alloc(CASES * sizeof *cases);
    events = mem_realloc(NULL, (size_t)CASES * MOST * sizeof *events);
    for (size_t i = 0; i < CASES; i++) {
        int32_t item = history_below(&s, ref->n_items);
        instant t = day_start(as_of - 6 - history_below(&s, 40)) + 9 * HOUR;
        cases[i].first = (uint32_t)n_events;
        add(&s, item, ref, EV_submitted, t);
        add(&s, item, ref, EV_accepted, t + HOUR);
        events[n_events - 1].data.kind = KIND_PROMISED;
        events[n_events - 1].data.doc_no = "1";
        events[n_events - 1].data.promised_days = 3 + history_below(&s, 18);
        events[n_events - 1].data.statutory_days = 20;
        events[n_events - 1].data.unit = UNIT_WD;
        add(&s, item, ref, EV_step_started, t + 2 * HOUR);
        events[n_events - 1].data.step = "受理审核";
        if (history_one_in(&s, 2)) {
            add(&s, item, ref, EV_paused, t + 20 * HOUR);
            events[n_events - 1].data.reason = "expert_review";
            events[n_events - 1].data.days = 5;
            add(&s, item, ref, EV_resumed, t + (30 + history_below(&s, 60)) * HOUR);
        }
        cases[i].n = (uint32_t)n_events - cases[i].first;
    }
}

static void *work(void *arg)
{
    struct part *p = arg;
    struct arena a = {0};
    struct evaluation out = {0};
    for (size_t i = p->from; i < p->to; i++) {
        arena_reset(&a);
        eval(&out, &events[cases[i].first], cases[i].n, NULL, p->ref, p->as_of, &a);
        if (out.row.promise.due != DAY_NONE) {
            p->due_sum += out.row.promise.due;
            p->due_n++;
        }
    }
    eval_release(&out);
    arena_release(&a);
    return NULL;
}

static double evaluate(const struct refdata *ref, instant as_of, int threads, struct part *total)
{
    pthread_t id[THREADS_MOST];
    struct part part[THREADS_MOST];
    double begin = now();
    *total = (struct part){0};
    for (int i = 0; i < threads; i++) {
        part[i] = (struct part){ref, as_of, (size_t)i * CASES / (size_t)threads, (size_t)(i + 1) * CASES / (size_t)threads, 0, 0};
        if (pthread_create(&id[i], NULL, work, &part[i]))
            abort();
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(id[i], NULL);
        total->due_sum += part[i].due_sum;
        total->due_n += part[i].due_n;
    }
    return now() - begin;
}

/* START,N,STOP_FROM,STOP_TO (days since 1970; no stop: equal) of every case, for the peers. */
static void write_cases(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        abort();
    fputs("start,n,stop_from,stop_to\n", f);
    for (size_t i = 0; i < CASES; i++) {
        const struct event *ev = &events[cases[i].first];
        day from = 0, to = 0;
        if (cases[i].n == 5) {
            from = instant_day(ev[3].occurred);
            to = instant_day(ev[4].occurred);
        }
        fprintf(f, "%d,%d,%d,%d\n", instant_day(ev[1].occurred), ev[1].data.promised_days, from, to);
    }
    fclose(f);
}

static int by_value(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

int main(int argc, char **argv)
{
    struct refdata ref;
    struct err e = {0};
    struct str findings = {0};
    if (argc != 3 || refdata_load(&ref, argv[1], &findings, &e)) {
        fprintf(stderr, "usage: bench_redate CONFIG CASES.csv; %s\n", e.text);
        return 2;
    }
    day as_of = day_make(2026, 9, 15);
    int threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    threads = threads < THREADS_MOST ? threads : THREADS_MOST;
    make(&ref, as_of);
    write_cases(argv[2]);
    struct part total;
    double round[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        calendar_set(&ref.cal, day_make(2026, 9, 28), i % 2); /* the revision: a day more off, or not */
        calendar_build(&ref.cal);
        round[i] = evaluate(&ref, day_start(as_of), threads, &total);
    }
    qsort(round, ROUNDS, sizeof *round, by_value);
    calendar_set(&ref.cal, day_make(2026, 9, 28), true);
    calendar_build(&ref.cal);
    evaluate(&ref, day_start(as_of), threads, &total);
    printf("re-evaluation     %10.2f s for %d open cases, %zu events, %d threads (median of %d; wanted <= 2); due days: %zu, sum %lld\n", round[ROUNDS / 2],
           CASES, n_events, threads, ROUNDS, total.due_n, (long long)total.due_sum);
    free(cases);
    free(events);
    refdata_release(&ref);
    str_release(&findings);
    return 0;
}
