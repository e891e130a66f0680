/* Options that another program has to understand: refused before anything is started, by those who would use
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/address.h"
#include "cli/settings.h"
#include "collector/kafka.h"
#include "store/conninfo.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_address(void **state)
{
    (void)state;
    static const struct {
        const char *text, *host; /* host NULL: no address */
        int port;
    } c[] = {
        {"127.0.0.1:8080", "127.0.0.1", 8080},
        {"kafka", "kafka", -1},
        {":80", "", 80},
        {"[::1]:9092", "::1", 9092},
        {"[::1]", "::1", -1},
        {"::1:8080", "::1", 8080},
        {"a.b-c_d:0", "a.b-c_d", 0},
        {"h:65535", "h", 65535},
        {"", "", -1},
        {"h:65536", NULL, 0},
        {"h:", NULL, 0},
        {"h:-1", NULL, 0},
        {"h:1x", NULL, 0},
        {"h:000080", NULL, 0},
        {"a b:1", NULL, 0},
        {"http://h:1", NULL, 0},
        {"主机:1", NULL, 0},
        {"h:１", NULL, 0},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct address a;
        bool good = address_parse(c[i].text, strlen(c[i].text), &a);
        assert_int_equal(good, c[i].host != NULL);
        if (!good)
            continue;
        assert_string_equal(a.host, c[i].host);
        assert_int_equal(a.port, c[i].port);
    }
    char longer[300];
    memset(longer, 'x', sizeof longer);
    struct address a;
    assert_true(address_parse(longer, 255, &a));
    assert_false(address_parse(longer, 256, &a));
    assert_false(address_parse("h\0x:1", 5, &a));
}

static void test_conninfo(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want; /* NULL: fine */
    } c[] = {
        {"", NULL},
        {"jiancha", NULL},
        {"host=db dbname=jiancha", NULL},
        {"host=a,b port=1,2 sslmode=require", NULL},
        {"hostaddr=192.0.2.1 host=db", NULL},
        {"host=/var/run/postgresql", NULL},
        {"postgresql://u:p@h:5432/db?sslmode=prefer", NULL},
        {"hst=foo", "cannot be read"},
        {"host=x password=hunter2 hunter3", "cannot be read"},
        {"postgresql://h:hunter2/db", "invalid integer value for port;"},
        {"host=h port=hunter2", "invalid integer value for port;"},
        {"host=h port=70000", "invalid port number;"},
        {"host=a,b port=1,hunter2", "invalid integer value for port;"},
        {"host=a,b port=1,2,3", "could not match 3 port numbers to 2 hosts;"},
        {"sslmode=hunter2", "invalid sslmode value;"},
        {"service=hunter2", "definition of service ;"},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct err e = {.text = ""};
        assert_int_equal(conninfo_check(c[i].text, &e), c[i].want ? -1 : 0);
        assert_int_equal(e.kind, c[i].want ? ERR_USAGE : 0);
        assert_non_null(strstr(e.text, c[i].want ? c[i].want : ""));
        assert_null(strstr(e.text, "hunter")); /* it may be a password at the wrong place */
    }
    /* what an operator's environment says is part of it */
    struct err e;
    setenv("PGHOST", "a,b", 1);
    setenv("PGPORT", "1,2,3", 1);
    assert_int_equal(conninfo_check("dbname=x", &e), -1);
    unsetenv("PGPORT");
    assert_int_equal(conninfo_check("dbname=x", &e), 0);
    unsetenv("PGHOST");
}

