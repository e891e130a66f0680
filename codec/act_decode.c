#include "codec/act_decode.h"
#include "analyzer/event_fields.h"

#include <string.h>

struct decoding {
    const struct refdata *ref;
    struct arena *arena;
    struct act *a;
    struct reject *rj;
    const struct act *caller; /* NULL: the line says itself who acts and when */
};

#define BAD_FORM act_verdict_word[VERDICT_bad_form]

static int missing(const struct decoding *d, const char *where, const char *field)
{
    return form_refuse(d->rj, BAD_FORM, "field %s%s is missing", where, field);
}

static int wrong(const struct decoding *d, const char *where, const char *field, const struct value *v,
                 const char *wanted)
{
    return form_refuse_value(d->rj, BAD_FORM, where, field, v, wanted);
}

static const char *keep(const struct decoding *d, const char *z) { return arena_strdup(d->arena, z); }

/* Codes stand exactly as in the files: no long code counts as its beginning here. */
static int32_t region_of(const struct decoding *d, const char *z)
{
    int32_t i = z ? refdata_region(d->ref, z) : -1;
    return i >= 0 && !strcmp(d->ref->regions[i].code, z) ? i : -1;
}

static int32_t dept_of(const struct decoding *d, const char *z) { return z ? refdata_dept(d->ref, z) : -1; }

/* A `unit` is one of the act's league. */
static int32_t unit_of(const struct decoding *d, const char *z)
{
    bool depts = d->a->league == LEAGUE_DEPARTMENT;
    int32_t i = depts ? dept_of(d, z) : region_of(d, z);
    uint8_t league = i < 0 ? LEAGUE_NONE : depts ? d->ref->depts[i].league : d->ref->regions[i].league;
    return league && league == d->a->league ? i : -1;
}

/* {source, event_id}: both, or the alert names no event. */
static int take_event(const struct decoding *d, const struct value *v, struct act_alert *out)
{
    const struct value *s = value_member(v, "source"), *id = value_member(v, "event_id");
    const char *source = value_text(s), *event_id = value_text(id);
    if (v->type != VALUE_OBJECT)
        return wrong(d, "", "event", v, "an object of source and event_id is wanted");
    if (!s || !id)
        return missing(d, "event.", s ? "event_id" : "source");
    if (!source || !form_source(source))
        return wrong(d, "event.", "source", s, "1 to 32 characters of [a-z0-9-] are wanted");
    if (!event_id || !form_event_id(event_id))
        return wrong(d, "event.", "event_id", id, "1 to 64 characters of [A-Za-z0-9._:-] are wanted");
    out->source = keep(d, source);
    out->event_id = keep(d, event_id);
    return 0;
}

/* The fields of an alert stand in `o`: an element of `alerts`, or the act itself. */
static int take_alert(const struct decoding *d, const struct value *o, struct act_alert *out)
{
    const struct value *no = value_member(o, "rule"), *number = value_member(o, "case_no"),
                       *subject = value_member(o, "subject"), *event = value_member(o, "event");
    const char *case_no = value_text(number);
    int64_t n = 0;
    if (!number || !no || !subject)
        return missing(d, "", !number ? "case_no" : !no ? "rule" : "subject");
    if (!case_no || !form_case_no(case_no))
        return wrong(d, "", "case_no", number, "1 to 50 characters without control characters are wanted");
    if (!form_integer(no, 1, INT16_MAX, &n) || rules_find((int)n) < 0)
        return wrong(d, "", "rule", no, "the number of a rule is wanted");
    if (!value_text(subject))
        return wrong(d, "", "subject", subject, "a string is wanted");
    out->case_no = keep(d, case_no);
    out->rule = (uint16_t)rules_find((int)n);
    out->subject = keep(d, value_text(subject));
    return event ? take_event(d, event, out) : 0;
}

static int take_alerts(const struct decoding *d, const struct act_field *f, const struct value *v,
                       struct act_alerts *out)
{
    if (v->type != VALUE_ARRAY || (f->form == AF_SOME_ALERTS && !v->n))
        return wrong(d, "", f->name, v,
                     f->form == AF_ALERTS ? "an array is wanted" : "an array that is not empty is wanted");
    struct act_alert *list = arena_zalloc(d->arena, (v->n + 1) * sizeof *list);
    for (uint32_t i = 0; i < v->n; i++) {
        if (v->item[i].type != VALUE_OBJECT)
            return wrong(d, "", f->name, &v->item[i], "objects in the array are wanted");
        if (take_alert(d, &v->item[i], &list[i]))
            return -1;
    }
    *out = (struct act_alerts){list, v->n};
    return 0;
}

