#include "cli/docs.h"

#include <stdio.h>
#include <string.h>

#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/indicators.h"
#include "analyzer/rules.h"
#include "cli/command.h"
#include "config/load.h"
#include "reports/words.h"

static void put_origin(struct str *out, const char *from)
{
    str_printf(out, "<!-- Made by `make docs` from %s. Do not edit. -->\n", from);
}

static void put_setting(struct str *out, const char *name, const char *value, const char *unit)
{
    str_printf(out, "%s`%s = %s`%s", out->p[out->len - 1] == ' ' ? "" : ", ", name, value, unit);
}

static void put_threshold(struct str *out, const char *name, int value, const char *unit)
{
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    if (value >= 0)
        put_setting(out, name, text, unit);
}

/* The defaults are those that the loader begins with. */
static void put_settings(struct str *out, const struct rule *r, const struct rule_setting *s)
{
    bool hours = r->dimension == DIM_DATA;
    str_puts(out, "- Settings: ");
    put_setting(out, "on", s->on ? "1" : "0", "");
    put_setting(out, "level", level_word[s->level], "");
    if (s->other)
        put_setting(out, "other", level_word[s->other], "");
    put_threshold(out, "days", s->days, hours ? " (hours)" : " (working days)");
    put_threshold(out, "share", s->share, " (percent)");
    put_setting(out, "auto_issue", s->auto_issue ? "1" : "0", "");
    str_putc(out, '\n');
}

/* What its subject is, and which events `jiancha case` shows as its evidence. */
static void put_subject(struct str *out, const struct rule *r)
{
    static const char *const form[] = {
        [SUBJECT_NOTHING] = "空",
        [SUBJECT_NUMBER] = "`#k`",
        [SUBJECT_WINDOW] = "空、`#k` 或 `precheck`",
        [SUBJECT_STEP] = "环节",
        [SUBJECT_STEP_AT_DEPT] = "`环节@单位`",
        [SUBJECT_DAY_OF] = "事件的日期",
        [SUBJECT_TYPE_OF] = "事件的类型",
        [SUBJECT_EVENT_OF] = "被作废的事件",
    };
    bool numbered = r->subject == SUBJECT_NUMBER || r->subject == SUBJECT_WINDOW;
    str_printf(out, "- 对象：%s", form[r->subject]);
    if (numbered)
        str_printf(out, "，k 为第几个 `%s`", event_type_name[r->numbered]);
    str_puts(out, "。\n- 证据：所指事件、消除它的事件");
    for (int type = 0; type < EV_TYPES; type++)
        if (r->evidence >> type & 1)
            str_printf(out, "、`%s`", event_type_name[type]);
    if (r->evidence & EVIDENCE_EARLIER)
        str_printf(out, "、此前的 `%s`", event_type_name[r->numbered]);
    if (r->evidence & EVIDENCE_FIRST)
        str_puts(out, "、办件的首个事件");
    if (r->evidence & EVIDENCE_START)
        str_puts(out, "，从收件起算的还有 `submitted`");
    str_puts(out, "。\n");
}

static void put_rule(struct str *out, int i, const struct rules *defaults)
{
    const struct rule *r = &rule_table[i];
    str_printf(out, "\n### %d %s\n\n- 维度 %s，级别 %s", r->no, r->title, dimension_zh[r->dimension],
               level_zh[r->level]);
    if (r->other)
        str_printf(out, "或%s", level_zh[r->other]);
    static const char *const state[] = {[RULE_STANDS] = "成立后不消除",
                                        [RULE_CLEARS] = "所警示的情形了结即消除；退出后不再发生",
                                        [RULE_SURVIVES] = "所警示的情形了结即消除；退出后仍可发生"};
    str_printf(out, "\n- 触发：%s。\n- 依据：%s。\n- 目的：%s。\n- 状态：%s。\n", r->text, r->basis,
               r->purpose, state[r->state]);
    put_subject(out, r);
    put_settings(out, r, &defaults->set[i]);
}

