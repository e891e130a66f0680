/* The consumer: one member of the group, positions given by us (they live in PostgreSQL), messages one at a
 * time. What librdkafka is told stands in kafka_conf.c. Not for more than one thread. */
#ifndef COLLECTOR_KAFKA_H
#define COLLECTOR_KAFKA_H

#include "config/conf.h"
#include "store/offsets.h"

struct kafka;

struct kafka_message {
    int32_t topic; /* 0: events, 1: reports */
    int32_t part;
    int64_t offset;
    int64_t at; /* the broker's or producer's timestamp as an instant; INSTANT_NONE: none */
    const char *bytes; /* borrowed until kafka_done(handle) */
    size_t n;
    void *handle;
};

/* Called from within kafka_poll and kafka_close. */
struct kafka_hooks {
    void *arg;
    void (*assigned)(void *arg, const struct offset *parts,
                     size_t n); /* topic and part only; must end in kafka_assign */
    void (*revoked)(void *arg); /* all partitions are gone */
    void (*cut)(void *arg, const char *topic, int32_t part); /* the position asked for is not in the log */
    /* Whatever lies before `offset` has been given, and nothing that can be read lies behind it: a log's true
     * end. The offsets between the last message and it are no messages (marks of transactions, what was
     * aborted or compacted away). */
    void (*end)(void *arg, const char *topic, int32_t part, int64_t offset);
    void (*live)(void *arg, const char *topic, int32_t part); /* it is being fetched; every few seconds */
    /* What the broker does with old messages (policy.h). */
    void (*policy)(void *arg, const char *topic, const char *words);
};

struct kafka *kafka_new(const struct conf *conf, const struct kafka_hooks *hooks, struct err *e);
/* Bounded by signals_deadline(), which the caller sets: closing may hang. */
void kafka_close(struct kafka *k);
/* 1: a message, 0: none came within the time, -1: the handle is of no more use. */
int kafka_poll(struct kafka *k, int timeout_ms, struct kafka_message *m, struct err *e);
void kafka_done(void *handle);
/* Reads on from `read` of each partition that is neither lost nor in alarm, and from no other. */
void kafka_assign(struct kafka *k, const struct offset *parts, size_t n);
/* First and next offset of a partition; ERR_ENV: the broker did not answer within 5 s. */
int kafka_watermarks(struct kafka *k, const char *topic, int32_t part, int64_t *low, int64_t *high,
                     struct err *e);
/* The next offset of a partition as the broker's last answer tells it; -1: not known, or older than what was
 * read. An offset is not a count: how much waits there, hooks.end alone can tell. */
int64_t kafka_high(struct kafka *k, const struct offset *part);
/* Tells the broker how far we are, for its own tools; nothing depends on it. At most once a second. */
void kafka_tell(struct kafka *k, const struct offset *parts, size_t n);

#endif
