/* One error: what kind it is and one sentence for a person. Functions that can fail return 0 or -1 and fill
 * it; whoever decides the error's fate logs it, once. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_kind {
    ERR_WORK = 1, /* the work found or met a fault: exit 1 */
    ERR_USAGE = 2, /* wrong use: exit 2 */
    ERR_ENV = 111, /* broker, database or machine not reachable: retry, else exit 111 */
};

struct err {
    enum err_kind kind; /* the numbers are the exit codes of contract section 9 */
    char text[1000];
};

/* Each sets `e` (which may be NULL) and returns -1, so that failing is one line. Long texts are cut. */
int err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int err_env(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int err_usage(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Puts "prefix: " in front of the text that is there; returns -1. */
int err_prefix(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
