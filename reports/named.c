/* The text is copied as it comes. Of each object that is open the values of the keys below are remembered,
 * and when it ends their names are written before its bracket; so a new object, or one within another, has
 * its names without a line of code, and nothing of it can be changed. What a word means may depend on its
 * neighbours (the state of an order is not that of an alert): they are asked by `has`. */
#include "reports/named.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/act_types.h"
#include "analyzer/notice_kinds.h"
#include "analyzer/order.h"
#include "analyzer/order_settings.h"
#include "analyzer/self_reports.h"
#include "reports/bulletin_period.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/words.h"

enum { DEPTH = 16, CODE_MAX = 200 };

/* The keys that have names, and those that tell what a word of another one means. */
#define KEYS(KEY, LIST)                                                              \
    KEY(region, "region_name", of_region)                                            \
    KEY(dept, "dept_name", of_dept)                                                  \
    KEY(item, "item_name", of_item)                                                  \
    KEY(unit, "unit_name", of_unit)                                                  \
    KEY(own, "own_name", of_own)                                                     \
    KEY(rule, "rule_title", of_rule)                                                 \
    KEY(subject, "subject_name", of_subject)                                         \
    LIST(level, "level_name", level_word, level_zh, LEVELS)                          \
    KEY(state, "state_name", of_state)                                               \
    LIST(phase, "phase_name", phase_word, phase_zh, PHASES)                          \
    LIST(light, "light_name", light_word, light_zh, LIGHTS)                          \
    KEY(kind, "kind_name", of_kind)                                                  \
    LIST(league, "league_name", league_word, league_zh, LEAGUES)                     \
    KEY(by, "by_name", of_by)                                                        \
    LIST(action, "action_name", bottom_action_word, bottom_action_zh, BOTTOMS)       \
    LIST(color, "color_name", order_color_word, order_color_zh, COLORS)              \
    LIST(verdict, "verdict_name", self_verdict_word, self_verdict_zh, SELF_VERDICTS) \
    LIST(counter, "counter_name", counter_name, counter_zh, COUNTERS)                \
    KEY(act, "act_name", of_act)                                                     \
    LIST(role, "role_name", act_role_word, act_role_zh, ACTORS)                      \
    KEY(order, "order_name", of_order)                                               \
    KEY(score, "score_text", of_score)                                               \
    LIST(type, "type_name", event_type_name, event_type_zh, EV_TYPES)                \
    KEY(start_by, "start_by_name", of_start)                                         \
    KEY(channel, "channel_name", of_word)                                            \
    KEY(outcome, "outcome_name", of_word)                                            \
    KEY(result, "result_name", of_word)                                              \
    KEY(reason, "reason_name", of_word)                                              \
    KEY(stage, "stage_name", of_word)                                                \
    KEY(origin, "origin_name", of_word)                                              \
    KEY(counters, NULL, NULL)                                                        \
    KEY(period, NULL, NULL)

#define CONSTANT(name, ...) KEY_##name,
enum key { KEYS(CONSTANT, CONSTANT) KEY_COUNT };

/* A value as it stands in the text; p NULL: the object has no such key, or something that is no code. */
struct value_at {
    const char *p;
    size_t n;
};

struct object {
    const struct refdata *ref;
    struct value_at value[KEY_COUNT];
    int key; /* whose value comes next; KEY_COUNT: none of these */
};

static bool has(const struct object *o, enum key k) { return o->value[k].p; }

/* The code without its quotes; NULL: there is none, or nothing like a code. */
static const char *code_of(const struct object *o, enum key k, char buf[CODE_MAX])
{
    struct value_at v = o->value[k];
    bool quoted = v.p && v.n >= 2 && v.p[0] == '"';
    if (!v.p || v.n >= CODE_MAX || memchr(v.p, '\\', v.n))
        return NULL;
    size_t n = quoted ? v.n - 2 : v.n;
    memcpy(buf, v.p + quoted, n);
    buf[n] = 0;
    return buf;
}

/* Puts the name as text; false: it has none. */
typedef bool namer(const struct object *o, const char *code, struct str *out);

static bool put(struct str *out, const char *name)
{
    str_puts(out, name ? name : "");
    return name;
}

/* free text may stand where a word of a list does */
static bool put_known(struct str *out, const char *word)
{
    const char *zh = words_word(word);
    return zh != word && put(out, zh);
}

