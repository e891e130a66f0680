/* When a rule tells. Pure. */
#ifndef COLLECTOR_NOTIFY_WHEN_H
#define COLLECTOR_NOTIFY_WHEN_H

#include "config/notify_conf.h"

/* May it tell at this instant? `last`: when it last looked for a digest. */
bool when_open(const struct notify_rule *r, const struct notify_conf *c, const struct calendar *cal,
               instant last, instant now);
/* The rule's hour on the first working day behind `last`. */
instant when_digest(const struct notify_rule *r, const struct calendar *cal, instant last);
/* How long to wait after so many failures in a row: 1, 2, 4 … 60 s, and at least `asked` of the receiver, at
 * most an hour. Milliseconds. */
int64_t when_again(unsigned failures, int64_t asked_seconds);

/* At most so many messages in any minute, a quarter of them at once. */
struct when_pace {
    int64_t at; /* ms; 0: none was sent yet */
    int64_t credit; /* then, in messages times 60,000 */
};
/* 0: one may be sent now, and is counted; else the milliseconds until then. */
int64_t when_pace(struct when_pace *p, int32_t per_minute, int64_t now_ms);

#endif
