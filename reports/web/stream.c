/* Server-sent events: `id:` a place in the outbox, `event:` the kind, `data:` the notice. A reader that comes
 * again names the last id that it has seen (Last-Event-ID, or after=) and gets exactly what follows. */
#include "reports/web/stream.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "reports/web/link.h"
#include "reports/web/stream_parts.h"

enum { UNREAD_SECONDS = 60 };

static struct link *link_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void stream_wake(struct stream *s)
{
    if (s->suspended)
        MHD_resume_connection(s->connection);
    s->suspended = false;
}

void stream_end(struct stream *s)
{
    s->over = true;
    stream_wake(s);
}

struct streams *streams_new(struct site *site, struct door *door)
{
    struct streams *all = mem_alloc(sizeof *all);
    *all = (struct streams){
        .door = door, .read = read_new(site_database(site->conf)), .site = site_hold(site)};
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->wanted, NULL);
    if (pthread_create(&all->thread, NULL, stream_rounds, all))
        abort(); /* no memory for a thread at the very start */
    return all;
}

void streams_use(struct streams *all, struct site *site)
{
    pthread_mutex_lock(&all->lock);
    struct site *former = all->site;
    all->site = site_hold(site);
    pthread_mutex_unlock(&all->lock);
    site_drop(former);
}

void streams_stop(struct streams *all)
{
    pthread_mutex_lock(&all->lock);
    all->stop = true;
    for (struct stream *s = all->head; s; s = s->next)
        stream_end(s);
    pthread_cond_broadcast(&all->wanted);
    pthread_mutex_unlock(&all->lock);
    pthread_join(all->thread, NULL); /* its statements have an end (statement_timeout) */
}

void streams_free(struct streams *all)
{
    assert(!all->head);
    read_free(all->read);
    site_drop(all->site);
    pthread_cond_destroy(&all->wanted);
    pthread_mutex_destroy(&all->lock);
    free(all);
}

static bool has_room(const struct streams *all, const char *login)
{
    int own = 0;
    for (const struct stream *s = all->head; s; s = s->next)
        own += !strcmp(s->login, login);
    return !all->stop && all->n < STREAMS && own < STREAMS_LOGIN;
}

static void add(struct streams *all, struct stream *s)
{
    s->number = ++all->opened;
    s->next = all->head;
    s->prev = &all->head;
    if (s->next)
        s->next->prev = &s->next;
    all->head = s;
    all->n++;
    pthread_cond_signal(&all->wanted);
}

static bool fill(char *out, size_t size, const char *z)
{
    size_t n = z ? strlen(z) : 0;
    if (n < size)
        memcpy(out, z ? z : "", n + 1);
    return n < size;
}

struct stream *stream_open(struct streams *all, const struct viewer *viewer, struct letter *l,
                           struct outbox_place after)
{
    struct stream *s = mem_alloc(sizeof *s);
    *s = (struct stream){.all = all,
                         .role = viewer->role,
                         .place = after,
                         .checked = clock_ms(),
                         .said = clock_ms() - STREAM_HEARTBEAT_MS}; /* its place is told at once */
    bool good = fill(s->login, sizeof s->login, viewer->login) && fill(s->own, sizeof s->own, viewer->own);
    s->letter = letter_hold(l);
    str_puts(&s->out, "retry: 2000\n\n");
    pthread_mutex_lock(&all->lock);
    good = good && has_room(all, s->login);
    if (good)
        add(all, s);
    pthread_mutex_unlock(&all->lock);
    if (good)
        return s;
    letter_drop(s->letter);
    str_release(&s->out);
    free(s);
    return NULL;
}

void stream_attach(struct stream *s, struct MHD_Connection *c) { s->connection = c; }

ssize_t stream_read(void *stream, uint64_t position, char *out, size_t max)
{
    struct stream *s = stream;
    (void)position;
    pthread_mutex_lock(&s->all->lock);
    link_deadline(link_of(s->connection), UNREAD_SECONDS);
    size_t left = s->out.len - s->sent, n = left < max ? left : max;
    bool over = s->over && !n;
    memcpy(out, str_text(&s->out) + s->sent, n);
    s->sent += n;
    if (s->sent == s->out.len) {
        str_clear(&s->out);
        s->sent = 0;
    }
    if (!n && !over) {
        s->suspended = true;
        MHD_suspend_connection(s->connection);
    }
    pthread_mutex_unlock(&s->all->lock);
    return over ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

void stream_close(void *stream)
{
    struct stream *s = stream;
    pthread_mutex_lock(&s->all->lock);
    *s->prev = s->next;
    if (s->next)
        s->next->prev = s->prev;
    s->all->n--;
    pthread_mutex_unlock(&s->all->lock);
    letter_drop(s->letter);
    str_release(&s->out);
    free(s);
}
