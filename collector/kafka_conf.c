#include "collector/kafka_conf.h"

#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "base/address.h"
#include "base/log.h"
#include "collector/kafka_own.h"

/* Connections: error_cb tells of them, once. AUTOCREATE: an old or mock broker. COMMITFAIL: the broker's own
 * positions, which nothing depends on. GETPID: a broker that has just begun; what is final comes with the
 * deliveries. */
static void on_log(const rd_kafka_t *rk, int level, const char *facility, const char *text)
{
    static const char *const dull[] = {"FAIL", "ERROR", "AUTOCREATE", "COMMITFAIL", "GETPID"};
    (void)rk;
    for (size_t i = 0; i < sizeof dull / sizeof *dull; i++)
        if (!strcmp(facility, dull[i]))
            return;
    if (level <= LOG_WARNING)
        log_warn("kafka: %s: %s", facility, text);
}

/* librdkafka's own text would quote the value, which may be a password. */
int kafka_conf_set(rd_kafka_conf_t *kc, const char *key, const char *value, struct err *e)
{
    char text[300];
    switch (rd_kafka_conf_set(kc, key, value, text, sizeof text)) {
    case RD_KAFKA_CONF_OK: return 0;
    case RD_KAFKA_CONF_UNKNOWN: return err_usage(e, "kafka: librdkafka has no setting %s", key);
    default: return err_usage(e, "kafka: librdkafka does not take this value for %s", key);
    }
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static int set_all(rd_kafka_conf_t *kc, const char *const (*pair)[2], size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (kafka_conf_set(kc, pair[i][0], pair[i][1], e))
            return -1;
    return 0;
}

/* `key=value key=value …`: the operator's words, the last ones where they may be said at all. */
static int set_extra(rd_kafka_conf_t *kc, const char *list, struct err *e)
{
    char copy[sizeof((struct conf *)0)->kafka_conf], *rest = NULL;
    memcpy(copy, list, strlen(list) + 1);
    int k = 1;
    for (char *pair = strtok_r(copy, " ", &rest); pair; pair = strtok_r(NULL, " ", &rest), k++) {
        char *eq = strchr(pair, '=');
        if (!eq)
            return err_usage(e, "kafka_conf: word %d is not key=value (a value has no blanks)", k);
        *eq = 0;
        const char *why = kafka_own(pair);
        if (why)
            return err_usage(e, "kafka_conf: %s is the program's own to set: %s", pair, why);
        if (kafka_conf_set(kc, pair, eq + 1, e))
            return -1;
    }
    return 0;
}

/* librdkafka takes any text for a broker and then looks for it for ever. */
int kafka_conf_brokers(const struct conf *conf, struct err *e)
{
    int n = 0;
    for (const char *p = conf->brokers + strspn(conf->brokers, ", "), *end; *p;
         p = end + strspn(end, ", "), n++) {
        struct address a;
        end = p + strcspn(p, ",");
        const char *scheme = memmem(p, (size_t)(end - p), "://", 3), *host = scheme ? scheme + 3 : p;
        size_t len = (size_t)(end - host);
        while (len && host[len - 1] == ' ')
            len--;
        if (!address_parse(host, len, &a) || !*a.host || a.port == 0)
            return err_usage(e, "brokers: \"%.*s\" is no host:port", (int)(end - p), p);
    }
    return n ? 0 : err_usage(e, "brokers: expected host:port joined by commas");
}

/* Kafka's own rule, by which a broker would say INVALID_TOPIC for ever. */
static int check_topic(const char *option, const char *topic, struct err *e)
{
    size_t n = strspn(topic, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    if (n && n < 250 && !topic[n] && strcmp(topic, ".") != 0 && strcmp(topic, "..") != 0)
        return 0;
    return err_usage(e, "%s: expected a topic's name, 1 to 249 letters, digits, dots, _ and -", option);
}

int kafka_conf_topic_events(const struct conf *conf, struct err *e)
{
    return check_topic("topic_events", conf->topic_events, e);
}

int kafka_conf_topic_reports(const struct conf *conf, struct err *e)
{
    return check_topic("topic_reports", conf->topic_reports, e);
}

int kafka_conf_group(const struct conf *conf, struct err *e)
{
    return conf->group[0] ? 0 : err_usage(e, "group: expected a name");
}

static int check_names(const struct conf *conf, struct err *e)
{
    return kafka_conf_brokers(conf, e) || kafka_conf_topic_events(conf, e) ||
                   kafka_conf_topic_reports(conf, e) || kafka_conf_group(conf, e)
               ? -1
               : 0;
}

static rd_kafka_conf_t *new_conf(const struct conf *conf, struct err *e)
{
    static const char *const common[][2] = {
        {"socket.keepalive.enable", "true"},
        {"reconnect.backoff.max.ms", "2000"},
        {"topic.metadata.refresh.interval.ms", "10000"},
        {"log.connection.close", "false"},
    };
    rd_kafka_conf_t *kc = rd_kafka_conf_new();
    if (kafka_conf_set(kc, "bootstrap.servers", conf->brokers, e) || set_all(kc, common, COUNT(common), e)) {
        rd_kafka_conf_destroy(kc);
        return NULL;
    }
    rd_kafka_conf_set_log_cb(kc, on_log);
    return kc;
}

rd_kafka_conf_t *kafka_conf_new(const struct conf *conf, struct err *e)
{
    return check_names(conf, e) ? NULL : new_conf(conf, e);
}

/* The queue is bounded by bytes alone, and holds more than a second's work: at either bound the fetcher of
 * 2.0.2 sleeps up to 1 s. read_committed: what a source has taken back by aborting its transaction it has
 * never said; nothing else is held up by it than what lies behind a transaction that is still open. */
int kafka_conf_consumer(rd_kafka_conf_t *kc, const struct conf *conf, struct err *e)
{
    static const char *const fixed[][2] = {
        {"partition.assignment.strategy", "range"}, {"enable.auto.commit", "false"},
        {"enable.auto.offset.store", "false"},      {"auto.offset.reset", "error"},
        {"isolation.level", "read_committed"},      {"allow.auto.create.topics", "false"},
        {"queued.min.messages", "10000000"},        {"queued.max.messages.kbytes", "32768"},
        {"fetch.message.max.bytes", "1048576"},     {"fetch.max.bytes", "16777216"},
        {"statistics.interval.ms", "2000"},         {"session.timeout.ms", "6000"},
        {"heartbeat.interval.ms", "1500"},          {"enable.partition.eof", "true"},
    };
    char instance[600];
    snprintf(instance, sizeof instance, "%s-%d", conf->group, (int)conf->slot);
    return kafka_conf_set(kc, "group.id", conf->group, e) ||
                   kafka_conf_set(kc, "group.instance.id", instance, e) ||
                   kafka_conf_set(kc, "client.id", instance, e) || set_all(kc, fixed, COUNT(fixed), e) ||
                   set_extra(kc, conf->kafka_conf, e)
               ? -1
               : 0;
}

/* Idempotence keeps messages in order, each once, when the library sends them again. */
int kafka_conf_producer(rd_kafka_conf_t *kc, const struct conf *conf, struct err *e)
{
    static const char *const fixed[][2] = {
        {"partitioner", "murmur2_random"}, {"acks", "all"},
        {"enable.idempotence", "true"},    {"linger.ms", "20"},
        {"message.timeout.ms", "60000"},   {"message.max.bytes", "4000000"},
    };
    return set_all(kc, fixed, COUNT(fixed), e) || set_extra(kc, conf->kafka_conf, e) ? -1 : 0;
}

static void no_log(const rd_kafka_t *rk, int level, const char *facility, const char *text)
{
    (void)rk, (void)level, (void)facility, (void)text;
}

rd_kafka_t *kafka_conf_handle(rd_kafka_conf_t *kc, bool consumer, struct err *e)
{
    char text[300] = "";
    rd_kafka_t *rk = rd_kafka_new(consumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER, kc, text, sizeof text);
    if (!rk && rd_kafka_last_error() == RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE)
        err_env(e, "kafka: %s", text);
    else if (!rk)
        err_usage(e, "kafka: %s", text);
    return rk;
}

static int check_handle(const struct conf *conf, bool consumer, struct err *e)
{
    rd_kafka_conf_t *kc = new_conf(conf, e);
    if (!kc)
        return -1;
    rd_kafka_conf_set_log_cb(kc, no_log);
    int rc = consumer ? kafka_conf_consumer(kc, conf, e) : kafka_conf_producer(kc, conf, e);
    rd_kafka_t *rk = rc || kafka_conf_set(kc, "bootstrap.servers", "", e)
                         ? NULL
                         : kafka_conf_handle(kc, consumer, e);
    if (!rk) {
        rd_kafka_conf_destroy(kc);
        return -1;
    }
    rd_kafka_destroy(rk);
    return 0;
}

/* What librdkafka makes of the settings together it says only when a handle is made: here without brokers. */
int kafka_conf_settings(const struct conf *conf, struct err *e)
{
    return check_handle(conf, true, e) || check_handle(conf, false, e) ? -1 : 0;
}

int kafka_conf_check(const struct conf *conf, struct err *e)
{
    return check_names(conf, e) || kafka_conf_settings(conf, e) ? -1 : 0;
}
