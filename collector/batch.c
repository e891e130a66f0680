#include "collector/batch.h"

#include <stdio.h>
#include <string.h>

/* Clients set the timestamp of their messages, and some set it to nonsense. */
static bool plausible(instant sent, instant clock)
{
    return sent >= day_start(day_make(2000, 1, 1)) && sent <= clock + DAY_LENGTH;
}

const struct batch_item *batch_add(struct batch *b, const struct kafka_message *m, uint32_t part,
                                   const struct refdata *ref, instant clock)
{
    struct batch_item *it = vec_add(&b->items);
    struct reject rj;
    *it = (struct batch_item){
        .handle = m->handle, .bytes = m->bytes, .n = m->n, .part = part, .offset = m->offset};
    it->sent = plausible(m->at, clock) ? m->at : clock;
    if (decode(m->bytes, m->n, ref, it->sent, clock, &b->arena, &it->ev, &rj))
        batch_refuse(b, b->items.n - 1, rj.code, rj.reason);
    b->bytes += m->n;
    return it;
}

void batch_refuse(struct batch *b, size_t i, const char *code, const char *reason)
{
    struct reject *rj = arena_alloc(&b->arena, sizeof *rj);
    rj->code = code;
    snprintf(rj->reason, sizeof rj->reason, "%s", reason);
    b->items.v[i].reject = rj;
}

static int by_number(const void *a, const void *b)
{
    return strcmp(((const struct batch_case *)a)->case_no, ((const struct batch_case *)b)->case_no);
}

static void put(struct batch *b, uint32_t i)
{
    struct batch_item *it = &b->items.v[i];
    const char *no = it->ev.case_no;
    uint32_t at = map_put(&b->map, no, strlen(no), (uint32_t)b->cases.n);
    it->next = BATCH_END;
    it->duplicate = false;
    if (at == b->cases.n) {
        vec_push(&b->cases, ((struct batch_case){.case_no = no, .first = i, .last = i, .n = 1}));
        return;
    }
    struct batch_case *c = &b->cases.v[at];
    b->items.v[c->last].next = i;
    c->last = i;
    c->n++;
}

void batch_group(struct batch *b, size_t from, size_t to)
{
    map_release(&b->map);
    b->cases.n = 0;
    for (size_t i = from; i < to; i++)
        if (!b->items.v[i].reject && b->items.v[i].ev.type != EV_monthly_report)
            put(b, (uint32_t)i);
    if (!b->cases.n)
        return;
    qsort(b->cases.v, b->cases.n, sizeof *b->cases.v, by_number);
    map_release(&b->map);
    for (size_t i = 0; i < b->cases.n; i++)
        map_put(&b->map, b->cases.v[i].case_no, strlen(b->cases.v[i].case_no), (uint32_t)i);
}

void batch_clear(struct batch *b)
{
    for (size_t i = 0; i < b->items.n; i++)
        kafka_done(b->items.v[i].handle);
    b->items.n = 0;
    b->bytes = 0;
    arena_reset(&b->arena);
}

void batch_release(struct batch *b)
{
    batch_clear(b);
    vec_release(&b->items);
    vec_release(&b->cases);
    map_release(&b->map);
    arena_release(&b->arena);
    arena_release(&b->scratch);
}
