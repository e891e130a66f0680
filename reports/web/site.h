/* One reading of the reference data and of bulletin.conf, from which pages are made. A reload begins another;
 * whoever works with the former keeps it until he is done, so that a reload waits for nobody. */
#ifndef REPORTS_WEB_SITE_H
#define REPORTS_WEB_SITE_H

#include <stdatomic.h>

#include "analyzer/refdata.h"
#include "config/bulletin_conf.h"
#include "config/conf.h"

struct site {
    const struct conf *conf; /* borrowed */
    struct refdata ref;
    struct bulletin_conf bulletin;
    atomic_int holders;
};

/* Reads `conf.config`; the caller holds it. NULL: it has faults, the first of which is in `e`. */
struct site *site_load(const struct conf *conf, struct err *e);
/* The connection string of the pages. */
const char *site_database(const struct conf *conf);
struct site *site_hold(struct site *s); /* one holder more */
void site_drop(struct site *s); /* the last one takes it with him */

#endif
