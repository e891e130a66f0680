#include "analyzer/event.h"
#include "analyzer/event_fields.h"

#include <stddef.h>
#include <string.h>

#include "analyzer/indicators.h"
#include "analyzer/refdata.h"

const char *const event_type_name[EV_TYPES] = {
#define TYPE(name, zh) #name,
#define DATA(type, field, form)
#define REQUIRED(type, field)
#include "analyzer/event_types.def"
};

const char *const event_type_zh[EV_TYPES] = {
#define TYPE(name, zh) zh,
#define DATA(type, field, form)
#define REQUIRED(type, field)
#include "analyzer/event_types.def"
};

static const struct {
    uint8_t type;
    const char *name;
} required[] = {
#define TYPE(name, zh)
#define DATA(type, field, form)
#define REQUIRED(type, field) {EV_##type, #field},
#include "analyzer/event_types.def"
};

const struct event_field event_field[] = {
#define TYPE(name, zh)
#define DATA(type, field, form) {EV_##type, FORM_##form, offsetof(struct event_data, field), #field},
#define REQUIRED(type, field)
#include "analyzer/event_types.def"
    {0},
};

bool event_required(const struct event_field *f)
{
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (required[i].type == f->type && !strcmp(required[i].name, f->name))
            return true;
    return false;
}

static const char *const channels[] = {NULL,  "window", "web", "mobile", "kiosk", "post",  "email",
                                       "fax", "phone",  "sms", "wechat", "qr",    "other", NULL};
const char *const *const event_channel_word = channels;

const char *const *event_words(enum form form)
{
    static const char *const words[][8] = {
        [FORM_KIND - FORM_KIND] = {NULL, "instant", "promised"},
        [FORM_UNIT - FORM_KIND] = {NULL, "wd", "d"},
        [FORM_OUTCOME - FORM_KIND] = {NULL, "granted", "denied"},
        [FORM_RESULT - FORM_KIND] = {NULL, "agree", "disagree", "done"},
        [FORM_BY - FORM_KIND] = {NULL, "applicant", "authority"},
        [FORM_STAGE - FORM_KIND] = {NULL, "accept", "review", "deliver"},
        [FORM_ORIGIN - FORM_KIND] = {NULL, "active", "invited", "default"},
        [FORM_RECTIFIED - FORM_KIND] = {NULL, "rectified", "invalid"},
    };
    return words[form - FORM_KIND];
}

int event_type_find(const char *name)
{
    for (int i = 0; i < EV_TYPES; i++)
        if (!strcmp(event_type_name[i], name))
            return i;
    return -1;
}

const struct event_field *event_first_field(enum event_type type)
{
    const struct event_field *f = event_field;
    while (f->name && f->type < type)
        f++;
    return f;
}

void event_clear(struct event *ev)
{
    *ev = (struct event){
        .occurred = INSTANT_NONE,
        .recorded = INSTANT_NONE,
        .region = -1,
        .dept = -1,
        .item_index = -1,
        .data =
            {
                .promise_due = INSTANT_NONE,
                .amount_fen = -1,
                .promised_days = DAYS_NONE,
                .statutory_days = DAYS_NONE,
                .limit_days = DAYS_NONE,
                .days = DAYS_NONE,
                .due = DAY_NONE,
                .missing_due = DAY_NONE,
                .dept = -1,
                .region = -1,
                .joint = -1,
                .passed = -1,
                .remedy_notice = -1,
            },
    };
}

int event_compare(const struct event *a, const struct event *b)
{
    if (a->occurred != b->occurred)
        return a->occurred < b->occurred ? -1 : 1;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    int c = strcmp(a->event_id, b->event_id);
    return c ? c : strcmp(a->source, b->source);
}

