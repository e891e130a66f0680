#include <stdio.h>
#include <string.h>

#include "analyzer/eval.h"
#include "analyzer/order.h"
#include "analyzer/self_reports.h"
#include "cli/docs.h"
#include "reports/names.h"
#include "reports/words.h"
#include "analyzer/event_fields.h"

/* What no table of the program has a row for. */
static const struct {
    const char *en, *zh, *where;
} concept[] = {
    {"one-visit service", "一次办好", "the city's promise that is supervised"},
    {"case", "办件", "analyzer/eval.h"},
    {"item", "事项", "config/items.csv"},
    {"statutory limit", "法定时限", "items.csv, `accepted`; analyzer/limits.c"},
    {"promise", "承诺时限", "items.csv, `accepted`; analyzer/limits.c"},
    {"working day, make-up workday", "工作日、调休上班", "config/calendar; analyzer/calendar.h"},
    {"start day", "起算日", "analyzer/limits.c"},
    {"due day", "到期日", "analyzer/limits.c, analyzer/explain.h"},
    {"answer window", "应答期（五日告知）", "analyzer/windows.c"},
    {"deemed acceptance", "视为受理", "analyzer/windows.c; 行政许可法第三十二条"},
    {"book clock, legal clock", "承诺计时、法定计时", "analyzer/clock.h"},
    {"pause, special procedure", "暂停、特别程序", "`paused`, `resumed`; 行政许可法第四十五条"},
    {"extension", "延长审批", "`extended`; 行政许可法第四十二条"},
    {"acceptance with documents missing", "容缺受理", "`accepted` with `missing`"},
    {"supplement notice", "补正告知（一次性告知）", "`supplement_requested`"},
    {"step", "环节", "config/procedures.csv; `step_started`"},
    {"co-handling unit", "协办、联办单位", "`dept` of a step"},
    {"visits", "跑动次数", "analyzer/steps.c"},
    {"void", "更正作废", "`voided`; analyzer/fold.c"},
    {"alert", "预警与红黄牌", "analyzer/rules.def"},
    {"rule", "规则", "analyzer/rules.def, docs/RULES.md"},
    {"dimension", "维度", "analyzer/rules.h"},
    {"light", "时限灯", "analyzer/eval.h"},
    {"act", "行为", "analyzer/act_types.def, docs/ACTS.md"},
    {"supervision order", "督办单", "analyzer/order.h"},
    {"proposal of an order", "督办建议", "analyzer/proposals.h"},
    {"appeal", "申诉", "analyzer/act_step.h"},
    {"interview of a bottom place", "末位约谈", "analyzer/interview.h"},
    {"recusal", "回避", "`own_unit`; analyzer/act_step.c"},
    {"bad rating, rectification", "差评、差评整改", "`rated`, `rating_rectified`"},
    {"self-report", "每月报送", "`monthly_report`; analyzer/self_reports.h"},
    {"bulletin", "通报", "reports/draft.h"},
    {"league", "分组排名的组", "regions.csv, departments.csv"},
    {"score, deduction", "得分、扣分", "analyzer/indicators.h"},
    {"not ranked", "不参与排名", "`floor` of indicators.conf"},
    {"bottom place", "末位", "analyzer/indicators.h"},
    {"month on month, year on year", "环比、同比", "reports/format.h"},
    {"percentage point", "百分点", "reports/format.h"},
    {"back-dated entry", "补录", "rule 901"},
    {"idle case", "静止件", "rule 117"},
};

/* Lists that are arrays of words with their Chinese names; NULL words are left out. */
static void put_list(struct str *out, const char *const *words, const char *const *zh, int n,
                     const char *where)
{
    for (int i = 0; i < n; i++)
        if (words[i] && *words[i])
            str_printf(out, "| `%s` | %s | %s |\n", words[i], zh[i], where);
}

static void put_head(struct str *out, const char *title)
{
    str_printf(out, "\n## %s\n\n| English | 中文 | where |\n|---|---|---|\n", title);
}

