#include "reports/web/http.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/local.h"
#include "base/log.h"
#include "base/mem.h"
#include "reports/web/answer.h"
#include "reports/web/crew.h"
#include "reports/web/entry.h"
#include "reports/web/head.h"
#include "reports/web/link.h"
#include "reports/web/listen.h"
#include "reports/web/say.h"
#include "reports/web/stream.h"

enum { THREADS = 2, CONNECTIONS = 400 + STREAMS, PER_ADDRESS = 100, MEMORY = 32 * 1024, IDLE_SECONDS = 10 };
enum { HEADER_SECONDS = 5, BETWEEN_SECONDS = 15, REPLY_SECONDS = 120 };

/* Where a connection came in: at the address of the pages, or at a gateway's socket, which is trusted. */
struct side {
    struct http *http;
    struct MHD_Daemon *daemon;
    const char *gateway; /* the field in which it says who it is; NULL: it is not trusted */
};

struct http {
    struct side side[2];
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
    const char *gateway;
    const char *place; /* where the library has the target: compared only, never read */
    char *target; /* as it came, until the letter has it */
    struct letter *letter; /* NULL: its head was not judged yet */
    struct answer *answer; /* NULL: not yet */
};

static struct link *link_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void on_connection(void *cookie, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = ((struct side *)cookie)->http;
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
    struct side *side = cookie;
    struct call *call = mem_alloc(sizeof *call);
    *call = (struct call){.http = side->http, .gateway = side->gateway, .connection = c, .place = target};
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
    letter_drop(call->letter);
    free(call->target);
    free(call);
}

/* the target is decoded by request_parse alone */
static size_t leave_escaped(void *cookie, struct MHD_Connection *c, char *s)
{
    (void)cookie, (void)c;
    return strlen(s);
}

struct judging {
    struct head head;
    struct call *call;
};

static enum MHD_Result on_field(void *cookie, enum MHD_ValueKind kind, const char *name, size_t name_length,
                                const char *value, size_t value_length)
{
    struct judging *j = cookie;
    (void)kind;
    value_length = value ? value_length : 0;
    value = value ? value : "";
    head_field(&j->head, name, name_length, value, value_length);
    letter_field(j->call->letter, name, name_length, value, value_length, j->call->gateway);
    return MHD_YES;
}

static int judge(struct call *call, const char *method, const char *version)
{
    struct MHD_Connection *c = call->connection;
    struct judging j = {.call = call};
    call->letter = letter_new(method, call->target);
    head_begin(&j.head, method, call->place, call->target, version);
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_field, &j);
    return head_end(&j.head, method,
                    MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size);
}

static struct answer *error_answer(const char *target, int status, const char *allow, const struct err *e)
{
    struct reply reply = {.allow = allow};
    route_error(&reply, target, status, e);
    return answer_new(&reply, status);
}

/* What is known of a request before anything is made. */
struct asking {
    struct arena arena;
    struct request rq;
    const struct route *route;
    struct who who;
    bool known; /* who it is, or the route is open to all */
    const char *key; /* under what its answer may be kept; NULL: under nothing */
};

/* The page of a route that needs no database. */
static struct answer *page_at_once(struct http *h, struct asking *k, struct letter *l)
{
    struct reply reply = {0};
    struct site *site = crew_site(h->crew);
    struct page p = {.rq = &k->rq, .letter = l, .conf = site->conf};
    p.view = (struct view){.ref = &site->ref, .arena = &k->arena};
    if (!k->route->open)
        entry_view(&p, &k->who);
    int status = route_run(&p, k->route, &reply);
    reply.pack = true;
    struct answer *made = answer_new(&reply, status);
    if (status == 200)
        cache_put(h->cache, k->key, clock_us(), true, site, made);
    site_drop(site);
    return made;
}

static struct answer *refused(struct asking *k, struct letter *l)
{
    struct reply reply = {0};
    int status = entry_refuse(l, &k->arena, &reply);
    return answer_new(&reply, status);
}

/* What can be said without waiting: what is kept, what is wrong with the target, who says nothing of himself,
 * a page that needs no database. NULL: it must be made. */
