#include "collector/batch.h"

#include <stdio.h>

/* Clients set the timestamp of their messages, and some set it to nonsense. */
static bool plausible(instant sent, instant clock)
{
    return sent >= day_start(day_make(2000, 1, 1)) && sent <= clock + DAY_LENGTH;
}

/* The latest instant that the event tells of. Each of the three clocks, the source's, its sender's and ours,
 * only bounds the others: one that is ahead moves nothing. */
static instant tells_of(const struct event *ev, instant sent, instant clock)
{
    instant at = ev->recorded > ev->occurred ? ev->recorded : ev->occurred,
            bound = sent < clock ? sent : clock;
    return at < bound ? at : bound;
}

const struct ledger_message *batch_add(struct batch *b, const struct kafka_message *m, uint32_t part,
                                       const struct refdata *ref, instant clock)
{
    struct ledger_message *lm = vec_add(&b->messages);
    struct reject rj;
    vec_push(&b->handles, m->handle);
    *lm = (struct ledger_message){
        .bytes = m->bytes, .n = m->n, .part = part, .offset = m->offset, .as_of = clock};
    lm->sent = plausible(m->at, clock) ? m->at : clock;
    if (decode(m->bytes, m->n, ref, lm->sent, clock, &b->arena, &lm->ev, &rj))
        batch_refuse(b, b->messages.n - 1, rj.code, rj.reason);
    else
        lm->as_of = tells_of(&lm->ev, lm->sent, clock);
    b->bytes += m->n;
    return lm;
}

void batch_refuse(struct batch *b, size_t i, const char *code, const char *reason)
{
    struct reject *rj = arena_alloc(&b->arena, sizeof *rj);
    rj->code = code;
    snprintf(rj->reason, sizeof rj->reason, "%s", reason);
    b->messages.v[i].reject = rj;
}

void batch_clear(struct batch *b)
{
    for (size_t i = 0; i < b->handles.n; i++)
        kafka_done(b->handles.v[i]);
    b->messages.n = b->handles.n = 0;
    b->bytes = 0;
    arena_reset(&b->arena);
}

void batch_release(struct batch *b)
{
    batch_clear(b);
    vec_release(&b->messages);
    vec_release(&b->handles);
    arena_release(&b->arena);
}
