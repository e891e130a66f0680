/* What a page function gets and gives, and the table of routes. */
#ifndef REPORTS_WEB_PAGE_H
#define REPORTS_WEB_PAGE_H

#include "config/bulletin_conf.h"
#include "reports/gnuplot.h"
#include "reports/view.h"
#include "reports/web/request.h"
#include "store/read_rows.h"

/* What a page gives. */
struct reply {
    struct str body;
    const char *type; /* media type; text/html unless the page says otherwise */
    const char *location; /* of a 303 */
    bool alone; /* a file with its style and pictures in it (doc_html.h) */
};

/* One request being answered; everything in it lives until the reply is there. */
struct page {
    const struct request *rq;
    struct view view; /* in a read-only snapshot where the route needs the database */
    struct gnuplot *gnuplot; /* draws the charts */
    const struct bulletin_conf *bulletin;
    struct read_stamp stamp; /* of the snapshot */
    uint64_t requests; /* answered so far by this process */
};

/* Gives an HTTP status. Other than 200 and 303: the body is dropped and an error page (JSON below /api/) is
 * made of the status and, for 400 and 404, of e->text, which is then a Chinese sentence for the user; 500 and
 * 503 log e->text. A 503 with a body and an empty e->text is the page's own answer (readyz). */
typedef int page_fn(struct page *p, struct reply *out, struct err *e);

/* The page of a case, whatever address led to it. */
int page_case_of(struct page *p, const char *case_no, struct reply *out, struct err *e);

/* The status of a failure: wrong parameters 400, no database 503, else 500. */
int page_failed(const struct err *e);
/* 0 if the viewer may see what compares units in this month; else a status, with a sentence. */
int page_unpublished(struct page *p, month m, struct err *e);
/* 404 with a sentence. */
int page_missing(struct err *e, const char *what);

enum route_needs { ROUTE_FREE, ROUTE_LIVE, ROUTE_DB };

struct route {
    const char *method, *pattern; /* one `*` at most: any text that is not empty */
    page_fn *fn;
    uint8_t needs;
    const char *what;
};
extern const struct route route_table[];
extern const int route_count;

/* The route of this path, with rq->arg set; NULL: there is none. */
const struct route *route_find(struct request *rq, struct arena *a);
bool route_is_api(const char *path);

/* Replaces the body by the error page, or the error object, of this status. */
void route_error(struct reply *out, bool api, int status, const struct err *e);
/* What a target asks for: its route, with the request in the arena. NULL: nothing that there is; *status and
 * `e` are for route_error. */
const struct route *route_open(struct request *rq, const char *target, struct arena *a, int *status,
                               struct err *e);
/* Answers the page's request completely: opens the snapshot, calls the page, makes error bodies. The reply is
 * always usable. */
int route_run(struct page *p, const struct route *r, struct reply *out);

#define ROUTE(method, pattern, fn, needs, what) page_fn fn;
#include "reports/web/routes.def"

#endif
