#include "reports/web/answer.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "reports/doc_html.h"
#include "reports/web/pack.h"
#include "reports/web/stream.h"

/* One of the forms in which it goes out. */
struct form {
    char etag[56]; /* of status 200; else "" */
    struct MHD_Response *whole, *same; /* `same`: the 304, NULL without etag */
};

struct answer {
    int status;
    size_t length;
    struct form plain, packed; /* packed.whole NULL: there is none */
    struct stream *stream; /* lives as long as `whole` */
    atomic_int holders;
};

static const struct {
    const char *name, *value;
} security[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

/* A document that stands alone has its one style and its pictures within; nothing else may do anything. */
static void put_policy(struct MHD_Response *r, bool alone)
{
    struct str policy = {0};
    str_puts(&policy, "default-src 'none'; style-src 'self'");
    if (alone) {
        str_putc(&policy, ' ');
        doc_html_style_source(&policy);
    }
    str_printf(&policy, "; img-src %s; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
               alone ? "data:" : "'self'");
    MHD_add_response_header(r, "Content-Security-Policy", str_text(&policy));
    str_release(&policy);
}

/* RFC 6266; the name is percent-encoded, which a plain one does not show. */
static void put_file_name(struct MHD_Response *r, const char *name)
{
    struct str value = {0};
    str_printf(&value, strchr(name, '%') ? "inline; filename*=UTF-8''%s" : "inline; filename=\"%s\"", name);
    MHD_add_response_header(r, "Content-Disposition", str_text(&value));
    str_release(&value);
}

static void put_headers(struct MHD_Response *r, const struct answer *a, const struct form *f,
                        const struct reply *reply)
{
    put_policy(r, reply->alone);
    for (size_t i = 0; i < sizeof security / sizeof *security; i++)
        MHD_add_response_header(r, security[i].name, security[i].value);
    MHD_add_response_header(r, "Content-Type", reply->type);
    /* a proxy on the way keeps nothing; a browser asks each time whether what it has is still so */
    MHD_add_response_header(r, "Cache-Control",
                            a->status == 200 && !reply->cookie[0][0] ? "private, no-cache" : "no-store");
    for (int i = 0; i < 2; i++)
        if (reply->cookie[i][0])
            MHD_add_response_header(r, "Set-Cookie", reply->cookie[i]);
    if (reply->forget)
        MHD_add_response_header(r, "Clear-Site-Data", "\"cache\"");
    if (f->etag[0])
        MHD_add_response_header(r, "ETag", f->etag);
    if (reply->varies || reply->pack)
        MHD_add_response_header(r, "Vary", "Accept-Encoding");
    if (f == &a->packed)
        MHD_add_response_header(r, "Content-Encoding", "gzip");
    if (reply->file && a->status == 200)
        put_file_name(r, reply->file);
    if (reply->location)
        MHD_add_response_header(r, "Location", reply->location);
    if (a->status == 405)
        MHD_add_response_header(r, "Allow", reply->allow ? reply->allow : "GET, HEAD, POST, PUT");
    if (a->status == 401)
        MHD_add_response_header(r, "WWW-Authenticate", "Bearer");
    if (a->status == 503)
        MHD_add_response_header(r, "Retry-After", "5");
    if (a->status == 400 || a->status == 413)
        MHD_add_response_header(r, "Connection", "close");
}

static struct MHD_Response *response(const struct answer *a, const struct form *f, const struct reply *reply,
                                     struct str *body)
{
    enum { PIECE = 4096 };
    struct MHD_Response *r = reply->stream
                                 ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, stream_read,
                                                                     reply->stream, stream_close)
                                 : MHD_create_response_from_buffer(body->len, body->p, MHD_RESPMEM_MUST_FREE);
    assert(r); /* out of memory alone makes it fail */
    *body = (struct str){0}; /* the response owns the bytes */
    put_headers(r, a, f, reply);
    return r;
}

/* The two forms have etags of their own: bytes that differ are not the same. */
static void make_form(struct answer *a, struct form *f, const struct reply *reply, struct str *body,
                      const char *mark)
{
    struct str none = {0};
    if (a->status == 200 && !reply->cookie[0][0] && !reply->stream) {
        char hash[20];
        snprintf(hash, sizeof hash, "%016llx", (unsigned long long)map_hash(body->p, body->len));
        snprintf(f->etag, sizeof f->etag, "\"%.40s%s\"", reply->etag[0] ? reply->etag : hash, mark);
        f->same = response(a, f, reply, &none);
    }
    f->whole = response(a, f, reply, body);
}

struct answer *answer_new(struct reply *reply, int status)
{
    struct answer *a = mem_alloc(sizeof *a);
    struct str packed = {0};
    a->status = status;
    a->length = reply->body.len;
    a->stream = reply->stream;
    atomic_init(&a->holders, 1);
    reply->pack = reply->pack && status == 200 && !reply->cookie[0][0];
    if (reply->pack && pack_gzip(&reply->body, &packed))
        make_form(a, &a->packed, reply, &packed, "-gz");
    make_form(a, &a->plain, reply, &reply->body, "");
    return a;
}

struct answer *answer_hold(struct answer *a)
{
    atomic_fetch_add(&a->holders, 1);
    return a;
}

/* Counted by the library, too: one that is being sent stays until it is out. */
static void drop_form(struct form *f)
{
    if (f->whole)
        MHD_destroy_response(f->whole);
    if (f->same)
        MHD_destroy_response(f->same);
}

void answer_drop(struct answer *a)
{
    if (!a || atomic_fetch_sub(&a->holders, 1) != 1)
        return;
    drop_form(&a->plain);
    drop_form(&a->packed);
    free(a);
}

size_t answer_length(const struct answer *a) { return a->length; }

int answer_send(const struct answer *a, struct MHD_Connection *c, bool gzip)
{
    const struct form *f = gzip && a->packed.whole ? &a->packed : &a->plain;
    const char *has = f->same ? MHD_lookup_connection_value(c, MHD_HEADER_KIND, "If-None-Match") : NULL;
    bool same = has && (!strcmp(has, "*") || strstr(has, f->etag)); /* RFC 9110, 13.1.2 */
    if (a->stream)
        stream_attach(a->stream, c);
    int rc = MHD_queue_response(c, same ? 304 : (unsigned)a->status, same ? f->same : f->whole);
    return rc == MHD_YES ? 0 : -1;
}
