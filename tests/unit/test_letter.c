/* What a client has sent: cookies, tokens, a gateway's word, forms; and under what an answer is kept. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "reports/web/entry.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct letter *with(const char *const (*field)[2], const char *gateway)
{
    struct letter *l = letter_new("GET", "/");
    for (; (*field)[0]; field++)
        letter_field(l, (*field)[0], strlen((*field)[0]), (*field)[1], strlen((*field)[1]), gateway);
    return l;
}

static void test_cookies(void **state)
{
    static const struct {
        const char *field[4][2];
        const char *session;
    } row[] = {
        {{{"Cookie", "jiancha=" A}}, A},
        {{{"COOKIE", "x=y; jiancha=" A ";z"}}, A},
        {{{"Cookie", "jiancha=" A "; jiancha=" A}}, A},
        {{{"Cookie", "jiancha=" A "; jiancha=" B}}, ""}, /* nobody can know which */
        {{{"Cookie", "jiancha=" A}, {"Cookie", "jiancha=" B}}, ""},
        {{{"Cookie", "jiancha=" A "0"}}, ""},
        {{{"Cookie", "jiancha="}}, ""},
        {{{"Cookie", "jiancha"}}, ""},
        {{{"Cookie", ";;; ;"}}, ""},
        {{{"Cookie", "xjiancha=" A "; jianchax=" A "; jiancha-form=" B}}, ""},
        {{{"Cookie", "__Host-jiancha=" A}}, ""}, /* of a client that speaks TLS */
        {{{"Cookie", "__Host-jiancha=" A "; jiancha=" B}, {"X-Forwarded-Proto", "https"}}, A},
        {{{"X-Forwarded-Proto", "https"}, {"Cookie", "jiancha=" B}}, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct letter *l = with(row[i].field, NULL);
        assert_string_equal(letter_cookie(l, COOKIE_SESSION), row[i].session);
        assert_int_equal(letter_credential(l), *row[i].session ? CREDENTIAL_SESSION : CREDENTIAL_NONE);
        letter_drop(l);
    }
}

