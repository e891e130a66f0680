#include "reports/names.h"

#include <string.h>

const char *names_region(const struct refdata *ref, const char *code)
{
    int32_t i = refdata_region(ref, code);
    return i < 0 ? code : ref->regions[i].name;
}

/* One without league that the city's own departments belong to. */
static bool is_city(const struct refdata *ref, int32_t region)
{
    for (int32_t i = 0; !ref->regions[region].league && i < ref->n_depts; i++)
        if (ref->depts[i].region == region && ref->depts[i].league == LEAGUE_DEPARTMENT)
            return true;
    return false;
}

const char *names_region_row(const struct refdata *ref, int32_t region)
{
    return is_city(ref, region) ? TR("市直") : ref->regions[region].name;
}

const char *names_city(const struct refdata *ref)
{
    for (int32_t i = 0; i < ref->n_regions; i++)
        if (is_city(ref, i))
            return ref->regions[i].name;
    return NULL;
}

const char *names_dept(const struct refdata *ref, const char *code)
{
    int32_t i = refdata_dept(ref, code);
    return i < 0 ? code : ref->depts[i].name;
}

const char *names_item(const struct refdata *ref, const char *code)
{
    int32_t i = refdata_item(ref, code);
    return i < 0 ? code : ref->items[i].name;
}

const char *names_unit(const struct refdata *ref, enum league league, int32_t unit)
{
    return league == LEAGUE_DEPARTMENT ? ref->depts[unit].name : ref->regions[unit].name;
}

const char *names_code(const struct refdata *ref, enum league league, int32_t unit)
{
    return league == LEAGUE_DEPARTMENT ? ref->depts[unit].code : ref->regions[unit].code;
}

static bool subject_is_step(int no)
{
    const struct rule *r = names_rule(no);
    return r && r->subject == SUBJECT_STEP_AT_DEPT;
}

const char *names_subject(int rule, const char *subject, struct arena *a)
{
    const char *unit = subject_is_step(rule) ? strrchr(subject, '@') : NULL;
    if (unit)
        return arena_strndup(a, subject, (size_t)(unit - subject));
    int type = event_type_find(subject);
    return type >= 0 ? event_type_zh[type] : !strcmp(subject, "precheck") ? TR("预审后") : subject;
}

const char *names_subject_said(enum lang lang, int rule, const char *subject, struct arena *a)
{
    const struct rule *r = names_rule(rule);
    bool numbered = subject[0] == '#';
    struct str s = {0};
    if (r && r->subject == SUBJECT_NUMBER && numbered)
        str_printf(&s, tr_in(lang, "第%s次"), subject + 1);
    else if (r && r->subject == SUBJECT_WINDOW && numbered)
        str_printf(&s, tr_in(lang, "第%s次补正后"), subject + 1);
    else if (r && r->subject == SUBJECT_DAY_OF)
        str_printf(&s, tr_in(lang, "%s 起无进展"), subject);
    else
        return tr_in(lang, names_subject(rule, subject, a));
    return str_keep(&s, a);
}

const struct rule *names_rule(int no)
{
    int i = rules_find(no);
    return i < 0 ? NULL : &rule_table[i];
}

int names_league(const char *word)
{
    int i = lists_find(league_word, LEAGUES, word);
    return i > 0 ? i : -1;
}

int names_level(const char *word)
{
    int i = lists_find(level_word, LEVELS, word);
    return i < 0 ? LEVEL_NONE : i;
}

int names_state(const char *word) { return lists_find(alert_state_word, ALERT_STATES, word); }
int names_phase(const char *word) { return lists_find(phase_word, PHASES, word); }
