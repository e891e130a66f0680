#include "analyzer/act.h"

#include <stddef.h>
#include <string.h>

const struct act_row act_table[ACTS] = {
#define BUREAU 1u << ACTOR_BUREAU
#define SYSTEM 1u << ACTOR_SYSTEM
#define UNIT (1u << ACTOR_REGION | 1u << ACTOR_DEPARTMENT)
#define IN(state) 1u << IS_##state
#define ANY UINT32_MAX
#define ACT(id, zh, roles, about, from, to, effect) {#id, zh, effect, from, roles, ABOUT_##about, IS_##to},
#include "analyzer/act_types.def"
};

const struct act_field act_field[] = {
#define FIELD(type, field, form, need) \
    {ACT_##type, AF_##form, NEED_##need, offsetof(struct act, field), #field},
#define EVERY(field, form) {ACTS, AF_##form, NEED_MAY, offsetof(struct act, field), #field},
#include "analyzer/act_types.def"
    {0},
};

const char *const act_role_word[ACTORS + 1] = {
#define ROLE(id, word, zh) word,
#include "analyzer/act_types.def"
};
const char *const act_role_zh[ACTORS] = {
#define ROLE(id, word, zh) zh,
#include "analyzer/act_types.def"
};

const char *const act_state_word[ACT_STATES] = {
    "none",
#define STATE(about, id, zh) #id,
#include "analyzer/act_types.def"
};
const char *const act_state_zh[ACT_STATES] = {
    "",
#define STATE(about, id, zh) zh,
#include "analyzer/act_types.def"
};
const uint8_t act_state_about[ACT_STATES] = {
    ABOUT_NOTHING,
#define STATE(about, id, zh) ABOUT_##about,
#include "analyzer/act_types.def"
};

const char *const act_verdict_word[VERDICTS] = {
#define REFUSAL(id, zh, en) [VERDICT_##id] = #id,
#include "analyzer/act_types.def"
};
const char *const act_verdict_zh[VERDICTS] = {
#define REFUSAL(id, zh, en) [VERDICT_##id] = zh,
#include "analyzer/act_types.def"
};
const char *const act_verdict_en[VERDICTS] = {
#define REFUSAL(id, zh, en) [VERDICT_##id] = en,
#include "analyzer/act_types.def"
};

void act_clear(struct act *a)
{
    *a = (struct act){.own = -1, .region = -1, .dept = -1, .unit = -1, .held_on = DAY_NONE, .due = DAY_NONE};
}

int act_state_find(enum act_about about, const char *word)
{
    for (int i = IS_none + 1; i < ACT_STATES; i++)
        if (act_state_about[i] == about && !strcmp(act_state_word[i], word))
            return i;
    return IS_none;
}

int act_find(const char *name)
{
    for (int i = 0; i < ACTS; i++)
        if (!strcmp(act_table[i].name, name))
            return i;
    return -1;
}

const struct act_field *act_next_field(enum act_type type, const struct act_field *f)
{
    for (f = f ? f + 1 : act_field; f->name; f++)
        if (f->act == type || f->act == ACTS)
            return f;
    return NULL;
}

bool act_has(const struct act *a, const struct act_field *f)
{
    const char *p = (const char *)a + f->offset;
    switch ((enum act_form)f->form) {
    case AF_REGION:
    case AF_DEPT:
    case AF_UNIT: return *(const int32_t *)p >= 0;
    case AF_REPLY_DAYS: return *(const int32_t *)p > 0;
    case AF_MONTH: return *(const month *)p != 0;
    case AF_LEAGUE: return *(const uint8_t *)p != LEAGUE_NONE;
    case AF_DAY: return *(const day *)p != DAY_NONE;
    case AF_ALERTS:
    case AF_SOME_ALERTS: return ((const struct act_alerts *)p)->v != NULL;
    case AF_ALERT: return ((const struct act_alert *)p)->case_no != NULL;
    default: return *(const char *const *)p != NULL;
    }
}

int act_text_max(enum act_form form)
{
    return form == AF_TEXT     ? ACT_TEXT_MAX
           : form == AF_PERSON ? ACT_PERSON_MAX
           : form == AF_DOC_NO ? ACT_DOC_NO_MAX
                               : ACT_TITLE_MAX;
}

static void put_name(struct str *out, const char *name)
{
    str_puts(out, ",\"");
    str_puts(out, name);
    str_puts(out, "\":");
}

static void put_text(struct str *out, const char *name, const char *value)
{
    put_name(out, name);
    str_json(out, value);
}

/* case_no, rule, subject and event, without the braces around them. */
static void put_alert(struct str *out, const struct act_alert *al)
{
    str_puts(out, "\"case_no\":");
    str_json(out, al->case_no);
    put_name(out, "rule");
    str_int(out, rule_table[al->rule].no);
    put_text(out, "subject", al->subject);
    if (!al->event_id)
        return;
    str_puts(out, ",\"event\":{\"source\":");
    str_json(out, al->source);
    put_text(out, "event_id", al->event_id);
    str_putc(out, '}');
}

static void put_alerts(struct str *out, const struct act_alerts *alerts)
{
    str_putc(out, '[');
    for (uint32_t i = 0; i < alerts->n; i++) {
        str_puts(out, i ? ",{" : "{");
        put_alert(out, &alerts->v[i]);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

static const char *unit_code(const struct act *a, const struct refdata *ref)
{
    return a->league == LEAGUE_DEPARTMENT ? ref->depts[a->unit].code : ref->regions[a->unit].code;
}

static void put_field(struct str *out, const struct act *a, const struct act_field *f,
                      const struct refdata *ref)
{
    const char *p = (const char *)a + f->offset;
    char buf[DAY_TEXT];
    if (f->form == AF_ALERT) {
        str_putc(out, ',');
        put_alert(out, (const struct act_alert *)p);
        return;
    }
    put_name(out, f->name);
    switch ((enum act_form)f->form) {
    case AF_REPLY_DAYS: str_int(out, *(const int32_t *)p); break;
    case AF_REGION: str_json(out, ref->regions[*(const int32_t *)p].code); break;
    case AF_DEPT: str_json(out, ref->depts[*(const int32_t *)p].code); break;
    case AF_UNIT: str_json(out, unit_code(a, ref)); break;
    case AF_MONTH: str_json(out, month_text(*(const month *)p, buf)); break;
    case AF_LEAGUE: str_json(out, league_word[*(const uint8_t *)p]); break;
    case AF_DAY: str_json(out, day_text(*(const day *)p, buf)); break;
    case AF_ALERTS:
    case AF_SOME_ALERTS: put_alerts(out, (const struct act_alerts *)p); break;
    default: str_json(out, *(const char *const *)p);
    }
}

void act_write(struct str *out, const struct act *a, const struct refdata *ref)
{
    char buf[INSTANT_TEXT];
    str_puts(out, "{\"seq\":");
    str_int(out, a->seq);
    put_text(out, "at", instant_text_us(a->at, buf));
    put_text(out, "by", a->by);
    put_text(out, "role", act_role_word[a->role]);
    if (a->own >= 0)
        put_text(out, "own", a->role == ACTOR_REGION ? ref->regions[a->own].code : ref->depts[a->own].code);
    put_text(out, "act", act_table[a->type].name);
    for (const struct act_field *f = NULL; (f = act_next_field((enum act_type)a->type, f));)
        if (act_has(a, f))
            put_field(out, a, f, ref);
    str_putc(out, '}');
}

/* The last part may hold anything, the parts before it no line feed. */
void act_alert_key(struct str *out, const struct act_alert *al)
{
    str_putc(out, al->event_id ? 'e' : 's');
    str_puts(out, al->case_no);
    str_putc(out, '\n');
    str_int(out, al->rule);
    str_putc(out, '\n');
    if (al->event_id) {
        str_puts(out, al->source);
        str_putc(out, '\n');
    }
    str_puts(out, al->event_id ? al->event_id : al->subject);
}
