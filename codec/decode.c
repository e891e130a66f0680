#include "codec/decode.h"

#include <string.h>

#include "analyzer/indicators.h"
#include "codec/outgoing.h"
#include "analyzer/event_fields.h"

struct decoding {
    const struct refdata *ref;
    struct arena *a;
    struct event *ev;
    struct reject *rj;
};

static bool integer_of(const struct value *v, int64_t *out)
{
    *out = v->integer;
    return v->type == VALUE_INTEGER;
}

static int word_of(const char *const *words, const char *z)
{
    for (int i = 1; z && words[i]; i++)
        if (!strcmp(words[i], z))
            return i;
    return 0;
}

static bool take_texts(struct decoding *d, const struct value *v, struct texts *out)
{
    if (v->type != VALUE_ARRAY)
        return false;
    size_t n = v->n;
    *out = (struct texts){arena_alloc(d->a, (n + 1) * sizeof *out->v), (uint32_t)n, true};
    for (size_t i = 0; i < n; i++) {
        const char *z = value_text(&v->item[i]);
        if (!z)
            return false;
        out->v[i] = arena_strdup(d->a, z);
    }
    return true;
}

static bool take_counters(struct decoding *d, const struct value *v)
{
    if (v->type != VALUE_OBJECT)
        return false;
    struct event_data *data = &d->ev->data;
    data->counters = arena_alloc(d->a, (v->n + 1) * sizeof *data->counters);
    data->n_counters = 0;
    for (int i = 0; i < COUNTERS; i++) { /* canonical order; nothing may be left over */
        int64_t n;
        const struct value *c = value_member(v, counter_name[i]);
        if (!c)
            continue;
        if (!integer_of(c, &n) || n < 0)
            return false;
        data->counters[data->n_counters++] = (struct counter_pair){i, n};
    }
    return data->n_counters == v->n;
}

static bool take_days(const struct value *v, int64_t min, int64_t max, int32_t *out)
{
    int64_t n;
    if (!integer_of(v, &n) || n < min || n > max)
        return false;
    *out = (int32_t)n;
    return true;
}

/* Takes one data field; false: wrong type, form or range. Codes of steps are looked up later (unknown_region,
 * unknown_dept come last). */
static bool take(struct decoding *d, const struct event_field *f, const struct value *v)
{
    char *p = (char *)&d->ev->data + f->offset;
    const char *z = value_text(v);
    int32_t n;
    switch ((enum form)f->form) {
    case FORM_BOOL:
        *(int8_t *)p = v->type == VALUE_TRUE;
        return v->type == VALUE_TRUE || v->type == VALUE_FALSE;
    case FORM_EVENT_ID:
        if (!z || !form_event_id(z))
            return false;
        /* fall through */
    case FORM_TEXT: *(const char **)p = z ? arena_strdup(d->a, z) : NULL; return z;
    case FORM_TEXTS: return take_texts(d, v, (struct texts *)p);
    case FORM_DAY: return z && day_parse(z, strlen(z), (day *)p);
    case FORM_INSTANT: return z && instant_parse(z, strlen(z), (instant *)p);
    case FORM_DAYS: return take_days(v, 0, 36500, (int32_t *)p);
    case FORM_XDAYS: return take_days(v, -36500, 36500, (int32_t *)p);
    case FORM_COUNT: return integer_of(v, (int64_t *)p) && *(int64_t *)p >= 0;
    case FORM_SCORE: return take_days(v, 1, 5, &n) && (*(uint8_t *)p = (uint8_t)n, true);
    case FORM_DEPT:
    case FORM_REGION: return z;
    case FORM_MONTH: return z && month_parse(z, strlen(z), (month *)p);
    case FORM_COUNTERS: return take_counters(d, v);
    default: return (*(uint8_t *)p = (uint8_t)word_of(event_words((enum form)f->form), z)) != 0;
    }
}

static const char *wanted_of(enum form form)
{
    switch (form) {
    case FORM_BOOL: return "true or false is wanted";
    case FORM_EVENT_ID: return "1 to 64 characters of [A-Za-z0-9._:-] are wanted";
    case FORM_TEXTS: return "an array of strings is wanted";
    case FORM_DAY: return "a day YYYY-MM-DD is wanted";
    case FORM_INSTANT: return "an RFC 3339 instant with an offset is wanted";
    case FORM_DAYS: return "an integer from 0 to 36500 is wanted";
    case FORM_XDAYS: return "an integer from -36500 to 36500 is wanted";
    case FORM_COUNT: return "an integer of at least 0 is wanted";
    case FORM_SCORE: return "an integer from 1 to 5 is wanted";
    case FORM_MONTH: return "a month YYYY-MM is wanted";
    case FORM_COUNTERS: return "an object of counter names and integers of at least 0 is wanted";
    case FORM_TEXT:
    case FORM_DEPT:
    case FORM_REGION: return "a string is wanted";
    default: return "one of the words of the contract is wanted";
    }
}