static void put_rule_settings(struct str *out)
{
    str_printf(out,
               "\n## rules.conf\n\nA section `[number]` for each rule that is to differ from its default; a "
               "line that is left out keeps it.\n\n"
               "| setting | values | what it is |\n|---|---|---|\n"
               "| `on` | 0, 1 | whether the rule is applied |\n"
               "| `level` | `notice`, `warning`, `yellow`, `red` | 提示、预警、黄牌、红牌 |\n"
               "| `other` | the same | the second level of a rule with two: of items that are no permits "
               "(111, 112, 206), of the milder finding "
               "(201, 405) |\n"
               "| `days` | 1…%d | threshold in working days (901, 903: hours) |\n"
               "| `share` | 1…100 | threshold in percent |\n"
               "| `auto_issue` | 0, 1 | its alerts issue a supervision order by themselves, instead of "
               "proposing one |\n",
               LOAD_DAYS_MAX);
}

static void put_order_settings(struct str *out)
{
    struct order_settings s;
    order_settings_default(&s);
    str_puts(out, "\n## rules.conf, section [orders]\n\nProposals, supervision orders and appeals.\n\n"
                  "| setting | default | values | what it is |\n|---|---:|---|---|\n");
#define SETTING(key, dflt, min, max, what) \
    str_printf(out, "| `" #key "` | %d | %d…%d | %s |\n", s.key, min, max, what);
#include "analyzer/order_settings.def"
    str_printf(
        out, "| `number` | `%s` | a text of at most %d characters | 文号格式：`%%Y` 年份，`%%n` 当年序号 |\n",
        s.number, LOAD_NUMBER_MAX);
}

static const enum rate weighted[WEIGHTS] = {
#define WEIGHT(name, rate, dflt) RATE_##rate,
#include "analyzer/weights.def"
};

static void put_indicators(struct str *out)
{
    struct weights w;
    weights_default(&w);
    str_puts(out, "\n## indicators.conf\n\nWeights of the rates in the score (section `[weights]`; their sum "
                  "is above 0), ranking and bottom place.\n\n"
                  "| section | setting | default | values | what it is |\n|---|---|---:|---|---|\n");
    for (int k = 0; k < WEIGHTS; k++)
        str_printf(out, "| weights | `%s` | %d | 0…%d | %s `%s` |\n", weight_name[k], w.weight[k],
                   LOAD_WEIGHT_MAX, rate_zh[weighted[k]], rate_name[weighted[k]]);
#define SETTING(section, key, member, min, max, what) \
    str_printf(out, "| " #section " | `" #key "` | %d | %d…%d | %s |\n", w.member, min, max, what);
#include "config/indicators.def"
}

void docs_rules(struct str *out)
{
    struct rules defaults;
    rules_default(&defaults);
    put_origin(
        out,
        "analyzer/rules.def, analyzer/order_settings.def, analyzer/weights.def and config/indicators.def");
    str_puts(out, "# The rules, their settings and those of the indicators\n\n"
                  "Every rule of contract section 5: when it fires, on what legal basis, what it is for, and "
                  "the defaults of its settings.\n"
                  "An alert that `jiancha case NO` or the page of a case shows names its rule by this "
                  "number.\n\n## Rules\n");
    for (int i = 0; i < RULE_COUNT; i++)
        put_rule(out, i, &defaults);
    put_rule_settings(out);
    put_order_settings(out);
    put_indicators(out);
}

/* The forms of fields (analyzer/event_types.def); the enumerations, from FORM_KIND on, are their words. */
static const char *const form_text[FORM_KIND] = {
    [FORM_BOOL] = "true, false",
    [FORM_TEXT] = "text",
    [FORM_TEXTS] = "array of texts",
    [FORM_DAY] = "day, `2026-10-13`",
    [FORM_INSTANT] = "instant, RFC 3339 with an offset",
    [FORM_DAYS] = "integer 0…36500",
    [FORM_XDAYS] = "integer −36500…36500",
    [FORM_COUNT] = "integer ≥ 0",
    [FORM_SCORE] = "1 非常满意, 2 满意, 3 基本满意, 4 不满意, 5 非常不满意",
    [FORM_EVENT_ID] = "`event_id` of an event of the same source and case",
    [FORM_DEPT] = "code of departments.csv",
    [FORM_REGION] = "code of regions.csv",
    [FORM_MONTH] = "month, `2026-10`",
    [FORM_COUNTERS] = "object: counter (docs/GLOSSARY.md) to integer ≥ 0",
};

static void put_words(struct str *out, const char *const *words)
{
    for (int i = 1; words[i]; i++)
        str_printf(out, "%s`%s` %s", i > 1 ? ", " : "", words[i], words_word(words[i]));
}

static void put_field(struct str *out, const struct event_field *f)
{
    str_printf(out, "| `%s` | %s | %s | ", f->name, words_field(f->name), event_required(f) ? "yes" : "no");
    if (f->form < FORM_KIND)
        str_puts(out, form_text[f->form]);
    else
        put_words(out, event_words((enum form)f->form));
    str_puts(out, " |\n");
}

static void put_type(struct str *out, enum event_type type)
{
    const struct event_field *f = event_first_field(type);
    str_printf(out, "\n### %d `%s` %s\n\n", type + 1, event_type_name[type], event_type_zh[type]);
    if (!f->name || f->type != type) {
        str_puts(out, "No fields in `data`.\n");
        return;
    }
    str_puts(out, "| field of `data` | 中文 | required | form |\n|---|---|---|---|\n");
    for (; f->name && f->type == type; f++)
        put_field(out, f);
}

void docs_events(struct str *out)
{
    put_origin(out, "analyzer/event_types.def");
    str_puts(
        out,
        "# Events\n\n"
        "One Kafka message, or one line of a `.jsonl` file, is one event: a JSON object of at most 256 KiB, "
        "its key in Kafka the `case_no`. In a file a byte order mark before the first line and lines of "
        "blanks are passed over.\n\n"
        "| field | required | form |\n|---|---|---|\n"
        "| `v` | yes | 1 |\n"
        "| `event_id` | yes | 1–64 characters of `[A-Za-z0-9._:-]`, unique within `source` and `case_no` |\n"
        "| `source` | yes | 1–32 characters of `[a-z0-9-]`: the system that sent it |\n"
        "| `type` | yes | one of the types below |\n"
        "| `case_no` | yes, but for `monthly_report` | 1–50 characters, no control characters |\n"
        "| `occurred_at` | yes | instant, RFC 3339 with an offset; from 2000 to 8999, at most 24 h ahead of "
        "the "
        "clock |\n"
        "| `recorded_at` | no | instant at which it was keyed in; default: the message's own time, in a file "
        "`occurred_at` |\n"
        "| `region` | yes | code of regions.csv |\n"
        "| `dept` | yes, but for `monthly_report` | code of departments.csv |\n"
        "| `item` | yes, but for `monthly_report` | code of items.csv; an unknown one is kept, and rule 301 "
        "fires |\n"
        "| `officer` | no | pseudonym, 1–32 characters |\n"
        "| `channel` | no | ");
    put_words(out, event_channel_word);
    str_puts(
        out,
        " |\n| `data` | no | object: the fields of the type; others are dropped |\n\n"
        "A field that is required and null counts as missing. `jiancha rejects` lists the messages that "
        "broke this form.\n\n"
        "## Types\n\nIn the order of a case's life, which decides between events of the same instant.\n");
    for (int type = 0; type < EV_TYPES; type++)
        put_type(out, (enum event_type)type);
}

const struct docs_page docs_page[DOCS] = {
    {"RULES.md", docs_rules},
    {"EVENTS.md", docs_events},
    {"ACTS.md", docs_acts},
    {"GLOSSARY.md", docs_glossary},
};

static int run(struct call *c, struct err *e)
{
    for (int i = 0; i < DOCS; i++)
        if (!c->n_args)
            str_printf(&c->out, "%s\n", docs_page[i].file);
        else if (!strcmp(c->args[0], docs_page[i].file))
            docs_page[i].write(&c->out);
    return c->out.len ? 0 : err_usage(e, "%s: there is no such page", c->args[0]);
}

const struct command docs_command = {
    "docs",
    NULL,
    "usage: jiancha docs [FILE]\nPrints a page of docs/, or the names of those it makes.\n",
    NULL,
    NEEDS_NOTHING,
    0,
    1,
    NULL,
    run};