static bool put_word(struct str *out, const char *const *words, const char *const *zh, int n,
                     const char *code)
{
    int i = lists_find(words, n, code);
    return i >= 0 && put(out, zh[i]);
}

static bool of_region(const struct object *o, const char *code, struct str *out)
{
    return put(out, names_region(o->ref, code));
}

static bool of_dept(const struct object *o, const char *code, struct str *out)
{
    return put(out, names_dept(o->ref, code));
}

static bool of_item(const struct object *o, const char *code, struct str *out)
{
    return put(out, names_item(o->ref, code));
}

/* a region among others: 市直, not the whole city's name */
static bool of_row(const struct object *o, const char *code, struct str *out)
{
    int32_t region = refdata_region(o->ref, code);
    return put(out, region < 0 ? code : names_region_row(o->ref, region));
}

static bool is_league(const char *word)
{
    return word && lists_find(league_word, LEAGUES, word) > LEAGUE_NONE;
}

/* of a league, of what counters are added up by, or in what days are counted */
static bool of_unit(const struct object *o, const char *code, struct str *out)
{
    char buf[CODE_MAX];
    const char *league = code_of(o, KEY_league, buf);
    if (is_league(league))
        return strcmp(league, league_word[LEAGUE_DEPARTMENT]) ? of_region(o, code, out)
                                                              : of_dept(o, code, out);
    const char *by = has(o, KEY_counters) ? code_of(o, KEY_by, buf) : NULL;
    switch (by ? lists_find(by_word, BYS, by) : -1) {
    case BY_REGION: return of_row(o, code, out);
    case BY_DEPT: return of_dept(o, code, out);
    case BY_ITEM: return of_item(o, code, out);
    case BY_ALL: return put(out, by_zh[BY_ALL]);
    default: return put_known(out, code);
    }
}

static bool of_own(const struct object *o, const char *code, struct str *out)
{
    char buf[CODE_MAX];
    const char *role = code_of(o, KEY_role, buf);
    return role && !strcmp(role, act_role_word[ACTOR_REGION]) ? of_region(o, code, out)
                                                              : of_dept(o, code, out);
}

static bool of_rule(const struct object *o, const char *code, struct str *out)
{
    (void)o;
    const struct rule *r = names_rule(atoi(code));
    return put(out, r ? r->title : code);
}

static bool of_subject(const struct object *o, const char *code, struct str *out)
{
    char buf[CODE_MAX];
    const char *rule = code_of(o, KEY_rule, buf);
    struct arena a = {0};
    bool named = rule && put(out, names_subject(atoi(rule), code, &a));
    arena_release(&a);
    return named;
}

static bool of_state(const struct object *o, const char *code, struct str *out)
{
    static const char *const word[] = {"draft", "frozen", "published", NULL}, *const zh[] = {"草稿", "已定稿",
                                                                                             "已印发"};
    if (has(o, KEY_period))
        return put_word(out, word, zh, 3, code);
    return has(o, KEY_rule) ? put_word(out, alert_state_word, alert_state_zh, ALERT_STATES, code)
                            : put_word(out, act_state_word, act_state_zh, ACT_STATES, code);
}

/* of a case, a bulletin or a notice */
static bool of_kind(const struct object *o, const char *code, struct str *out)
{
    if (has(o, KEY_period))
        return put_word(out, bulletin_kind_word, bulletin_kind_zh, BULLETIN_KINDS, code);
    return put_word(out, kind_word, kind_zh, KINDS, code) || put(out, notice_kinds_zh(code));
}

/* of indicators, or who withdrew an application; elsewhere it is a login */
static bool of_by(const struct object *o, const char *code, struct str *out)
{
    if (has(o, KEY_counters))
        return put_word(out, by_word, by_zh, BYS, code);
    return !has(o, KEY_act) && put_known(out, code);
}

static bool of_act(const struct object *o, const char *code, struct str *out)
{
    (void)o;
    int type = act_find(code);
    return type >= 0 && put(out, act_table[type].zh);
}

/* the number on its paper (文号) */
static bool of_order(const struct object *o, const char *code, struct str *out)
{
    order_settings_number(out, &o->ref->orders, code);
    return true;
}

