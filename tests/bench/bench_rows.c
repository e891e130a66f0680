/* How long the first pages of a unit's lists take under its policy: what the pages of cases and of alerts
 * read, in one snapshot each, as any county and any department in turn. bench_rows CONNINFO CONFIG ROUNDS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "config/refdata_load.h"
#include "analyzer/duties.h"
#include "reports/proposed.h"
#include "store/read_agenda.h"
#include "store/read_cases.h"
#include "store/read_rows.h"

enum { PAGE = 51 };

struct bench {
    struct read *read;
    struct refdata ref;
    struct arena arena;
    int rounds;
    instant now; /* of the snapshot */
    enum role role;
    const char *own;
};

static void give_up(const struct err *e)
{
    fprintf(stderr, "bench_rows: %s\n", e->text);
    exit(1);
}

static int cases_of(struct bench *b, const struct read_filter *f, const char *after, struct err *e)
{
    struct read_cases rows;
    int64_t verdicts[READ_VERDICTS];
    return read_cases(b->read, f, after, PAGE, &b->arena, &rows, e) || read_verdicts(b->read, f, verdicts, e)
               ? -1
               : (int)rows.n;
}

/* As the page lists them: what is due first. */
static int listed_cases(struct bench *b, const struct read_filter *f, struct err *e)
{
    const struct read_order order = {"due", false, 0, PAGE - 1};
    struct read_cases rows;
    int64_t verdicts[READ_VERDICTS];
    return read_cases_ordered(b->read, &b->ref, f, &order, &b->arena, &rows, verdicts, e)
               ? -1
               : (int)rows.n;
}

static int first_cases(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    return listed_cases(b, &f, e);
}

static int numbered_cases(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    return cases_of(b, &f, NULL, e);
}

static int overdue_cases(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    f.kept = "overdue";
    return listed_cases(b, &f, e);
}

static int red_cases(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    f.light = "red";
    return listed_cases(b, &f, e);
}

static int later_cases(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    return cases_of(b, &f, "B-0500000", e);
}

/* A word that somebody types: a part of a number. */
static int found_cases(struct bench *b, struct err *e)
{
    static const struct read_any any = {.part = "0123"};
    struct read_filter f = READ_ANY;
    f.any = &any;
    return listed_cases(b, &f, e);
}

static int first_alerts(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    struct read_alerts rows;
    return read_alerts(b->read, &f, INSTANT_NONE, 0, PAGE, &b->arena, &rows, e) ? -1 : (int)rows.n;
}

/* As the page lists them when nothing else is asked for. */
static int first_by_case(struct bench *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    const struct read_order order = {"level", true, 0, PAGE - 1};
    struct read_alert_rows rows;
    f.state = "open";
    return read_alerts_ordered(b->read, &b->ref, &f, true, &order, &b->arena, &rows, e) ? -1 : (int)rows.n;
}

/* What the page of today reads. */
static int today(struct bench *b, struct err *e)
{
    enum { MOST = 5000, MOST_NEWS = 1000 }; /* as there */
    struct read_filter f = READ_ANY, own = READ_ANY, piece = READ_ANY;
    const struct read_order order = {"due", false, 0, PAGE - 1};
    struct read_dues rows;
    struct read_news news;
    struct read_tasks tasks;
    struct read_waiting waiting;
    int64_t n;
    own.region = b->role == ROLE_REGION ? b->own : NULL;
    own.dept = b->role == ROLE_DEPARTMENT ? b->own : NULL;
    for (int w = 0; w < DUE_WHENS; w++) {
        duties_piece(&b->ref.cal, b->now, (enum due_when)w, &piece.due_after, &piece.due_by);
        if (read_agenda_count(b->read, &b->ref, &piece, MOST, &n, e))
            return -1;
    }
    return read_agenda(b->read, &b->ref, &f, &order, &b->arena, &rows, e) ||
                   read_news(b->read, &own, day_start(instant_day(b->now) - 1), MOST_NEWS, &news, e) ||
                   read_tasks(b->read, &f, PAGE, &b->arena, &tasks, e) ||
                   (b->role == ROLE_BUREAU && read_waiting(b->read, day_start(instant_day(b->now) - 29),
                                                           b->ref.orders.yellow_group, PROPOSED_CASES, &waiting, e))
               ? -1
               : (int)rows.n;
}

static const struct {
    const char *what;
    int (*read)(struct bench *b, struct err *e);
    bool bureau; /* it opens them, too, of all units together */
} pages[] = {{"today", today, true},
             {"cases, first page", first_cases, true},
             {"cases by number", numbered_cases, false},
             {"cases, from the middle", later_cases, false},
             {"cases overdue", overdue_cases, false},
             {"cases with a red light", red_cases, false},
             {"cases by a part", found_cases, true},
             {"alerts, first page", first_alerts, false},
             {"alerts by case", first_by_case, true}};

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* A county or a department in turn; those of which nothing is there are passed over. */
static void measure(struct bench *b, size_t page, enum role role)
{
    bool dept = role == ROLE_DEPARTMENT;
    int64_t *took = calloc((size_t)b->rounds, sizeof *took);
    int n = 0, units = dept ? b->ref.n_depts : b->ref.n_regions;
    b->role = role;
    for (int i = 0; n < b->rounds && i < 20 * b->rounds; i++) {
        struct err e;
        struct read_stamp stamp;
        const char *own = dept ? b->ref.depts[i % units].code : b->ref.regions[i % units].code;
        const struct viewer who = {"bench", role, role == ROLE_BUREAU ? NULL : own};
        int64_t t = clock_us();
        int rows = -1;
        b->own = own;
        if (!read_begin(b->read, &who, &stamp, &e)) {
            b->now = stamp.now;
            rows = pages[page].read(b, &e);
        }
        read_end(b->read);
        if (rows < 0)
            give_up(&e);
        if (rows)
            took[n++] = clock_us() - t;
        arena_reset(&b->arena);
    }
    qsort(took, (size_t)n, sizeof *took, by_time);
    if (n)
        printf("  %-24s%-12s%8.1f ms median %8.1f ms p99 (%d reads)\n", pages[page].what, role_word[role],
               (double)took[n / 2] / 1000, (double)took[n * 99 / 100] / 1000, n);
    free(took);
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    struct str findings = {0};
    struct err e;
    if (argc != 4)
        return 2;
    if (refdata_load(&b.ref, argv[2], &findings, &e))
        give_up(&e);
    b.read = read_new(argv[1]);
    b.rounds = atoi(argv[3]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t page = 0; page < sizeof pages / sizeof *pages; page++) {
        measure(&b, page, ROLE_REGION);
        measure(&b, page, ROLE_DEPARTMENT);
        if (pages[page].bureau)
            measure(&b, page, ROLE_BUREAU);
    }
    read_free(b.read);
    arena_release(&b.arena);
    refdata_release(&b.ref);
    str_release(&findings);
    return 0;
}
