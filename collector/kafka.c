#include "collector/kafka.h"

#include <jansson.h>
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "base/mem.h"

struct kafka {
    rd_kafka_t *rk;
    const struct conf *conf;
    struct kafka_hooks hooks;
    rd_kafka_resp_err_t said; /* the last error told, so that each is told once */
    bool down;
    int64_t told; /* when, by the steady clock */
};

/* Connections: error_cb tells of them, once. AUTOCREATE: an old or mock broker. COMMITFAIL: the broker's own
 * positions, which nothing depends on. */
static void on_log(const rd_kafka_t *rk, int level, const char *facility, const char *text)
{
    static const char *const dull[] = {"FAIL", "ERROR", "AUTOCREATE", "COMMITFAIL"};
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

/* `key=value key=value …` */
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
        if (kafka_conf_set(kc, pair, eq + 1, e))
            return -1;
    }
    return 0;
}

/* librdkafka takes any text for a broker and then looks for it for ever. */
int kafka_check_brokers(const struct conf *conf, struct err *e)
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

int kafka_check_topic_events(const struct conf *conf, struct err *e)
{
    return check_topic("topic_events", conf->topic_events, e);
}

int kafka_check_topic_reports(const struct conf *conf, struct err *e)
{
    return check_topic("topic_reports", conf->topic_reports, e);
}

int kafka_check_group(const struct conf *conf, struct err *e)
{
    return conf->group[0] ? 0 : err_usage(e, "group: expected a name");
}

