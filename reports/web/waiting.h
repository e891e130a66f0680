/* What waits of a morning beside the cases: orders to sign and answer, those whose alerts are gone, what the
 * bureau has to decide, to freeze, to publish. */
#ifndef REPORTS_WEB_WAITING_H
#define REPORTS_WEB_WAITING_H

#include "reports/web/page.h"
#include "store/acts.h"
#include "store/read_agenda.h"

enum { WAITING_SHEET = 8 }; /* orders that go on paper at most */

struct waiting {
    struct page *p;
    struct read_waiting counts; /* of all the city, as are the lists that they lead to */
    struct read_tasks tasks; /* the first due first */
    struct read_silents silents;
    struct order_rows gone; /* open orders of which alerts do not stand any more, and how many */
    uint32_t *n_void;
    int64_t freeze, publish; /* months to freeze, bulletins to publish */
    bool unreported; /* a region that reports has not reported the last month */
    bool bureau; /* all but the tasks is read */
};

int waiting_read(struct waiting *w, struct page *p, const struct read_filter *f, struct err *e);
/* The bureau's line: how much of what, each leading there. A region's: the self-report that it owes. */
void waiting_counts(const struct waiting *w, struct str *out);
/* The orders: those whose alerts are gone first; as a table, and as the file /today.csv?part=orders. */
int waiting_orders(struct waiting *w, struct str *out, struct err *e);
int waiting_file(struct waiting *w, struct reply *out, struct err *e);
size_t waiting_n_orders(const struct waiting *w);

#endif
