/* bench_silence CONFIG <LINES: how often silence is called where nothing is wrong, and how soon where it is.
 *
 * A line is `SECONDS SERIES`, in the order of time: a message of that series. Each series is judged each hour
 * and at each message, as the clerk would have (once an hour it learns anew): a judgement of silence is a
 * false alarm, for all messages are there. Then, for the delay, each series falls silent at 10:00 of every
 * seventh working day, and it is counted how long that takes to show. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/silence.h"
#include "base/map.h"
#include "base/vec.h"
#include "config/refdata_load.h"

struct series {
    const char *name;
    VEC(instant) at;
};

static VEC(struct series) all;
static struct calendar *cal;

static int32_t *hours; /* of one series, from the day `first` */
static day first;
static int n_days;

static void fill(const struct series *s)
{
    first = instant_day(s->at.v[0]);
    n_days = instant_day(s->at.v[s->at.n - 1]) - first + 1;
    hours = calloc((size_t)(24 * (n_days + SILENCE_DAYS)), sizeof *hours);
    for (size_t i = 0; i < s->at.n; i++)
        hours[24 * SILENCE_DAYS + (s->at.v[i] - day_start(first)) / HOUR]++;
}

/* Learnt at the begin of the day d. */
static void learn(struct silence_usual *u, day d)
{
    silence_learn(u, hours + 24 * (d - first), d, first, cal);
}

static int by_number(const void *a, const void *b)
{
    int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
    return p < q ? -1 : p > q;
}

static int64_t alarms, judged_days, known_days;
static VEC(int64_t) delays;

static void judge(const struct series *s)
{
    struct silence_usual u;
    day learnt = DAY_NONE;
    for (size_t i = 1; i < s->at.n; i++) {
        day d = instant_day(s->at.v[i - 1]);
        if (d != learnt)
            learn(&u, learnt = d), judged_days++, known_days += u.limit > 0;
        if (silence_is(&u, s->at.v[i - 1], s->at.v[i], cal)) {
            char a[INSTANT_TEXT], b[INSTANT_TEXT];
            alarms++;
            fprintf(stderr, "%s: %s to %s, %lld of %lld\n", s->name, instant_text(s->at.v[i - 1], a),
                    instant_text(s->at.v[i], b),
                    (long long)silence_missed(&u, s->at.v[i - 1], s->at.v[i], cal), (long long)u.limit);
        }
    }
}

/* Minutes until it shows that nothing came from ten o'clock on. */
static void stop(day d)
{
    struct silence_usual u;
    learn(&u, d);
    instant last = day_start(d) + 10 * HOUR;
    if (!u.limit)
        return;
    for (int64_t m = 1; m <= 30 * 24 * 60; m += m < 1440 ? 1 : 60)
        if (silence_is(&u, last, last + m * 60 * SECOND, cal)) {
            vec_push(&delays, m);
            return;
        }
    vec_push(&delays, INT64_MAX);
}

static void read_lines(void)
{
    static struct map names;
    long long t;
    char name[200];
    while (scanf("%lld %199s", &t, name) == 2) {
        uint32_t i = map_get(&names, name, strlen(name));
        if (i == MAP_NONE) {
            char *kept = strdup(name);
            i = map_put(&names, kept, strlen(kept), (uint32_t)all.n);
            vec_push(&all, ((struct series){.name = kept}));
        }
        vec_push(&all.v[i].at, t * SECOND);
    }
}

int main(int argc, char **argv)
{
    static struct refdata ref;
    struct str findings = {0};
    struct err e;
    if (argc < 2 || refdata_load(&ref, argv[1], &findings, &e))
        return 1;
    cal = &ref.cal;
    read_lines();
    for (size_t i = 0; i < all.n; i++) {
        fill(&all.v[i]);
        judge(&all.v[i]);
        for (day d = first + SILENCE_DAYS_LEAST; d < first + n_days; d += 7)
            if (calendar_working(cal, d))
                stop(d);
        free(hours);
    }
    qsort(delays.v, delays.n, sizeof *delays.v, by_number);
    printf("series %zu, days %lld, of which known %lld, false alarms %lld", all.n, (long long)judged_days,
           (long long)known_days, (long long)alarms);
    for (int p = 10; delays.n && p <= 90; p += 40)
        printf(", p%d %lld min", p,
               delays.v[delays.n * (size_t)p / 100] == INT64_MAX
                   ? -1LL
                   : (long long)delays.v[delays.n * (size_t)p / 100]);
    printf("\n");
    return 0;
}