static int check_names(const struct conf *conf, struct err *e)
{
    return kafka_check_brokers(conf, e) || kafka_check_topic_events(conf, e) ||
                   kafka_check_topic_reports(conf, e) || kafka_check_group(conf, e)
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
    int rc = kafka_conf_set(kc, "bootstrap.servers", conf->brokers, e);
    for (size_t i = 0; !rc && i < sizeof common / sizeof *common; i++)
        rc = kafka_conf_set(kc, common[i][0], common[i][1], e);
    if (rc || set_extra(kc, conf->kafka_conf, e)) {
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

static void say_once(struct kafka *k, rd_kafka_resp_err_t err, const char *text)
{
    if (k->said != err)
        log_warn("kafka: %s: %s", rd_kafka_err2name(err), text);
    k->said = err;
}

static void is_back(struct kafka *k)
{
    if (k->down)
        log_info("kafka is back");
    k->down = false;
}

static void on_error(rd_kafka_t *rk, int err, const char *reason, void *arg)
{
    struct kafka *k = arg;
    (void)rk;
    if (err == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        if (!k->down)
            log_error("kafka not reachable at %s; waiting for it", k->conf->brokers);
        k->down = true;
    } else if (err != RD_KAFKA_RESP_ERR__TRANSPORT) { /* the former follows if it is serious */
        say_once(k, (rd_kafka_resp_err_t)err, reason);
    }
}

/* Only to learn that a broker is up again: there is no event for it. */
static int on_stats(rd_kafka_t *rk, char *json, size_t n, void *arg)
{
    struct kafka *k = arg;
    (void)rk;
    json_t *stats = k->down ? json_loadb(json, n, 0, NULL) : NULL, *broker;
    const char *name;
    json_object_foreach(json_object_get(stats, "brokers"), name, broker)
    {
        const char *state = json_string_value(json_object_get(broker, "state"));
        if (state && !strcmp(state, "UP"))
            is_back(k);
    }
    json_decref(stats);
    return 0;
}

static void on_rebalance(rd_kafka_t *rk, rd_kafka_resp_err_t err, rd_kafka_topic_partition_list_t *list,
                         void *arg)
{
    struct kafka *k = arg;
    if (err != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        k->hooks.revoked(k->hooks.arg);
        rd_kafka_assign(rk, NULL);
        return;
    }
    rd_kafka_topic_partition_list_sort(list, NULL, NULL);
    struct offset *parts = mem_alloc((size_t)list->cnt * sizeof *parts);
    for (int i = 0; i < list->cnt; i++) {
        parts[i].topic = strcmp(list->elems[i].topic, k->conf->topic_events) ? k->conf->topic_reports
                                                                             : k->conf->topic_events;
        parts[i].part = list->elems[i].partition;
    }
    k->said = RD_KAFKA_RESP_ERR_NO_ERROR;
    is_back(k);
    k->hooks.assigned(k->hooks.arg, parts, (size_t)list->cnt);
    free(parts);
}

static int set_consumer(rd_kafka_conf_t *kc, const struct conf *conf, struct err *e)
{
    /* The queue is bounded by bytes alone, and holds more than a second's work: at either bound the fetcher
     * of 2.0.2 sleeps up to 1 s. */
    static const char *const fixed[][2] = {
        {"partition.assignment.strategy", "range"},
        {"enable.auto.commit", "false"},
        {"enable.auto.offset.store", "false"},
        {"auto.offset.reset", "error"},
        {"allow.auto.create.topics", "false"},
        {"queued.min.messages", "10000000"},
        {"queued.max.messages.kbytes", "32768"},
        {"fetch.message.max.bytes", "1048576"},
        {"fetch.max.bytes", "16777216"},
        {"statistics.interval.ms", "2000"},
        {"session.timeout.ms", "6000"},
        {"heartbeat.interval.ms", "1500"},
    };
    char instance[600];
    snprintf(instance, sizeof instance, "%s-%d", conf->group, (int)conf->slot);
    int rc = kafka_conf_set(kc, "group.id", conf->group, e) ||
             kafka_conf_set(kc, "group.instance.id", instance, e) ||
             kafka_conf_set(kc, "client.id", instance, e);
    for (size_t i = 0; !rc && i < sizeof fixed / sizeof *fixed; i++)
        rc = kafka_conf_set(kc, fixed[i][0], fixed[i][1], e);
    return rc ? -1 : set_extra(kc, conf->kafka_conf, e); /* the operator's word is the last */
}

static void no_log(const rd_kafka_t *rk, int level, const char *facility, const char *text)
{
    (void)rk, (void)level, (void)facility, (void)text;
}

/* librdkafka made no handle: either the settings do not fit together, or the machine has no threads left. */
static int not_made(const char *why, struct err *e)
{
    return rd_kafka_last_error() == RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE ? err_env(e, "kafka: %s", why)
                                                                         : err_usage(e, "kafka: %s", why);
}

/* What librdkafka makes of the settings together it says only when a handle is made: here one without
 * brokers. */
int kafka_check_settings(const struct conf *conf, struct err *e)
{
    char text[300];
    rd_kafka_conf_t *kc = new_conf(conf, e);
    if (!kc)
        return -1;
    rd_kafka_conf_set_log_cb(kc, no_log);
    rd_kafka_t *rk = NULL;
    if (!set_consumer(kc, conf, e) && !kafka_conf_set(kc, "bootstrap.servers", "", e) &&
        !(rk = rd_kafka_new(RD_KAFKA_CONSUMER, kc, text, sizeof text)))
        not_made(text, e);
    if (!rk) {
        rd_kafka_conf_destroy(kc);
        return -1;
    }
    rd_kafka_destroy(rk);
    return 0;
}

int kafka_conf_check(const struct conf *conf, struct err *e)
{
    return check_names(conf, e) || kafka_check_settings(conf, e) ? -1 : 0;
}

static int subscribe(struct kafka *k, struct err *e)
{
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(2);
    rd_kafka_topic_partition_list_add(topics, k->conf->topic_events, RD_KAFKA_PARTITION_UA);
    if (strcmp(k->conf->topic_events, k->conf->topic_reports) != 0)
        rd_kafka_topic_partition_list_add(topics, k->conf->topic_reports, RD_KAFKA_PARTITION_UA);
    rd_kafka_resp_err_t err = rd_kafka_subscribe(k->rk, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    return err ? err_set(e, "kafka: subscribe: %s", rd_kafka_err2str(err)) : 0;
}

struct kafka *kafka_new(const struct conf *conf, const struct kafka_hooks *hooks, struct err *e)
{
    char text[300];
    rd_kafka_conf_t *kc = kafka_conf_new(conf, e);
    if (!kc)
        return NULL;
    struct kafka *k = mem_alloc(sizeof *k);
    k->conf = conf;
    k->hooks = *hooks;
    rd_kafka_conf_set_opaque(kc, k);
    rd_kafka_conf_set_error_cb(kc, on_error);
    rd_kafka_conf_set_stats_cb(kc, on_stats);
    rd_kafka_conf_set_rebalance_cb(kc, on_rebalance);
    bool good = !set_consumer(kc, conf, e);
    if (good && !(k->rk = rd_kafka_new(RD_KAFKA_CONSUMER, kc, text, sizeof text)))
        not_made(text, e);
    if (k->rk) {
        rd_kafka_poll_set_consumer(k->rk);
        if (!subscribe(k, e))
            return k;
        kafka_close(k);
        return NULL;
    }
    rd_kafka_conf_destroy(kc);
    free(k);
    return NULL;
}

void kafka_close(struct kafka *k)
{
    rd_kafka_consumer_close(k->rk);
    rd_kafka_destroy(k->rk);
    free(k);
}

/* What a message with an error says; -1: the handle is dead. */
static int told(struct kafka *k, const rd_kafka_message_t *msg, struct err *e)
{
    char text[300];
    switch (msg->err) {
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        k->hooks.cut(k->hooks.arg, rd_kafka_topic_name(msg->rkt), msg->partition);
        return 0;
    case RD_KAFKA_RESP_ERR__FATAL:
        rd_kafka_fatal_error(k->rk, text, sizeof text);
        return err_set(e, "kafka: %s (does another worker run with the slot %d?)", text, (int)k->conf->slot);
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        if (k->said != msg->err)
            log_warn("kafka: %s; waiting for the topic", rd_kafka_message_errstr(msg));
        k->said = msg->err;
        return 0;
    default: say_once(k, msg->err, rd_kafka_message_errstr(msg)); return 0;
    }
}

int kafka_poll(struct kafka *k, int timeout_ms, struct kafka_message *m, struct err *e)
{
    rd_kafka_message_t *msg = rd_kafka_consumer_poll(k->rk, timeout_ms);
    if (!msg)
        return 0;
    if (msg->err) {
        int rc = told(k, msg, e);
        rd_kafka_message_destroy(msg);
        return rc;
    }
    is_back(k);
    rd_kafka_timestamp_type_t type;
    int64_t ms = rd_kafka_message_timestamp(msg, &type);
    *m = (struct kafka_message){
        .topic = strcmp(rd_kafka_topic_name(msg->rkt), k->conf->topic_events) != 0,
        .part = msg->partition,
        .offset = msg->offset,
        .at = type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || ms < 0 || ms > INSTANT_LAST / 1000 ? INSTANT_NONE
                                                                                             : ms * 1000,
        .bytes = msg->payload ? msg->payload : "",
        .n = msg->payload ? msg->len : 0,
        .handle = msg,
    };
    return 1;
}

void kafka_done(void *handle) { rd_kafka_message_destroy(handle); }

void kafka_assign(struct kafka *k, const struct offset *parts, size_t n)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)n);
    for (size_t i = 0; i < n; i++)
        if (!parts[i].lost && !parts[i].alarm)
            rd_kafka_topic_partition_list_add(list, parts[i].topic, parts[i].part)->offset = parts[i].read;
    rd_kafka_resp_err_t err = rd_kafka_assign(k->rk, list);
    if (err)
        say_once(k, err, "assign");
    rd_kafka_topic_partition_list_destroy(list);
}

int kafka_watermarks(struct kafka *k, const char *topic, int32_t part, int64_t *low, int64_t *high,
                     struct err *e)
{
    rd_kafka_resp_err_t err = rd_kafka_query_watermark_offsets(k->rk, topic, part, low, high, 5000);
    return err ? err_env(e, "kafka: offsets of %s [%d]: %s", topic, part, rd_kafka_err2str(err)) : 0;
}

int64_t kafka_high(struct kafka *k, const struct offset *part)
{
    int64_t low, high;
    bool told = !rd_kafka_get_watermark_offsets(k->rk, part->topic, part->part, &low, &high);
    return told && high > part->read ? high : part->read;
}

void kafka_tell(struct kafka *k, const struct offset *parts, size_t n)
{
    int64_t now = clock_ms();
    if (now - k->told < 1000)
        return;
    k->told = now;
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)n);
    for (size_t i = 0; i < n; i++)
        if (!parts[i].lost)
            rd_kafka_topic_partition_list_add(list, parts[i].topic, parts[i].part)->offset = parts[i].next;
    if (list->cnt)
        rd_kafka_commit(k->rk, list, 1); /* failing is harmless: during a rebalance it must */
    rd_kafka_topic_partition_list_destroy(list);
}