static int check_version(const struct decoding *d, const struct value *o)
{
    const struct value *v = value_member(o, "v");
    if (!v)
        return form_refuse(d->rj, "missing_field", "field v is missing");
    int64_t n;
    return integer_of(v, &n) && n == 1
               ? 0
               : form_refuse_value(d->rj, "bad_version", "", "v", v, "the integer 1 is wanted");
}

static int check_present(const struct value *o, const struct value *data, int type, struct reject *rj)
{
    static const char *const always[] = {"event_id", "source", "type", "occurred_at", "region"},
                             *const of_case[] = {"case_no", "dept", "item"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (!value_member(o, always[i]))
            return form_refuse(rj, "missing_field", "field %s is missing", always[i]);
    for (size_t i = 0; type != EV_monthly_report && i < sizeof of_case / sizeof *of_case; i++)
        if (!value_member(o, of_case[i]))
            return form_refuse(rj, "missing_field", "field %s is missing", of_case[i]);
    if (type < 0)
        return 0;
    for (const struct event_field *f = event_first_field((enum event_type)type); f->name && f->type == type;
         f++)
        if (event_required(f) && !value_member(data, f->name))
            return form_refuse(rj, "missing_field", "field data.%s is missing: %s events need it", f->name,
                               event_type_name[type]);
    return 0;
}

static bool is_officer(const char *z) { return form_length(z, 32); }
static bool is_channel(const char *z) { return word_of(event_channel_word, z) > 0; }
static bool is_any(const char *z) { return z; }

/* The envelope's fields but times and codes. */
static int take_envelope(struct decoding *d, const struct value *o)
{
    static const struct {
        const char *name;
        bool (*ok)(const char *);
        const char *wanted;
    } row[] = {
        {"event_id", form_event_id, "1 to 64 characters of [A-Za-z0-9._:-] are wanted"},
        {"source", form_source, "1 to 32 characters of [a-z0-9-] are wanted"},
        {"case_no", form_case_no, "1 to 50 characters without control characters are wanted"},
        {"region", is_any, "a code is wanted"},
        {"dept", is_any, "a code is wanted"},
        {"item", is_any, "a code is wanted"},
        {"officer", is_officer, "1 to 32 characters are wanted"},
        {"channel", is_channel, "one of the contract's channels is wanted"},
    };
    struct event *ev = d->ev;
    const char *z[sizeof row / sizeof *row];
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct value *v = value_member(o, row[i].name);
        z[i] = value_text(v);
        if (v && !(z[i] && row[i].ok(z[i])))
            return form_refuse_value(d->rj, "bad_field", "", row[i].name, v, row[i].wanted);
    }
    ev->event_id = arena_strdup(d->a, z[0]);
    ev->source = arena_strdup(d->a, z[1]);
    bool of_case =
        ev->type !=
        EV_monthly_report; /* a report has no case; where it names one, that is only part of its key */
    ev->case_no = z[2] ? arena_strdup(d->a, z[2]) : "";
    ev->officer = z[6] ? arena_strdup(d->a, z[6]) : NULL;
    ev->channel = (uint8_t)word_of(event_channel_word, z[7]);
    if (!of_case)
        return 0;
    ev->item_index = refdata_item(d->ref, z[5]);
    ev->item = ev->item_index >= 0 ? d->ref->items[ev->item_index].code : arena_strdup(d->a, z[5]);
    return 0;
}

static int take_data(struct decoding *d, const struct value *data)
{
    for (const struct event_field *f = event_first_field(d->ev->type); f->name && f->type == d->ev->type;
         f++) {
        const struct value *v = value_member(data, f->name);
        if (v && !take(d, f, v))
            return form_refuse_value(d->rj, "bad_field", "data.", f->name, v, wanted_of((enum form)f->form));
    }
    return 0;
}

static int take_time(struct decoding *d, const struct value *o, const char *name, instant clock, instant *out)
{
    const struct value *v = value_member(o, name);
    if (!v)
        return 0;
    const char *z = value_text(v);
    if (!z || !instant_parse(z, strlen(z), out))
        return form_refuse_value(d->rj, "bad_time", "", name, v,
                                 "an RFC 3339 instant with an offset is wanted");
    if (*out < day_start(day_make(2000, 1, 1)) || *out >= day_start(day_make(9000, 1, 1)))
        return form_refuse_value(d->rj, "bad_time", "", name, v,
                                 "an instant from 2000-01-01 on and before 9000-01-01 is wanted");
    if (clock != INSTANT_NONE && *out > clock + DAY_LENGTH)
        return form_refuse_value(d->rj, "bad_time", "", name, v, "it lies more than 24 h ahead of the clock");
    return 0;
}

