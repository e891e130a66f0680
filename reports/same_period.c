#include "reports/same_period.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/rollup.h"
#include "base/mem.h"
#include "reports/folder.h"
#include "reports/wording.h"
#include "store/read_cases.h"

enum { PIECE = 2000 };

struct same_figures {
    struct counters city, *unit[BYS];
};

/* What was evaluated last, of all cases, for all threads. */
static struct {
    pthread_mutex_t lock;
    instant as_of;
    char version[sizeof((struct refdata *)0)->version];
    struct same_figures figures;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER, .as_of = INSTANT_NONE};

instant same_period_instant(instant now)
{
    month running = day_month(instant_day(now));
    instant begin = day_start(month_first(running)), before = day_start(month_first(running - 1));
    instant then = before + (now - begin) / HOUR * HOUR;
    return then < begin ? then : begin;
}

void same_period_words(struct str *out, const struct same_period *s)
{
    wording_part(out, s->month, s->as_of);
}

static int add_piece(const struct view *v, instant as_of, const struct read_cases *rows, struct rollup *sum,
                     struct arena *a, struct err *e)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct folder f;
        if (folder_open(&f, &rows->v[i], v->ref, as_of, a, e))
            return -1;
        if (!f.ev.empty)
            rollup_add(sum, &f.ev);
        folder_close(&f);
    }
    return 0;
}

/* Every case that can have counted for something in that month, evaluated as of that instant. */
static int add_up(const struct view *v, instant as_of, struct rollup *sum, struct err *e)
{
    struct arena pieces[2] = {0}; /* the one before holds the place where this one begins */
    const char *after = NULL;
    /* a window that ends in the month may have been evaluated when the case's last message came, before it */
    instant since = day_start(month_first(view_month(v) - 3));
    int rc = 0;
    for (int k = 0;; k = !k) {
        struct read_cases rows;
        arena_reset(&pieces[k]);
        rc = read_cases_since(v->read, since, after, PIECE, &pieces[k], &rows, e) ||
             add_piece(v, as_of, &rows, sum, &pieces[k], e);
        if (rc || rows.n < PIECE)
            break;
        after = rows.v[rows.n - 1].case_no;
    }
    arena_release(&pieces[0]);
    arena_release(&pieces[1]);
    rollup_finish(sum, as_of);
    return rc ? -1 : 0;
}

static size_t units(const struct refdata *ref, enum by by)
{
    return (size_t)(by == BY_REGION ? ref->n_regions : ref->n_depts);
}

/* The units' counters of the month, in arrays that `to` owns, and the city's. */
static void take(struct same_figures *to, const struct rollup *sum, const struct refdata *ref, month m)
{
    memset(&to->city, 0, sizeof to->city);
    for (enum by by = BY_REGION; by <= BY_DEPT; by++) {
        size_t n = units(ref, by);
        to->unit[by] = mem_realloc(to->unit[by], (n + 1) * sizeof *to->unit[by]);
        for (size_t u = 0; u < n; u++)
            to->unit[by][u] = *rollup_get(&sum->by[by].v[u], m);
    }
    for (size_t u = 0; u < units(ref, BY_REGION); u++)
        counters_add(&to->city, &to->unit[BY_REGION][u]);
}

static int evaluate(const struct view *v, month m, instant as_of, struct same_figures *to, struct err *e)
{
    struct rollup sum;
    rollup_init(&sum, v->ref);
    int rc = add_up(v, as_of, &sum, e);
    if (!rc)
        take(to, &sum, v->ref, m);
    rollup_release(&sum);
    return rc;
}

static void give(const struct view *v, const struct same_figures *from, struct same_period *out)
{
    for (enum by by = BY_REGION; by <= BY_DEPT; by++) {
        size_t n = units(v->ref, by);
        out->unit[by] = arena_alloc(v->arena, (n + 1) * sizeof *out->unit[by]);
        memcpy(out->unit[by], from->unit[by], n * sizeof *out->unit[by]);
    }
    out->city = from->city;
}

/* A unit sees its own rows only, so what was added up for it is for nobody else, and is not kept. */
static int read_own(const struct view *v, struct same_period *out, struct err *e)
{
    struct same_figures own = {.unit = {NULL}};
    int rc = evaluate(v, out->month, out->as_of, &own, e);
    if (!rc)
        give(v, &own, out);
    for (enum by by = BY_REGION; by <= BY_DEPT; by++)
        free(own.unit[by]);
    return rc;
}

int same_period_read(const struct view *v, struct same_period *out, struct err *e)
{
    instant as_of = same_period_instant(v->now);
    *out = (struct same_period){.month = view_month(v) - 1, .as_of = as_of};
    if (v->viewer.role != ROLE_BUREAU && v->viewer.role != ROLE_AUDITOR)
        return read_own(v, out, e);
    pthread_mutex_lock(&kept.lock);
    bool there = kept.as_of == as_of && !strcmp(kept.version, v->ref->version);
    int rc = there ? 0 : evaluate(v, out->month, as_of, &kept.figures, e);
    if (!rc) {
        kept.as_of = as_of;
        memcpy(kept.version, v->ref->version, sizeof kept.version);
        give(v, &kept.figures, out);
    }
    pthread_mutex_unlock(&kept.lock);
    return rc;
}
