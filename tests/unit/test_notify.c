/* Who is told what, when and how: notify.conf, the forms of messages, signatures, answers of receivers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "analyzer/act.h"
#include "analyzer/notice_kinds.h"
#include "base/file.h"
#include "base/base64.h"
#include "base/hmac.h"
#include "collector/notify/answer.h"
#include "collector/notify/forms.h"
#include "collector/notify/when.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct refdata ref;

static int make(void **state)
{
    struct str findings = {0};
    struct err e;
    int rc = refdata_load(&ref, "config", &findings, &e);
    str_release(&findings);
    setenv("NOTIFY_TEST", "SEC000", 1);
    return rc || folder_make(state);
}

static int clean(void **state)
{
    refdata_release(&ref);
    return folder_remove(state);
}

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

static void load(struct notify_conf *c, const char *text)
{
    struct err e = {0};
    folder_write("notify.conf", text);
    if (notify_conf_load(c, folder, &ref, &e))
        fail_msg("%s", e.text);
}

#define HOOK "[receiver a]\nkind = webhook\nurl = http://127.0.0.1/x\n"

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

/* A notice of the outbox: `what` is the object's inside. */
static struct notice notice(struct arena *a, const char *kind, const char *region, const char *what)
{
    struct str body = {0}, id = {0};
    struct notice n;
    str_printf(&id, "%s%s", kind, what);
    char hash[SHA256_TEXT];
    sha256_text(id.p, id.len, hash);
    str_printf(
        &body,
        "{\"v\":1,\"id\":\"%.32s\",\"kind\":\"%s\",\"at\":\"2026-11-20T09:00:00+08:00\",\"region\":\"%s\","
        "\"dept\":\"%s\",\"object\":{%s}}",
        hash, kind, region, ref.depts[0].code, what);
    assert_true(notice_read(body.p, a, &n));
    str_release(&body);
    str_release(&id);
    return n;
}

#define RED "\"case_no\":\"C-1\",\"rule\":103,\"subject\":\"\",\"level\":\"red\""

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

/* --- forms --- */

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
        struct answer a = {v[i].failed, v[i].status, v[i].body, strlen(v[i].body), v[i].after};
        assert_int_equal(answer_judge(v[i].kind, &a, why, &wait), !v[i].why);
        assert_string_equal(why, v[i].why ? v[i].why : "");
        if (v[i].why)
            assert_int_equal(wait, v[i].wait);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hmac),    cmocka_unit_test(test_base64),
        cmocka_unit_test(test_conf),    cmocka_unit_test(test_conf_faults),
        cmocka_unit_test(test_shipped), cmocka_unit_test(test_which),
        cmocka_unit_test(test_kinds),   cmocka_unit_test(test_webhook),
        cmocka_unit_test(test_digest),  cmocka_unit_test(test_robots),
        cmocka_unit_test(test_title),   cmocka_unit_test(test_dingtalk_sign),
        cmocka_unit_test(test_mail),    cmocka_unit_test(test_template),
        cmocka_unit_test(test_when),    cmocka_unit_test(test_pace),
        cmocka_unit_test(test_answers),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
