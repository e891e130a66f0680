/* The HTTP server: libmicrohttpd with what version 0.9.75 lacks (smuggling, slow headers, strange targets).
 * The only user of that library. */
#ifndef REPORTS_WEB_HTTP_H
#define REPORTS_WEB_HTTP_H

#include "reports/web/page.h"

struct http;
/* Listens on `conf.listen` (host:port, [v6]:port; port 0: any free one) and answers with two threads. */
struct http *http_start(const struct site *site, struct err *e);
int http_port(const struct http *h);
/* Answers from another site from now on; on return nothing uses the former one any more. */
void http_use(struct http *h, const struct site *site);
/* Ends connections past their deadline (slow headers, slow readers); call about once a second. */
void http_reap(struct http *h);
void http_stop(struct http *h);

#endif
