/* The clerk: the child of `run` that does what falls due of what people decided, and tells what has changed.
 */
#ifndef COLLECTOR_CLERK_H
#define COLLECTOR_CLERK_H

#include "config/conf.h"

/* Runs until it is told to stop (0) or cannot go on (-1). Several may run: each does what the others have
 * left. */
int clerk_run(const struct conf *conf, struct err *e);

#endif
