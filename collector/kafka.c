#include "collector/kafka.h"

#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "base/mem.h"
#include "collector/kafka_conf.h"
#include "collector/policy.h"
#include "collector/stats.h"

struct kafka {
    rd_kafka_t *rk;
    const struct conf *conf;
    struct kafka_hooks hooks;
    struct policy *policy;
    rd_kafka_resp_err_t said; /* the last error told, so that each is told once */
    bool down;
    int64_t told; /* when, by the steady clock */
};

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

/* The only way to learn that a broker is up again, and that one which gives no message is still there. */
static int on_stats(rd_kafka_t *rk, char *json, size_t n, void *arg)
{
    struct kafka *k = arg;
    (void)rk;
    if (stats_live(json, n, k->hooks.live, k->hooks.arg))
        is_back(k);
    policy_serve(k->policy);
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
    k->rk = kafka_conf_consumer(kc, conf, e) ? NULL : kafka_conf_handle(kc, true, e);
    if (!k->rk) {
        rd_kafka_conf_destroy(kc);
        free(k);
        return NULL;
    }
    k->policy = policy_new(k->rk, conf, hooks->policy, hooks->arg);
    rd_kafka_poll_set_consumer(k->rk);
    if (!subscribe(k, e))
        return k;
    kafka_close(k);
    return NULL;
}

void kafka_close(struct kafka *k)
{
    rd_kafka_consumer_close(k->rk);
    policy_free(k->policy);
    rd_kafka_destroy(k->rk);
    free(k);
}

/* What a message with an error says; -1: the handle is dead. */
static int told(struct kafka *k, const rd_kafka_message_t *msg, struct err *e)
{
    char text[300] = "";
    switch (msg->err) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
        is_back(k);
        k->hooks.end(k->hooks.arg, rd_kafka_topic_name(msg->rkt), msg->partition, msg->offset);
        return 0;
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
    while (msg && msg->err) {
        int rc = told(k, msg, e);
        rd_kafka_message_destroy(msg);
        if (rc)
            return rc;
        msg = rd_kafka_consumer_poll(k->rk, 0);
    }
    if (!msg)
        return 0;
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
    return told && high >= part->read ? high : -1;
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