/* The day for which a banner is put away is a day and nothing else. */
static void test_away(void **state)
{
    static const struct {
        const char *cookie;
        day away;
    } row[] = {
        {"jiancha-away=2026-11-26", 20783},
        {"a=b; jiancha-away=2026-11-26; c=d", 20783},
        {"jiancha-away=2026-11-26x", 0},
        {"jiancha-away=2026-11-26; jiancha-away=no", 0},
        {"jiancha-away=", 0},
        {"jiancha-lang=en", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct letter *l = letter_new("GET", "/");
        letter_field(l, "Cookie", 6, row[i].cookie, strlen(row[i].cookie), NULL);
        assert_int_equal(l->away, row[i].away);
        letter_drop(l);
    }
}

/* Chinese unless our cookie says another language; what the browser prefers does not count. */
static void test_language(void **state)
{
    static const struct {
        const char *field[4][2];
        enum lang lang;
    } row[] = {
        {{{"Accept-Language", "en-GB,en;q=0.9"}}, LANG_ZH},
        {{{"Cookie", "jiancha-lang=en"}}, LANG_EN},
        {{{"Cookie", "jiancha=" A "; jiancha-lang=en"}}, LANG_EN},
        {{{"Cookie", "jiancha-lang=zh-CN"}}, LANG_ZH},
        {{{"Cookie", "jiancha-lang=e"}}, LANG_ZH},
        {{{"Cookie", "jiancha-lang=english"}}, LANG_ZH},
        {{{"Cookie", "xjiancha-lang=en; jiancha-langx=en; jiancha-lang"}}, LANG_ZH},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct letter *l = with(row[i].field, NULL);
        assert_int_equal(l->lang, row[i].lang);
        letter_drop(l);
    }
}

static void test_tokens(void **state)
{
    static const struct {
        const char *field[4][2];
        const char *token;
    } row[] = {
        {{{"Authorization", "Bearer " A}}, A},
        {{{"authorization", "bearer " A}}, A},
        {{{"Authorization", "Bearer " A}, {"Authorization", "Bearer " A}}, ""},
        {{{"Authorization", "Bearer  " A}}, ""},
        {{{"Authorization", "Basic " A}}, ""},
        {{{"Authorization", ""}}, ""},
        {{{"Authorization", "Bearer x"}, {"Cookie", "jiancha=" A}},
         ""}, /* the session is not asked instead */
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct letter *l = with(row[i].field, NULL);
        assert_string_equal(l->token, row[i].token);
        assert_int_equal(letter_credential(l), CREDENTIAL_TOKEN);
        letter_drop(l);
    }
}

static void test_gateway(void **state)
{
    static const char *const one[][2] = {{"x-remote-user", "wang"}, {NULL, NULL}},
                             *const two[][2] = {
                                 {"X-Remote-User", "wang"}, {"X-Remote-User", "li"}, {NULL, NULL}};
    (void)state;
    struct letter *l = with(one, "X-Remote-User");
    assert_string_equal(l->user, "wang");
    letter_drop(l);
    l = with(one, NULL); /* not from a gateway */
    assert_string_equal(l->user, "");
    letter_drop(l);
    l = with(two, "X-Remote-User");
    assert_string_equal(l->user, "");
    letter_drop(l);
}

static void test_form(void **state)
{
    static const char *const bad[] = {"a=%", "a=%0", "a=%00", "a=%zz", "a=%ff", "%0a=1", "a=\x01", "a=%7f"};
    struct arena a = {0};
    struct form_fields f;
    struct err e;
    const char *text = "text=a%0D%0Ab%0Dc+d%26&pick=1&&pick=2&none=&x";
    (void)state;
    assert_int_equal(form_parse(&f, text, strlen(text), &a, &e), 0);
    assert_int_equal(f.n, 5);
    assert_string_equal(form_get(&f, "text"), "a\nb\nc d&");
    assert_string_equal(form_get(&f, "pick"), "1");
    assert_string_equal(f.v[2].value, "2");
    assert_null(form_get(&f, "none"));
    assert_null(form_get(&f, "x"));
    assert_null(form_get(&f, "y"));
    assert_int_equal(form_parse(&f, "", 0, &a, &e), 0);
    assert_int_equal(f.n, 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(form_parse(&f, bad[i], strlen(bad[i]), &a, &e), -1);
    struct str many = {0};
    for (int i = 0; i < FORM_FIELDS; i++)
        str_puts(&many, "&");
    assert_int_equal(form_parse(&f, many.p, many.len, &a, &e), -1);
    str_release(&many);
    arena_release(&a);
}

/* Who sees something else finds nothing that was kept for others. */
static void test_keys(void **state)
{
    static const struct who who[] = {{.login = "a", .role = "bureau"},
                                     {.login = "b", .role = "region", .own = "371312"},
                                     {.login = "c", .role = "region", .own = "371302"},
                                     {.login = "d", .role = "department", .own = "371312"},
                                     {.login = "e", .role = "auditor"}};
    enum { N = sizeof who / sizeof *who };
    struct arena a = {0};
    struct letter *l = letter_new("GET", "/"), *other = letter_new("GET", "/b"),
                  *english = letter_new("GET", "/");
    (void)state;
    for (int i = 0; i < N; i++) {
        assert_string_not_equal(entry_key(&who[i], l, &a), entry_key(NULL, l, &a));
        for (int k = 0; k < i; k++)
            assert_string_not_equal(entry_key(&who[i], l, &a), entry_key(&who[k], l, &a));
    }
    struct who same = who[0];
    same.login = "z";
    assert_string_equal(entry_key(&who[0], l, &a), entry_key(&same, l, &a));
    assert_string_not_equal(entry_key(&who[0], l, &a), entry_key(&who[0], other, &a));
    english->lang = LANG_EN;
    assert_string_not_equal(entry_key(&who[0], l, &a), entry_key(&who[0], english, &a));
    letter_drop(l);
    letter_drop(other);
    letter_drop(english);
    arena_release(&a);
}

/* What is open to all is made for nobody: the database shows it no unit's rows. */
static void test_open_is_for_nobody(void **state)
{
    static const struct route open = {.method = "GET", .pattern = "/metrics", .open = true};
    struct page p = {.letter = letter_new("GET", "/metrics"), .view.viewer.role = ROLE_BUREAU};
    struct reply out = {0};
    struct who who;
    (void)state;
    assert_int_equal(entry_pass(&p, NULL, &open, &who, &out), 0);
    assert_int_equal(p.view.viewer.role, ROLE_NOBODY);
    assert_null(p.view.viewer.own);
    letter_drop(p.letter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cookies),
                                       cmocka_unit_test(test_tokens),
                                       cmocka_unit_test(test_language),
                                       cmocka_unit_test(test_away),
                                       cmocka_unit_test(test_open_is_for_nobody),
                                       cmocka_unit_test(test_gateway),
                                       cmocka_unit_test(test_form),
                                       cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
