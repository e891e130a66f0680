#include "collector/stats.h"

#include <jansson.h>
#include <string.h>

static bool is_word(const json_t *object, const char *key, const char *word)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text && !strcmp(text, word);
}

/* Of the broker with this number, or of any: -1. */
static bool is_up(const json_t *brokers, json_int_t id)
{
    const char *name;
    json_t *broker;
    json_object_foreach((json_t *)(uintptr_t)brokers, name, broker)
    {
        bool meant = id < 0 || json_integer_value(json_object_get(broker, "nodeid")) == id;
        if (meant && is_word(broker, "state", "UP"))
            return true;
    }
    return false;
}

static bool is_live(const json_t *part, const json_t *brokers)
{
    json_int_t broker = json_integer_value(json_object_get(part, "broker"));
    return broker >= 0 && is_word(part, "fetch_state", "active") && is_up(brokers, broker);
}

bool stats_live(const char *json, size_t n, void (*live)(void *arg, const char *topic, int32_t part),
                void *arg)
{
    json_t *stats = json_loadb(json, n, 0, NULL), *brokers = json_object_get(stats, "brokers"), *topic, *part;
    const char *topic_name, *number;
    bool up = is_up(brokers, -1);
    json_object_foreach(json_object_get(stats, "topics"), topic_name, topic)
        json_object_foreach(json_object_get(topic, "partitions"), number, part) if (is_live(part, brokers))
            live(arg, topic_name, (int32_t)json_integer_value(json_object_get(part, "partition")));
    json_decref(stats);
    return up;
}