/* The codes of envelope and step, regions first. */
static int take_codes(struct decoding *d, const struct value *o, const struct value *data)
{
    struct event *ev = d->ev;
    bool step = ev->type == EV_step_started || ev->type == EV_step_finished;
    const struct value *r = value_member(o, "region"),
                       *sr = ev->type == EV_step_started ? value_member(data, "region") : NULL;
    const struct value *dp = value_member(o, "dept"), *sd = step ? value_member(data, "dept") : NULL;
    if ((ev->region = refdata_region(d->ref, value_text(r))) < 0)
        return form_refuse_value(d->rj, "unknown_region", "", "region", r, "a code of regions.csv is wanted");
    if (sr && (ev->data.region = refdata_region(d->ref, value_text(sr))) < 0)
        return form_refuse_value(d->rj, "unknown_region", "data.", "region", sr,
                                 "a code of regions.csv is wanted");
    if (dp && (ev->dept = refdata_dept(d->ref, value_text(dp))) < 0)
        return form_refuse_value(d->rj, "unknown_dept", "", "dept", dp,
                                 "a code of departments.csv is wanted");
    if (ev->type == EV_monthly_report)
        ev->dept = -1;
    if (sd && (ev->data.dept = refdata_dept(d->ref, value_text(sd))) < 0)
        return form_refuse_value(d->rj, "unknown_dept", "data.", "dept", sd,
                                 "a code of departments.csv is wanted");
    return 0;
}

static int decode_object(struct decoding *d, const struct value *o, instant clock)
{
    if (check_version(d, o))
        return -1;
    const struct value *data = value_member(o, "data"), *t = value_member(o, "type");
    const char *name = value_text(t);
    int type = name ? event_type_find(name) : -1;
    if (check_present(o, data, type, d->rj))
        return -1;
    if (type < 0)
        return form_refuse_value(d->rj, "unknown_type", "", "type", t,
                                 "one of the contract's event types is wanted");
    d->ev->type = (uint8_t)type;
    if (take_envelope(d, o))
        return -1;
    if (data && data->type != VALUE_OBJECT)
        return form_refuse_value(d->rj, "bad_field", "", "data", data, "an object is wanted");
    if (take_data(d, data) || take_time(d, o, "occurred_at", clock, &d->ev->occurred) ||
        take_time(d, o, "recorded_at", clock, &d->ev->recorded))
        return -1;
    return take_codes(d, o, data);
}

static int decode_bytes(const char *bytes, size_t n, const struct refdata *ref, instant clock,
                        struct arena *a, struct event *ev, struct reject *rj)
{
    if (n && !str_utf8(bytes, n))
        return form_refuse(rj, "not_utf8", "the message is not valid UTF-8");
    struct decoding d = {ref, a, ev, rj};
    struct arena scratch = {0};
    char why[200];
    int rc;
    const struct value *o = value_read(n ? bytes : "", n, &scratch, why);
    event_clear(ev);
    if (!o)
        rc = form_refuse(rj, "not_json", "the message is not one JSON object: %s", why);
    else if (o->type != VALUE_OBJECT)
        rc = form_refuse(rj, "not_json", "the message is not one JSON object but another JSON value");
    else
        rc = decode_object(&d, o, clock);
    arena_release(&scratch);
    return rc;
}

int decode(const char *bytes, size_t n, const struct refdata *ref, instant default_recorded, instant clock,
           struct arena *a, struct event *ev, struct reject *rj)
{
    size_t sent = n > DECODE_MAX ? n - outgoing_stamp_length(bytes, n) : n; /* by the sender */
    if (sent > DECODE_MAX)
        return form_refuse(rj, "too_large", "the message has %zu bytes: at most %d are wanted", sent,
                           DECODE_MAX);
    if (decode_bytes(bytes, n, ref, clock, a, ev, rj))
        return -1;
    if (ev->recorded == INSTANT_NONE)
        ev->recorded = default_recorded;
    return 0;
}

int decode_line(const char *bytes, size_t n, const struct refdata *ref, struct arena *a, struct event *ev,
                struct reject *rj)
{
    if (decode(bytes, n, ref, INSTANT_NONE, INSTANT_NONE, a, ev, rj))
        return -1;
    if (ev->recorded == INSTANT_NONE)
        ev->recorded = ev->occurred;
    return 0;
}

bool decode_knows_form(const struct reject *rj)
{
    return !strcmp(rj->code, "unknown_region") || !strcmp(rj->code, "unknown_dept");
}

int decode_stored(const char *body, size_t n, const struct refdata *ref, struct arena *a, struct event *ev,
                  struct reject *rj)
{
    return decode_bytes(body, n, ref, INSTANT_NONE, a, ev, rj);
}
