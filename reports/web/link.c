#include "reports/web/link.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/mem.h"

void links_begin(struct links *all)
{
    pthread_mutex_init(&all->lock, NULL);
    all->head = NULL;
}

void links_end(struct links *all) { pthread_mutex_destroy(&all->lock); }

struct link *link_open(struct links *all, int fd, int seconds)
{
    struct link *l = mem_alloc(sizeof *l);
    l->fd = fd;
    l->deadline = clock_ms() + 1000 * seconds;
    pthread_mutex_lock(&all->lock);
    l->next = all->head;
    l->prev = &all->head;
    if (l->next)
        l->next->prev = &l->next;
    all->head = l;
    pthread_mutex_unlock(&all->lock);
    return l;
}

void link_close(struct links *all, struct link *l)
{
    pthread_mutex_lock(&all->lock);
    *l->prev = l->next;
    if (l->next)
        l->next->prev = l->prev;
    pthread_mutex_unlock(&all->lock);
    free(l);
}

void link_deadline(struct link *l, int seconds) { l->deadline = clock_ms() + 1000 * seconds; }

void links_reap(struct links *all)
{
    int64_t now = clock_ms();
    pthread_mutex_lock(&all->lock);
    for (struct link *l = all->head; l; l = l->next)
        if (l->deadline < now)
            shutdown(l->fd, SHUT_RDWR);
    pthread_mutex_unlock(&all->lock);
}
