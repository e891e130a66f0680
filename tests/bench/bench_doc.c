/* How long a bulletin takes: the document from its counters at three sizes of a city, each format, and all its charts. Medians of real time, and of the processor's time, which
 * says more on a machine that has other work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "reports/doc_draw.h"
#include "reports/doc_write.h"
#include "tests/unit/city.h"

enum { ROUNDS = 9 };

struct spent {
    double real[ROUNDS], cpu[ROUNDS]; /* milliseconds; of the process and of the children that have ended */
    int n;
    double real0, cpu0;
};

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double cpu_now(void)
{
    struct rusage own, children;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &children);
    return 1e3 * (seconds(own.ru_utime) + seconds(own.ru_stime) + seconds(children.ru_utime) + seconds(children.ru_stime));
}

static double real_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void begin(struct spent *s)
{
    s->cpu0 = cpu_now();
    s->real0 = real_now();
}

static void end(struct spent *s)
{
    s->real[s->n] = real_now() - s->real0;
    s->cpu[s->n++] = cpu_now() - s->cpu0;
}

static int by_value(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

static void say(const char *what, struct spent *s, const char *rest)
{
    qsort(s->real, (size_t)s->n, sizeof *s->real, by_value);
    qsort(s->cpu, (size_t)s->n, sizeof *s->cpu, by_value);
    printf("%-18s%10.1f ms   %.1f ms of the processor; %s\n", what, s->real[s->n / 2], s->cpu[s->n / 2], rest);
}

static struct city *city_of(int64_t cases)
{
    struct city *c = calloc(1, sizeof *c);
    *c = (struct city){.counties = 12, .zones = 6, .depts = 36, .cases = cases, .from = 12 * 2025 + 9, .last = 12 * 2026 + 9};
    city_make(c);
    return c;
}

/* Sums, ranks, tables, sentences, hash. */
static void bench_make(int64_t millions)
{
    struct spent took = {0};
    char rest[100];
    struct city *c = city_of(millions * 1000000 * 4 / 3 / 13 / 19);
    int64_t cases = 0;
    for (int r = 0; r < ROUNDS; r++) {
        struct draft_figures f;
        begin(&took);
        city_figures(c, c->last, c->last, &f);
        struct doc *d = draft_make(&f);
        end(&took);
        doc_free(d);
        draft_release(&f);
    }
    for (int32_t u = 0; u < c->ref.n_regions; u++)
        for (month m = c->from; m <= c->last; m++)
            cases += city_counters(c, u, m)->c[C_completed];
    snprintf(rest, sizeof rest, "from the counters of %.1f million cases (wanted <= 10 ms)", (double)cases / 1e6);
    say("document", &took, rest);
    city_release(c);
    free(c);
}

static void bench_charts(struct doc *d)
{
    struct spent took = {0};
    for (int r = 0; r < 3; r++) {
        begin(&took);
        doc_draw(d, NULL);
        end(&took);
    }
    say("charts", &took, "all eight, three SVGs and a PNG of each (wanted <= 2000 ms)");
}

static void bench_format(const struct doc *d, const struct doc_writer *w, int wanted)
{
    struct spent took = {0};
    struct str bytes = {0};
    struct err e;
    char rest[100];
    for (int r = 0; r < 5; r++) {
        str_clear(&bytes);
        begin(&took);
        if (w->write(d, &(struct doc_options){0}, &bytes, &e))
            exit(1);
        end(&took);
    }
    snprintf(rest, sizeof rest, "%zu KiB (wanted <= %d ms)", bytes.len / 1024, wanted);
    say(w->suffix, &took, rest);
    str_release(&bytes);
}

static void bench_formats(void)
{
    struct city *c = city_of(100000);
    struct draft_figures f;
    city_figures(c, c->last, c->last, &f);
    struct doc *d = draft_make(&f);
    bench_charts(d);
    bench_format(d, &doc_pdf, 1000);
    bench_format(d, &doc_docx, 500);
    bench_format(d, &doc_xlsx, 500);
    bench_format(d, &doc_html, 500);
    bench_format(d, &doc_csv, 500);
    bench_format(d, &doc_json, 500);
    doc_free(d);
    draft_release(&f);
    city_release(c);
    free(c);
}

int main(void)
{
    bench_make(1);
    bench_make(5);
    bench_make(20);
    bench_formats();
    return 0;
}