/* Each field once, with the types that have it. */
static void put_fields(struct str *out)
{
    for (const struct event_field *f = event_field; f->name; f++) {
        const struct event_field *first = event_field, *g = f;
        while (strcmp(first->name, f->name) != 0)
            first++;
        if (first != f || !strcmp(words_field(f->name), f->name))
            continue;
        str_printf(out, "| `%s` | %s |", f->name, words_field(f->name));
        for (; g->name; g++)
            if (!strcmp(g->name, f->name))
                str_printf(out, " `%s`", event_type_name[g->type]);
        str_puts(out, " |\n");
    }
}

static void put_words(struct str *out, const char *const *words, const char *where)
{
    for (int i = 1; words[i]; i++)
        str_printf(out, "| `%s` | %s | %s |\n", words[i], words_word(words[i]), where);
}

static void put_values(struct str *out)
{
    static const char *const reasons[] = {NULL,      "hearing",    "tender",    "auction",       "inspection",
                                          "testing", "quarantine", "appraisal", "expert_review", NULL};
    static const struct {
        enum form form;
        const char *where;
    } list[] = {{FORM_KIND, "`kind`"},       {FORM_UNIT, "`unit`"},
                {FORM_OUTCOME, "`outcome`"}, {FORM_RESULT, "`result` of a step"},
                {FORM_BY, "`by`"},           {FORM_STAGE, "`stage`"},
                {FORM_ORIGIN, "`origin`"},   {FORM_RECTIFIED, "`result` of a rectification"}};
    put_words(out, event_channel_word, "`channel`");
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        put_words(out, event_words(list[i].form), list[i].where);
    put_words(out, reasons, "statutory `reason` of a pause");
}

void docs_glossary(struct str *out)
{
    str_puts(out, "<!-- Made by `make docs` from the program's tables and cli/docs_glossary.c. Do not "
                  "edit. -->\n# Glossary\n\n"
                  "What the code calls it, what the people of the bureau call it, and where it stands.\n");
    put_head(out, "Concepts");
    for (size_t i = 0; i < sizeof concept / sizeof *concept; i++)
        str_printf(out, "| %s | %s | %s |\n", concept[i].en, concept[i].zh, concept[i].where);
    put_head(out, "Events and their fields (docs/EVENTS.md)");
    put_list(out, event_type_name, event_type_zh, EV_TYPES, "event");
    put_fields(out);
    put_values(out);
    put_head(out, "Cases");
    put_list(out, phase_word, phase_zh, PHASES, "phase");
    put_list(out, light_word, light_zh, LIGHTS, "light");
    put_list(out, duty_word, duty_zh, DUTIES, "what is due next");
    put_head(out, "Alerts (docs/RULES.md)");
    put_list(out, dimension_word, dimension_zh, DIMENSIONS, "dimension");
    put_list(out, level_word, level_zh, LEVELS, "level");
    put_list(out, alert_state_word, alert_state_zh, ALERT_STATES, "state");
    for (int i = 0; i < RULE_COUNT; i++)
        str_printf(out, "| %d | %s | rule |\n", rule_table[i].no, rule_table[i].title);
    put_head(out, "Counters and rates (analyzer/counters.def, analyzer/rates.def)");
    put_list(out, counter_name, counter_zh, COUNTERS, "counter");
    put_list(out, rate_name, rate_zh, RATES, "rate");
    put_head(out, "Acts (docs/ACTS.md)");
    for (int i = 0; i < ACTS; i++)
        str_printf(out, "| `%s` | %s | act |\n", act_table[i].name, act_table[i].zh);
    for (int i = IS_none + 1; i < ACT_STATES; i++)
        str_printf(out, "| `%s` | %s | state of an %s |\n", act_state_word[i], act_state_zh[i],
                   act_state_about[i] == ABOUT_ORDER    ? "order"
                   : act_state_about[i] == ABOUT_APPEAL ? "appeal"
                                                        : "interview");
    put_list(out, order_color_word, order_color_zh, COLORS, "colour of an order");
    put_list(out, self_verdict_word, self_verdict_zh, SELF_VERDICTS, "self-report");
    put_head(out, "Ranking");
    put_list(out, league_word, league_zh, LEAGUES, "league");
    put_list(out, bottom_action_word, bottom_action_zh, BOTTOMS, "what follows from a bottom place");
}
