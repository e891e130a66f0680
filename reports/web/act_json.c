#include "reports/web/act_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static json_t *alert_object(const struct act_alert *al)
{
    json_t *o = json_pack("{s:s,s:i,s:s}", "case_no", al->case_no, "rule", (int)rule_table[al->rule].no,
                          "subject", al->subject ? al->subject : "");
    if (al->event_id)
        json_object_set_new(o, "event",
                            json_pack("{s:s,s:s}", "source", al->source, "event_id", al->event_id));
    return o;
}

/* The object's text in the arena; takes the object. */
static const char *text_of(json_t *o, struct arena *a)
{
    char *text = json_dumps(o, JSON_COMPACT);
    const char *kept = arena_strdup(a, text ? text : "");
    free(text);
    json_decref(o);
    return kept;
}

const char *act_json_alert(const struct act_alert *al, struct arena *a)
{
    return text_of(alert_object(al), a);
}

const char *act_json_pick(const struct act_topic *t, const struct refdata *ref, struct arena *a)
{
    json_t *o = json_pack("{s:s,s:s,s:[]}", "region", ref->regions[t->region].code, "dept",
                          ref->depts[t->dept].code, "alerts");
    for (uint32_t i = 0; t->alerts && i < t->alerts->n; i++)
        json_array_append_new(json_object_get(o, "alerts"), alert_object(&t->alerts->v[i]));
    return text_of(o, a);
}

static bool number(enum act_form form) { return form == AF_REPLY_DAYS; }

static void put_field(json_t *o, const struct act_field *f, const char *value)
{
    int64_t n;
    if (!value)
        return;
    if (number((enum act_form)f->form) && text_number(value, INT32_MIN, INT32_MAX, &n))
        json_object_set_new(o, f->name, json_integer(n));
    else
        json_object_set_new(o, f->name, json_string(value));
}

/* The members of an alert stand in the act itself. */
static bool put_alert(json_t *o, const char *text)
{
    json_t *al = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    bool fine = json_is_object(al) && !json_object_get(al, "act") && !json_object_update(o, al);
    json_decref(al);
    return fine;
}

static bool put_alerts(json_t *o, const struct form_fields *f)
{
    json_t *list = json_array();
    bool fine = true;
    for (size_t i = 0; i < f->n && fine; i++) {
        if (strcmp(f->v[i].name, "alerts") != 0)
            continue;
        json_t *al = json_loads(f->v[i].value, JSON_REJECT_DUPLICATES, NULL);
        fine = al && !json_array_append_new(list, al);
    }
    json_object_set_new(o, "alerts", list);
    return fine;
}

const char *act_json_of(const struct form_fields *f, const char *act, const char *pick, struct arena *a)
{
    int type = act ? act_find(act) : -1;
    if (type < 0)
        return NULL;
    json_t *o = json_object();
    bool fine = true;
    for (const struct act_field *k = act_next_field((enum act_type)type, NULL); k;
         k = act_next_field((enum act_type)type, k)) {
        if (k->form == AF_ALERT)
            fine &= put_alert(o, form_get(f, "alert"));
        else if (k->form == AF_ALERTS || k->form == AF_SOME_ALERTS)
            fine &= put_alerts(o, f);
        else if (k->form != AF_ORDER_NO || type != ACT_issue) /* an order that is issued has no number yet */
            put_field(o, k, form_get(f, k->name));
    }
    if (pick)
        fine &= put_alert(o, pick);
    json_object_set_new(o, "act", json_string(act_table[type].name));
    if (fine)
        return text_of(o, a);
    json_decref(o);
    return NULL;
}

const char *act_json_transfer(const struct form_fields *f, const char *region, struct arena *a)
{
    static const char *const fields[] = {"dept", "reply_days", "title", "signer"};
    json_t *o = json_pack("{s:s,s:s,s:[]}", "act", act_table[ACT_issue].name, "region", region, "alerts");
    for (const struct act_field *k = act_next_field(ACT_issue, NULL); k; k = act_next_field(ACT_issue, k))
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (!strcmp(k->name, fields[i]))
                put_field(o, k, form_get(f, k->name));
    const char *words = form_get(f, "words");
    json_object_set_new(o, "text", json_string(words ? words : ""));
    return text_of(o, a);
}

static const char *string_of(const json_t *o, const char *name, struct arena *a)
{
    const char *value = json_string_value(json_object_get(o, name));
    return value ? arena_strdup(a, value) : NULL;
}

void act_json_said(const char *json, struct act_said *out, struct arena *a)
{
    json_t *o = json_loads(json, 0, NULL);
    const json_t *alerts = json_object_get(o, "alerts");
    *out = (struct act_said){string_of(o, "order", a), string_of(o, "dept", a),
                             string_of(json_array_get(alerts, 0), "case_no", a), json_array_size(alerts)};
    json_decref(o);
}