bool event_has(const struct event *ev, const struct event_field *f)
{
    const char *p = (const char *)&ev->data + f->offset;
    switch ((enum form)f->form) {
    case FORM_BOOL: return *(const int8_t *)p >= 0;
    case FORM_TEXT:
    case FORM_EVENT_ID: return *(const char *const *)p != NULL;
    case FORM_TEXTS: return ((const struct texts *)p)->given;
    case FORM_DAY: return *(const day *)p != DAY_NONE;
    case FORM_INSTANT: return *(const instant *)p != INSTANT_NONE;
    case FORM_DAYS:
    case FORM_XDAYS: return *(const int32_t *)p != DAYS_NONE;
    case FORM_COUNT: return *(const int64_t *)p >= 0;
    case FORM_DEPT:
    case FORM_REGION: return *(const int32_t *)p >= 0;
    case FORM_MONTH: return *(const month *)p != 0;
    case FORM_COUNTERS: return ev->data.counters != NULL;
    default: return *(const uint8_t *)p != 0;
    }
}

static void write_counters(struct str *out, const struct event_data *d)
{
    str_putc(out, '{');
    for (uint32_t i = 0; i < d->n_counters; i++) {
        str_printf(out, "%s\"%s\":", i ? "," : "", counter_name[d->counters[i].counter]);
        str_int(out, d->counters[i].value);
    }
    str_putc(out, '}');
}

static void write_texts(struct str *out, const struct texts *t)
{
    str_putc(out, '[');
    for (uint32_t i = 0; i < t->n; i++) {
        if (i)
            str_putc(out, ',');
        str_json(out, t->v[i]);
    }
    str_putc(out, ']');
}

static void write_value(struct str *out, const struct event *ev, const struct event_field *f,
                        const struct refdata *ref)
{
    const char *p = (const char *)&ev->data + f->offset;
    char buf[INSTANT_TEXT];
    switch ((enum form)f->form) {
    case FORM_BOOL: str_puts(out, *(const int8_t *)p ? "true" : "false"); break;
    case FORM_TEXT:
    case FORM_EVENT_ID: str_json(out, *(const char *const *)p); break;
    case FORM_TEXTS: write_texts(out, (const struct texts *)p); break;
    case FORM_DAY: str_printf(out, "\"%s\"", day_text(*(const day *)p, buf)); break;
    case FORM_INSTANT: str_printf(out, "\"%s\"", instant_text_us(*(const instant *)p, buf)); break;
    case FORM_DAYS:
    case FORM_XDAYS: str_int(out, *(const int32_t *)p); break;
    case FORM_COUNT: str_int(out, *(const int64_t *)p); break;
    case FORM_SCORE: str_int(out, *(const uint8_t *)p); break;
    case FORM_DEPT: str_json(out, ref->depts[*(const int32_t *)p].code); break;
    case FORM_REGION: str_json(out, ref->regions[*(const int32_t *)p].code); break;
    case FORM_MONTH: str_printf(out, "\"%s\"", month_text(*(const month *)p, buf)); break;
    case FORM_COUNTERS: write_counters(out, &ev->data); break;
    default: str_json(out, event_words((enum form)f->form)[*(const uint8_t *)p]);
    }
}

static void write_member(struct str *out, const char *name, const char *value)
{
    if (!value)
        return;
    str_puts(out, ",\"");
    str_puts(out, name);
    str_puts(out, "\":");
    str_json(out, value);
}

void event_write(struct str *out, const struct event *ev, const struct refdata *ref)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "{\"v\":1");
    write_member(out, "event_id", ev->event_id);
    write_member(out, "source", ev->source);
    write_member(out, "type", event_type_name[ev->type]);
    write_member(out, "case_no", ev->case_no && *ev->case_no ? ev->case_no : NULL);
    write_member(out, "occurred_at", instant_text_us(ev->occurred, buf));
    if (ev->recorded != INSTANT_NONE)
        write_member(out, "recorded_at", instant_text_us(ev->recorded, buf));
    write_member(out, "region", ref->regions[ev->region].code);
    write_member(out, "dept", ev->dept >= 0 ? ref->depts[ev->dept].code : NULL);
    write_member(out, "item", ev->item);
    write_member(out, "officer", ev->officer);
    write_member(out, "channel", event_channel_word[ev->channel]);
    bool any = false;
    for (const struct event_field *f = event_first_field(ev->type); f->name && f->type == ev->type; f++) {
        if (!event_has(ev, f))
            continue;
        str_puts(out, any ? ",\"" : ",\"data\":{\"");
        str_puts(out, f->name);
        str_puts(out, "\":");
        write_value(out, ev, f, ref);
        any = true;
    }
    str_puts(out, any ? "}}" : "}");
}
