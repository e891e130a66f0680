/* The table of routes, and how a request is answered by it. */
#ifndef REPORTS_WEB_ROUTES_H
#define REPORTS_WEB_ROUTES_H

#include "reports/web/page.h"

enum route_needs { ROUTE_FREE, ROUTE_LIVE, ROUTE_DB, ROUTE_ACT };

struct route {
    const char *method, *pattern; /* one `*` at most: any text that is not empty */
    page_fn *fn;
    uint8_t needs;
    bool open; /* to who has not signed in, too */
    const char *what;
};
extern const struct route route_table[];
extern const int route_count;

/* The route that shows this path, with rq->arg set; NULL: there is none. */
const struct route *route_find(struct request *rq, struct arena *a);
bool route_is_api(const char *path);
/* What it gives leaves as a file, which the audit log has. */
bool route_exports(const struct route *r, const struct request *rq);

/* Replaces the body by the error page, or the error object, of this status; `target`: what was asked for. */
void route_error(struct reply *out, const char *target, int status, const struct err *e);
/* What is asked for: its route, with the request in the arena. NULL: nothing that there is; *status, `e` and,
 * for a 405, *allow (in the arena) are for the answer. */
const struct route *route_open(struct request *rq, const char *method, const char *target, struct arena *a,
                               int *status, const char **allow, struct err *e);
/* Answers the page's request completely: opens the snapshot, calls the page, makes error bodies. The reply is
 * always usable. */
int route_run(struct page *p, const struct route *r, struct reply *out);

#endif