static struct answer *at_once(struct http *h, struct asking *k, struct letter *l)
{
    struct err e = {.text = ""};
    int status;
    const char *allow = NULL;
    bool renew = false;
    k->route = route_open(&k->rq, l->method, l->target, &k->arena, &status, &allow, &e);
    if (!k->route)
        return error_answer(l->target, status, allow, &e);
    if (entry_nameless(k->route, l))
        return refused(k, l);
    k->known = k->route->open || door_known(crew_door(h->crew), l, &k->arena, &k->who);
    if (!k->known || !letter_reads(l) || k->route->needs == ROUTE_ACT || k->route->needs == ROUTE_LIVE ||
        route_exports(k->route, &k->rq)) /* which the crew notes, also of what is kept */
        return NULL;
    k->key = entry_key(k->route->open ? NULL : &k->who, l, &k->arena);
    struct answer *found = cache_get(h->cache, k->key, clock_us(), &renew);
    if (renew)
        crew_ask(h->crew, k->route, l, k->key, NULL);
    return found || k->route->needs != ROUTE_FREE ? found : page_at_once(h, k, l);
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
    struct asking k = {.known = false};
    link_deadline(link_of(call->connection), REPLY_SECONDS);
    say_in(call->letter->lang);
    if (!call->answer)
        call->answer = at_once(h, &k, call->letter);
    enum MHD_Result rc = MHD_YES;
    if (call->answer)
        rc = answer_send(call->answer, call->connection, call->letter && call->letter->gzip) ? MHD_NO
                                                                                             : MHD_YES;
    else {
        call->waiter.told = told;
        MHD_suspend_connection(call->connection);
        crew_ask(h->crew, k.route, call->letter, k.key, &call->waiter);
    }
    arena_release(&k.arena);
    return rc;
}

/* Judges the head, once. A response that is queued already now makes the library close the connection behind
 * it: so it shall be where nobody can know what the next bytes are. */
static enum MHD_Result begin(struct call *call, const char *method, const char *version)
{
    int status = judge(call, method, version);
    say_in(call->letter->lang);
    call->http->requests++;
    link_deadline(link_of(call->connection), HEADER_SECONDS); /* for a body that does not come */
    if (status)
        call->answer = error_answer(call->target, status, NULL, NULL);
    return status == 400 || status == 413 ? answer(call) : MHD_YES;
}

/* A piece of the body; kept only where somebody may read it. */
static enum MHD_Result take(struct call *call, const char *data, size_t n)
{
    struct letter *l = call->letter;
    if (l->body.len + n > HEAD_BODY_MAX)
        return MHD_NO;
    if (!call->answer && !letter_reads(l))
        str_put(&l->body, data, n);
    return MHD_YES;
}

static enum MHD_Result on_request(void *cookie, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *data_size, void **context)
{
    struct call *call = *context;
    size_t n = *data_size;
    (void)cookie, (void)c, (void)url;
    if (!call)
        return MHD_NO;
    if (!call->letter)
        return begin(call, method, version);
    if (!n)
        return answer(call);
    *data_size = 0;
    return take(call, data, n);
}

static void on_panic(void *cookie, const char *file, unsigned line, const char *reason)
{
    (void)cookie, (void)file, (void)reason;
    log_error("http library: internal fault (line %u); the process ends and is started again", line);
    abort();
}

static int start_daemon(struct side *side, int fd, struct err *e)
{
    MHD_set_panic_func(on_panic, NULL);
    side->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, side,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)PER_ADDRESS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, side, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, side, MHD_OPTION_NOTIFY_CONNECTION, on_connection, side,
        MHD_OPTION_END);
    return side->daemon ? 0 : err_env(e, "the http server cannot be started");
}

/* The second way in, if there is to be one. */
static int start_gateway(struct http *h, const struct conf *conf, struct err *e)
{
    if (!conf->gateway_socket[0])
        return 0;
    int fd = local_listen(conf->gateway_socket, 0660, e);
    h->side[1].gateway = conf->gateway_header;
    return fd < 0 ? -1 : start_daemon(&h->side[1], fd, e);
}

struct http *http_start(struct site *site, struct err *e)
{
    int port, fd = listen_open(site->conf->listen, &port, e);
    if (fd < 0)
        return NULL;
    struct http *h = mem_alloc(sizeof *h);
    h->side[0].http = h->side[1].http = h;
    h->port = port;
    links_begin(&h->links);
    h->cache = cache_new();
    h->crew = crew_new(h->cache, site, &h->requests);
    if (start_daemon(&h->side[0], fd, e) || start_gateway(h, site->conf, e)) {
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
    struct streams *streams = crew_streams(h->crew);
    bool all_back = crew_stop(h->crew); /* first: the library may not be stopped while a connection waits */
    for (int i = 0; i < 2; i++)
        if (h->side[i].daemon)
            MHD_stop_daemon(h->side[i].daemon);
    if (!all_back)
        return; /* the thread left behind has its part of this */
    streams_free(streams);
    cache_free(h->cache);
    links_end(&h->links);
    free(h);
}
