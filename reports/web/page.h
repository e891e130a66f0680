/* What a page function gets and gives. */
#ifndef REPORTS_WEB_PAGE_H
#define REPORTS_WEB_PAGE_H

#include "config/bulletin_conf.h"
#include "reports/gnuplot.h"
#include "reports/view.h"
#include "reports/web/form.h"
#include "reports/web/letter.h"
#include "reports/web/request.h"
#include "reports/web/say.h"
#include "store/sessions.h"
#include "store/read_rows.h"

/* What a page gives. */
struct reply {
    struct str body;
    const char *type; /* media type; text/html unless the page says otherwise */
    const char *location; /* of a 303; in the arena */
    const char *allow; /* of a 405; NULL: a method that no route has */
    const char *file; /* its name as a file, percent-encoded, in the arena; NULL: that of its address */
    char etag[48]; /* the version of what is read, where it has one; "": made of the bytes */
    char cookie[2][200]; /* Set-Cookie; "": none */
    bool forget; /* the browser shall keep nothing of what it was shown */
    bool pack; /* goes out as gzip to who takes it. Not what holds a secret: its length would tell of it */
    bool varies; /* the same address may be answered as gzip */
    struct stream *stream; /* instead of a body: goes on for ever (stream.h) */
    bool exact; /* JSON of the API to which no names are added (reports/named.h) */
    bool alone; /* a file with its style and pictures in it (doc_html.h) */
};

struct conf;
struct door;
struct streams;

/* One request being answered; everything in it lives until the reply is there. */
struct page {
    const struct request *rq;
    struct letter *letter; /* as it came */
    const struct conf *conf;
    const struct who *who; /* who asks; NULL: nobody has signed in, and the route is open to all */
    struct door *door;
    struct streams *streams;
    struct form_fields form; /* of a POST that is one; else empty */
    struct view view; /* in a read-only snapshot where the route needs the database */
    struct gnuplot *gnuplot; /* draws the charts */
    const struct bulletin_conf *bulletin;
    struct read_stamp stamp; /* of the snapshot */
    instant visited; /* of 今日: when who asks looked at it before this visit; INSTANT_NONE: not known */
    uint64_t requests; /* answered so far by this process */
    uint64_t made, made_us; /* … of them made anew, and how long who asked for these waited in all */
};

/* Gives an HTTP status. From 400 on: the body is dropped and an error page (JSON below /api/) is made of the
 * status and of e->text, if that is ERR_USAGE, then a Chinese sentence for the user; 500 and 503 log e->text.
 * With a body and an empty e->text it is the page's own answer (readyz, the sign-in form). */
typedef int page_fn(struct page *p, struct reply *out, struct err *e);

/* The page of a case, whatever address led to it. */
int page_case_of(struct page *p, const char *case_no, struct reply *out, struct err *e);

/* The status of a failure: wrong parameters 400, no database 503, else 500. */
int page_failed(const struct err *e);
/* 0 if the viewer may see what compares units in this month; else a status, with a sentence. */
int page_unpublished(struct page *p, month m, struct err *e);
/* Where to go after a form: an address of ours, or what is to be done. */
const char *page_local(const char *to);
/* 404 with a sentence. */
int page_missing(struct err *e, const char *what);

#define ROUTE(method, pattern, fn, needs, what) page_fn fn;
#define OPEN(method, pattern, fn, needs, what) page_fn fn;
#include "reports/web/routes.def"

#endif
