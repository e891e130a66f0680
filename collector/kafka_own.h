/* Settings of librdkafka that the program relies on and sets itself: `kafka_conf` may not name them. */
#ifndef COLLECTOR_KAFKA_OWN_H
#define COLLECTOR_KAFKA_OWN_H

/* Why the setting is none of the operator's; NULL: it is. */
const char *kafka_own(const char *key);

#endif
