/* The pages' two languages: every Chinese literal of reports/web/ is marked (tr, TR, tr_n), what is marked
 * and the lists that pages show have their English, nothing in english.def is without use, and formats have
 * the same placeholders and tags. What is missing is printed as the lines that english.def needs. */
#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/act.h"
#include "analyzer/duties.h"
#include "analyzer/event.h"
#include "analyzer/indicators.h"
#include "analyzer/order.h"
#include "analyzer/rules.h"
#include "analyzer/self_reports.h"
#include "base/file.h"
#include "base/map.h"
#include "reports/bulletin_period.h"
#include "reports/format.h"
#include "reports/terms.h"
#include "reports/tr.h"
#include "reports/tr_table.h"

/* Not the pages' own words, or the same in both languages. */
static const struct {
    const char *file, *text;
} exempt[] = {
    {"reports/web/html_frame.c", "中文"}, /* the switch is said in the language to which it leads */
    {"reports/web/say.c", "%d月"}, /* with its English beside it */
};

enum use { USE_TR, USE_COUNT, USE_TABLE }; /* tr, tr_n; TR: one or the other */
static struct map used; /* the texts that the pages look up, */
static struct arena keys; /* which live here */
static int faults;

static bool is_chinese(const char *z)
{
    for (const unsigned char *p = (const unsigned char *)z; *p; p++)
        if ((*p >= 0xe3 && *p <= 0xe9) || (*p == 0xef && p[1] >= 0xbc))
            return true;
    return false;
}

static void put_literal(struct str *out, const char *z)
{
    str_putc(out, '"');
    for (; *z; z++) {
        if (*z == '"' || *z == '\\')
            str_putc(out, '\\');
        if (*z == '\n')
            str_puts(out, "\\n");
        else
            str_putc(out, *z);
    }
    str_putc(out, '"');
}

static const struct tr_word *find(const struct tr_word *table, size_t n, const char *zh)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(table[i].zh, zh))
            return &table[i];
    return NULL;
}

static void use(const char *where, const char *zh, enum use how)
{
    struct str line = {0};
    const char *key = arena_strdup(&keys, zh);
    if (map_put(&used, key, strlen(key), 0) != 0)
        abort();
    if ((how != USE_COUNT && find(tr_word, tr_words, zh)) ||
        (how != USE_TR && find(tr_counted, tr_counts, zh)))
        return;
    put_literal(&line, zh);
    printf("%s(%s, %s) needed by %s\n", how == USE_COUNT ? "COUNT" : "WORD", line.p,
           how == USE_COUNT ? "\"\", \"\"" : "\"\"", where);
    str_release(&line);
    faults++;
}

static void unmarked(const char *file, const char *text)
{
    for (size_t i = 0; i < sizeof exempt / sizeof *exempt; i++)
        if (!strcmp(file, exempt[i].file) && !strcmp(text, exempt[i].text))
            return;
    struct str line = {0};
    put_literal(&line, text);
    printf("%s: not marked by tr() or TR(): %s\n", file, line.p);
    str_release(&line);
    faults++;
}

/* A C source: comments are passed over, neighbouring literals are one, and of each the call in whose
 * parentheses it stands is known. */
struct scan {
    const char *file, *p;
    char word[64]; /* the last identifier, "" if something stood behind it */
    char call[64][64];
    int depth;
};

static bool pass_over(struct scan *s)
{
    if (s->p[0] == '/' && s->p[1] == '*')
        s->p = strstr(s->p, "*/") + 2;
    else if (s->p[0] == '\'')
        s->p += s->p[1] == '\\' ? 4 : 3;
    else if (isspace((unsigned char)*s->p))
        s->p++;
    else
        return false;
    return true;
}

static void read_literal(struct scan *s, struct str *out)
{
    for (s->p++; *s->p != '"'; s->p++) {
        if (*s->p == '\\')
            s->p++;
        str_putc(out, s->p[-1] == '\\' && *s->p == 'n' ? '\n' : *s->p);
    }
    s->p++;
}

