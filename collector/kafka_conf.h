/* What librdkafka is told, and whether it will take it. */
#ifndef COLLECTOR_KAFKA_CONF_H
#define COLLECTOR_KAFKA_CONF_H

#include "base/err.h"
#include "config/conf.h"

struct rd_kafka_s;
struct rd_kafka_conf_s;

/* Settings that consumer and producer share. NULL: wrong use. */
struct rd_kafka_conf_s *kafka_conf_new(const struct conf *conf, struct err *e);
int kafka_conf_set(struct rd_kafka_conf_s *kc, const char *key, const char *value, struct err *e);
/* Those of a consumer, of a producer. The operator's own come last, but what the program relies on
 * (kafka_own.h) is refused there. */
int kafka_conf_consumer(struct rd_kafka_conf_s *kc, const struct conf *conf, struct err *e);
int kafka_conf_producer(struct rd_kafka_conf_s *kc, const struct conf *conf, struct err *e);
/* A handle that owns `kc` from now on. NULL, and `kc` is still the caller's: ERR_USAGE, or ERR_ENV if the
 * machine has nothing left for it. */
struct rd_kafka_s *kafka_conf_handle(struct rd_kafka_conf_s *kc, bool consumer, struct err *e);

/* Would a consumer and a producer be made with these options? ERR_USAGE; no broker is asked. The settings are
 * what librdkafka says of kafka_conf; the last asks for all. */
int kafka_conf_brokers(const struct conf *conf, struct err *e);
int kafka_conf_topic_events(const struct conf *conf, struct err *e);
int kafka_conf_topic_reports(const struct conf *conf, struct err *e);
int kafka_conf_group(const struct conf *conf, struct err *e);
int kafka_conf_settings(const struct conf *conf, struct err *e);
int kafka_conf_check(const struct conf *conf, struct err *e);

#endif