static bool take_number(const struct value *v, int64_t max, int32_t *out)
{
    int64_t n;
    if (!form_integer(v, 1, max, &n))
        return false;
    *out = (int32_t)n;
    return true;
}

static bool take_text(const struct decoding *d, const char *z, bool good, const char **out)
{
    if (!z || !good)
        return false;
    *out = keep(d, z);
    return true;
}

static bool take(const struct decoding *d, const struct act_field *f, const struct value *v)
{
    char *p = (char *)d->a + f->offset;
    const char *z = value_text(v);
    int league;
    switch ((enum act_form)f->form) {
    case AF_ORDER_NO: return take_text(d, z, z && form_event_id(z), (const char **)p);
    case AF_CASE_NO: return take_text(d, z, z && form_case_no(z), (const char **)p);
    case AF_REPLY_DAYS: return take_number(v, ACT_REPLY_MAX, (int32_t *)p);
    case AF_REGION: return (*(int32_t *)p = region_of(d, z)) >= 0;
    case AF_DEPT: return (*(int32_t *)p = dept_of(d, z)) >= 0;
    case AF_UNIT: return (*(int32_t *)p = unit_of(d, z)) >= 0;
    case AF_MONTH: return z && month_parse(z, strlen(z), (month *)p);
    case AF_LEAGUE:
        league = lists_find(league_word, LEAGUES, z);
        *(uint8_t *)p = (uint8_t)(league > 0 ? league : LEAGUE_NONE);
        return league > 0;
    case AF_DAY: return z && day_parse(z, strlen(z), (day *)p);
    default:
        return take_text(d, z, z && form_length(z, (size_t)act_text_max((enum act_form)f->form)),
                         (const char **)p);
    }
}

static const char *wanted_of(enum act_form form)
{
    switch (form) {
    case AF_ORDER_NO: return "1 to 64 characters of [A-Za-z0-9._:-] are wanted";
    case AF_CASE_NO: return "1 to 50 characters without control characters are wanted";
    case AF_REPLY_DAYS: return "an integer from 1 to 60 is wanted";
    case AF_REGION: return "a code of regions.csv is wanted";
    case AF_DEPT: return "a code of departments.csv is wanted";
    case AF_UNIT: return "the code of a unit of the league is wanted";
    case AF_MONTH: return "a month YYYY-MM is wanted";
    case AF_LEAGUE: return "county, zone or department is wanted";
    case AF_DAY: return "a day YYYY-MM-DD is wanted";
    case AF_TEXT: return "1 to 4000 characters are wanted";
    case AF_DOC_NO: return "1 to 100 characters are wanted";
    case AF_TITLE: return "1 to 400 characters are wanted";
    default: return "1 to 64 characters are wanted";
    }
}

static int take_field(const struct decoding *d, const struct act_field *f, const struct value *o)
{
    if (f->form == AF_ALERT)
        return take_alert(d, o, &d->a->alert);
    if (d->caller && f->form == AF_ORDER_NO && d->a->type == ACT_issue)
        return 0; /* a live order gets the year's next number */
    const struct value *v = value_member(o, f->name);
    if (!v)
        return f->need == NEED_MUST ? missing(d, "", f->name) : 0;
    if (f->form == AF_ALERTS || f->form == AF_SOME_ALERTS)
        return take_alerts(d, f, v, (struct act_alerts *)((char *)d->a + f->offset));
    return take(d, f, v) ? 0 : wrong(d, "", f->name, v, wanted_of((enum act_form)f->form));
}

/* A field that the act does not list is ignored. */
static int take_fields(const struct decoding *d, const struct value *o)
{
    enum act_type type = (enum act_type)d->a->type;
    const struct act_field *one = NULL;
    bool found = false;
    for (const struct act_field *f = NULL; (f = act_next_field(type, f));) {
        if (take_field(d, f, o))
            return -1;
        if (f->need == NEED_ONE) {
            one = one ? one : f;
            found = found || act_has(d->a, f);
        }
    }
    return one && !found ? missing(d, "", one->name) : 0;
}

