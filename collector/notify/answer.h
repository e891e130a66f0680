/* What a receiver's answer means. Pure but for Jansson. */
#ifndef COLLECTOR_NOTIFY_ANSWER_H
#define COLLECTOR_NOTIFY_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/notify_conf.h"

struct answer {
    const char *failed; /* words of the transfer itself, NULL: it came to an answer */
    long status; /* of HTTP */
    const char *body; /* the first of it; of a mail the first digit of each reply of the server */
    size_t n;
    int64_t retry_after; /* seconds that it asks for, 0: none */
    int addresses; /* of a mail */
};
/* True: it has taken the message. Else `why`, which quotes nothing but numbers of it, and how many seconds it
 * wants to be left alone (0: it does not say). Of a mail that was taken `why` says how many of its addresses
 * are refused; else it is "". */
bool answer_judge(enum notify_kind kind, const struct answer *a, char why[100], int64_t *wait);
/* A mail server's reply begins with this digit. True: the mail shall wait. `tries`: how often it was begun.
 */
bool answer_later(char digit, unsigned tries);

#endif
