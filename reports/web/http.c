#include "reports/web/http.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/mem.h"
#include "reports/web/listen.h"

enum {
    THREADS = 2,
    CONNECTIONS = 200,
    PER_ADDRESS = 100,
    MEMORY = 32 * 1024,
    IDLE_SECONDS = 10,
    BODY_MAX = 64 * 1024
};
enum { HEADER_SECONDS = 5, BETWEEN_SECONDS = 15, REPLY_SECONDS = 120 };

/* A connection, from accept to close: its deadline is moved on by what happens on it. */
struct link {
    struct link *next, **prev;
    int fd;
    int64_t deadline; /* milliseconds of the steady clock */
};

struct http {
    struct MHD_Daemon *daemon;
    const struct site *site;
    pthread_rwlock_t using; /* of `site`: held while a request is answered from it */
    int port;
    pthread_mutex_t lock; /* of `links` */
    struct link *links;
    pthread_key_t worker; /* struct worker of the thread */
    _Atomic uint64_t requests;
};

/* What a thread keeps: nothing here is ever seen by another one. */
struct worker {
    struct read *read;
    struct gnuplot *gnuplot;
    struct cache *cache;
    struct arena arena;
};

/* One request: its raw target, and whether its headers were seen already. */
struct call {
    char *target;
    int refuse; /* status of a request whose form is not allowed; 0: fine */
    bool seen;
    size_t body;
};

static void worker_free(void *cookie)
{
    struct worker *w = cookie;
    read_free(w->read);
    gnuplot_free(w->gnuplot);
    cache_free(w->cache);
    arena_release(&w->arena);
    free(w);
}

static struct worker *worker_of(struct http *h)
{
    struct worker *w = pthread_getspecific(h->worker);
    if (w)
        return w;
    w = mem_alloc(sizeof *w);
    w->read = read_new(h->site->conf->database);
    w->gnuplot = gnuplot_new(NULL);
    w->cache = cache_new();
    pthread_setspecific(h->worker, w);
    return w;
}

static void link_open(struct http *h, struct MHD_Connection *c, void **context)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct link *l = mem_alloc(sizeof *l);
    l->fd = info ? info->connect_fd : -1;
    l->deadline = clock_ms() + 1000 * HEADER_SECONDS;
    pthread_mutex_lock(&h->lock);
    l->next = h->links;
    l->prev = &h->links;
    if (l->next)
        l->next->prev = &l->next;
    h->links = l;
    pthread_mutex_unlock(&h->lock);
    *context = l;
}

static void link_close(struct http *h, struct link *l)
{
    if (!l)
        return;
    pthread_mutex_lock(&h->lock);
    *l->prev = l->next;
    if (l->next)
        l->next->prev = l->prev;
    pthread_mutex_unlock(&h->lock);
    free(l);
}

static void on_connection(void *cookie, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        link_open(cookie, c, context);
    else
        link_close(cookie, *context);
}

static void link_deadline(struct http *h, struct MHD_Connection *c, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct link *l = info ? info->socket_context : NULL;
    if (!l)
        return;
    pthread_mutex_lock(&h->lock);
    l->deadline = clock_ms() + 1000 * seconds;
    pthread_mutex_unlock(&h->lock);
}

/* The library counts idleness from the last byte, so a byte a second would live for ever. */
void http_reap(struct http *h)
{
    int64_t now = clock_ms();
    pthread_mutex_lock(&h->lock);
    for (struct link *l = h->links; l; l = l->next)
        if (l->deadline < now)
            shutdown(l->fd, SHUT_RDWR);
    pthread_mutex_unlock(&h->lock);
}

static void *on_target(void *cookie, const char *target, struct MHD_Connection *c)
{
    (void)cookie, (void)c;
    struct call *call = mem_alloc(sizeof *call);
    call->target = mem_strdup(target);
    return call;
}

static void on_completed(void *cookie, struct MHD_Connection *c, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct call *call = *context;
    (void)why;
    link_deadline(cookie, c, BETWEEN_SECONDS);
    if (call)
        free(call->target);
    free(call);
    *context = NULL;
}

/* the target is decoded by request_parse alone */
static size_t leave_escaped(void *cookie, struct MHD_Connection *c, char *s)
{
    (void)cookie, (void)c;
    return strlen(s);
}

struct header_counts {
    int host, length, encoding, odd;
    unsigned long long bytes;
};

static bool starts_longer(const char *name, const char *with)
{
    size_t n = strlen(with);
    return !strncasecmp(name, with, n) && name[n];
}

