/* How events are packed. What is logged stands in blocks and never moves; a place is the number of its byte.
 * A case begins with its case_no and a NUL; behind that stands its first event. In front of each event stands
 * how far before it the one that came last of the case begins (0: none), so that a case is walked from its
 * last event to its first; and each but the first is packed beside the first, which alone must be read to add
 * one. */
#include "cli/caselog.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/refdata.h"
#include "base/bytes.h"
#include "analyzer/event_pack.h"

enum { BLOCK = 1 << 20, VARINT_MOST = 10 }; /* a block holds more than the largest message gives */

static uint8_t *at(const struct caselog *log, uint64_t place)
{
    return log->block.v[place / BLOCK] + place % BLOCK;
}

/* Makes sure that n bytes fit into one block; gives the place of the first. */
static uint64_t reserve(struct caselog *log, size_t n)
{
    uint64_t all = (uint64_t)log->block.n * BLOCK;
    assert(n <= BLOCK);
    if (all - log->end < n) {
        log->end = all;
        vec_push(&log->block, mem_realloc(NULL, BLOCK));
    }
    return log->end;
}

/* Appends what is in log->packed. */
static void append(struct caselog *log)
{
    reserve(log, log->packed.len);
    memcpy(at(log, log->end), log->packed.p, log->packed.len);
    log->end += log->packed.len;
}

static const char *case_no_of(const struct caselog *log, const struct logged_case *c)
{
    return (const char *)at(log, c->first);
}

static uint64_t first_place(const struct caselog *log, const struct logged_case *c)
{
    return c->first + strlen(case_no_of(log, c)) + 1;
}

/* Reads the event at the place; gives how far before it the one that came last begins. */
static uint64_t unpack(const struct caselog *log, uint64_t place, const struct event *first,
                       const char *case_no, struct arena *a, struct event *ev)
{
    struct bytes b = {at(log, place), at(log, place | (BLOCK - 1)) + 1, false};
    uint64_t back = bytes_u(&b);
    bool whole = !b.bad && event_unpack(&b.p, b.end, first, case_no, log->ref, a, ev);
    assert(whole); /* we packed it, with the same reference data */
    return back;
}

static void begin_case(struct caselog *log, const struct event *ev)
{
    size_t n = strlen(ev->case_no) + 1;
    str_clear(&log->packed);
    str_put(&log->packed, ev->case_no, n);
    bytes_put_u(&log->packed, 0);
    event_pack(&log->packed, ev, NULL, log->ref);
    uint64_t place = reserve(log, log->packed.len);
    append(log);
    map_put(&log->map, (const char *)at(log, place), n - 1, (uint32_t)log->cases.n);
    vec_push(&log->cases, ((struct logged_case){place, place + n, 1}));
}

static void continue_case(struct caselog *log, struct logged_case *c, const struct event *ev)
{
    struct event first;
    arena_reset(&log->scratch);
    unpack(log, first_place(log, c), NULL, ev->case_no, &log->scratch, &first);
    str_clear(&log->event);
    event_pack(&log->event, ev, &first, log->ref);
    uint64_t place = reserve(log, VARINT_MOST + log->event.len);
    str_clear(&log->packed);
    bytes_put_u(&log->packed, place - c->last);
    str_put(&log->packed, log->event.p, log->event.len);
    append(log);
    c->last = place;
    c->n++;
}

/* No part of the key holds a line feed. True: it was not there yet. */
static bool key_new(struct map *map, const struct event *ev, const char *case_no, struct arena *a)
{
    struct str key = {0};
    str_printf(&key, "%s\n%s\n%s", ev->source, ev->event_id, case_no);
    size_t n = map->n;
    map_put(map, arena_strdup(a, key.p), key.len, 1);
    str_release(&key);
    return map->n > n;
}

bool caselog_add(struct caselog *log, const struct event *ev)
{
    if (ev->type == EV_monthly_report)
        return key_new(&log->reports, ev, ev->case_no, &log->keys);
    uint32_t i = map_get(&log->map, ev->case_no, strlen(ev->case_no));
    if (i == MAP_NONE)
        begin_case(log, ev);
    else
        continue_case(log, &log->cases.v[i], ev);
    return true;
}

struct sorted {
    const char *case_no;
    struct logged_case c;
};

static int by_case_no(const void *a, const void *b)
{
    return strcmp(((const struct sorted *)a)->case_no, ((const struct sorted *)b)->case_no);
}

void caselog_sort(struct caselog *log)
{
    map_release(&log->map);
    struct sorted *v = mem_realloc(NULL, log->cases.n * sizeof *v);
    for (size_t i = 0; i < log->cases.n; i++)
        v[i] = (struct sorted){case_no_of(log, &log->cases.v[i]), log->cases.v[i]};
    qsort(v, log->cases.n, sizeof *v, by_case_no);
    for (size_t i = 0; i < log->cases.n; i++)
        log->cases.v[i] = v[i].c;
    free(v);
}

static bool seen(const struct event *v, size_t n, const struct event *ev)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i].event_id, ev->event_id) && !strcmp(v[i].source, ev->source))
            return true;
    return false;
}

/* Closes up the array; the first of two that are the same stays. A map for a case of many, a walk for the
 * usual one. */
static size_t without_duplicates(struct event *v, size_t n, struct arena *a)
{
    enum { FEW = 40 };
    struct map known = {0};
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (n > FEW ? key_new(&known, &v[i], "", a) : !seen(v, kept, &v[i]))
            v[kept++] = v[i];
    map_release(&known);
    return kept;
}

struct case_events caselog_case(const struct caselog *log, size_t i, struct arena *a)
{
    const struct logged_case *c = &log->cases.v[i];
    struct case_events out = {.case_no = arena_strdup(a, case_no_of(log, c)),
                              .v = arena_alloc(a, c->n * sizeof *out.v)};
    unpack(log, first_place(log, c), NULL, out.case_no, a, &out.v[0]);
    uint64_t place = c->last;
    for (size_t k = c->n - 1; k > 0; k--)
        place -= unpack(log, place, &out.v[0], out.case_no, a, &out.v[k]);
    out.n = without_duplicates(out.v, c->n, a);
    out.duplicates = c->n - out.n;
    return out;
}

void caselog_release(struct caselog *log)
{
    for (size_t i = 0; i < log->block.n; i++)
        free(log->block.v[i]);
    vec_release(&log->block);
    vec_release(&log->cases);
    map_release(&log->map);
    map_release(&log->reports);
    str_release(&log->packed);
    str_release(&log->event);
    arena_release(&log->keys);
    arena_release(&log->scratch);
}
