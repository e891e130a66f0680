#include <jansson.h>
#include <string.h>

#include "collector/notify/notice.h"

static const char *text(const json_t *o, const char *key, struct arena *a)
{
    const char *z = json_string_value(json_object_get(o, key));
    return z && *z ? arena_strdup(a, z) : NULL;
}

static day day_of(const json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    day d = DAY_NONE;
    return z && day_parse(z, strlen(z), &d) ? d : DAY_NONE;
}

/* An appeal's object is its act, in which the alert stands by itself. */
static void read_object(const json_t *o, struct arena *a, struct notice *n)
{
    const json_t *alert = json_object_get(o, "alert");
    alert = json_is_object(alert) ? alert : o;
    n->case_no = text(alert, "case_no", a);
    n->subject = text(alert, "subject", a);
    n->rule = (int)json_integer_value(json_object_get(alert, "rule"));
    int level = lists_find(level_word, LEVELS, json_string_value(json_object_get(o, "level")));
    n->level = level < 0 ? LEVEL_NONE : level;
    n->order = text(o, "order", a);
    n->source = text(o, "source", a);
    n->period = text(o, "period", a);
    n->period = n->period ? n->period : text(o, "month", a);
    n->reply_due = n->order ? day_of(o, "reply_due") : DAY_NONE;
}

bool notice_read(const char *body, struct arena *a, struct notice *out)
{
    json_t *root = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
    const json_t *object = json_object_get(root, "object");
    const char *at = json_string_value(json_object_get(root, "at"));
    *out = (struct notice){.id = text(root, "id", a),
                           .kind = text(root, "kind", a),
                           .region = text(root, "region", a),
                           .dept = text(root, "dept", a),
                           .reply_due = DAY_NONE,
                           .due = DAY_NONE,
                           .used = DAYS_NONE,
                           .limit = DAYS_NONE};
    bool good = out->id && out->kind && at && instant_parse(at, strlen(at), &out->at);
    if (good)
        read_object(object, a, out);
    json_decref(root);
    return good;
}
