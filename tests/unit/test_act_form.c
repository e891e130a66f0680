/* The forms of acts: each act has one, of its own fields; who may not gets none; what a form sends is the
 * act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/act_decode.h"
#include "config/refdata_load.h"
#include "reports/web/act_json.h"
#include "reports/web/html.h"

static struct refdata ref;
static struct arena arena;

static int load(void **state)
{
    struct str findings = {0};
    struct err e;
    (void)state;
    int rc = refdata_load(&ref, "config", &findings, &e);
    str_release(&findings);
    return rc;
}

static int unload(void **state)
{
    (void)state;
    refdata_release(&ref);
    arena_release(&arena);
    return 0;
}

static const struct act_alert alert = {
    .case_no = "临\"沂<1>", .subject = "#2", .source = "it", .event_id = "e5"};
static const struct act_alerts alerts = {&alert, 1};

/* Everything that a form may be about. */
static struct act_topic topic(enum act_type type)
{
    struct act_topic t = {.order = "2026-7",
                          .alert = &alert,
                          .region = refdata_region(&ref, "371312"),
                          .dept = 1,
                          .month = 2026 * 12 + 8,
                          .unit = -1,
                          .back = "/orders/2026-7"};
    if (act_table[type].about == ABOUT_INTERVIEW) {
        t.league = LEAGUE_COUNTY;
        t.unit = t.region;
    }
    t.alerts = type == ACT_issue || type == ACT_drop ? &alerts : NULL;
    return t;
}

static const struct who bureau = {.login = "a", .role = "bureau", .csrf = "c"},
                        county = {.login = "b", .role = "region", .own = "371312", .csrf = "c"};

static struct page page_for(const struct who *who, enum role role)
{
    struct page p = {.who = who};
    p.view = (struct view){.ref = &ref, .arena = &arena};
    p.view.viewer = (struct viewer){.login = who->login, .role = role, .own = who->own};
    return p;
}

/* What a browser would send: hidden values, and something in each field that is asked for. */
static const char *value_of(const char *at, const char *name)
{
    static const struct {
        const char *name, *value;
    } filled[] = {{"reply_days", "3"},   {"text", "内容"},  {"person", "王"}, {"held_on", "2026-10-08"},
                  {"due", "2026-10-20"}, {"title", "标题"}, {"cc", "纪委"},   {"signer", "张"},
                  {"doc_no", "1号"}};
    if (!strncmp(at, "<input type=\"hidden\"", 20)) {
        const char *v = strstr(at, " value=\"") + 8;
        struct str plain = {0};
        for (const char *p = v; *p != '"'; p++) {
            if (!strncmp(p, "&quot;", 6))
                str_putc(&plain, '"'), p += 5;
            else if (!strncmp(p, "&lt;", 4))
                str_putc(&plain, '<'), p += 3;
            else if (!strncmp(p, "&gt;", 4))
                str_putc(&plain, '>'), p += 3;
            else
                str_putc(&plain, *p);
        }
        const char *z = arena_strdup(&arena, plain.p);
        str_release(&plain);
        return z;
    }
    for (size_t i = 0; i < sizeof filled / sizeof *filled; i++)
        if (!strcmp(filled[i].name, name))
            return filled[i].value;
    fail_msg("the form asks for %s", name);
    return NULL;
}

static void send(const char *html, struct form_fields *f)
{
    f->v = arena_alloc(&arena, 40 * sizeof *f->v);
    f->n = 0;
    for (const char *p = html; (p = strchr(p, '<')); p++) {
        const char *name = strstr(p, " name=\""), *end = strchr(p, '>');
        if ((strncmp(p, "<input", 6) && strncmp(p, "<textarea", 9)) || !name || name > end)
            continue;
        name += 7;
        name = arena_strndup(&arena, name, (size_t)(strchr(name, '"') - name));
        f->v[f->n++] = (struct form_field){name, value_of(p, name)};
    }
}