static int take_own(const struct decoding *d, const struct value *o)
{
    const struct value *v = value_member(o, "own");
    bool region = d->a->role == ACTOR_REGION;
    if (!v)
        return region || d->a->role == ACTOR_DEPARTMENT ? missing(d, "", "own") : 0;
    d->a->own = region ? region_of(d, value_text(v)) : dept_of(d, value_text(v));
    return d->a->own >= 0
               ? 0
               : wrong(d, "", "own", v,
                       region ? "a code of regions.csv is wanted" : "a code of departments.csv is wanted");
}

static int take_type(const struct decoding *d, const struct value *o)
{
    const struct value *v = value_member(o, "act");
    const char *word = v ? value_text(v) : NULL;
    int type = word ? act_find(word) : -1;
    if (!v)
        return missing(d, "", "act");
    if (type < 0)
        return wrong(d, "", "act", v, "one of the contract's acts is wanted");
    d->a->type = (uint8_t)type;
    return 0;
}

/* Who does it, and when: the line says, or the caller. */
static int take_actor(const struct decoding *d, const struct value *o)
{
    static const char *const name[] = {"seq", "at", "by", "role"};
    const struct value *v[4];
    struct act *a = d->a;
    for (size_t i = 0; i < 4; i++)
        if (!(v[i] = value_member(o, name[i])))
            return missing(d, "", name[i]);
    const char *at = value_text(v[1]), *by = value_text(v[2]);
    int role = lists_find(act_role_word, ACTORS, value_text(v[3]));
    if (!form_integer(v[0], 1, INT64_MAX, &a->seq))
        return wrong(d, "", name[0], v[0], "an integer of at least 1 is wanted");
    if (!at || !instant_parse(at, strlen(at), &a->at))
        return wrong(d, "", name[1], v[1], "an RFC 3339 instant with an offset is wanted");
    if (!by || !form_length(by, 64) || !form_plain(by))
        return wrong(d, "", name[2], v[2], "1 to 64 characters without control characters are wanted");
    if (role <= ACTOR_NONE)
        return wrong(d, "", name[3], v[3], "bureau, region, department or system is wanted");
    a->by = keep(d, by);
    a->role = (uint8_t)role;
    return take_own(d, o);
}

static void copy_actor(const struct decoding *d)
{
    const struct act *c = d->caller;
    d->a->seq = c->seq;
    d->a->at = c->at;
    d->a->by = c->by;
    d->a->role = c->role;
    d->a->own = c->own;
}

static int decode(const char *bytes, size_t n, const struct decoding *d)
{
    struct arena scratch = {0};
    char why[200];
    act_clear(d->a);
    if (n > FORM_BYTES_MAX)
        return form_refuse(d->rj, BAD_FORM, "the act has %zu bytes: at most %d are wanted", n,
                           FORM_BYTES_MAX);
    if (n && !str_utf8(bytes, n))
        return form_refuse(d->rj, BAD_FORM, "the act is not valid UTF-8");
    const struct value *o = value_read(n ? bytes : "", n, &scratch, why);
    int rc;
    if (d->caller)
        copy_actor(d);
    if (!o)
        rc = form_refuse(d->rj, BAD_FORM, "the act is not one JSON object: %s", why);
    else if (o->type != VALUE_OBJECT)
        rc = form_refuse(d->rj, BAD_FORM, "the act is not one JSON object but another JSON value");
    else
        rc = (!d->caller && take_actor(d, o)) || take_type(d, o) || take_fields(d, o) ? -1 : 0;
    arena_release(&scratch);
    return rc;
}

int act_decode(const char *bytes, size_t n, const struct refdata *ref, struct arena *arena, struct act *a,
               struct reject *rj)
{
    return decode(bytes, n, &(struct decoding){ref, arena, a, rj, NULL});
}

int act_decode_asked(const char *bytes, size_t n, const struct refdata *ref, struct arena *arena,
                     const struct act *caller, struct act *a, struct reject *rj)
{
    return decode(bytes, n, &(struct decoding){ref, arena, a, rj, caller});
}
