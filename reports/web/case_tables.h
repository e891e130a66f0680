/* The tables of a case that leave as files: its events, alerts and acts, and how its due days were counted.
 */
#ifndef REPORTS_WEB_CASE_TABLES_H
#define REPORTS_WEB_CASE_TABLES_H

#include "reports/account.h"
#include "reports/web/case_acts.h"
#include "reports/web/parts.h"

enum { CASE_TABLES = 6 };
struct case_tables {
    const struct dossier *d;
    const struct account *a;
    const struct case_acts *acts;
    const struct dossier_alert **alerts; /* as they happened; n of the dossier */
    struct part part[CASE_TABLES];
    struct parts parts; /* of /cases.csv?no=…: events, alerts, acts, windows, pauses, days */
};
/* The holder keeps it where it is. */
void case_tables_open(struct case_tables *t, struct page *p, const struct dossier *d, const struct account *a,
                      const struct case_acts *acts);

#endif
