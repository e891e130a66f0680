/* What the broker does with old messages of our topics (cleanup.policy). A topic that is compacted keeps of
 * each key, so of each case, only the last message. Asked at the start and every ten minutes, without waiting
 * for the answer. */
#ifndef COLLECTOR_POLICY_H
#define COLLECTOR_POLICY_H

#include "config/conf.h"

struct rd_kafka_s;
struct policy;

/* `told` gets each answer: the policy's words (`delete`, `compact`, `compact,delete`), or NULL where the
 * broker would not say. Called from within policy_serve. */
struct policy *policy_new(struct rd_kafka_s *rk, const struct conf *conf,
                          void (*told)(void *arg, const char *topic, const char *words), void *arg);
void policy_serve(struct policy *p); /* asks, or takes the answer, when it is time; does not wait */
void policy_free(struct policy *p); /* before the handle itself */

#endif
