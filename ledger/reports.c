/* Self-reports that are due and have not come (contract 8): told once of each month, when its due day is over
 * and no backlog is read, in the transaction that notes the month as told. */
#include <string.h>

#include "analyzer/self_reports.h"
#include "ledger/act.h"
#include "ledger/notices.h"
#include "store/report_told.h"

/* The last month whose due day is over. */
static month last_due(const struct refdata *ref, instant now)
{
    month m = day_month(instant_day(now));
    do
        m--;
    while (self_reports_over(ref, m) > now);
    return m;
}

static bool is_among(const char *code, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i], code))
            return true;
    return false;
}

static int tell(struct ledger *l, month m, instant now, struct err *e)
{
    const char **came;
    size_t n;
    int first = report_told_note(&l->db, m, now, e);
    if (first <= 0)
        return first;
    if (report_told_regions(&l->db, m, now, &l->scratch, &came, &n, e))
        return -1;
    refold_begin(&l->refold, l->ref, now);
    for (int32_t i = 0; i < l->ref->n_regions; i++)
        if (l->ref->regions[i].league != LEAGUE_NONE && !is_among(l->ref->regions[i].code, came, n))
            notices_missing(&l->refold.outbox, m, l->ref->regions[i].code, self_reports_over(l->ref, m));
    return outbox_write(&l->refold.outbox, &l->db, e);
}

static enum ledger_end attempt(struct ledger *l, struct err *e)
{
    instant now;
    if (now_read(&l->now, &l->db, &now, e))
        return ledger_failure(l);
    int behind = l->now.jumped ? 1 : offsets_behind(&l->db, now - HOUR, e);
    if (behind)
        return behind < 0 ? ledger_failure(l) : LEDGER_DONE;
    if (db_run(&l->db, "begin", e) || tell(l, last_due(l->ref, now), now, e) || db_run(&l->db, "commit", e))
        return ledger_failure(l);
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_reports(struct ledger *l, struct err *e)
{
    enum ledger_end end = attempt(l, e);
    arena_reset(&l->scratch);
    ledger_rollback(l);
    return end;
}
