/* Events of many cases in memory, by case: what `replay` folds. */
#ifndef CLI_CASELOG_H
#define CLI_CASELOG_H

#include "analyzer/event.h"
#include "base/map.h"
#include "base/vec.h"

/* An event in the chain of its case, in order of arrival. */
struct logged {
    struct logged *next;
    uint32_t hash; /* of event_id, to tell duplicates quickly */
    struct event ev;
};

struct logged_case {
    const char *case_no;
    struct logged *first, *last;
    uint32_t n;
    struct map known; /* keys of the events, once there are many */
};

struct caselog {
    struct map map, reports; /* by number; keys of the monthly reports, which belong to no case */
    VEC(struct logged_case) cases; /* in order of first arrival */
    struct arena *arena; /* holds the events */
};

/* Adds the event (its strings must live as long as the log). False: a duplicate, nothing is added. */
bool caselog_add(struct caselog *log, const struct event *ev);
/* Sorts the cases by case_no; no more adding. */
void caselog_sort(struct caselog *log);
/* The events of a case as one array, in the arena. */
const struct event *caselog_events(const struct logged_case *c, struct arena *a);
void caselog_release(struct caselog *log);

#endif
