/* The body of a form (application/x-www-form-urlencoded). Pure. */
#ifndef REPORTS_WEB_FORM_H
#define REPORTS_WEB_FORM_H

#include "base/arena.h"
#include "base/err.h"

enum { FORM_FIELDS = 4000 };

struct form_field {
    const char *name, *value;
};
struct form_fields {
    struct form_field *v; /* in the order in which they came; a name may stand there more than once */
    size_t n;
};

/* Strings live in the arena; line ends become \n. ERR_USAGE, in Chinese: a bad %XX, a control character,
 * ill-formed UTF-8, more than FORM_FIELDS. */
int form_parse(struct form_fields *f, const char *p, size_t n, struct arena *a, struct err *e);
/* The first value of this name; NULL: absent or empty. */
const char *form_get(const struct form_fields *f, const char *name);

#endif
