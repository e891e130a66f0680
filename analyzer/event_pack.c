/* Events as bytes. An event: type, channel, flags (what is the same as in the event before), a mask of its
 * data fields, occurred (difference to the event before), recorded (difference to occurred), event_id, then
 * what is not the same, then the fields. */
#include <assert.h>
#include <string.h>

#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/event_pack.h"
#include "analyzer/refdata.h"
#include "base/bytes.h"

enum {
    SAME_SOURCE = 1,
    SAME_REGION = 2,
    SAME_DEPT = 4,
    SAME_ITEM = 8,
    SAME_OFFICER = 16,
    NO_OFFICER = 32,
    NO_RECORDED = 64
};

/* The mask has a bit for each field of a type: in event_types.def the fields stand right below their type, a
 * line each. */
enum { MASK_BITS = 8 };
enum {
#define TYPE(name, zh) LINE_##name = __LINE__,
#define DATA(type, field, form)
#define REQUIRED(type, field)
#include "analyzer/event_types.def"
};
#define TYPE(name, zh)
#define DATA(type, field, form) \
    static_assert(__LINE__ - LINE_##type <= MASK_BITS, #type "." #field ": no bit of the mask is left");
#define REQUIRED(type, field)
#include "analyzer/event_types.def"

static bool same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static uint8_t flags_of(const struct event *ev, const struct event *prev)
{
    int f = 0;
    if (prev) {
        f |= same_text(ev->source, prev->source) ? SAME_SOURCE : 0;
        f |= ev->region == prev->region ? SAME_REGION : 0;
        f |= ev->dept == prev->dept ? SAME_DEPT : 0;
        f |= same_text(ev->item, prev->item) ? SAME_ITEM : 0;
        f |= ev->officer && same_text(ev->officer, prev->officer) ? SAME_OFFICER : 0;
    }
    f |= ev->officer ? 0 : NO_OFFICER;
    f |= ev->recorded == INSTANT_NONE ? NO_RECORDED : 0;
    return (uint8_t)f;
}

static void put_texts(struct str *out, const struct texts *t)
{
    bytes_put_u(out, t->n);
    for (uint32_t i = 0; i < t->n; i++)
        bytes_put_text(out, t->v[i]);
}

static void put_field(struct str *out, const struct event *ev, const struct event_field *f,
                      const struct refdata *ref)
{
    const char *p = (const char *)&ev->data + f->offset;
    switch ((enum form)f->form) {
    case FORM_TEXT:
    case FORM_EVENT_ID: bytes_put_text(out, *(const char *const *)p); break;
    case FORM_TEXTS: put_texts(out, (const struct texts *)p); break;
    case FORM_INSTANT:
    case FORM_COUNT: bytes_put_i(out, *(const int64_t *)p); break;
    case FORM_DAY:
    case FORM_DAYS:
    case FORM_XDAYS: bytes_put_i(out, *(const int32_t *)p); break;
    case FORM_DEPT: bytes_put_text(out, ref->depts[*(const int32_t *)p].code); break;
    case FORM_REGION: bytes_put_text(out, ref->regions[*(const int32_t *)p].code); break;
    default: str_putc(out, *p); /* one byte: BOOL, SCORE, enumerations */
    }
}

void event_pack(struct str *out, const struct event *ev, const struct event *prev, const struct refdata *ref)
{
    assert(ev->type < EV_monthly_report && ev->region >= 0 && ev->dept >= 0);
    uint8_t flags = flags_of(ev, prev), mask = 0;
    const struct event_field *first = event_first_field(ev->type), *f = first;
    for (unsigned bit = 1; f->name && f->type == ev->type; f++, bit <<= 1)
        mask |= event_has(ev, f) ? (uint8_t)bit : 0;
    str_put(out, (uint8_t[]){ev->type, ev->channel, flags, mask}, 4);
    bytes_put_i(out, ev->occurred - (prev ? prev->occurred : 0));
    if (!(flags & NO_RECORDED))
        bytes_put_i(out, ev->recorded - ev->occurred);
    bytes_put_text(out, ev->event_id);
    if (!(flags & SAME_SOURCE))
        bytes_put_text(out, ev->source);
    if (!(flags & SAME_REGION))
        bytes_put_text(out, ref->regions[ev->region].code);
    if (!(flags & SAME_DEPT))
        bytes_put_text(out, ref->depts[ev->dept].code);
    if (!(flags & SAME_ITEM))
        bytes_put_text(out, ev->item);
    if (!(flags & (SAME_OFFICER | NO_OFFICER)))
        bytes_put_text(out, ev->officer);
    for (f = first; f->name && f->type == ev->type; f++)
        if (event_has(ev, f))
            put_field(out, ev, f, ref);
}

static void get_texts(struct bytes *b, struct arena *a, struct texts *t)
{
    uint64_t n = bytes_u(b);
    if (n > (uint64_t)(b->end - b->p)) {
        b->bad = true;
        return;
    }
    t->given = true;
    t->n = (uint32_t)n;
    t->v = arena_alloc(a, (n ? n : 1) * sizeof *t->v);
    for (uint32_t i = 0; i < t->n; i++)
        t->v[i] = bytes_text(b, a);
}

/* an index that is not there makes the bytes bad: eval could not place the case */
static int32_t known_index(struct bytes *b, int32_t index)
{
    if (index < 0)
        b->bad = true;
    return index;
}

/* one byte that stands for a word of the list */
static uint8_t get_word(struct bytes *b, const char *const *words, uint8_t least)
{
    uint8_t v = bytes_byte(b), n = 1;
    while (words[n])
        n++;
    if (v >= least && v < n)
        return v;
    b->bad = true;
    return least;
}

static void get_field(struct bytes *b, struct arena *a, const struct event_field *f,
                      const struct refdata *ref, struct event *ev)
{
    char *p = (char *)&ev->data + f->offset;
    switch ((enum form)f->form) {
    case FORM_TEXT:
    case FORM_EVENT_ID: *(const char **)p = bytes_text(b, a); break;
    case FORM_TEXTS: get_texts(b, a, (struct texts *)p); break;
    case FORM_INSTANT: *(instant *)p = bytes_between(b, INSTANT_FIRST, INSTANT_LAST); break;
    case FORM_COUNT: *(int64_t *)p = bytes_between(b, 0, INT64_MAX); break;
    case FORM_DAY: *(day *)p = (day)bytes_between(b, DAY_FIRST, DAY_LAST); break;
    case FORM_DAYS: *(int32_t *)p = (int32_t)bytes_between(b, 0, 36500); break;
    case FORM_XDAYS: *(int32_t *)p = (int32_t)bytes_between(b, -36500, 36500); break;
    case FORM_DEPT: *(int32_t *)p = known_index(b, refdata_dept(ref, bytes_text(b, a))); break;
    case FORM_REGION: *(int32_t *)p = known_index(b, refdata_region(ref, bytes_text(b, a))); break;
    case FORM_BOOL: b->bad = (*(uint8_t *)p = bytes_byte(b)) > 1 || b->bad; break;
    case FORM_SCORE: b->bad = (uint8_t)((*(uint8_t *)p = bytes_byte(b)) - 1) > 4 || b->bad; break;
    default: *(uint8_t *)p = get_word(b, event_words((enum form)f->form), 1);
    }
}

/* base + the difference that comes next: an instant that can be written */
static instant get_instant(struct bytes *b, instant base)
{
    instant t;
    if (!__builtin_add_overflow(base, bytes_i(b), &t) && t >= INSTANT_FIRST && t <= INSTANT_LAST)
        return t;
    b->bad = true;
    return INSTANT_FIRST;
}

static void get_envelope(struct bytes *b, const struct event *prev, uint8_t flags, const struct refdata *ref,
                         struct arena *a, struct event *ev)
{
    ev->occurred = get_instant(b, prev ? prev->occurred : 0);
    if (!(flags & NO_RECORDED))
        ev->recorded = get_instant(b, ev->occurred);
    ev->event_id = bytes_text(b, a);
    ev->source = flags & SAME_SOURCE ? prev->source : bytes_text(b, a);
    ev->region = flags & SAME_REGION ? prev->region : known_index(b, refdata_region(ref, bytes_text(b, a)));
    ev->dept = flags & SAME_DEPT ? prev->dept : known_index(b, refdata_dept(ref, bytes_text(b, a)));
    ev->item = flags & SAME_ITEM ? prev->item : bytes_text(b, a);
    ev->item_index = flags & SAME_ITEM ? prev->item_index : refdata_item(ref, ev->item);
    if (ev->item_index >= 0)
        ev->item = ref->items[ev->item_index].code; /* a code of 33 characters may have become known since */
    ev->officer = flags & NO_OFFICER ? NULL : flags & SAME_OFFICER ? prev->officer : bytes_text(b, a);
}

bool event_unpack(const uint8_t **p, const uint8_t *end, const struct event *prev, const char *case_no,
                  const struct refdata *ref, struct arena *a, struct event *ev)
{
    struct bytes b = {*p, end, false};
    event_clear(ev);
    ev->case_no = case_no;
    ev->type = bytes_byte(&b);
    ev->channel = get_word(&b, event_channel_word, CHANNEL_NONE);
    uint8_t flags = bytes_byte(&b), mask = bytes_byte(&b);
    if (b.bad || ev->type >= EV_monthly_report ||
        (!prev && flags & (SAME_SOURCE | SAME_REGION | SAME_DEPT | SAME_ITEM | SAME_OFFICER)))
        return false;
    get_envelope(&b, prev, flags, ref, a, ev);
    const struct event_field *f = event_first_field(ev->type);
    for (; f->name && f->type == ev->type; f++, mask >>= 1)
        if (mask & 1)
            get_field(&b, a, f, ref, ev);
        else if (event_required(f))
            b.bad = true;
    *p = b.p;
    return !b.bad && !mask;
}
