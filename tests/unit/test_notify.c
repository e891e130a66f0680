/* Who is told what and when: notify.conf, signatures, the pace, answers of receivers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/act.h"
#include "analyzer/notice_kinds.h"
#include "base/base64.h"
#include "base/file.h"
#include "base/hmac.h"
#include "collector/notify/answer.h"
#include "collector/notify/when.h"
#include "tests/unit/notices.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* RFC 4231, test cases 1, 2, 3 and 6 (a key longer than a block). */
static void test_hmac(void **state)
{
    static uint8_t aa[131], dd[50], b0[20];
    static const char *const want[] = {"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                                       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                                       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                                       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"};
    (void)state;
    memset(aa, 0xaa, sizeof aa);
    memset(dd, 0xdd, sizeof dd);
    memset(b0, 0x0b, sizeof b0);
    const struct {
        const void *key;
        size_t n_key;
        const void *p;
        size_t n;
    } v[] = {{b0, 20, "Hi There", 8},
             {"Jefe", 4, "what do ya want for nothing?", 28},
             {aa, 20, dd, 50},
             {aa, 131, "Test Using Larger Than Block-Size Key - Hash Key First", 54}};
    for (size_t i = 0; i < COUNT(v); i++) {
        uint8_t out[32];
        char hex[65];
        hmac_sha256(v[i].key, v[i].n_key, v[i].p, v[i].n, out);
        for (int k = 0; k < 32; k++)
            snprintf(hex + 2 * k, 3, "%02x", out[k]);
        assert_string_equal(hex, want[i]);
    }
}

