#include "reports/web/http.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "reports/web/answer.h"
#include "reports/web/crew.h"
#include "reports/web/head.h"
#include "reports/web/link.h"
#include "reports/web/listen.h"

enum { THREADS = 2, CONNECTIONS = 200, PER_ADDRESS = 100, MEMORY = 32 * 1024, IDLE_SECONDS = 10 };
enum { HEADER_SECONDS = 5, BETWEEN_SECONDS = 15, REPLY_SECONDS = 120 };

struct http {
    struct MHD_Daemon *daemon;
    struct crew *crew;
    struct cache *cache;
    int port;
    struct links links;
    _Atomic uint64_t requests;
};

/* One request, from its first line to the end of its answer. */
struct call {
    struct waiter waiter; /* the first member: a call is found by it */
    struct http *http;
    struct MHD_Connection *connection;
    const char *place; /* where the library has the target: compared only, never read */
    char *target; /* as it came */
    struct answer *answer; /* NULL: not yet */
    bool seen; /* its head was judged */
    size_t body;
};

static struct link *link_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void on_connection(void *cookie, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = cookie;
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *context = link_open(&h->links,
                             MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
                             HEADER_SECONDS);
    else
        link_close(&h->links, *context);
}

/* The library would go on to read the parameters into memory that a long list exhausts, and then say nothing;
 * request_parse reads them, so behind the '?' there is nothing for it. */
static void hide_parameters(const char *target)
{
    char *query = strchr(target, '?');
    if (query)
        query[1] = 0;
}

static void *on_target(void *cookie, const char *target, struct MHD_Connection *c)
{
    struct call *call = mem_alloc(sizeof *call);
    *call = (struct call){.http = cookie, .connection = c, .place = target};
    call->target = mem_strdup(target);
    hide_parameters(target);
    return call;
}

static void on_completed(void *cookie, struct MHD_Connection *c, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct call *call = *context;
    (void)cookie, (void)why;
    link_deadline(link_of(c), BETWEEN_SECONDS);
    *context = NULL;
    if (!call)
        return;
    answer_drop(call->answer);
    free(call->target);
    free(call);
}

/* the target is decoded by request_parse alone */
static size_t leave_escaped(void *cookie, struct MHD_Connection *c, char *s)
{
    (void)cookie, (void)c;
    return strlen(s);
}

static enum MHD_Result on_field(void *cookie, enum MHD_ValueKind kind, const char *name, size_t name_length,
                                const char *value, size_t value_length)
{
    (void)kind;
    head_field(cookie, name, name_length, value ? value : "", value ? value_length : 0);
    return MHD_YES;
}

static int judge(struct call *call, const char *method, const char *version)
{
    struct MHD_Connection *c = call->connection;
    struct head head;
    head_begin(&head, method, call->place, call->target, version);
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_field, &head);
    return head_end(&head, method,
                    MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size);
}

static struct answer *error_answer(const char *target, int status, const struct err *e)
{
    struct reply reply = {0};
    route_error(&reply, route_is_api(target), status, e);
    return answer_new(&reply, status);
}

/* The page of a route that needs no database. */
static struct answer *page_at_once(struct http *h, const struct route *r, const struct request *rq,
                                   struct arena *a, const char *target)
{
    struct reply reply = {0};
    struct site *site = crew_site(h->crew);
    struct page p = {.rq = rq, .view = {.ref = &site->ref, .arena = a}};
    int status = route_run(&p, r, &reply);
    struct answer *made = answer_new(&reply, status);
    if (status == 200)
        cache_put(h->cache, target, clock_us(), true, site, made);
    site_drop(site);
    return made;
}

/* What can be said without waiting: what is kept, what is wrong with the target, a page that needs no
 * database. NULL: it must be made, by this route. */
static struct answer *at_once(struct http *h, const char *target, const struct route **route)
{
    struct arena a = {0};
    struct request rq;
    struct err e = {.text = ""};
    int status;
    bool renew;
    struct answer *found = cache_get(h->cache, target, clock_us(), &renew);
    if (found && !renew)
        return found;
    *route = route_open(&rq, target, &a, &status, &e);
    if (found)
        crew_ask(h->crew, *route, target, NULL);
    else if (!*route)
        found = error_answer(target, status, &e);
    else if ((*route)->needs == ROUTE_FREE)
        found = page_at_once(h, *route, &rq, &a, target);
    arena_release(&a);
    return found;
}

static void told(struct waiter *w, struct answer *a)
{
    struct call *call = (struct call *)w;
    call->answer = a;
    MHD_resume_connection(call->connection); /* the library calls on_request once more */
}

static enum MHD_Result answer(struct call *call)
{
    struct http *h = call->http;
    const struct route *route = NULL;
    link_deadline(link_of(call->connection), REPLY_SECONDS);
    if (!call->answer)
        call->answer = at_once(h, call->target, &route);
    if (call->answer)
        return answer_send(call->answer, call->connection) ? MHD_NO : MHD_YES;
    call->waiter.told = told;
    MHD_suspend_connection(call->connection);
    crew_ask(h->crew, route, call->target, &call->waiter);
    return MHD_YES;
}

/* Judges the head, once. A response that is queued already now makes the library close the connection behind
 * it: so it shall be where nobody can know what the next bytes are. */
static enum MHD_Result begin(struct call *call, const char *method, const char *version)
{
    int status = judge(call, method, version);
    call->seen = true;
    call->http->requests++;
    link_deadline(link_of(call->connection), HEADER_SECONDS); /* for a body that nobody reads */
    if (status)
        call->answer = error_answer(call->target, status, NULL);
    return status == 400 || status == 413 ? answer(call) : MHD_YES;
}

static enum MHD_Result on_request(void *cookie, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *data_size, void **context)
{
    struct call *call = *context;
    (void)cookie, (void)c, (void)url, (void)data;
    if (!call)
        return MHD_NO;
    if (!call->seen)
        return begin(call, method, version);
    if (*data_size) {
        call->body += *data_size;
        *data_size = 0;
        return call->body > HEAD_BODY_MAX ? MHD_NO : MHD_YES;
    }
    return answer(call);
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
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, h,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)PER_ADDRESS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, h, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_END);
    return h->daemon ? 0 : err_env(e, "the http server cannot be started");
}

struct http *http_start(struct site *site, struct err *e)
{
    int port, fd = listen_open(site->conf->listen, &port, e);
    if (fd < 0)
        return NULL;
    struct http *h = mem_alloc(sizeof *h);
    h->port = port;
    links_begin(&h->links);
    h->cache = cache_new();
    h->crew = crew_new(h->cache, site, &h->requests);
    if (start_daemon(h, fd, e)) {
        http_stop(h);
        return NULL;
    }
    return h;
}

int http_port(const struct http *h) { return h->port; }
void http_use(struct http *h, struct site *site) { crew_use(h->crew, site); }

void http_reap(struct http *h)
{
    links_reap(&h->links);
    crew_expire(h->crew);
}

void http_stop(struct http *h)
{
    bool all_back = crew_stop(h->crew); /* first: the library may not be stopped while a connection waits */
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    if (!all_back)
        return; /* the thread left behind has its part of this */
    cache_free(h->cache);
    links_end(&h->links);
    free(h);
}