/* A line of jiancha.conf and what is said of it; % is the folder. */
static const struct {
    const char *line, *want; /* NULL: it is fine */
} setting[] = {
    {"", NULL},
    {"listen = [::1]:0", NULL},
    {"listen = 8080", "%/jiancha.conf:1:10: listen: \"8080\" is no host:port"},
    {"listen = 127.0.0.1", "%/jiancha.conf:1:10: listen: \"127.0.0.1\" is no host:port"},
    {"listen = 127.0.0.1:99999", "%/jiancha.conf:1:10: listen: \"127.0.0.1:99999\" is no host:port"},
    {"database = hst=foo", "%/jiancha.conf:1:12: database: the connection string cannot be read"},
    {"brokers = kafka one", "%/jiancha.conf:1:11: brokers: \"kafka one\" is no host:port"},
    {"brokers = a:9092,b:x", "%/jiancha.conf:1:11: brokers: \"b:x\" is no host:port"},
    {"brokers = a:0", "%/jiancha.conf:1:11: brokers: \"a:0\" is no host:port"},
    {"brokers = , ", "%/jiancha.conf:1:11: brokers: expected host:port joined by commas"},
    {"brokers = a, b:9092 ,SSL://c:1,[::1]:2", NULL},
    {"group =", "%/jiancha.conf:1:8: group: expected a name"},
    {"topic_events = case events", "%/jiancha.conf:1:16: topic_events: expected a topic's name"},
    {"topic_reports =", "%/jiancha.conf:1:16: topic_reports: expected a topic's name"},
    {"topic_reports = ..", "%/jiancha.conf:1:17: topic_reports: expected a topic's name"},
    {"kafka_conf = security.protokol=ssl",
     "%/jiancha.conf:1:14: kafka: librdkafka has no setting security.protokol"},
    {"kafka_conf = sasl.password=hunter2 hunter3",
     "%/jiancha.conf:1:14: kafka_conf: word 2 is not key=value"},
    {"kafka_conf = session.timeout.ms=hunter2",
     "%/jiancha.conf:1:14: kafka: librdkafka does not take this value for session.timeout.ms"},
    {"kafka_conf = session.timeout.ms=400000",
     "%/jiancha.conf:1:14: kafka: `max.poll.interval.ms`"}, /* 300000 */
    {"kafka_conf = fetch.wait.max.ms=100", NULL},
    {"kafka_conf = linger.ms=5", NULL},
    {"kafka_conf = auto.offset.reset=earliest",
     "%/jiancha.conf:1:14: kafka_conf: auto.offset.reset is the program's own to set: a log that was cut"},
    {"kafka_conf = acks=1", "%/jiancha.conf:1:14: kafka_conf: acks is the program's own to set: what the"},
    {"kafka_conf = linger.ms=5 enable.auto.commit=hunter2",
     "%/jiancha.conf:1:14: kafka_conf: enable.auto.commit is the program's own to set: positions stand"},
    {"kafka_conf = max.in.flight=10", "%/jiancha.conf:1:14: kafka: `max.in.flight`"}, /* a producer's */
    {"slot = 63", "workers (default): workers: 2 from slot 63 on are more than the 64 slots"},
};

static int judge(const char *file, char **argv, int argc, struct str *findings, struct err *e)
{
    static struct conf c;
    int n_args;
    folder_write("jiancha.conf", file);
    assert_int_equal(conf_read(&c, argc, argv, &n_args, NULL, "", e), 0);
    return settings_check(&c, findings, e);
}

static void test_settings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(setting); i++) {
        struct str findings = {0}, want = {0};
        struct err e = {.text = ""};
        char *argv[] = {(char[]){"check"}, (char[]){"--config"}, folder, NULL};
        int rc = judge(setting[i].line, argv, 3, &findings, &e);
        assert_int_equal(rc, setting[i].want ? -1 : 0);
        for (const char *p = setting[i].want ? setting[i].want : ""; *p; p++)
            str_printf(&want, *p == '%' ? "%s" : "%.1s", *p == '%' ? folder : p);
        assert_int_equal(strncmp(str_text(&findings), str_text(&want), want.len), 0);
        assert_int_equal(findings.len > 0, setting[i].want != NULL);
        assert_int_equal(strncmp(e.text, str_text(&want), want.len), 0); /* without the line feed */
        assert_int_equal(e.kind, rc ? ERR_USAGE : 0);
        assert_null(strstr(str_text(&findings), "hunter"));
        str_release(&findings);
        str_release(&want);
    }
}

