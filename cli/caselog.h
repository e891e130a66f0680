/* Events of many cases in memory, by case: what `replay` folds. They stand packed, each beside what the first
 * event of its case says already, so that millions fit; a case is unpacked when it is asked for. */
#ifndef CLI_CASELOG_H
#define CLI_CASELOG_H

#include "analyzer/event.h"
#include "base/map.h"
#include "base/vec.h"

struct logged_case {
    uint64_t first, last; /* where its case_no and first event stand, and its last event */
    uint32_t n;
};

struct caselog {
    const struct refdata *ref; /* borrowed, like that of the events */
    struct map map, reports; /* by number; keys of the monthly reports, which belong to no case */
    VEC(struct logged_case) cases; /* in the order of first arrival, or as sorted */
    VEC(uint8_t *) block; /* what is packed */
    uint64_t end; /* where the next thing goes */
    struct str packed, event; /* being made */
    struct arena keys, scratch; /* scratch: the first event of the case at hand */
};

/* Adds the event. False: it is a monthly report that was there already. Duplicates of other events are told
 * by caselog_case. */
bool caselog_add(struct caselog *log, const struct event *ev);
/* Sorts the cases by case_no; no more adding. */
void caselog_sort(struct caselog *log);

/* A case's events in the order of their arrival, without the duplicates; all in the arena. */
struct case_events {
    const char *case_no;
    struct event *v;
    size_t n, duplicates;
};
struct case_events caselog_case(const struct caselog *log, size_t i, struct arena *a);
void caselog_release(struct caselog *log);

#endif
