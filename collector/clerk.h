/* The clerk: the child of `run` that does what falls due of what people decided, and tells what has changed.
 */
#ifndef COLLECTOR_CLERK_H
#define COLLECTOR_CLERK_H

#include "collector/desk.h"
#include "ledger/freeze.h"

/* Who makes a bulletin's document; its ctx is the clerk's own `struct bulletin_conf`, as it stands then. */
/* Runs until it is told to stop (0) or cannot go on (-1). Several may run: each does what the others have
 * left. */
int clerk_run(const struct conf *conf, ledger_document *make, const struct desk_hands *hands, struct err *e);

#endif
