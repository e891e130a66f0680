/* One message by itself, now: `jiancha notify test`. */
#ifndef COLLECTOR_NOTIFY_TRIAL_H
#define COLLECTOR_NOTIFY_TRIAL_H

#include "config/notify_conf.h"

/* True: the receiver has taken it; else why, in words that hold no secret (of a mail that was taken, which of
 * its addresses are refused, or ""). */
bool trial_send(const struct notify_conf *c, const struct notify_receiver *to, const struct refdata *ref,
                instant now, char why[100]);

#endif
