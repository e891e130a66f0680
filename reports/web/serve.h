/* `jiancha serve`: the pages and the JSON API. */
#ifndef REPORTS_WEB_SERVE_H
#define REPORTS_WEB_SERVE_H

#include "base/err.h"
#include "config/conf.h"

extern const char serve_usage[];
/* Serves until SIGTERM. -1: it could not begin. */
int serve_run(const struct conf *conf, struct err *e);

#endif
