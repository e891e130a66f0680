/* librdkafka's statistics, as far as they tell who is being read. Pure. */
#ifndef COLLECTOR_STATS_H
#define COLLECTOR_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Calls `live` for each partition that is being fetched from a broker that is connected; a partition without
 * a leader, or whose broker is away, is not. True if any broker is connected. Text that is not JSON tells of
 * none. */
bool stats_live(const char *json, size_t n, void (*live)(void *arg, const char *topic, int32_t part),
                void *arg);

#endif
