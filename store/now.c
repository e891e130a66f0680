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

static instant get(const PGresult *res, int col)
{
    return PQgetisnull(res, 0, col) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, 0, col));
}

int now_ask(struct db *db, struct now_asked *out, struct err *e)
{
    static const char sql[] =
        "select clock_timestamp(), max(high), max(high) filter (where slot = " NOW_SET_BACK ") from clock";
    PGresult *res = db_exec(db, sql, NULL, NULL, 0, e);
    if (!res)
        return -1;
    *out = (struct now_asked){get(res, 0), get(res, 1), get(res, 2)};
    PQclear(res);
    return 0;
}

int now_read(struct now *n, struct db *db, instant *out, struct err *e)
{
    struct now_asked is;
    if (now_ask(db, &is, e))
        return -1;
    if (is.set_back != n->set_back)
        n->last = INSTANT_NONE; /* the clock's word counts, whatever was believed */
    n->set_back = is.set_back;
    instant clock = is.clock, high = is.high;
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
