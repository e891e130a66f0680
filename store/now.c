#include "store/now.h"

#include <libpq-fe.h>

#include "base/clock.h"
#include "base/log.h"

instant now_guess(const struct now *n)
{
    return n->last == INSTANT_NONE ? INSTANT_NONE : n->last + (clock_us() - n->at);
}

static bool is_apart(instant a, instant b) { return a > b + HOUR || b > a + HOUR; }

/* What the database's clock must say if the machine's steady one goes right. */
static instant expected(const struct now *n, instant clock)
{
    return n->last == INSTANT_NONE ? clock : n->lead + clock_us();
}

/* Against what any worker has used, and, as long as this one runs, against the time that has really passed:
 * so a clock that is set ahead or back is seen, and one that was wrong when it was used. */
static void judge(struct now *n, instant clock, instant high)
{
    char a[INSTANT_TEXT], b[INSTANT_TEXT];
    bool used = high != INSTANT_NONE && high > clock + HOUR;
    bool jumped = used || is_apart(clock, expected(n, clock));
    if (jumped && !n->jumped)
        log_error("the database's clock jumped: it says %s, expected %s; no warnings by time until it is "
                  "right again, or until this worker is restarted",
                  instant_text(clock, a), instant_text(used ? high : expected(n, clock), b));
    if (!jumped && n->jumped)
        log_info("the database's clock is right again");
    n->jumped = jumped;
}

int now_ask(struct db *db, instant *clock, instant *high, struct err *e)
{
    PGresult *res = db_exec(db,
                            "select clock_timestamp(), coalesce((select max(high) from clock), '-infinity')",
                            NULL, NULL, 0, e);
    if (!res)
        return -1;
    *clock = wire_get_instant(PQgetvalue(res, 0, 0));
    *high = wire_get_int8(PQgetvalue(res, 0, 1)) == INT64_MIN ? INSTANT_NONE
                                                              : wire_get_instant(PQgetvalue(res, 0, 1));
    PQclear(res);
    return 0;
}

int now_read(struct now *n, struct db *db, instant *out, struct err *e)
{
    instant clock, high;
    if (now_ask(db, &clock, &high, e))
        return -1;
    judge(n, clock, high);
    if (is_apart(clock, expected(n, clock)))
        clock = expected(n, clock);
    n->lead = clock - clock_us();
    *out = high != INSTANT_NONE && high > clock ? high : clock;
    n->last = *out;
    n->high = high;
    n->at = clock_us();
    return 0;
}