/* RFC 4648, section 10. */
static void test_base64(void **state)
{
    static const char *const want[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    (void)state;
    for (size_t n = 0; n < COUNT(want); n++) {
        struct str s = {0};
        base64_put(&s, "foobar", n);
        assert_string_equal(str_text(&s), want[n]);
        str_release(&s);
    }
}

/* --- notify.conf --- */

static void test_conf(void **state)
{
    struct notify_conf c;
    (void)state;
    load(&c, "link = https://j.example\nmany = 3\n" HOOK "timeout = 3\n[receiver d]\nkind = dingtalk\n"
             "token = env:NOTIFY_TEST\n[rule r]\nto = d\nlevels = red, yellow\nwhen = digest\nhour = 8\n");
    assert_int_equal(c.receivers.n, 2);
    assert_int_equal(c.receivers.v[0].timeout, 3);
    assert_int_equal(c.receivers.v[0].per_minute, 600);
    assert_int_equal(c.receivers.v[1].per_minute, 20);
    assert_string_equal(c.receivers.v[1].token, "SEC000");
    assert_string_equal(c.receivers.v[1].url, "https://oapi.dingtalk.com/robot/send");
    assert_int_equal(c.rules.v[0].receiver, 1);
    assert_int_equal(c.rules.v[0].is, NOTIFY_DIGEST);
    assert_int_equal(c.many, 3);
    notify_conf_release(&c);
    folder_write("notify.conf", NULL);
    struct err e;
    assert_int_equal(notify_conf_load(&c, folder, &ref, &e), 0);
    assert_int_equal(c.receivers.n + c.rules.n, 0);
    notify_conf_release(&c);
}

/* Each fault is told at its place, and no secret with it. */
static void test_conf_faults(void **state)
{
    static const struct {
        const char *text, *want;
    } v[] = {
        {"x = 1\n", ":1:1: \"x\", expected a setting that stands before the first section"},
        {"many = 0\n", ":1:8: \"0\", expected an integer 1…100"},
        {"work_from = 18\n", ":1:1: work_until: expected a later hour"},
        {"link = https://j.example/\n", ":1:1: link: expected http://HOST"},
        {"[receiver A]\n", ":1:2: \"receiver A\", expected [receiver NAME]"},
        {"[teller a]\n", ":1:2: \"teller a\", expected [receiver NAME]"},
        {HOOK HOOK, ":4:2: \"receiver a\", expected [receiver NAME] or [rule NAME], each NAME once"},
        {"[receiver a]\nkind = pigeon\n", ":1:1: [receiver a] kind: expected webhook"},
        {"[receiver a]\nkind = webhook\n", ":1:1: [receiver a] url: expected http://"},
        {"[receiver a]\nkind = webhook\nurl = http://me:pw@h/\n", "[receiver a] url: expected http://"},
        {"[receiver a]\nkind = webhook\nurl = smtp://h\n", "[receiver a] url: expected http://"},
        {"[receiver a]\nkind = webhook\nurl = http://h/?key=leak\n",
         "[receiver a] url: expected no secret in it"},
        {HOOK "user = me\n", "[receiver a] user: expected no such setting for a receiver of this kind"},
        {HOOK "token = leak\n", ":4:9: a secret does not stand in this file, expected file:PATH or env:NAME"},
        {HOOK "token = env:NO_SUCH_VARIABLE\n", ":4:9: this variable is not set"},
        {HOOK "token = file:/no/such/file\n", ":4:9: there is no such file"},
        {HOOK "ca = /no/such/file\n", "[receiver a] ca: expected a file that is there"},
        {"[receiver a]\nkind = wecom\n", "[receiver a] token: expected the robot's"},
        {"[receiver a]\nkind = mail\nurl = smtp://h\nfrom = a@b\nto = c\n",
         "[receiver a] to: expected addresses"},
        {"[receiver a]\nkind = mail\nurl = smtp://h\nfrom = a@b>\nto = c@d\n",
         "[receiver a] from: expected one"},
        {"[receiver a]\nkind = mail\nurl = smtp://h\nfrom = a@b\nto = c@d\nuser = u\nstarttls = 0\n",
         "[receiver a] starttls: expected 1"},
        {"[receiver a]\nkind = http\nurl = http://h/?k={tokn}\n", "[receiver a] url: expected placeholders"},
        {HOOK "[rule r]\nto = b\n", ":4:1: [rule r] to: expected the name of a [receiver NAME]"},
        {HOOK "[rule r]\nto = a\nkinds = alert.rased\n", "[rule r] kinds: expected kinds of notices"},
        {HOOK "[rule r]\nto = a\nlevels = blue\n", "[rule r] levels: expected notice"},
        {HOOK "[rule r]\nto = a\nregions = 999999\n",
         "[rule r] regions: expected codes that stand in regions.csv"},
        {HOOK "[rule r]\nto = a\ndepts = x\n",
         "[rule r] depts: expected codes that stand in departments.csv"},
        {HOOK "[rule r]\nto = a\nwhen = never\n", "[rule r] when: expected now, hours or digest"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++) {
        struct str faults = {0};
        struct notify_conf c;
        struct err e;
        folder_write("notify.conf", v[i].text);
        assert_int_equal(notify_conf_faults(&faults, folder, &ref), -1);
        if (!strstr(str_text(&faults), v[i].want) || strstr(str_text(&faults), "leak"))
            fail_msg("%s\ngives\n%s", v[i].text, str_text(&faults));
        assert_int_equal(notify_conf_load(&c, folder, &ref, &e), -1); /* and `run` refuses it, too */
        assert_int_equal(e.kind, ERR_USAGE);
        str_release(&faults);
    }
    folder_write("notify.conf", NULL);
}

static void test_shipped(void **state)
{
    struct str want = {0}, is = {0};
    struct err e;
    (void)state;
    notify_conf_print(&want);
    assert_int_equal(file_read(&is, "config/notify.conf", &e), 0);
    assert_string_equal(str_text(&is), str_text(&want));
    str_release(&want);
    str_release(&is);
}

/* --- which notices --- */

/* Of a receiver's rules the first that fits takes a notice; each receiver is asked by itself. */
static void test_which(void **state)
{
    struct arena a = {0};
    struct notify_conf c;
    (void)state;
    load(&c, HOOK "[receiver b]\nkind = webhook\nurl = http://h/\n"
                  "[rule red]\nto = a\nkinds = alert.*\nlevels = red\nregions = 371302\n"
                  "[rule orders]\nto = a\nkinds = order.*, source.silent\n"
                  "[rule rest]\nto = a\nlevels = red, yellow\n"
                  "[rule all]\nto = b\n");
    static const struct {
        const char *kind, *region, *object, *want; /* want: a digit for each rule that takes it */
    } v[] = {
        {"alert.raised", "371302", RED, "03"},
        {"alert.raised", "371311", RED, "23"},
        {"alert.raised", "371302", "\"case_no\":\"C-1\",\"rule\":102,\"level\":\"yellow\"", "23"},
        {"alert.raised", "371302", "\"case_no\":\"C-1\",\"rule\":101,\"level\":\"warning\"", "3"},
        {"order.issued", "371302", "\"order\":\"2026-1\"", "13"},
        {"source.silent", "371302", "\"source\":\"s\"", "13"},
        {"source.back", "371302", "\"source\":\"s\"", "23"},
    };
    for (size_t i = 0; i < COUNT(v); i++) {
        char got[8] = "";
        struct notice n = notice(&a, v[i].kind, v[i].region, v[i].object);
        for (size_t r = 0; r < c.rules.n; r++)
            if (notice_for(&c, r, &n))
                got[strlen(got)] = (char)('0' + r);
        assert_string_equal(got, v[i].want);
    }
    notify_conf_release(&c);
    arena_release(&a);
}

/* Every state that an act can lead to has its word among the kinds. */
static void test_kinds(void **state)
{
    static const char *const group[] = {"order", "appeal", "interview"};
    (void)state;
    for (int i = 0; i < ACT_STATES; i++) {
        char kind[40];
        bool known = !strcmp(act_state_word[i], "none") || !strcmp(act_state_word[i], "proposed");
        for (size_t g = 0; g < COUNT(group); g++) {
            int n = snprintf(kind, sizeof kind, "%s.%s", group[g], act_state_word[i]);
            known = known || notice_kinds_known(kind, (size_t)n);
        }
        if (!known)
            fail_msg("%s is told of nobody", act_state_word[i]);
    }
    assert_true(notice_kinds_fit("order.*", 7, "order.closed"));
    assert_false(notice_kinds_fit("order*", 6, "order.closed"));
    assert_false(notice_kinds_fit("order", 5, "order.closed"));
}

/* --- when --- */

static instant of(const char *text)
{
    instant t;
    assert_true(instant_parse(text, strlen(text), &t));
    return t;
}

/* 2026-10-01 to 07 are days off, 2026-10-10 is a make-up Saturday. */
static void test_when(void **state)
{
    struct notify_conf c = {.work_from = 9, .work_until = 17};
    struct notify_rule hours = {.is = NOTIFY_HOURS}, digest = {.is = NOTIFY_DIGEST, .hour = 9},
                       now = {.is = NOTIFY_NOW};
    static const struct {
        const char *at;
        bool open;
    } v[] = {{"2026-11-20T08:59:59+08:00", false}, {"2026-11-20T09:00:00+08:00", true},
             {"2026-11-20T16:59:59+08:00", true},  {"2026-11-20T17:00:00+08:00", false},
             {"2026-11-21T10:00:00+08:00", false}, {"2026-10-05T10:00:00+08:00", false},
             {"2026-10-10T10:00:00+08:00", true}};
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++) {
        assert_int_equal(when_open(&hours, &c, &ref.cal, INSTANT_NONE, of(v[i].at)), v[i].open);
        assert_true(when_open(&now, &c, &ref.cal, INSTANT_NONE, of(v[i].at)));
    }
    assert_true(when_digest(&digest, &ref.cal, of("2026-11-20T08:00:00+08:00")) ==
                of("2026-11-20T09:00:00+08:00"));
    assert_true(when_digest(&digest, &ref.cal, of("2026-11-20T09:00:00+08:00")) ==
                of("2026-11-23T09:00:00+08:00"));
    assert_true(when_digest(&digest, &ref.cal, of("2026-09-30T12:00:00+08:00")) ==
                of("2026-10-08T09:00:00+08:00"));
    assert_false(
        when_open(&digest, &c, &ref.cal, of("2026-11-20T09:00:00+08:00"), of("2026-11-23T08:59:59+08:00")));
    assert_true(
        when_open(&digest, &c, &ref.cal, of("2026-11-20T09:00:00+08:00"), of("2026-11-23T09:00:00+08:00")));
}

/* In no minute more than so many, whatever the load; a quiet receiver is told at once. */
static void test_pace(void **state)
{
    static const int32_t rate[] = {1, 2, 20, 600};
    (void)state;
    for (size_t k = 0; k < COUNT(rate); k++) {
        struct when_pace p = {0};
        int64_t sent[4000], n = 0;
        for (int64_t t = 1; t < 300000 && n < 4000; t += 7)
            if (!when_pace(&p, rate[k], t))
                sent[n++] = t;
        assert_true(n >= (rate[k] - rate[k] / 4 - 1) * 5);
        for (int64_t i = 0, from = 0; i < n; i++) {
            while (sent[i] - sent[from] >= 60000)
                from++;
            assert_true(i - from + 1 <= rate[k]);
        }
    }
    assert_int_equal(when_again(1, 0), 1000);
    assert_int_equal(when_again(4, 0), 8000);
    assert_int_equal(when_again(100000, 0), 60000);
    assert_int_equal(when_again(1, 90), 90000);
    assert_int_equal(when_again(1, 1000000), 3600000);
}

static void test_answers(void **state)
{
    static const struct {
        enum notify_kind kind;
        const char *failed;
        long status;
        const char *body;
        int64_t after;
        const char *why; /* NULL: taken */
        int64_t wait;
    } v[] = {
        {NOTIFY_WEBHOOK, NULL, 200, "", 0, NULL, 0},
        {NOTIFY_WEBHOOK, NULL, 204, "", 0, NULL, 0},
        {NOTIFY_WEBHOOK, NULL, 302, "", 0, "HTTP status 302", 0},
        {NOTIFY_HTTP, NULL, 429, "", 7, "HTTP status 429", 7},
        {NOTIFY_HTTP, "Timeout was reached", 0, "", 0, "Timeout was reached", 0},
        {NOTIFY_WECOM, NULL, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", 0, NULL, 0},
        {NOTIFY_WECOM, NULL, 200, "{\"errcode\":45009,\"errmsg\":\"key=leak\"}", 0, "errcode 45009", 60},
        {NOTIFY_DINGTALK, NULL, 200, "{\"errcode\":130101}", 0, "errcode 130101", 600},
        {NOTIFY_DINGTALK, NULL, 200, "<html>", 0, "it answers without an errcode", 0},
        {NOTIFY_MAIL, NULL, 250, "", 0, NULL, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++) {
        char why[100] = "";
        int64_t wait;
        struct answer a = {v[i].failed, v[i].status, v[i].body, strlen(v[i].body), v[i].after, 0};
        assert_int_equal(answer_judge(v[i].kind, &a, why, &wait), !v[i].why);
        assert_string_equal(why, v[i].why ? v[i].why : "");
        if (v[i].why)
            assert_int_equal(wait, v[i].wait);
    }
}

/* Which addresses of a mail are refused, by the first digits of all that the server said. */
static void test_mail_answers(void **state)
{
    static const struct {
        const char *said;
        int addresses;
        const char *why;
    } v[] = {
        {"22222232", 3, ""}, /* greeting, EHLO, MAIL; the addresses; DATA, the bytes */
        {"22222532", 3, "1 of 3 addresses are refused, the first is number 3"},
        {"2222525232", 5, "2 of 5 addresses are refused, the first is number 2"},
        {"222442532", 4, "3 of 4 addresses are refused, the first is number 1"}, /* no patience left */
        {"252332222232", 3, ""}, /* EHLO is refused, HELO is not; AUTH asks twice */
        {"25233222532", 2, "1 of 2 addresses are refused, the first is number 2"},
        {"222232", 1, ""},
        {"252", 1, ""}, /* no reply to DATA */
        {"", 1, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(v); i++) {
        char why[100] = "?";
        int64_t wait;
        const struct answer a = {.body = v[i].said, .n = strlen(v[i].said), .addresses = v[i].addresses};
        assert_true(answer_judge(NOTIFY_MAIL, &a, why, &wait));
        assert_string_equal(why, v[i].why);
    }
    int64_t waited = 0;
    unsigned tries = 1;
    assert_false(answer_later('5', 1) || answer_later('2', 1));
    for (; answer_later('4', tries); tries++)
        waited += when_again(tries, 0) / 1000;
    assert_in_range(waited, 300, 900); /* longer than greylists, and not for ever */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hmac),        cmocka_unit_test(test_base64),       cmocka_unit_test(test_conf),
        cmocka_unit_test(test_conf_faults), cmocka_unit_test(test_shipped),      cmocka_unit_test(test_which),
        cmocka_unit_test(test_kinds),       cmocka_unit_test(test_when),         cmocka_unit_test(test_pace),
        cmocka_unit_test(test_answers),     cmocka_unit_test(test_mail_answers),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
