/* How fast acts are read and folded: a million of a living city's (orders signed, answered, sent back, closed; appeals; interviews), and as many
 * that all name the same alert of one case. One core, process time, the median of three rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyzer/acts_fold.h"
#include "codec/act_decode.h"
#include "config/refdata_load.h"

enum { ACTS_IN_ALL = 1000000, ROUNDS = 3 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b; }

struct lines {
    struct str text;
    size_t *at; /* where line k begins; at[n] is the end */
    size_t n;
};

static void head(struct lines *l, const char *role, const char *own, const char *act)
{
    char buf[INSTANT_TEXT];
    instant at = day_start(day_make(2026, 1, 5)) + (instant)l->n * 20 * SECOND;
    l->at[l->n++] = l->text.len;
    str_printf(&l->text, "{\"seq\":%zu,\"at\":\"%s\",\"by\":\"user%zu\",\"role\":\"%s\",", l->n, instant_text(at, buf), l->n % 40, role);
    if (own)
        str_printf(&l->text, "\"own\":\"%s\",", own);
    str_printf(&l->text, "\"act\":\"%s\"", act);
}

/* What becomes of one order and one of its alerts: ten acts. */
static void story(struct lines *l, size_t k, const struct refdata *ref, bool one_alert)
{
    const char *region = ref->regions[k % (size_t)ref->n_regions].code, *dept = ref->depts[k % (size_t)ref->n_depts].code;
    char alert[80], order[32];
    snprintf(alert, sizeof alert, "\"case_no\":\"%08zu\",\"rule\":404,\"subject\":\"#1\"", one_alert ? 0 : k);
    snprintf(order, sizeof order, "\"order\":\"2026-%zu\"", k + 1);
    head(l, "bureau", NULL, "issue");
    str_printf(&l->text, ",%s,\"region\":\"%s\",\"dept\":\"%s\",\"alerts\":[{%s},{\"case_no\":\"%08zu\",\"rule\":102,\"subject\":\"\"}],\"reply_days\":3,\"text\":\"请说明情况\"}", order,
               region, dept, alert, one_alert ? 0 : k);
    head(l, "region", region, "appeal");
    str_printf(&l->text, ",%s,\"event\":{\"source\":\"zwfw\",\"event_id\":\"e%zu\"},\"region\":\"%s\",\"dept\":\"%s\",\"text\":\"申诉\"}", alert, k, region, dept);
    head(l, "region", region, "sign");
    str_printf(&l->text, ",%s}", order);
    for (int round = 0; round < 2; round++) {
        head(l, "department", dept, "reply");
        str_printf(&l->text, ",%s,\"text\":\"已整改\"}", order);
        head(l, "bureau", NULL, round ? "close" : "return");
        str_printf(&l->text, round ? ",%s}" : ",%s,\"reply_days\":2,\"text\":\"重报\"}", order);
    }
    head(l, "bureau", NULL, "uphold");
    str_printf(&l->text, ",%s,\"event\":{\"source\":\"zwfw\",\"event_id\":\"e%zu\"},\"text\":\"复核\"}", alert, k);
    head(l, "bureau", NULL, "note");
    str_printf(&l->text, ",%s,\"text\":\"备注\"}", order);
    head(l, "region", region, "sign"); /* refused: it is closed */
    str_printf(&l->text, ",%s}", order);
}

static void bench(const struct refdata *ref, const char *what, bool one_alert)
{
    struct lines l = {.at = malloc((ACTS_IN_ALL + 1) * sizeof *l.at)};
    struct arena a = {0};
    double reading[ROUNDS], folding[ROUNDS];
    size_t done = 0, orders = 0;
    for (size_t k = 0; l.n < ACTS_IN_ALL; k++)
        story(&l, k, ref, one_alert);
    l.at[l.n] = l.text.len;
    struct act *act = malloc(l.n * sizeof *act);
    for (int r = 0; r < ROUNDS; r++) {
        struct acts_fold f;
        struct reject rj;
        arena_reset(&a);
        double begin = now();
        for (size_t i = 0; i < l.n; i++)
            if (act_decode(l.text.p + l.at[i], l.at[i + 1] - l.at[i], ref, &a, &act[i], &rj)) {
                fprintf(stderr, "line %zu: %s\n", i + 1, rj.reason);
                exit(1);
            }
        reading[r] = now() - begin;
        begin = now();
        acts_fold_init(&f, ref, INSTANT_MAX);
        done = 0;
        for (size_t i = 0; i < l.n; i++)
            done += acts_fold_add(&f, &act[i]) == VERDICT_done;
        for (size_t i = 0; i < f.orders.n; i++)
            orders += order_color(&f.orders.v[i], ref, f.log.at) <= COLOR_RED;
        folding[r] = now() - begin;
        acts_fold_release(&f);
    }
    qsort(reading, ROUNDS, sizeof *reading, by_value);
    qsort(folding, ROUNDS, sizeof *folding, by_value);
    printf("acts, %-12s%10.2f s to read %zu lines, %.2f s to fold them (%zu orders, %zu refused; wanted <= 2)\n", what, reading[ROUNDS / 2], l.n,
           folding[ROUNDS / 2], orders / ROUNDS, l.n - done);
    free(act);
    free(l.at);
    str_release(&l.text);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    struct refdata ref;
    struct err e = {0};
    struct str findings = {0};
    if (argc != 2) {
        fputs("usage: bench_acts CONFIG\n", stderr);
        return 2;
    }
    if (refdata_load(&ref, argv[1], &findings, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    bench(&ref, "a city", false);
    bench(&ref, "one alert", true);
    refdata_release(&ref);
    str_release(&findings);
    return 0;
}
