/* What the commands that read the database share: options, reference data, one snapshot, output, exit codes.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "reports/web/page.h"

struct cli {
    struct conf conf;
    struct refdata ref;
    struct site site;
    struct page page; /* what page functions ask for: reference data, arena, the open snapshot, its instant
                         and month */
    struct arena arena;
    struct str out; /* text not yet written to standard output */
    char **args; /* that are no flags */
    int n_args;
};

/* The command's work; -1 with `e`. What it left in c->out is written afterwards. */
typedef int cli_fn(struct cli *c, struct err *e);
/* Reads options and reference data, does the work and gives the exit code of contract section 9. `usage` as
 * for conf_read; `most` words besides flags. */
int cli_run(int argc, char **argv, const struct conf_extra *extra, const char *usage, int most, cli_fn *work);

/* Opens the snapshot. ERR_ENV: no database. */
int cli_database(struct cli *c, struct err *e);
/* Writes c->out to standard output and empties it. */
int cli_flush(struct cli *c, struct err *e);

/* Values of flags; NULL leaves *out alone. ERR_USAGE names the flag. */
int cli_month(const char *flag, const char *value, month *out, struct err *e);
int cli_number(const char *flag, const char *value, int64_t min, int64_t max, int64_t *out, struct err *e);
int cli_instant(const char *flag, const char *value, instant *out, struct err *e);
/* The place of the value among the words (NULL ends them). */
int cli_word(const char *flag, const char *value, const char *const *words, int *out, struct err *e);
/* True iff NULL or index >= 0. */
int cli_code(const char *flag, const char *value, int32_t index, struct err *e);

#endif
