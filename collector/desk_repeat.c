/* A form that comes twice, by a double click or a page that is sent again, is done once. What starts from a
 * state is refused the second time by that state; a note and an acknowledgement know none (contract 12), and
 * a note of the bureau notifies. So one that says in everything what the last act about its order or case
 * said less than a minute ago is that act. Programs may say a thing twice. */
#include <string.h>

#include "codec/act_decode.h"
#include "collector/desk_parts.h"
#include "store/acts.h"

static bool same_as(const struct acts_line *last, const struct act *x, const struct refdata *ref,
                    struct arena *a)
{
    struct act was, is = *x;
    struct reject rj;
    struct str text = {0};
    if (act_decode(last->body, strlen(last->body), ref, a, &was, &rj))
        return false;
    is.seq = was.seq;
    is.at = was.at;
    act_write(&text, &is, ref);
    bool same = !strcmp(str_text(&text), last->body);
    str_release(&text);
    return same;
}

const char *desk_repeat(struct db *db, const struct act *x, const struct refdata *ref, struct arena *a)
{
    struct acts_lines last;
    struct err e;
    if (x->type != ACT_note && x->type != ACT_ack)
        return NULL;
    /* where the database is away, storing it says so */
    if (acts_just_now(db, x, a, &last, &e))
        return NULL;
    return last.n && same_as(&last.v[0], x, ref, a) ? last.v[0].body : NULL;
}