static enum MHD_Result count_header(void *cookie, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    struct header_counts *n = cookie;
    (void)kind;
    /* a folded line comes glued to its name; whoever reads it otherwise would see another request */
    n->odd += starts_longer(name, "Content-Length") || starts_longer(name, "Transfer-Encoding");
    if (!strcasecmp(name, "Host"))
        n->host++;
    if (!strcasecmp(name, "Transfer-Encoding"))
        n->encoding++;
    if (name[strspn(name, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")])
        n->odd++;
    if (!strcasecmp(name, "Content-Length")) {
        n->length++;
        n->odd += !value || !value[0] || strlen(value) > 15 || strspn(value, "0123456789") != strlen(value);
        n->bytes = value ? strtoull(value, NULL, 10) : 0;
    }
    return MHD_YES;
}

/* What the library lets through and a proxy in front might read otherwise: two lengths, length and encoding,
 * `Host :`. Reading only for now, so a body has no business here beyond being read away. */
static int refused(struct MHD_Connection *c, const char *method)
{
    struct header_counts n = {0};
    MHD_get_connection_values(c, MHD_HEADER_KIND, count_header, &n);
    if (n.host > 1 || n.length > 1 || n.encoding || n.odd)
        return 400;
    if (n.bytes > BODY_MAX)
        return 413;
    return strcmp(method, "GET") && strcmp(method, "HEAD") ? 405 : 0;
}

static const struct {
    const char *name, *value;
} security[] = {
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                                "frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

static void put_headers(struct MHD_Response *r, const struct reply *reply, int status, const char *etag)
{
    for (size_t i = 0; i < sizeof security / sizeof *security; i++)
        MHD_add_response_header(r, security[i].name, security[i].value);
    MHD_add_response_header(r, "Content-Type", reply->type);
    MHD_add_response_header(r, "Cache-Control", "no-cache");
    if (etag[0])
        MHD_add_response_header(r, "ETag", etag);
    if (reply->location)
        MHD_add_response_header(r, "Location", reply->location);
    if (status == 405)
        MHD_add_response_header(r, "Allow", "GET, HEAD");
    if (status == 503)
        MHD_add_response_header(r, "Retry-After", "5");
    if (status == 400 || status == 413)
        MHD_add_response_header(r, "Connection", "close");
}

static void make_etag(char etag[24], int status, const struct reply *reply)
{
    etag[0] = 0;
    if (status == 200)
        snprintf(etag, 24, "\"%016llx\"", (unsigned long long)map_hash(reply->body.p, reply->body.len));
}

static enum MHD_Result send_reply(struct MHD_Connection *c, struct reply *reply, int status)
{
    char etag[24];
    make_etag(etag, status, reply);
    const char *known = etag[0] ? MHD_lookup_connection_value(c, MHD_HEADER_KIND, "If-None-Match") : NULL;
    if (known && strstr(known, etag)) {
        status = 304;
        str_release(&reply->body);
    }
    /* the response owns the bytes from here on */
    struct MHD_Response *r = MHD_create_response_from_buffer(reply->body.len, reply->body.p,
                                                             MHD_RESPMEM_MUST_FREE);
    if (!r) {
        str_release(&reply->body);
        return MHD_NO;
    }
    put_headers(r, reply, status, etag);
    enum MHD_Result rc = MHD_queue_response(c, (unsigned)status, r);
    MHD_destroy_response(r);
    return rc;
}

static enum MHD_Result answer(struct http *h, struct MHD_Connection *c, struct call *call)
{
    link_deadline(h, c, REPLY_SECONDS);
    pthread_rwlock_rdlock(&h->using);
    struct worker *w = worker_of(h);
    struct reply reply = {.type = "text/html; charset=utf-8"};
    struct page p = {.site = h->site,
                     .view = {.ref = h->site->ref, .read = w->read, .arena = &w->arena},
                     .gnuplot = w->gnuplot,
                     .cache = w->cache,
                     .requests = ++h->requests};
    int status = call->refuse;
    if (status)
        route_error(&reply, route_is_api(call->target), status, NULL);
    else
        status = route_answer(&p, call->target, &reply);
    pthread_rwlock_unlock(&h->using);
    enum MHD_Result rc = send_reply(c, &reply, status);
    arena_reset(&w->arena);
    return rc;
}

static enum MHD_Result on_request(void *cookie, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *data_size, void **context)
{
    struct http *h = cookie;
    struct call *call = *context;
    (void)url, (void)version, (void)data;
    if (!call)
        return MHD_NO;
    if (!call->seen) { /* a response queued already now would make the library close the connection after it
                        */
        call->seen = true;
        call->refuse = refused(c, method);
        link_deadline(h, c, HEADER_SECONDS); /* for a body that nobody reads */
        return call->refuse == 400 || call->refuse == 413 ? answer(h, c, call) : MHD_YES;
    }
    if (*data_size) {
        call->body += *data_size;
        *data_size = 0;
        return call->body > BODY_MAX ? MHD_NO : MHD_YES;
    }
    return answer(h, c, call);
}

static void on_panic(void *cookie, const char *file, unsigned line, const char *reason)
{
    (void)cookie, (void)file, (void)reason;
    log_error("http library: internal fault (line %u); the process ends and is started again", line);
    abort();
}

static int start_daemon(struct http *h, int fd, struct err *e)
{
    MHD_set_panic_func(on_panic, NULL);
    h->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, h, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)PER_ADDRESS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_END);
    return h->daemon ? 0 : err_env(e, "the http server cannot be started");
}

struct http *http_start(const struct site *site, struct err *e)
{
    int port, fd = listen_open(site->conf->listen, &port, e);
    if (fd < 0)
        return NULL;
    struct http *h = mem_alloc(sizeof *h);
    h->site = site;
    h->port = port;
    pthread_mutex_init(&h->lock, NULL);
    pthread_rwlock_init(&h->using, NULL);
    pthread_key_create(&h->worker, worker_free);
    if (!start_daemon(h, fd, e))
        return h;
    free(h);
    return NULL;
}

int http_port(const struct http *h) { return h->port; }

void http_use(struct http *h, const struct site *site)
{
    pthread_rwlock_wrlock(&h->using);
    h->site = site;
    pthread_rwlock_unlock(&h->using);
}

void http_stop(struct http *h)
{
    MHD_stop_daemon(h->daemon);
    pthread_key_delete(h->worker);
    pthread_mutex_destroy(&h->lock);
    pthread_rwlock_destroy(&h->using);
    free(h);
}
