/* A finished answer: status, headers and bytes as they go out. It never changes, so any number of connections
 * and threads may be sending the same one; the last holder takes it with him. */
#ifndef REPORTS_WEB_ANSWER_H
#define REPORTS_WEB_ANSWER_H

#include "reports/web/page.h"

struct MHD_Connection;
struct answer;

struct answer *answer_new(struct reply *reply,
                          int status); /* takes the body over; the caller holds the answer */
struct answer *answer_hold(struct answer *a); /* one holder more */
void answer_drop(struct answer *a); /* NULL: nothing */

size_t answer_length(const struct answer *a); /* of the body */
/* Sends it, or 304 where the client says that it has these very bytes. -1: the connection must be closed. */
/* `gzip`: the client takes that. */
int answer_send(const struct answer *a, struct MHD_Connection *c, bool gzip);

#endif