/* The form of every act, filled in and sent, is that act with all its fields. */
static void test_forms_are_acts(void **state)
{
    (void)state;
    for (int i = 0; i < ACTS; i++) {
        bool unit = !(act_table[i].roles >> ACTOR_BUREAU & 1);
        struct page p = unit ? page_for(&county, ROLE_REGION) : page_for(&bureau, ROLE_BUREAU);
        struct act_topic t = topic((enum act_type)i);
        struct str html = {0};
        struct form_fields f;
        struct act asked, caller;
        struct reject rj = {.reason = ""};
        act_form(&p, &html, (enum act_type)i, &t);
        send(html.p, &f);
        const char *json = act_json_of(&f, form_get(&f, "act"), NULL, &arena);
        assert_non_null(json);
        act_clear(&caller);
        caller.by = "x";
        caller.role = unit ? ACTOR_REGION : ACTOR_BUREAU;
        caller.own = unit ? t.region : -1;
        if (act_decode_asked(json, strlen(json), &ref, &arena, &caller, &asked, &rj))
            fail_msg("%s: %s: %s", act_table[i].name, rj.reason, json);
        assert_int_equal(asked.type, i);
        for (const struct act_field *k = act_next_field((enum act_type)i, NULL); k;
             k = act_next_field((enum act_type)i, k))
            if (k->need == NEED_MUST && !(i == ACT_issue && k->form == AF_ORDER_NO))
                assert_true(act_has(&asked, k));
        str_release(&html);
    }
}

static int forms_in(const struct str *html)
{
    int n = 0;
    for (const char *p = str_text(html); (p = strstr(p, "<form ")); p++)
        n++;
    return n;
}

/* How many acts of an order in this state are offered. */
static int offered(const struct who *who, enum role role, enum act_state s, int32_t dept, const char *said)
{
    struct page p = page_for(who, role);
    struct act_topic t = topic(ACT_sign);
    struct str html = {0};
    t.dept = dept;
    act_forms(&p, &html, ABOUT_ORDER, s, &t);
    int n = forms_in(&html);
    assert_int_equal(strstr(str_text(&html), "回避") != NULL, said != NULL);
    str_release(&html);
    return n;
}

static void test_who_may(void **state)
{
    (void)state;
    struct who other = {.login = "c", .role = "region", .own = "371302", .csrf = "c"},
               own = {.login = "d", .role = "bureau", .own = ref.depts[1].code, .csrf = "c"},
               dept = {.login = "e", .role = "department", .own = ref.depts[1].code, .csrf = "c"},
               auditor = {.login = "f", .role = "auditor", .csrf = "c"},
               token = {.login = "g", .role = "bureau"};
    assert_int_equal(offered(&county, ROLE_REGION, IS_issued, 1, NULL), 2); /* sign, reply */
    assert_int_equal(offered(&dept, ROLE_DEPARTMENT, IS_issued, 1, NULL), 2);
    assert_int_equal(offered(&dept, ROLE_DEPARTMENT, IS_issued, 2, NULL), 0);
    assert_int_equal(offered(&other, ROLE_REGION, IS_issued, 1, NULL), 0);
    assert_int_equal(offered(&bureau, ROLE_BUREAU, IS_issued, 1, NULL), 2); /* extend, cancel */
    assert_int_equal(offered(&bureau, ROLE_BUREAU, IS_replied, 1, NULL), 3); /* return, close, cancel */
    assert_int_equal(offered(&bureau, ROLE_BUREAU, IS_closed, 1, NULL), 0);
    assert_int_equal(offered(&own, ROLE_BUREAU, IS_issued, 2, NULL), 2);
    assert_int_equal(offered(&own, ROLE_BUREAU, IS_issued, 1, "回避"), 0);
    assert_int_equal(offered(&auditor, ROLE_AUDITOR, IS_issued, 1, NULL), 0);
    assert_int_equal(offered(&token, ROLE_BUREAU, IS_issued, 1, NULL), 0); /* no session, no form */
}

/* The unit sees what the bureau notes, so the field says it. */
static void test_note(void **state)
{
    (void)state;
    struct page p = page_for(&bureau, ROLE_BUREAU), q = page_for(&county, ROLE_REGION);
    struct act_topic t = topic(ACT_note);
    struct str html = {0};
    act_form(&p, &html, ACT_note, &t);
    assert_non_null(strstr(html.p, "不要写申请人的姓名"));
    str_clear(&html);
    act_form(&q, &html, ACT_note, &t);
    assert_null(strstr(html.p, "不要写申请人的姓名"));
    str_release(&html);
}

static void test_tampered(void **state)
{
    static const char *const bad[] = {"", "nonsense", "[]", "{", "{\"act\":\"cancel\"}", "{\"a\":1,\"a\":2}"};
    (void)state;
    struct form_field v[] = {{"act", "ack"}, {"alert", NULL}};
    struct form_fields f = {v, 2};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        v[1].value = bad[i];
        assert_null(act_json_of(&f, "ack", NULL, &arena));
    }
    assert_null(act_json_of(&f, "dance", NULL, &arena));
    assert_null(act_json_of(&f, NULL, NULL, &arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms_are_acts), cmocka_unit_test(test_who_may),
                                       cmocka_unit_test(test_note), cmocka_unit_test(test_tampered)};
    return cmocka_run_group_tests_name("act_form", tests, load, unload);
}