static void take_literal(struct scan *s)
{
    struct str text = {0};
    const char *call = s->depth ? s->call[s->depth - 1] : "";
    do {
        read_literal(s, &text);
        while (pass_over(s))
            ;
    } while (*s->p == '"');
    if (is_chinese(str_text(&text))) {
        if (!strcmp(call, "tr") || !strcmp(call, "tr_in"))
            use(s->file, text.p, USE_TR);
        else if (!strcmp(call, "tr_n") || !strcmp(call, "tr_count_in") || !strcmp(call, "say_count"))
            use(s->file, text.p, USE_COUNT);
        else if (!strcmp(call, "TR"))
            use(s->file, text.p, USE_TABLE);
        else
            unmarked(s->file, text.p);
    }
    str_release(&text);
}

static void take_word(struct scan *s)
{
    size_t n = 0;
    for (; isalnum((unsigned char)*s->p) || *s->p == '_'; s->p++)
        if (n < sizeof s->word - 1)
            s->word[n++] = *s->p;
    s->word[n] = 0;
}

static void scan_text(const char *file, const char *text)
{
    struct scan s = {.file = file, .p = text};
    while (*s.p) {
        if (pass_over(&s))
            continue;
        if (*s.p == '"')
            take_literal(&s);
        else if (isalpha((unsigned char)*s.p) || *s.p == '_')
            take_word(&s);
        else {
            if (*s.p == '(')
                memcpy(s.call[s.depth++], s.word, sizeof s.word);
            s.depth -= *s.p == ')' && s.depth;
            s.word[0] = 0;
            s.p++;
        }
    }
}

static void scan_files(const char *pattern)
{
    glob_t g;
    assert_int_equal(glob(pattern, 0, NULL, &g), 0);
    for (size_t i = 0; i < g.gl_pathc; i++) {
        struct str text = {0};
        struct err e;
        assert_int_equal(file_read(&text, g.gl_pathv[i], &e), 0);
        scan_text(g.gl_pathv[i], str_text(&text));
        str_release(&text);
    }
    globfree(&g);
}

static void use_list(const char *name, const char *const *zh, int n)
{
    for (int i = 0; i < n; i++)
        if (zh[i] && is_chinese(zh[i]))
            use(name, zh[i], USE_TR);
}

static void use_lists(void)
{
    static const char *const more[] = {
#define TERM(term, meaning) term, meaning,
#include "reports/terms.def"
#define ADDRESS(method, pattern, parameters, what) what,
#define PARAMETER(name, what) what,
#include "reports/web/api.def"
    };
    use_list("terms.def, api.def", more, sizeof more / sizeof *more);
    use_list("level_zh", level_zh, LEVELS);
    use_list("dimension_zh", dimension_zh, DIMENSIONS);
    use_list("alert_state_zh", alert_state_zh, ALERT_STATES);
    use_list("league_zh", league_zh, LEAGUES);
    use_list("phase_zh", phase_zh, PHASES);
    use_list("light_zh", light_zh, LIGHTS);
    use_list("kind_zh", kind_zh, KINDS);
    use_list("by_zh", by_zh, BYS);
    use_list("duty_zh", duty_zh, DUTIES);
    use_list("bottom_action_zh", bottom_action_zh, BOTTOMS);
    use_list("act_state_zh", act_state_zh, ACT_STATES);
    use_list("self_verdict_zh", self_verdict_zh, SELF_VERDICTS);
    use_list("counter_zh", counter_zh, COUNTERS);
    use_list("rate_zh", rate_zh, RATES);
    use_list("bulletin_kind_zh", bulletin_kind_zh, BULLETIN_KINDS);
    use_list("due_when_zh", due_when_zh, DUE_WHENS);
    use_list("order_color_zh", order_color_zh, COLORS);
    for (int i = 0; i < ACTS; i++)
        use_list("act_table", &act_table[i].zh, 1);
    use_list("event_type_zh", event_type_zh, EV_TYPES);
    for (int i = 0; i < RULE_COUNT; i++)
        use_list("rules.def", (const char *const[]){rule_table[i].title, rule_table[i].text}, 2);
    for (day d = 0; d < 7; d++)
        use_list("format_weekday", (const char *const[]){format_weekday(d)}, 1);
    for (int i = 0; i < 4; i++) {
        int64_t n;
        use("format_span_unit", format_span_unit((instant[]){SECOND, 60 * SECOND, HOUR, DAY_LENGTH}[i], &n),
            USE_COUNT);
    }
}

