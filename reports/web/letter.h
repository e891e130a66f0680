/* What a client has sent: method, target, the fields of its head that mean something here, the body. Several
 * threads may hold one. Parsing is pure. */
#ifndef REPORTS_WEB_LETTER_H
#define REPORTS_WEB_LETTER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/day.h"
#include "base/secret.h"
#include "base/str.h"
#include "reports/tr.h"

enum { LETTER_BODY_MAX = 256 * 1024 };

/* How a sender says who he is. In this order one alone counts. */
enum credential { CREDENTIAL_NONE, CREDENTIAL_TOKEN, CREDENTIAL_SESSION };

/* The session's id, and what the sign-in form must agree with. */
enum cookie { COOKIE_SESSION, COOKIE_FORM, COOKIES };

struct letter {
    char *method, *target; /* as they came */
    struct str body;
    char type[64]; /* media type of the body, small letters, without parameters */
    char site[16]; /* Sec-Fetch-Site; "": an old browser, or none */
    char csrf[SECRET_TEXT]; /* X-CSRF-Token */
    char cookie[COOKIES][2][SECRET_TEXT]; /* by name and prefix; "": none of our form, or two */
    char token[SECRET_TEXT]; /* likewise */
    char match[80]; /* If-Match */
    char last[48]; /* Last-Event-ID */
    char user[300]; /* by a gateway's word; "": none */
    enum lang lang; /* in which its pages shall be (a cookie of ours); Chinese unless it says another */
    day away; /* for which its reader has put the banner away (a cookie of ours); 0: for none */
    bool gzip; /* it takes gzip (Accept-Encoding) */
    bool named; /* there was such a field, whatever was in it */
    bool bearer; /* there was an Authorization, whatever was in it */
    bool https; /* the gateway says that the client speaks TLS */
    atomic_int holders;
};

struct letter *letter_new(const char *method, const char *target);
struct letter *letter_hold(struct letter *l);
void letter_drop(struct letter *l); /* NULL: nothing; wipes the secrets */

/* The next field of the head. `gateway`: name of the field in which a gateway says who it is, in the way of a
 * connection that is trusted; NULL: no such connection. */
void letter_field(struct letter *l, const char *name, size_t name_length, const char *value,
                  size_t value_length, const char *gateway);
enum credential letter_credential(const struct letter *l);
/* GET or HEAD: what changes nothing, and needs no token of a form. */
bool letter_reads(const struct letter *l);

/* Name and value of a cookie, by whether the client speaks TLS. Value "": it has none. */
const char *letter_cookie_name(const struct letter *l, enum cookie which);
const char *letter_cookie(const struct letter *l, enum cookie which);
/* Names of cookies that are no secret: the value is a tag of tr.h; a day. */
#define LETTER_LANG "jiancha-lang"
#define LETTER_AWAY "jiancha-away"

#endif
