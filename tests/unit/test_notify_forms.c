/* How who is told reads it: the forms of messages, their digests and signatures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/hmac.h"
#include "tests/unit/notices.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct made {
    struct arena arena;
    struct notify_conf conf;
    struct forms_message m;
    struct str body;
};

static void begin(struct made *d, const char *conf)
{
    *d = (struct made){0};
    load(&d->conf, conf);
    forms_begin(&d->m, &d->conf, &d->conf.receivers.v[0], "r", &ref, &d->arena);
    instant_parse("2026-11-20T09:30:00+08:00", 25, &d->m.now);
}

static json_t *finish(struct made *d)
{
    json_error_t why;
    forms_close(&d->m);
    forms_body(&d->body, &d->m);
    json_t *root = json_loads(str_text(&d->body), 0, &why);
    if (!root && d->m.to->is != NOTIFY_MAIL)
        fail_msg("%s: %s", why.text, str_text(&d->body));
    return root;
}

static void end(struct made *d, json_t *root)
{
    json_decref(root);
    forms_release(&d->m);
    notify_conf_release(&d->conf);
    arena_release(&d->arena);
    str_release(&d->body);
}

static const char *at(json_t *root, const char *where)
{
    char copy[80];
    snprintf(copy, sizeof copy, "%s", where);
    for (char *save, *w = strtok_r(copy, ".", &save); w; w = strtok_r(NULL, ".", &save))
        root = *w >= '0' && *w <= '9' ? json_array_get(root, (size_t)atoi(w)) : json_object_get(root, w);
    return json_string_value(root) ? json_string_value(root) : "";
}

static void test_webhook(void **state)
{
    struct made d;
    (void)state;
    begin(&d, "link = https://j.example\n" HOOK);
    struct notice n = notice(&d.arena, "alert.raised", "371302", RED);
    n.item = ref.items[0].code, n.used = 12, n.limit = 10;
    forms_add(&d.m, &n);
    n = notice(&d.arena, "alert.cleared", "371302", RED);
    forms_add(&d.m, &n);
    json_t *root = finish(&d);
    assert_string_equal(at(root, "version"), "4");
    assert_string_equal(at(root, "status"), "firing");
    assert_string_equal(at(root, "alerts.0.status"), "firing");
    assert_string_equal(at(root, "alerts.1.status"), "resolved");
    assert_string_equal(at(root, "alerts.0.fingerprint"), at(root, "alerts.1.fingerprint"));
    assert_string_not_equal(at(root, "alerts.0.annotations.id"), at(root, "alerts.1.annotations.id"));
    assert_string_equal(at(root, "alerts.0.annotations.days"), "已用12天，时限10天");
    assert_string_equal(at(root, "alerts.0.annotations.item"), ref.items[0].name);
    assert_string_equal(at(root, "alerts.0.annotations.rule"), "103 超过法定时限");
    assert_string_equal(at(root, "alerts.0.generatorURL"), "https://j.example/cases/C-1");
    assert_string_equal(at(root, "alerts.0.endsAt"), "0001-01-01T00:00:00Z");
    end(&d, root);
}

/* More than `many`: numbers, the gravest first, and as many as there were; its id is that of the same
 * notices. */
static void test_digest(void **state)
{
    char id[2][SHA256_TEXT];
    (void)state;
    for (int round = 0; round < 2; round++) {
        struct made d;
        begin(&d, "many = 3\n" HOOK);
        for (int i = 0; i < 7; i++) {
            char object[120];
            snprintf(object, sizeof object, "\"case_no\":\"C-%d\",\"rule\":103,\"level\":\"%s\"", i,
                     i < 5 ? "yellow" : "red");
            struct notice n = notice(&d.arena, "alert.raised", i % 2 ? "371302" : "371311", object);
            forms_add(&d.m, &n);
        }
        json_t *root = finish(&d);
        assert_int_equal(d.m.list.n, 3); /* no more are held */
        assert_int_equal(json_integer_value(json_object_get(root, "truncatedAlerts")), 7);
        assert_int_equal(json_array_size(json_object_get(root, "alerts")), 2);
        assert_string_equal(at(root, "alerts.0.labels.severity"), "red");
        assert_string_equal(at(root, "alerts.0.annotations.count"), "2");
        assert_string_equal(at(root, "alerts.1.annotations.count"), "5");
        memcpy(id[round], d.m.id, sizeof id[round]);
        end(&d, root);
    }
    assert_string_equal(id[0], id[1]);
}