/* What the program relies on, for readers and for senders. */
static void test_own(void **state)
{
    (void)state;
    static const char *const own[] = {"bootstrap.servers",
                                      "metadata.broker.list",
                                      "group.id",
                                      "group.instance.id",
                                      "group.protocol",
                                      "partition.assignment.strategy",
                                      "enable.auto.commit",
                                      "auto.commit.enable",
                                      "enable.auto.offset.store",
                                      "offset.store.method",
                                      "auto.offset.reset",
                                      "allow.auto.create.topics",
                                      "enable.partition.eof",
                                      "isolation.level",
                                      "statistics.interval.ms",
                                      "enabled_events",
                                      "log.queue",
                                      "acks",
                                      "request.required.acks",
                                      "enable.idempotence",
                                      "delivery.report.only.error",
                                      "queuing.strategy",
                                      "transactional.id",
                                      "partitioner",
                                      "test.mock.num.brokers"};
    for (size_t i = 0; i < COUNT(own); i++) {
        struct str findings = {0}, line = {0};
        struct err e;
        char *argv[] = {(char[]){"run"}, (char[]){"--config"}, folder, NULL};
        str_printf(&line, "kafka_conf = %s=1", own[i]);
        assert_int_equal(judge(line.p, argv, 3, &findings, &e), -1);
        str_clear(&line);
        str_printf(&line, "kafka_conf: %s is the program's own to set: ", own[i]);
        assert_non_null(strstr(e.text, line.p));
        str_release(&findings);
        str_release(&line);
    }
}

/* All of them are said, each with the source that had the last word; run's answer is the first. */
static void test_sources(void **state)
{
    (void)state;
    struct str findings = {0};
    struct err e;
    char *argv[] = {(char[]){"run"}, (char[]){"--config"}, folder, (char[]){"--topic-events=x y"}, NULL};
    setenv("JIANCHA_LISTEN", "80", 1);
    assert_int_equal(judge("brokers = a b\nlisten = 127.0.0.1:80\n", argv, 4, &findings, &e), -1);
    unsetenv("JIANCHA_LISTEN");
    struct str want = {0};
    str_printf(
        &want,
        "%s/jiancha.conf:1:11: brokers: \"a b\" is no host:port\n"
        "--topic-events: topic_events: expected a topic's name, 1 to 249 letters, digits, dots, _ and -\n"
        "JIANCHA_LISTEN: listen: \"80\" is no host:port\n",
        folder);
    assert_string_equal(findings.p, want.p);
    assert_memory_equal(e.text, want.p, strlen(e.text));
    str_release(&findings);
    str_release(&want);
}

/* Those who would use the options say the same as check does. */
static void test_users(void **state)
{
    (void)state;
    static struct conf c;
    struct err e;
    int n_args;
    char *argv[] = {(char[]){"collect"}, (char[]){"--config"}, folder, NULL};
    folder_write("jiancha.conf", "brokers = kafka one\n");
    assert_int_equal(conf_read(&c, 3, argv, &n_args, NULL, "", &e), 0);
    const struct kafka_hooks hooks = {0};
    assert_null(kafka_new(&c, &hooks, &e));
    assert_string_equal(e.text, "brokers: \"kafka one\" is no host:port");
    assert_int_equal(e.kind, ERR_USAGE);
    folder_write("jiancha.conf", "kafka_conf = session.timeout.ms=x\n");
    assert_int_equal(conf_read(&c, 3, argv, &n_args, NULL, "", &e), 0);
    assert_null(kafka_new(&c, &hooks, &e));
    assert_string_equal(e.text, "kafka: librdkafka does not take this value for session.timeout.ms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_address), cmocka_unit_test(test_conninfo), cmocka_unit_test(test_settings),
        cmocka_unit_test(test_own),     cmocka_unit_test(test_sources),  cmocka_unit_test(test_users),
    };
    return cmocka_run_group_tests_name("settings", tests, folder_make, folder_remove);
}
