/* What programs are told of the API (docs/openapi.yaml, /api), and held to: the parameters of each address.
 */
#ifndef REPORTS_WEB_MANUAL_H
#define REPORTS_WEB_MANUAL_H

#include "reports/web/routes.h"

/* ERR_USAGE if an address is asked with a parameter that it does not have; those of which api.def says
 * nothing look for themselves. */
int manual_only(const struct route *r, const struct request *rq, struct err *e);

#endif
