/* What people decided about a case, on its page, and the forms of what they may decide. */
#ifndef REPORTS_WEB_CASE_ACTS_H
#define REPORTS_WEB_CASE_ACTS_H

#include "analyzer/act.h"
#include "reports/dossier.h"
#include "reports/web/page.h"
#include "store/read_act_log.h"

struct case_acts {
    struct act *v;
    size_t n;
    const char *back; /* the case's page */
};
/* The acts in rows of the log, into an empty `out`. */
void case_acts_of(struct page *p, const struct read_acts *rows, struct case_acts *out);
/* One as a line: when, what, who, its words. */
void case_acts_put(struct str *out, const struct act *a);
int case_acts_read(struct page *p, const char *case_no, struct case_acts *out, struct err *e);
/* Below one alert: who has taken note, what became of an appeal, and the forms. */
void case_acts_alert(struct page *p, struct str *out, const struct case_acts *c, const struct alert *al,
                     const char *case_no);
/* Notes, and the form of another. */
void case_acts_notes(struct page *p, struct str *out, const struct case_acts *c, const char *case_no);

#endif
