/* One HTTP request as the pages see it: the decoded path and query of its target. Pure. */
#ifndef REPORTS_WEB_REQUEST_H
#define REPORTS_WEB_REQUEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "reports/tr.h"

enum { REQUEST_PARAMS = 32 };

struct request {
    const char *path; /* decoded, begins with '/' */
    const char *arg; /* what the route's `*` stands for; "" where it has none */
    struct {
        const char *name, *value;
    } param[REQUEST_PARAMS];
    int n_params;
    enum lang lang; /* of what is said of it; set before it is parsed */
};

/* Decodes a target (`/path?a=b`). Strings live in the arena. ERR_USAGE: a bad %XX, a control character,
 * ill-formed UTF-8, a `.` or `..` segment, more than REQUEST_PARAMS parameters or one twice. */
int request_parse(struct request *rq, const char *target, struct arena *a, struct err *e);

/* %XX (and `+` as a space, where `plus`) undone, as UTF-8 text in the arena; NULL: a byte that may not be.
 * `lines`: new lines and tabs may. */
const char *request_decode(const char *s, size_t n, bool plus, bool lines, struct arena *a);

/* The value of a parameter; NULL if it is absent or empty. */
const char *request_get(const struct request *rq, const char *name);
/* Each leaves *out alone where the parameter is absent; ERR_USAGE with a Chinese sentence where its value is
 * none. */
/* A month or a longer period (2026-Q3, 2026-H1, 2026). */
int request_period(const struct request *rq, const char *name, month *first, month *last, struct err *e);
int request_month(const struct request *rq, const char *name, month *out, struct err *e);
int request_int(const struct request *rq, const char *name, int64_t min, int64_t max, int64_t *out,
                struct err *e);
/* One of the words (NULL ends the list). */
int request_word(const struct request *rq, const char *name, const char *const *words, const char **out,
                 struct err *e);

/* ERR_USAGE if there is a parameter that is none of these names (NULL ends them). */
int request_only(const struct request *rq, const char *const *names, struct err *e);
/* ERR_USAGE if `name` is asked without `with`, which it goes with. */
int request_with(const struct request *rq, const char *name, const char *with, struct err *e);

/* Writes the query with one parameter changed (value NULL: left out), beginning with '?'; "" if nothing is
 * left. */
void request_query_with(struct str *out, const struct request *rq, const char *name, const char *value);

/* The same from the beginning of the list: without its cursor or page. */
void request_query_anew(struct str *out, const struct request *rq, const char *name, const char *value);

#endif
