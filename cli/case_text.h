/* A case with everything that explains it, as text in Chinese. Pure. */
#ifndef CLI_CASE_TEXT_H
#define CLI_CASE_TEXT_H

#include "analyzer/explain.h"
#include "reports/folder.h"
#include "store/read_rows.h"

/* An alert, with what became of it where that was kept. */
struct case_alert {
    struct alert al;
    struct read_changes changes; /* n 0: none known */
};

struct case_file {
    struct folder f;
    instant as_of;
    struct case_alert *alerts; /* in the order of (rule, subject) */
    size_t n_alerts;
    bool *there; /* which events are in the fold */
};

/* The whole text; its parts below. */
void case_text(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a);
void case_clocks(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a);
void case_text_alerts(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a);

#endif
