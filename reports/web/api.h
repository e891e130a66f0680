/* Pieces of JSON that several addresses of the API share. */
#ifndef REPORTS_WEB_API_H
#define REPORTS_WEB_API_H

#include "reports/folder.h"
#include "reports/web/ranking.h"

/* A list of objects: {"total":…,"items":[…],"next":…}. */
void api_key(struct str *out,
             const char *key); /* "key": with a comma in front unless it is the first after { or [ */
void api_next(struct str *out, bool more, const char *cursor); /* ,"next":… and the end of the object */
int api_alert(struct page *p, struct str *out, const struct read_alert *al, struct err *e);
void api_standings(struct page *p, struct str *out, const struct ranking *r); /* [ … ] */
void api_clocks(struct page *p, struct str *out, const struct folder *f); /* { … } */

#endif
