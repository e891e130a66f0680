/* Orders that the program issues by itself (contract 5, auto_issue), in the transaction that raises the
 * alert.
 */
#ifndef LEDGER_AUTO_ISSUE_H
#define LEDGER_AUTO_ISSUE_H

#include "ledger/ledger.h"

/* For the alerts in l->refold.raised, whose cases and alerts are written: issues what contract 12 now
 * proposes with them. Takes the act lock: nothing that locks rows of others may follow but codes_write. */
int auto_issue(struct ledger *l, instant now, struct err *e);

#endif
