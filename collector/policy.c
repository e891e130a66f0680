#include "collector/policy.h"

#include <librdkafka/rdkafka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/clock.h"

enum { AGAIN_MS = 600000, SOON_MS = 30000, ANSWER_MS = 10000 };

struct policy {
    rd_kafka_t *rk;
    const struct conf *conf;
    rd_kafka_queue_t *answers;
    int64_t again; /* when to ask next, milliseconds of the steady clock */
    void (*told)(void *arg, const char *topic, const char *words);
    void *arg;
};

struct policy *policy_new(rd_kafka_t *rk, const struct conf *conf,
                          void (*told)(void *arg, const char *topic, const char *words), void *arg)
{
    struct policy *p = mem_alloc(sizeof *p);
    *p = (struct policy){rk, conf, rd_kafka_queue_new(rk), 0, told, arg};
    return p;
}

void policy_free(struct policy *p)
{
    if (p)
        rd_kafka_queue_destroy(p->answers);
    free(p);
}

static void ask(struct policy *p)
{
    char text[300] = "";
    bool one = !strcmp(p->conf->topic_events, p->conf->topic_reports);
    size_t n = one ? 1 : 2;
    rd_kafka_ConfigResource_t *topic[] = {
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, p->conf->topic_events),
        one ? NULL : rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, p->conf->topic_reports)};
    rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(p->rk, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
    rd_kafka_AdminOptions_set_request_timeout(options, ANSWER_MS, text, sizeof text);
    rd_kafka_DescribeConfigs(p->rk, topic, n, options, p->answers);
    rd_kafka_AdminOptions_destroy(options);
    rd_kafka_ConfigResource_destroy_array(topic, n);
}

static const char *words_of(const rd_kafka_ConfigResource_t *topic)
{
    size_t n = 0;
    const rd_kafka_ConfigEntry_t **entry = rd_kafka_ConfigResource_configs(topic, &n);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(rd_kafka_ConfigEntry_name(entry[i]), "cleanup.policy"))
            return rd_kafka_ConfigEntry_value(entry[i]);
    return NULL;
}

/* Who may not ask is told so for each topic; a broker that does not know the question fails it as a whole. */
static void take(struct policy *p, rd_kafka_event_t *event)
{
    const rd_kafka_DescribeConfigs_result_t *result = rd_kafka_event_DescribeConfigs_result(event);
    size_t n = 0;
    const rd_kafka_ConfigResource_t **topic = result ? rd_kafka_DescribeConfigs_result_resources(result, &n)
                                                     : NULL;
    rd_kafka_resp_err_t err = rd_kafka_event_error(event);
    for (size_t i = 0; i < n && !err; i++)
        p->told(p->arg, rd_kafka_ConfigResource_name(topic[i]),
                rd_kafka_ConfigResource_error(topic[i]) ? NULL : words_of(topic[i]));
    if (err == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE) {
        p->told(p->arg, p->conf->topic_events, NULL);
        p->told(p->arg, p->conf->topic_reports, NULL);
    } else if (err) { /* no broker, or no answer in time */
        p->again = clock_ms() + SOON_MS;
    }
}

void policy_serve(struct policy *p)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(p->answers, 0);
    if (event)
        take(p, event);
    rd_kafka_event_destroy(event);
    if (clock_ms() < p->again)
        return;
    p->again = clock_ms() + AGAIN_MS;
    ask(p);
}
