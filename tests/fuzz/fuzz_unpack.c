/* Any bytes as packed events (first byte even) or as what was written of a case (odd): damaged, or something that can be used and packed again. */
#include "analyzer/eval.h"
#include "tests/fuzz/fuzz.h"
#include "analyzer/event_pack.h"

static void unpack_events(const uint8_t *p, const uint8_t *end, const struct refdata *ref, struct arena *a)
{
    enum { MOST = 100 };
    struct event ev[MOST], back;
    struct str packed = {0}, one = {0}, other = {0};
    size_t n = 0;
    while (n < MOST && p < end && event_unpack(&p, end, n ? &ev[n - 1] : NULL, "案", ref, a, &ev[n])) {
        str_clear(&packed);
        event_pack(&packed, &ev[n], n ? &ev[n - 1] : NULL, ref);
        const uint8_t *q = (const uint8_t *)packed.p, *q_end = q + packed.len;
        MUST(event_unpack(&q, q_end, n ? &ev[n - 1] : NULL, "案", ref, a, &back) && q == q_end);
        str_clear(&one);
        str_clear(&other);
        event_write(&one, &ev[n], ref);
        event_write(&other, &back, ref);
        MUST(fuzz_same(&one, &other));
        n++;
    }
    struct evaluation e = {0};
    eval(&e, ev, n, NULL, ref, day_start(day_make(2026, 6, 1)), a);
    eval(&e, ev, n, NULL, ref, INSTANT_LAST, a);
    eval_release(&e);
    str_release(&packed);
    str_release(&one);
    str_release(&other);
}

static void unpack_evaluation(const uint8_t *p, size_t n, const struct refdata *ref, struct arena *a)
{
    struct evaluation e = {0}, back = {0};
    struct str one = {0}, other = {0};
    if (eval_unpack(p, n, ref, a, &e)) {
        eval_pack(&one, &e, ref);
        MUST(eval_unpack((const uint8_t *)one.p, one.len, ref, a, &back));
        eval_pack(&other, &back, ref);
        MUST(fuzz_same(&one, &other));
    }
    eval_release(&e);
    eval_release(&back);
    str_release(&one);
    str_release(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    if (!size)
        return 0;
    uint8_t *bytes = malloc(size);
    memcpy(bytes, data, size);
    arena_reset(&a);
    if (bytes[0] & 1)
        unpack_evaluation(bytes + 1, size - 1, fuzz_refdata(), &a);
    else
        unpack_events(bytes + 1, bytes + size, fuzz_refdata(), &a);
    free(bytes);
    return 0;
}
