/* A case with everything that explains it: events, clocks day by day, alerts with their history and what
 * became of them. Taken once from the database or from events at hand; the page, the text and the JSON are
 * made of it. */
#ifndef REPORTS_DOSSIER_H
#define REPORTS_DOSSIER_H

#include "analyzer/explain.h"
#include "reports/evidence.h"
#include "reports/folder.h"
#include "reports/tr.h"
#include "reports/view.h"
#include "store/read_rows.h"

/* An alert, with what became of it where that was kept. */
struct dossier_alert {
    struct alert al;
    struct read_changes changes; /* n 0: none known */
    instant detected; /* when the database first held it; INSTANT_NONE: it does not, or is not asked */
};

struct dossier {
    const struct refdata *ref;
    struct arena *arena;
    instant as_of;
    enum lang lang; /* in which it is told (account.h); Chinese unless the holder says another */
    struct folder f;
    struct explanation clocks;
    const struct evidence *evidence; /* index of the events, for those behind an alert */
    struct dossier_alert *alerts; /* in the order of (rule, subject) */
    size_t n_alerts;
};

/* The stored case of that number. As the view's instant sees it, with the database's alerts; or, with an
 * as-of instant (else INSTANT_NONE), as its events give it there. 1 found, 0 there is none (or no event of it
 * counts yet), -1 failed. Close it when 1. */
int dossier_find(const struct view *v, const char *case_no, instant as_of, struct dossier *d, struct err *e);
/* Of events at hand, in any order, without duplicates, as of v->now. Likewise 1 or 0. */
int dossier_of(const struct view *v, const struct event *events, size_t n, struct dossier *d);
void dossier_close(struct dossier *d);

/* {"case":…,"alerts":[…],"clocks":…,"events":[…]}: cases/NO of the API. */
void dossier_json(struct str *out, const struct dossier *d);

#endif
