/* An answer's bytes as gzip. */
#ifndef REPORTS_WEB_PACK_H
#define REPORTS_WEB_PACK_H

#include <stdbool.h>

#include "base/str.h"

/* False: it would not become smaller, and nothing was written. */
bool pack_gzip(const struct str *from, struct str *out);

#endif