/* What senders wrote cannot act as Markdown; whole lines only, within what a robot takes. */
static void test_robots(void **state)
{
    static const char *const conf[] = {
        "many = 100\n[receiver w]\nkind = wecom\ntoken = env:NOTIFY_TEST\n",
        "many = 100\n[receiver w]\nkind = dingtalk\ntoken = env:NOTIFY_TEST\n"};
    (void)state;
    for (int k = 0; k < 2; k++) {
        struct made d;
        begin(&d, conf[k]);
        for (int i = 0; i < 100; i++) {
            char object[200];
            snprintf(object, sizeof object,
                     "\"case_no\":\"[%d](http://evil.example)**\",\"rule\":103,\"level\":\"red\"", i);
            struct notice n = notice(&d.arena, "alert.raised", "371302", object);
            forms_add(&d.m, &n);
        }
        json_t *root = finish(&d);
        const char *text = at(root, k ? "markdown.text" : "markdown.content");
        assert_null(strstr(text, "](http://evil"));
        assert_non_null(strstr(text, "［0］（http"));
        assert_true(strlen(text) <= (k ? 20000 : 4096));
        assert_true(k || strstr(text, "另有"));
        end(&d, root);
    }
}

/* What is of no unit has a title without a blank at its end: before ** that is no bold. */
static void test_title(void **state)
{
    struct made d;
    (void)state;
    begin(&d, "[receiver w]\nkind = wecom\ntoken = env:NOTIFY_TEST\n");
    struct notice n = notice(&d.arena, "bulletin.frozen", "371300", "\"period\":\"2026-10\"");
    n.region = n.dept = NULL;
    forms_add(&d.m, &n);
    json_t *root = finish(&d);
    const char *text = at(root, "markdown.content"), *stop = strstr(text, "**\n");
    assert_true(!strncmp(text, "**监察：", strlen("**监察：")) && stop && stop[-1] != ' ');
    end(&d, root);
}

static void test_dingtalk_sign(void **state)
{
    struct notify_receiver r = {.is = NOTIFY_DINGTALK, .secret = "SEC000"};
    struct str url = {0};
    (void)state;
    forms_sign(&url, &r, 1577262236757);
    /* by Python's hmac and base64 */
    assert_string_equal(url.p,
                        "&timestamp=1577262236757&sign=0mUoy51oaZiRp9zSbtu3Gh7pbwvH33YBGob4MsxeXA4%3D");
    str_release(&url);
}

static void test_mail(void **state)
{
    struct made d;
    (void)state;
    begin(&d, "[receiver m]\nkind = mail\nurl = smtps://h\nfrom = a@b.example\nto = c@d, e@f\n");
    struct notice n = notice(&d.arena, "order.issued", "371302",
                             "\"order\":\"2026-1\",\"reply_due\":\"2026-11-27\"");
    forms_add(&d.m, &n);
    finish(&d);
    assert_non_null(strstr(d.body.p, "Date: Fri, 20 Nov 2026 09:30:00 +0800\r\n"));
    assert_non_null(strstr(d.body.p, "To: <c@d>,\r\n <e@f>\r\n"));
    assert_non_null(strstr(d.body.p, "\r\nSubject: =?UTF-8?B?"));
    for (const char *p = d.body.p, *lf; (lf = strchr(p, '\n')); p = lf + 1)
        assert_true(lf - p <= 78 && lf > p && lf[-1] == '\r');
    end(&d, NULL);
}

/* A placeholder is written as the place demands; what is none stays. */
static void test_template(void **state)
{
    static const struct {
        const char *type, *body, *want;
    } v[] = {
        {"application/json", "{\"n\":\"{case}\",\"x\":{count}}", "{\"n\":\"a\\\"b&c\",\"x\":1}"},
        {"application/x-www-form-urlencoded", "n={case}&k={token}", "n=a%22b%26c&k=SEC000"},
        {"text/xml", "<n>{case}</n>", "<n>a&quot;b&amp;c</n>"},
        {"text/plain", "{case} {days}", "a\"b&c 反馈期限2026-11-27"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++) {
        struct made d;
        struct str conf = {0}, url = {0};
        str_printf(
            &conf,
            "[receiver m]\nkind = http\nurl = http://h/{case}\ntype = %s\ntoken = env:NOTIFY_TEST\nbody = %s\n",
            v[i].type, v[i].body);
        begin(&d, conf.p);
        struct notice n = notice(&d.arena, "order.issued", "371302",
                                 "\"order\":\"a\\\"b&c\",\"reply_due\":\"2026-11-27\"");
        forms_add(&d.m, &n);
        forms_close(&d.m);
        forms_body(&d.body, &d.m);
        forms_url(&url, &d.m);
        assert_string_equal(d.body.p, v[i].want);
        assert_string_equal(url.p, "http://h/a%22b%26c");
        str_release(&conf);
        str_release(&url);
        end(&d, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_webhook),  cmocka_unit_test(test_digest),        cmocka_unit_test(test_robots),
        cmocka_unit_test(test_title),    cmocka_unit_test(test_dingtalk_sign), cmocka_unit_test(test_mail),
        cmocka_unit_test(test_template),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
