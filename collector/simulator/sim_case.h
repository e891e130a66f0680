/* One simulated case: the whole life that lies before it is made at once, as a list of events in the order in
 * which they happen to be thought of. */
#ifndef COLLECTOR_SIMULATOR_SIM_CASE_H
#define COLLECTOR_SIMULATOR_SIM_CASE_H

#include "collector/simulator/sim_city.h"

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

/* The life of the case number `serial` of that seed, which comes in at `at` and bears the date `dated` in its
 * number; the caller owns it. */
struct sim_case *sim_case_make(const struct sim_city *city, uint64_t seed, uint64_t serial, instant at,
                               day dated);
/* An empty one for events of another kind. */
struct sim_case *sim_case_empty(uint64_t serial);
void sim_case_release(struct sim_case *k);

/* What the makers of the parts share. */
struct sim_life {
    const struct sim_city *city;
    const struct refdata *ref;
    const struct sim_desk *desk;
    const struct sim_habits *habits;
    const struct item *item;
    struct sim_random r;
    struct sim_case *k;
    int32_t item_index, dept;
    instant t; /* how far the life is told */
    uint8_t channel; /* of the application */
    bool late; /* the promise is (going to be) broken */
    bool afterwards; /* entered days after it happened */
};

/* Adds an event at l->t. The pointer holds until the next one. */
struct sim_event *sim_case_add(struct sim_life *l, enum event_type type);
/* A document's kind, or NULL where the unit forgot it. */
const char *sim_case_paper(struct sim_life *l, const char *kind);

/* Application to acceptance; false: the case ended (or stuck) before. */
bool sim_answer(struct sim_life *l);
/* Acceptance to decision; false: the case ended (or stuck) before. */
bool sim_work(struct sim_life *l);
void sim_decide(struct sim_life *l);
/* Delivery, ratings, complaints, corrections. */
void sim_after(struct sim_life *l);

#endif
