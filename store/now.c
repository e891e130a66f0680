#include "store/now.h"

#include <libpq-fe.h>

#include "base/clock.h"
#include "base/log.h"

instant now_guess(const struct now *n)
{
    return n->last == INSTANT_NONE ? INSTANT_NONE : n->last + (clock_us() - n->at);
}

static void judge(struct now *n, instant clock, instant high, instant expected)
{
    char a[INSTANT_TEXT], b[INSTANT_TEXT];
    bool jumped = high > clock + HOUR || (expected != INSTANT_NONE && clock > expected + HOUR);
    if (jumped && !n->jumped)
        log_error("the database's clock jumped: it says %s, expected %s; no warnings by time until it is "
                  "right again, or until this worker is restarted",
                  instant_text(clock, a), instant_text(high > clock + HOUR ? high : expected, b));
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
    instant expected = now_guess(n), t = clock;
    judge(n, clock, high, expected);
    if (n->jumped && expected != INSTANT_NONE)
        t = expected;
    *out = high != INSTANT_NONE && high > t ? high : t;
    n->last = *out;
    n->high = high;
    n->at = clock_us();
    return 0;
}
