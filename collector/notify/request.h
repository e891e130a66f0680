/* One delivery by libcurl. TLS is always verified, no redirect is followed, no proxy is taken from the
 * environment. */
#ifndef COLLECTOR_NOTIFY_REQUEST_H
#define COLLECTOR_NOTIFY_REQUEST_H

#include "collector/notify/forms.h"

/* A finished message: what of it does not depend on the instant of sending. */
struct request {
    const struct notify_receiver *to; /* borrowed */
    struct str url, body;
    char id[SHA256_TEXT];
    unsigned tries; /* how often its transfer was begun */
    /* of the transfer under way; NULL: none */
    void *easy; /* CURL * */
    struct curl_slist *headers, *addresses;
    size_t sent; /* bytes of a mail */
    int n_addresses;
    bool put_off; /* the mail server said later */
    char answer[4096];
    size_t n_answer;
};

/* Takes the message's bytes. */
void request_make(struct request *r, const struct forms_message *m);
/* Prepares the transfer (again); the address may be signed, of this millisecond. -1: libcurl refuses. */
int request_start(struct request *r, int64_t now_ms, struct err *e);
/* The transfer ended with this CURLcode. True: the receiver has taken the message. Else why, in words that
 * hold no secret, and how many seconds it asks to be left alone; of a mail that was taken how many of its
 * addresses are refused, by their places in `to`, or "". */
bool request_taken(struct request *r, int curl_code, char why[100], int64_t *wait);
void request_stop(struct request *r); /* the transfer's means are given back, the message stays */
void request_release(struct request *r);

#endif
