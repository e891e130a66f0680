/* Where the clerk takes what people decide: a unix socket, at which `serve` hands over an act, or a region's
 * self-report, with the session or token of whoever sent it. The clerk asks the database once more whose that
 * is, so that `serve` cannot act in anybody's name.
 *
 * A request is one connection: a first line `act|report session|token SECRET`, then the body, until the
 * sender ends; the answer is a line `STATUS CODE` and the act, or a sentence in Chinese. */
#ifndef COLLECTOR_DESK_H
#define COLLECTOR_DESK_H

#include "config/conf.h"
#include "ledger/act.h"

/* Does the unit stand in the bottom place of that month? Another room's affair, as in ledger/act.h. */
typedef int desk_bottom(const struct conf *conf, const struct refdata *ref, month m, enum league league,
                        int32_t unit, struct err *e);

struct desk;
/* Listens at conf.clerk_socket; works on a thread of its own. `ref` is borrowed, and exchanged between
 * desk_hold and desk_go alone. NULL: no such socket is wanted, or it cannot be had, which was said. */
struct desk *desk_open(const struct conf *conf, const struct refdata *ref, desk_bottom *bottom);
void desk_hold(struct desk *d); /* waits for the act at hand; NULL: nothing, here and below */
void desk_go(struct desk *d);
void desk_close(struct desk *d);

#endif
