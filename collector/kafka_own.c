#include "collector/kafka_own.h"

#include <string.h>

#define OPTION(name) "the option `" name "` says it"
#define POSITIONS "positions stand in the database and are told to the broker by the program"
#define ENDS "where a log ends and what counts as sent is read from it"
#define LIFE "signs of life and health are read from it"
#define CALLS "the program is told of things in another way"
#define CONFIRMED "what the broker has not confirmed, whole and in order, does not count as sent"
#define ELSEWHERE "it would talk to no real broker"

/* Under every name that librdkafka knows it by, also where only later releases do. */
static const struct {
    const char *key, *why;
} own[] = {
    {"bootstrap.servers", OPTION("brokers")},
    {"metadata.broker.list", OPTION("brokers")},
    {"test.mock.num.brokers", ELSEWHERE},
    {"group.id", OPTION("group")},
    {"group.instance.id", OPTION("slot")},
    {"group.protocol", "partitions are handed out whole, all at once"},
    {"group.protocol.type", "partitions are handed out whole, all at once"},
    {"group.remote.assignor", "partitions are handed out whole, all at once"},
    {"partition.assignment.strategy", "partitions are handed out whole, all at once"},
    {"enable.auto.commit", POSITIONS},
    {"auto.commit.enable", POSITIONS},
    {"auto.commit.interval.ms", POSITIONS},
    {"enable.auto.offset.store", POSITIONS},
    {"offset.store.method", POSITIONS},
    {"offset.store.path", POSITIONS},
    {"offset.store.sync.interval.ms", POSITIONS},
    {"auto.offset.reset", "a log that was cut is an alarm, not a reason to begin elsewhere"},
    {"allow.auto.create.topics", "a topic that is not there is told, not made"},
    {"topic.blacklist", OPTION("topic_events")},
    {"enable.partition.eof", ENDS},
    {"isolation.level", ENDS},
    {"statistics.interval.ms", LIFE},
    {"enabled_events", CALLS},
    {"log.queue", CALLS},
    {"enable_sasl_queue", CALLS},
    {"internal.termination.signal", CALLS},
    {"acks", CONFIRMED},
    {"request.required.acks", CONFIRMED},
    {"enable.idempotence", CONFIRMED},
    {"enable.gapless.guarantee", CONFIRMED},
    {"delivery.report.only.error", CONFIRMED},
    {"queuing.strategy", CONFIRMED},
    {"transactional.id", CONFIRMED},
    {"partitioner", "the messages of one case belong into one partition"},
};

const char *kafka_own(const char *key)
{
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (!strcmp(own[i].key, key))
            return own[i].why;
    return NULL;
}
