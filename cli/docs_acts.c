#include <string.h>

#include "analyzer/act.h"
#include "cli/docs.h"

static const char *const form_text[ACT_FORMS] = {
    [AF_ORDER_NO] = "1–64 characters of `[A-Za-z0-9._:-]`",
    [AF_CASE_NO] = "1–50 characters, no control characters",
    [AF_REPLY_DAYS] = "working days, integer 1…60",
    [AF_REGION] = "code of regions.csv",
    [AF_DEPT] = "code of departments.csv",
    [AF_MONTH] = "month, `2026-10`",
    [AF_LEAGUE] = "`county`, `zone`, `department`",
    [AF_UNIT] = "code of a unit of the league",
    [AF_DAY] = "day, `2026-10-13`",
    [AF_ALERTS] = "array of alerts, may be empty",
    [AF_SOME_ALERTS] = "array of alerts, not empty",
    [AF_TEXT] = "1–4000 characters",
    [AF_PERSON] = "1–64 characters",
    [AF_DOC_NO] = "1–100 characters",
    [AF_TITLE] = "1–400 characters",
};
static const char *const need_text[] = {[NEED_MAY] = "no", [NEED_MUST] = "yes", [NEED_ONE] = "one of them"};

static void put_roles(struct str *out, uint8_t roles)
{
    int n = 0;
    for (int i = ACTOR_NONE + 1; i < ACTORS; i++)
        if (roles >> i & 1)
            str_printf(out, "%s`%s`", n++ ? ", " : "", act_role_word[i]);
}

static void put_states(struct str *out, const struct act_row *a)
{
    int n = 0;
    for (int i = 0; i < ACT_STATES && a->about != ABOUT_NOTHING; i++)
        if (a->from >> i & 1)
            str_printf(out, "%s%s", n++ ? ", " : "", i == IS_none ? "none yet" : act_state_word[i]);
    if (n)
        str_printf(out, " → %s", a->to == IS_stay ? "the same" : act_state_word[a->to]);
}

static void put_field(struct str *out, const struct act_field *f)
{
    if (f->form == AF_ALERT)
        str_puts(out, "| `case_no`, `rule`, `subject`, `event` | yes | an alert |\n");
    else
        str_printf(out, "| `%s` | %s | %s |\n", f->name, need_text[f->need], form_text[f->form]);
}

static void put_act(struct str *out, enum act_type type)
{
    const struct act_row *a = &act_table[type];
    str_printf(out, "\n### `%s` %s\n\n- By ", a->name, a->zh);
    put_roles(out, a->roles);
    str_printf(out, ": %s.\n", a->effect);
    if (a->about != ABOUT_NOTHING) {
        str_puts(out, "- State: ");
        put_states(out, a);
        str_puts(out, ".\n");
    }
    str_puts(out, "\n| field | required | form |\n|---|---|---|\n");
    for (const struct act_field *f = NULL; (f = act_next_field(type, f)) && f->act == type;)
        put_field(out, f);
}

/* One arrow for each state that an act of these things starts from. */
static void put_picture(struct str *out, const char *title, enum act_about about)
{
    str_printf(out, "\n%s:\n\n```mermaid\nstateDiagram-v2\n", title);
    if (about == ABOUT_INTERVIEW)
        str_printf(out, "    [*] --> %s\n", act_state_word[IS_proposed]);
    for (int i = 0; i < ACTS; i++)
        for (int s = 0; s < ACT_STATES; s++) {
            const struct act_row *a = &act_table[i];
            if (a->about == about && a->from >> s & 1)
                str_printf(out, "    %s --> %s: %s %s\n", s == IS_none ? "[*]" : act_state_word[s],
                           act_state_word[a->to == IS_stay ? s : a->to], a->name, a->zh);
        }
    for (int s = 0; s < ACT_STATES; s++)
        if (act_state_about[s] == about)
            str_printf(out, "    %s: %s %s\n", act_state_word[s], act_state_word[s], act_state_zh[s]);
    str_puts(out, "```\n");
}

static void put_envelope(struct str *out)
{
    str_puts(out, "| field | required | form |\n|---|---|---|\n"
                  "| `seq` | yes | integer ≥ 1, above that of every act before |\n"
                  "| `at` | yes | instant, RFC 3339 with an offset; not before the act before |\n"
                  "| `by` | yes | login, 1–64 characters without control characters, or `system` |\n"
                  "| `role` | yes | ");
    for (int i = ACTOR_NONE + 1; i < ACTORS; i++)
        str_printf(out, "%s`%s` %s", i > ACTOR_NONE + 1 ? ", " : "", act_role_word[i], act_role_zh[i]);
    str_puts(
        out,
        " |\n"
        "| `own` | of `region` and `department` | the actor's own region, or department; of `bureau` and "
        "`system` a department |\n"
        "| `act` | yes | one of the acts below |\n");
    for (const struct act_field *f = act_field; f->name; f++)
        if (f->act == ACTS)
            put_field(out, f);
    str_puts(
        out,
        "\nAn *alert* is named by `case_no`, `rule` and `subject`, which may be empty, and optionally by the "
        "`event` {`source`, `event_id`} that a subject `#k` means: then the subject is not looked at, and "
        "the "
        "name follows the event when `k` shifts. Codes stand exactly as in the files, null counts as "
        "missing, a field that an act does not list is ignored.\n");
}

static void put_refusals(struct str *out)
{
    str_puts(out, "\n## Refusals\n\nOf several the first; an act that is refused changes nothing. The "
                  "settings of orders "
                  "and appeals stand in RULES.md.\n\n| code | 中文 |\n|---|---|\n");
    for (int i = 0; i < VERDICTS; i++)
        if (act_verdict_word[i])
            str_printf(out, "| `%s` | %s |\n", act_verdict_word[i], act_verdict_zh[i]);
}

void docs_acts(struct str *out)
{
    str_puts(out, "<!-- Made by `make docs` from analyzer/act_types.def. Do not edit. -->\n# Acts\n\n"
                  "What people decide. One line of a `.jsonl` file is one act: a JSON object; `jiancha "
                  "replay --acts FILE` "
                  "folds them.\n\n");
    put_envelope(out);
    str_puts(out, "\n## States\n");
    put_picture(out, "An order (督办单)", ABOUT_ORDER);
    put_picture(out, "An appeal (申诉)", ABOUT_APPEAL);
    put_picture(out, "An interview (末位约谈)", ABOUT_INTERVIEW);
    put_refusals(out);
    str_puts(out, "\n## The acts\n");
    for (int i = 0; i < ACTS; i++)
        put_act(out, (enum act_type)i);
}
