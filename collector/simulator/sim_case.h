/* One simulated case as the list of its events, in the order in which they happened to be thought of. */
#ifndef COLLECTOR_SIMULATOR_SIM_CASE_H
#define COLLECTOR_SIMULATOR_SIM_CASE_H

#include "analyzer/event.h"
#include "base/vec.h"

/* An event whose strings are constants, or lie in its case; what holds a number is made on writing: event_id,
 * case_no, doc_no (data.doc_no is the document's kind), and data.event_id from `about`. */
struct sim_event {
    struct event ev;
    int16_t about; /* position of the event that data.event_id names, -1 */
    bool twice; /* the sender will send it again */
};

struct sim_case {
    uint64_t serial;
    char number[51]; /* case_no; "" for a report */
    char clerk[2][16]; /* pseudonyms of who accepts and who decides */
    VEC(struct sim_event) events;
    size_t left; /* events that were not written yet: the stream counts them down */
};

/* Without events yet; the caller owns it. */
struct sim_case *sim_case_empty(uint64_t serial);
void sim_case_release(struct sim_case *k);

#endif
