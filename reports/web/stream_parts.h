/* For the files of the streams: stream.c opens, sends and closes one; stream_rounds.c is the thread that
 * fills them. */
#ifndef REPORTS_WEB_STREAM_PARTS_H
#define REPORTS_WEB_STREAM_PARTS_H

#include <pthread.h>

#include "reports/web/stream.h"

enum { STREAM_HEARTBEAT_MS = 15000 };

struct stream {
    struct stream *next, **prev;
    struct streams *all;
    struct letter *letter;
    char login[300], own[64];
    enum role role;
    uint64_t number;
    struct outbox_place place; /* up to here everything is in `out`, or was */
    struct str out; /* from `sent` on still to be sent */
    size_t sent;
    struct MHD_Connection *connection; /* NULL: not yet */
    bool suspended, over;
    int64_t said, checked; /* when, milliseconds */
};

struct streams {
    struct door *door;
    struct read *read; /* the thread's own */
    pthread_t thread;
    pthread_mutex_t lock; /* of all below, and of the streams */
    pthread_cond_t wanted;
    struct stream *head;
    int n;
    uint64_t opened;
    struct site *site;
    bool stop;
};

/* Both under the lock. */
void stream_wake(struct stream *s); /* something is there to be sent, or it is over */
void stream_end(struct stream *s);
void *stream_rounds(void *streams); /* the thread, until `stop` */

#endif