static void test_complete(void **state)
{
    (void)state;
    scan_files("reports/web/*.[ch]");
    scan_files("reports/account*.[ch]");
    scan_files("reports/words.c");
    scan_files("reports/names.c");
    scan_files("reports/rate_class.c");
    use_lists();
    for (size_t i = 0; i < tr_words; i++)
        if (map_get(&used, tr_word[i].zh, strlen(tr_word[i].zh)) == MAP_NONE) {
            printf("english.def: nothing uses WORD(\"%s\", …)\n", tr_word[i].zh);
            faults++;
        }
    for (size_t i = 0; i < tr_counts; i++)
        if (map_get(&used, tr_counted[i].zh, strlen(tr_counted[i].zh)) == MAP_NONE) {
            printf("english.def: nothing uses COUNT(\"%s\", …)\n", tr_counted[i].zh);
            faults++;
        }
    assert_int_equal(faults, 0);
}

/* Its placeholders and tags, in their order. */
static void skeleton(struct str *out, const char *z)
{
    for (; *z; z++) {
        if (*z == '%' && z[1] == '%')
            z++;
        else if (*z == '%') {
            size_t n = 1 + strspn(z + 1, "-+#0123456789.*lzhjt");
            if (z[n] && strchr("diuoxXcsp", z[n]))
                str_put(out, z, n + 1);
        } else if (*z == '<') {
            size_t n = strcspn(z, " >");
            str_put(out, z, n);
        }
    }
}

static void assert_fits(const struct tr_word *w, const char *en)
{
    struct str a = {0}, b = {0};
    skeleton(&a, w->zh);
    skeleton(&b, en);
    if (strcmp(str_text(&a), str_text(&b)) != 0)
        fail_msg("\"%s\": not the placeholders and tags of \"%s\"", en, w->zh);
    if (is_chinese(en))
        fail_msg("\"%s\" is not English", en);
    str_release(&a);
    str_release(&b);
}

static void test_formats(void **state)
{
    (void)state;
    for (size_t i = 0; i < tr_words; i++)
        assert_fits(&tr_word[i], tr_word[i].one);
    for (size_t i = 0; i < tr_counts; i++) {
        assert_fits(&tr_counted[i], tr_counted[i].one);
        assert_fits(&tr_counted[i], tr_counted[i].many);
    }
}

/* Each is found, once, and by who speaks English alone. */
static void test_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < tr_words; i++) {
        if (strcmp(tr_in(LANG_EN, tr_word[i].zh), tr_word[i].one) != 0)
            fail_msg("english.def: \"%s\" stands twice, or not in order (make fmt)", tr_word[i].zh);
        assert_ptr_equal(tr_in(LANG_ZH, tr_word[i].zh), tr_word[i].zh);
    }
    for (size_t i = 0; i < tr_counts; i++) {
        const struct tr_word *w = &tr_counted[i];
        if (strcmp(tr_count_in(LANG_EN, 1, w->zh), w->one) || strcmp(tr_count_in(LANG_EN, 0, w->zh), w->many))
            fail_msg("english.def: \"%s\" stands twice, or not in order (make fmt)", w->zh);
        assert_ptr_equal(tr_count_in(LANG_ZH, 1, w->zh), w->zh);
    }
    assert_string_equal(tr_in(LANG_EN, "没有这句话"), "没有这句话");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_complete), cmocka_unit_test(test_formats),
                                       cmocka_unit_test(test_found)};
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    map_release(&used);
    arena_release(&keys);
    return rc;
}