/* of a standing; that of a rating is a grade */
static bool of_score(const struct object *o, const char *code, struct str *out)
{
    if (has(o, KEY_league))
        format_score(out, atoi(code));
    return has(o, KEY_league);
}

static bool of_start(const struct object *o, const char *code, struct str *out)
{
    (void)o;
    return !strcmp(code, "deemed") ? put(out, "视为受理")
                                   : put_word(out, event_type_name, event_type_zh, EV_TYPES, code);
}

static bool of_word(const struct object *o, const char *code, struct str *out)
{
    (void)o;
    return put_known(out, code);
}

#define NAMED(key, beside, namer) {#key, beside, namer, NULL, NULL, 0},
#define WORDS(key, beside, word, zh, n) {#key, beside, NULL, word, zh, n},
static const struct {
    const char *key, *beside;
    namer *name; /* NULL: a word of the list */
    const char *const *word, *const *zh;
    int n;
} key_table[KEY_COUNT] = {KEYS(NAMED, WORDS)};

static int find_key(const char *p, size_t n)
{
    for (int k = 0; k < KEY_COUNT; k++)
        if (strlen(key_table[k].key) == n && !memcmp(key_table[k].key, p, n))
            return k;
    return KEY_COUNT;
}

static bool name_of(const struct object *o, enum key k, const char *code, struct str *out)
{
    if (key_table[k].name)
        return key_table[k].name(o, code, out);
    return put_word(out, key_table[k].word, key_table[k].zh, key_table[k].n, code);
}

static void put_name(const struct object *o, enum key k, struct str *out)
{
    char buf[CODE_MAX];
    struct str name = {0};
    const char *code = key_table[k].beside ? code_of(o, k, buf) : NULL;
    bool none = code && (!*code || (o->value[k].p[0] == 'n' && !strcmp(code, "null")));
    if (code && (none || name_of(o, k, code, &name))) {
        str_printf(out, ",\"%s\":", key_table[k].beside);
        str_json(out, none ? NULL : str_text(&name));
    }
    str_release(&name);
}

static void put_names(const struct object *o, struct str *out)
{
    for (int k = 0; k < KEY_COUNT; k++)
        put_name(o, (enum key)k, out);
}

/* Behind the string that begins at `p`. */
static const char *string_end(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        p += *p == '\\';
    return p < end ? p + 1 : end;
}

static const char *scalar_end(const char *p, const char *end)
{
    while (p < end && !strchr(",]}", *p))
        p++;
    return p;
}

/* A string, number or literal at `p`: the key of the next value, or the value of the last key. Gives where it
 * ends. */
static const char *take(struct object *o, const char *p, const char *end)
{
    const char *q = *p == '"' ? string_end(p, end) : scalar_end(p, end);
    if (q < end && *q == ':')
        o->key = find_key(p + 1, (size_t)(q - p) - 2);
    else {
        if (o->key < KEY_COUNT)
            o->value[o->key] = (struct value_at){p, (size_t)(q - p)};
        o->key = KEY_COUNT;
    }
    return q;
}

void named_json(struct str *out, const char *json, size_t n, const struct refdata *ref)
{
    struct object stack[DEPTH + 1], *o = stack; /* the first one: outside of any object */
    struct object lost = {.key = KEY_COUNT};
    const char *end = json + n, *copied = json;
    size_t deeper = 0; /* objects below the last one that is remembered: they get no names */
    *o = (struct object){.ref = ref, .key = KEY_COUNT};
    for (const char *p = json; p < end;) {
        if (*p == '{') {
            if (o->key == KEY_counters)
                o->value[KEY_counters] = (struct value_at){p, CODE_MAX};
            o->key = KEY_COUNT;
            if (o == stack + DEPTH)
                deeper++;
            else
                *++o = (struct object){.ref = ref, .key = KEY_COUNT};
        } else if (*p == '}' && deeper)
            deeper--;
        else if (*p == '}' && o > stack) {
            str_put(out, copied, (size_t)(p - copied));
            put_names(o--, out);
            copied = p;
        } else if (*p == '[')
            o->key = KEY_COUNT;
        else if (!strchr(":,]}\n", *p)) {
            p = take(deeper ? &lost : o, p, end);
            continue;
        }
        p++;
    }
    str_put(out, copied, (size_t)(end - copied));
}
