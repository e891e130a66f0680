/* How long somebody still has: the working days between an instant and the one at which a duty is over. Pure.
 */
#ifndef ANALYZER_DUTIES_H
#define ANALYZER_DUTIES_H

#include "analyzer/calendar.h"

/* The last day on which the duty can be done. */
day duties_last_day(instant due);
/* Working days after today up to and including that day: 0 means today, or a day off before the next working
 * day. Once it is over, the working days since, negative or 0. */
int32_t duties_days_left(const struct calendar *cal, instant now, instant due);
/* The last `due` that has at most so many days left. */
instant duties_within(const struct calendar *cal, instant now, int days);

/* The pieces of a day's list, by days left. */
enum due_when { DUE_OVER, DUE_TODAY, DUE_NEXT, DUE_SOON, DUE_LATER, DUE_WHENS };
extern const char *const due_when_word[DUE_WHENS + 1], *const due_when_zh[DUE_WHENS];
/* due in (after, by]; INSTANT_NONE: no bound. */
void duties_piece(const struct calendar *cal, instant now, enum due_when when, instant *after, instant *by);
enum due_when duties_when(const struct calendar *cal, instant now, instant due);

#endif
