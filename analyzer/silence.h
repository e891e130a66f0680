/* Does a source or a unit send nothing for longer than usual? Judged by what it usually sends in the hours
 * that have passed: nights, weekends and holidays count for little. Whole numbers only; expected messages are
 * thousandths. Pure. */
#ifndef ANALYZER_SILENCE_H
#define ANALYZER_SILENCE_H

#include "analyzer/calendar.h"

enum {
    SILENCE_DAYS = 56, /* that `usual` is made of: eight weeks */
    SILENCE_HOURS = 24 * SILENCE_DAYS,
    SILENCE_DAYS_LEAST = 14, /* fewer tell nothing */
    SILENCE_MISSED = 25000, /* so much must be missing */
};

/* What one sends in an hour of a day of that kind (0 off, 1 working) and weekday. */
struct silence_usual {
    int64_t mean[2][7][24];
    int64_t limit; /* so much must be missing; 0: too little is known to say anything */
};

/* `count`: messages in each hour of the days [until - SILENCE_DAYS, until), the oldest first; before the day
 * `since` nothing was ever sent. */
void silence_learn(struct silence_usual *u, const int32_t count[SILENCE_HOURS], day until, day since,
                   const struct calendar *cal);
/* What would usually have come in (from, until]. */
int64_t silence_missed(const struct silence_usual *u, instant from, instant until,
                       const struct calendar *cal);
/* Nothing came in (last, now]: is that longer than usual? */
bool silence_is(const struct silence_usual *u, instant last, instant now, const struct calendar *cal);

#endif
