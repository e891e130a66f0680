/* The head of a request, judged: may it be read one way only? libmicrohttpd 0.9.75 takes a NUL for the end of
 * a value, a bare LF for the end of a line, folds lines and passes over a doubled length; a proxy in front
 * may read the same bytes otherwise and let a second request through in the first. Pure.
 *
 * The library parses in place: what it gives points into the bytes as they came, where it has written NULs
 * over what ended a word or a line. So each line must begin exactly behind the one before it and two such
 * NULs, and the whole must be as long as the library says that the head was. One thing cannot be told: NULs
 * that were sent, right in front of a bare LF, from a CR; no proxy lets a NUL through. */
#ifndef REPORTS_WEB_HEAD_H
#define REPORTS_WEB_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEAD_BODY_MAX = 256 * 1024 };

struct head {
    const char *at; /* where the next line must begin */
    bool odd; /* it may be read two ways */
    bool since_1_1;
    int hosts, lengths;
    uint64_t length; /* of the body */
};

/* The request line: a method, a target, a version, one space between. `place`: where the target stood, which
 * may have been cut into words since. */
void head_begin(struct head *h, const char *method, const char *place, const char *target,
                const char *version);
/* The next field, in the order in which they came. */
void head_field(struct head *h, const char *name, size_t name_length, const char *value, size_t value_length);
/* 0: fine; else the status to refuse it with: 400, 405 (a method that no route has) or 413. `length`: of the
 * whole head, from its method to the empty line. */
int head_end(const struct head *h, const char *method, size_t length);

#endif
