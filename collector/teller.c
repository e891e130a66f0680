/* A notice counts as told when the broker has confirmed it; then the position moves, in a transaction of its
 * own. A death in between tells a page twice: who reads knows it by the notice's id. */
#include "collector/teller.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "collector/produce.h"

enum { PAGE = 1000, PATIENCE_MS = 10000 };
static const char reader[] = "kafka";

/* The broker is away: said once, tried again later. */
static int put_off(struct teller *t, const struct err *why)
{
    if (!t->away)
        log_warn("notices wait in the outbox: %s", why->text);
    t->away = true;
    t->again = clock_ms() + PATIENCE_MS;
    produce_free(t->out);
    t->out = NULL;
    return 0;
}

static int send(struct teller *t, const struct outbox_rows *rows, struct err *e)
{
    const char *const topics[] = {t->conf->topic_alerts, NULL};
    if (!t->out && !(t->out = produce_new(t->conf, topics, e)))
        return -1;
    for (size_t i = 0; i < rows->n; i++) {
        const struct outbox_row *r = &rows->v[i];
        struct produce_message m = {t->conf->topic_alerts, r->key,     r->body,
                                    strlen(r->body),       r->place.n, INSTANT_NONE};
        if (produce_put(t->out, &m, e))
            return -1;
    }
    return produce_flush(t->out, e);
}

int teller_tick(struct teller *t, struct db *db, struct err *e)
{
    struct arena a = {0};
    struct outbox_place at;
    struct outbox_rows rows = {0};
    struct err why;
    if (!t->conf->topic_alerts[0] || clock_ms() < t->again)
        return 0;
    int rc = outbox_position(db, reader, &at, e) || outbox_read(db, at, PAGE, &a, &rows, e) ? -1 : 0;
    if (!rc && rows.n) {
        if (send(t, &rows, &why))
            rc = put_off(t, &why);
        else {
            if (t->away)
                log_info("notices are told again");
            t->away = false;
            rc = outbox_passed(db, reader, rows.v[rows.n - 1].place, e) ? -1 : rows.n == PAGE;
        }
    }
    arena_release(&a);
    return rc;
}

void teller_release(struct teller *t)
{
    produce_free(t->out);
    t->out = NULL;
}
