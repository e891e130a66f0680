/* `jiancha case NO`: a case with everything that explains it, from the database or from event files; as text
 * in Chinese or as the API's JSON. */
#ifndef CLI_CLI_CASE_H
#define CLI_CLI_CASE_H

#include "analyzer/explain.h"
#include "cli/cli.h"
#include "reports/folder.h"

/* Reads a case's events out of files (that is the collector's business: main.c brings the two together): the
 * events, without duplicates, in the arena. */
typedef int cli_case_files(char **files, int n, const char *case_no, const struct refdata *ref,
                           struct arena *a, const struct event **events, size_t *n_events, struct err *e);

/* Exit code: 0, 1: there is no such case or it cannot be read, 2, 111. */
int cli_case_main(int argc, char **argv, cli_case_files *files);

/* An alert, with what became of it where that was kept. */
struct cli_alert {
    struct alert al;
    struct read_changes changes; /* n 0: none known */
};

struct cli_case {
    struct folder f;
    instant as_of;
    struct cli_alert *alerts; /* in the order of (rule, subject) */
    size_t n_alerts;
    bool *there; /* which events are in the fold */
};

/* The whole text; its parts below. Pure. */
void cli_case_text(struct str *out, const struct cli_case *c, const struct refdata *ref, struct arena *a);
void cli_case_clocks(struct str *out, const struct cli_case *c, const struct refdata *ref, struct arena *a);
void cli_case_alerts(struct str *out, const struct cli_case *c, const struct refdata *ref, struct arena *a);

#endif
