/* The connections of the server, from accept to close, each with a deadline that what happens on it moves on.
 * The library counts idleness from the last byte, so a client that sends one a second would stay for ever. */
#ifndef REPORTS_WEB_LINK_H
#define REPORTS_WEB_LINK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

struct link {
    struct link *next, **prev;
    int fd;
    _Atomic int64_t deadline; /* milliseconds of the steady clock */
};

struct links {
    pthread_mutex_t lock;
    struct link *head;
};

void links_begin(struct links *all);
void links_end(struct links *all);
struct link *link_open(struct links *all, int fd, int seconds); /* until link_close */
void link_close(struct links *all, struct link *l);
void link_deadline(struct link *l, int seconds); /* from now */
/* Shuts down those that are past their deadline; the library then closes them. */
void links_reap(struct links *all);

#endif
