/* How a case's due days came about: the same facts that eval() decides on, day by day, for people. Pure. */
#ifndef ANALYZER_EXPLAIN_H
#define ANALYZER_EXPLAIN_H

#include "analyzer/eval.h"

struct explain_day {
    day day;
    bool working; /* counts in the case's unit */
    bool rest, makeup; /* a weekday off; a working Saturday or Sunday */
    bool paused_book, paused_legal;
    int32_t used_book, used_legal; /* at the end of this day */
};

struct explain_pause {
    instant from, to; /* to: INSTANT_NONE while open */
    const char *reason, *doc_no; /* or NULL */
    int32_t days; /* declared, DAYS_NONE */
    bool statutory;
};

struct explain_window {
    const char *subject; /* "", "#k", "precheck" */
    day last;
    instant answered; /* INSTANT_NONE: not */
    bool in_time; /* answered before it was over */
    bool provisional; /* a year without a calendar lies in it */
};

enum explain_start { START_NONE, START_ACCEPTED, START_DEEMED, START_SUBMITTED };

struct explanation {
    enum explain_start start_by;
    day start;
    bool every_day; /* unit d */
    struct limit promise, statutory;
    int32_t extension_days; /* of the valid extension, 0: none */
    VEC(struct explain_pause) pauses;
    VEC(struct explain_window) windows;
    VEC(struct explain_day)
    days; /* from the start day to the last of due days, end and as-of day; at most EXPLAIN_DAYS */
    bool cut; /* there are more days */
};
enum { EXPLAIN_DAYS = 400 };

/* As eval(); false: no event is there. Strings are in `a` or the events'. */
bool explain(struct explanation *out, const struct event *events, size_t n, const struct refdata *ref,
             instant as_of, struct arena *a);
void explain_release(struct explanation *out);

#endif
