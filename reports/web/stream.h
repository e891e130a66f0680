/* Streams of notices (contract 10, 12): each is an answer that does not end. One thread reads the outbox for
 * all, once for all who see the same and have come equally far, and no other thread waits for it; a stream
 * that nobody reads is dropped. */
#ifndef REPORTS_WEB_STREAM_H
#define REPORTS_WEB_STREAM_H

#include <stdint.h>
#include <sys/types.h>

#include "reports/web/door.h"
#include "reports/web/site.h"
#include "store/read_outbox.h"

enum { STREAMS = 200, STREAMS_LOGIN = 20 }; /* at once: in all, and of one login */

struct MHD_Connection;
struct streams;
struct stream;

/* Of the site comes the database, and what notices call their codes. */
struct streams *streams_new(struct site *site, struct door *door);
void streams_use(struct streams *all, struct site *site);
/* Ends all; none begins any more. Before the HTTP library is stopped, which streams_free comes after. */
void streams_stop(struct streams *all);
void streams_free(struct streams *all);

/* A stream for who sent the letter, from behind `after` on. NULL: there are too many. */
struct stream *stream_open(struct streams *all, const struct viewer *viewer, struct letter *l,
                           struct outbox_place after);
void stream_attach(struct stream *s, struct MHD_Connection *c); /* once, before it is read */
ssize_t stream_read(void *stream, uint64_t position, char *out, size_t max); /* for the library */
void stream_close(void *stream);

#endif
