/* Signs of life of workers and clerk (tables worker, kafka_offset, kafka_topic), for those who must know
 * without asking them whether anybody reads and anybody acts. */
#ifndef STORE_SIGNS_H
#define STORE_SIGNS_H

#include "store/offsets.h"

/* The worker has been started, to read these two topics (NULL: none, it is the clerk); *falls: how often in a
 * row soon after a start and without having been told to stop. */
int signs_begin(struct db *db, const char *owner, const char *const topic[2], int32_t *falls, struct err *e);
/* It lives, and the broker serves it these partitions; those whose epoch is no longer ours are left alone.
 * `held` of offset: an open transaction holds back what lies behind. */
int signs_alive(struct db *db, const char *owner, bool jumped, const struct offset *o, size_t n,
                struct err *e);
/* The clerk lives, which has no partitions. */
int signs_clerk(struct db *db, const char *owner, bool jumped, struct err *e);
/* It ends because it was told to. */
int signs_end(struct db *db, const char *owner, struct err *e);
/* The broker's cleanup.policy of a topic; NULL: it does not say. */
int signs_cleanup(struct db *db, const char *topic, const char *words, struct err *e);

#endif
