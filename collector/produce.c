#include "collector/produce.h"

#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "collector/kafka_conf.h"
#include "collector/signals.h"

struct produce {
    rd_kafka_t *rk;
    int64_t confirmed;
    rd_kafka_resp_err_t failed; /* the first that could not be delivered … */
    int64_t number; /* … and which that is */
};

static void on_delivery(rd_kafka_t *rk, const rd_kafka_message_t *msg, void *arg)
{
    struct produce *p = arg;
    (void)rk;
    if (!msg->err)
        p->confirmed++;
    else if (!p->failed) {
        p->failed = msg->err;
        p->number = (int64_t)(intptr_t)msg->_private;
    }
}

static void on_error(rd_kafka_t *rk, int err, const char *reason, void *arg)
{
    (void)rk, (void)err, (void)reason, (void)arg; /* what matters comes with the deliveries */
}

static int topic_there(struct produce *p, const char *topic, struct err *e)
{
    const struct rd_kafka_metadata *md;
    rd_kafka_topic_t *rkt = rd_kafka_topic_new(p->rk, topic, NULL);
    rd_kafka_resp_err_t err = rd_kafka_metadata(p->rk, 0, rkt, &md, 10000);
    rd_kafka_topic_destroy(rkt);
    if (err)
        return err_env(e, "kafka: %s", rd_kafka_err2str(err));
    bool there = md->topic_cnt == 1 && !md->topics[0].err && md->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(md);
    return there ? 0 : err_env(e, "kafka: the topic %s is not there", topic);
}

struct produce *produce_new(const struct conf *conf, const char *const *topics, struct err *e)
{
    rd_kafka_conf_t *kc = kafka_conf_new(conf, e);
    if (!kc)
        return NULL;
    struct produce *p = mem_alloc(sizeof *p);
    rd_kafka_conf_set_opaque(kc, p);
    rd_kafka_conf_set_dr_msg_cb(kc, on_delivery);
    rd_kafka_conf_set_error_cb(kc, on_error);
    p->rk = kafka_conf_producer(kc, conf, e) ? NULL : kafka_conf_handle(kc, false, e);
    if (!p->rk) {
        rd_kafka_conf_destroy(kc);
        free(p);
        return NULL;
    }
    for (size_t i = 0; topics[i]; i++)
        if (topic_there(p, topics[i], e)) {
            produce_free(p);
            return NULL;
        }
    return p;
}

static int delivered(const struct produce *p, struct err *e)
{
    if (!p->failed)
        return 0;
    char fatal[300];
    const char *why = rd_kafka_err2str(p->failed);
    if (p->failed == RD_KAFKA_RESP_ERR__FATAL && rd_kafka_fatal_error(p->rk, fatal, sizeof fatal))
        why = fatal;
    bool own = p->failed == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE ||
               p->failed == RD_KAFKA_RESP_ERR_INVALID_MSG;
    return own ? err_set(e, "%lld: the broker does not take it: %s", (long long)p->number, why)
               : err_env(e, "%lld: kafka did not confirm it: %s", (long long)p->number, why);
}

int produce_put(struct produce *p, const struct produce_message *m, struct err *e)
{
    for (;;) {
        rd_kafka_resp_err_t err = rd_kafka_producev(
            p->rk, RD_KAFKA_V_TOPIC(m->topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
            RD_KAFKA_V_KEY(m->key, m->key ? strlen(m->key) : 0),
            RD_KAFKA_V_VALUE((void *)(uintptr_t)m->bytes, m->n),
            RD_KAFKA_V_OPAQUE((void *)(intptr_t)m->number),
            RD_KAFKA_V_TIMESTAMP(m->sent == INSTANT_NONE ? 0 : m->sent / 1000), RD_KAFKA_V_END);
        bool full = err == RD_KAFKA_RESP_ERR__QUEUE_FULL;
        rd_kafka_poll(p->rk, full ? 100 : 0);
        if (delivered(p, e))
            return -1;
        if (!err)
            return 0;
        if (!full)
            return err_set(e, "%lld: %s", (long long)m->number, rd_kafka_err2str(err));
        if (signals_stop)
            return err_set(e, "stopped");
    }
}

int produce_flush(struct produce *p, struct err *e)
{
    while (rd_kafka_outq_len(p->rk) > 0 && !p->failed) {
        rd_kafka_flush(p->rk, 200);
        if (signals_stop)
            return err_set(e, "stopped");
    }
    return delivered(p, e);
}

int64_t produce_confirmed(const struct produce *p) { return p->confirmed; }

void produce_free(struct produce *p)
{
    if (!p)
        return;
    rd_kafka_purge(p->rk, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(p->rk, 1000);
    rd_kafka_destroy(p->rk);
    free(p);
}
