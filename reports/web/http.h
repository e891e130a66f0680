/* The HTTP server: libmicrohttpd, and what its version 0.9.75 lacks (heads that can be read two ways, slow
 * headers, strange targets). Its threads parse, and send what is there; pages are made by a crew of their
 * own. */
#ifndef REPORTS_WEB_HTTP_H
#define REPORTS_WEB_HTTP_H

#include "reports/web/site.h"

struct http;
/* Listens on `conf.listen` (host:port, [v6]:port; port 0: any free one). */
struct http *http_start(struct site *site, struct err *e);
int http_port(const struct http *h);
/* Answers from another site from now on; waits for nobody. */
void http_use(struct http *h, struct site *site);
/* Ends what is past its deadline: slow headers, slow readers, pages that the database keeps waiting. Call
 * about once a second. */
void http_reap(struct http *h);
void http_stop(struct http *h);

#endif
