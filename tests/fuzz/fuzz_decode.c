/* Any bytes as a message: an event or a reject with its sentence; the scanner and Jansson read alike; an event is written, read, packed and unpacked again whole. */
#include "codec/decode.h"
#include "codec/outgoing.h"
#include "codec/value.h"
#include "tests/fuzz/fuzz.h"
#include "analyzer/event_pack.h"

static void check_same(const struct value *a, const struct value *b)
{
    MUST(a->type == b->type && a->n == b->n);
    if (a->type == VALUE_INTEGER)
        MUST(a->integer == b->integer);
    else if (a->type == VALUE_REAL)
        MUST(!strcmp(a->text, b->text));
    else if (a->type == VALUE_STRING)
        MUST(!memcmp(a->text, b->text, a->n + 1));
    for (uint32_t i = 0; a->type == VALUE_ARRAY && i < a->n; i++)
        check_same(&a->item[i], &b->item[i]);
    for (uint32_t i = 0; a->type == VALUE_OBJECT && i < a->n; i++) {
        MUST(a->member[i].n == b->member[i].n && !memcmp(a->member[i].name, b->member[i].name, a->member[i].n + 1));
        check_same(&a->member[i].value, &b->member[i].value);
    }
}

static void check_readers(const char *text, size_t n, struct arena *a)
{
    char why[200], why_slowly[200];
    if (!str_utf8(text, n))
        return;
    const struct value *quick = value_read(text, n, a, why), *slow = value_read_slowly(text, n, a, why_slowly);
    MUST(!quick == !slow);
    if (quick)
        check_same(quick, slow);
}

static void check_event(const struct event *ev, const struct refdata *ref, struct arena *a)
{
    struct event back;
    struct reject rj;
    struct str text = {0}, again = {0}, packed = {0};
    event_write(&text, ev, ref);
    MUST(decode(text.p, text.len, ref, INSTANT_NONE, INSTANT_NONE, a, &back, &rj) == 0);
    event_write(&again, &back, ref);
    MUST(fuzz_same(&text, &again));
    if (ev->type != EV_monthly_report) {
        event_pack(&packed, ev, NULL, ref);
        const uint8_t *p = (const uint8_t *)packed.p, *end = p + packed.len;
        MUST(event_unpack(&p, end, NULL, ev->case_no, ref, a, &back) && p == end);
        str_clear(&again);
        event_write(&again, &back, ref);
        MUST(fuzz_same(&text, &again));
    }
    str_release(&text);
    str_release(&again);
    str_release(&packed);
}

/* As `import` sends a line: the same event, recorded when it occurred. */
static void check_stamped(const char *line, size_t n, struct event *ev, const struct refdata *ref, struct arena *a)
{
    struct event back;
    struct reject rj;
    struct str out = {0}, text = {0}, again = {0};
    outgoing_stamp(&out, line, n, ev->occurred);
    MUST(out.len == n + outgoing_stamp_length(out.p, out.len) || *line != '{');
    MUST(decode(out.p, out.len, ref, INSTANT_NONE, INSTANT_NONE, a, &back, &rj) == 0);
    ev->recorded = ev->occurred;
    event_write(&text, ev, ref);
    event_write(&again, &back, ref);
    MUST(fuzz_same(&text, &again));
    str_release(&out);
    str_release(&text);
    str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    const struct refdata *ref = fuzz_refdata();
    struct event ev;
    struct reject rj = {NULL, ""};
    char *text = malloc(size ? size : 1); /* of its very size, so that reading behind it is seen */
    if (size)
        memcpy(text, data, size);
    arena_reset(&a);
    check_readers(text, size, &a);
    if (decode(text, size, ref, INSTANT_NONE, INSTANT_NONE, &a, &ev, &rj) == 0) {
        check_event(&ev, ref, &a);
        if (ev.recorded == INSTANT_NONE)
            check_stamped(text, size, &ev, ref, &a);
    } else {
        MUST(rj.code && *rj.reason && str_utf8(rj.reason, strlen(rj.reason)));
    }
    free(text);
    return 0;
}
