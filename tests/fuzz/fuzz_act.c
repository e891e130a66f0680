/* Any bytes as an act: an act or bad_form with its sentence; an act is written and read again whole; two of them in a fold end in a verdict. */
#include "analyzer/acts_fold.h"
#include "codec/act_decode.h"
#include "tests/fuzz/fuzz.h"
#include "analyzer/event_fields.h"

static void check_act(const struct act *act, const struct refdata *ref, struct arena *a)
{
    struct act back;
    struct reject rj;
    struct str text = {0}, again = {0};
    struct acts_fold f;
    act_write(&text, act, ref);
    if (text.len <= FORM_BYTES_MAX) { /* escapes may make it longer than it came */
        MUST(act_decode(text.p, text.len, ref, a, &back, &rj) == 0);
        act_write(&again, &back, ref);
        MUST(fuzz_same(&text, &again));
    }
    acts_fold_init(&f, ref, INSTANT_MAX);
    enum act_verdict first = acts_fold_add(&f, act), second = acts_fold_add(&f, act);
    MUST(first != VERDICT_bad_form && first != VERDICT_bad_seq && first != VERDICT_bad_time && first != VERDICT_later);
    MUST(second == VERDICT_bad_seq && f.log.seq == act->seq);
    MUST((f.orders.n == 1) == (first == VERDICT_done && act->type == ACT_issue));
    acts_fold_release(&f);
    str_release(&text);
    str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    const struct refdata *ref = fuzz_refdata();
    struct act act;
    struct reject rj = {NULL, ""};
    char *text = malloc(size ? size : 1); /* of its very size, so that reading behind it is seen */
    if (size)
        memcpy(text, data, size);
    arena_reset(&a);
    if (act_decode(text, size, ref, &a, &act, &rj) == 0)
        check_act(&act, ref, &a);
    else
        MUST(rj.code && *rj.reason && str_utf8(rj.reason, strlen(rj.reason)));
    free(text);
    return 0;
}
