/* Where the clerk takes what people decide: a unix socket, at which `serve` hands over an act, a region's
 * self-report, or what is to become of a bulletin, with the session or token of whoever sent it. The clerk
 * asks the database once more whose that is, so that `serve` cannot act in anybody's name.
 *
 * A request is one connection: a first line `act|transfer|report|bulletin session|token SECRET`, then the
 * body (of a transfer two acts, a line each: the new order and the cancel of the former), until the sender
 * ends; the answer is a line `STATUS CODE` and the act, or why not: a sentence in Chinese, a NUL and
 * the same in English. Reports and bulletins take their time: each has a thread of its own, which answers. */
#ifndef COLLECTOR_DESK_H
#define COLLECTOR_DESK_H

#include "config/conf.h"
#include "ledger/act.h"

/* Does the unit stand in the bottom place of that month? Another room's affair, as in ledger/act.h. */
typedef int desk_bottom(const struct conf *conf, const struct refdata *ref, month m, enum league league,
                        int32_t unit, struct err *e);

/* What is told back. */
struct desk_answer {
    int status;
    const char *code;
    struct str text, english; /* english: of a refusal, which is Chinese in `text` */
};
int desk_done(struct desk_answer *out, int status, const char *code, const char *text); /* gives 0 */
void desk_refuse(struct desk_answer *out, int status, const char *code, const char *zh, const char *en);

/* Does to a bulletin what the JSON object in `body` says, in the name of `by`, whose role allows it, and says
 * what became of it. -1: it failed, l->db.fail says how. Documents are another room's affair, too. */
typedef int desk_bulletin(const struct conf *conf, struct ledger *l, const char *by, const char *body,
                          size_t n, struct desk_answer *out, struct err *e);
/* What the desk asks of others. */
struct desk_hands {
    desk_bottom *bottom;
    desk_bulletin *bulletin;
};

struct desk;
/* Listens at conf.clerk_socket; works on a thread of its own. `ref` is borrowed, and exchanged between
 * desk_hold and desk_go alone. NULL: no such socket is wanted, or it cannot be had, which was said. */
struct desk *desk_open(const struct conf *conf, const struct refdata *ref, const struct desk_hands *hands);
void desk_hold(struct desk *d); /* waits for what is at hand; NULL: nothing, here and below */
void desk_go(struct desk *d);
void desk_close(struct desk *d);

#endif
