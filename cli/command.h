/* A command of the program, and the runner of all: options, reference data, database, output, exit codes. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "analyzer/refdata.h"
#include "config/conf.h"
#include "reports/view.h"

/* What the runner has ready before a command runs. */
enum command_needs {
    NEEDS_NOTHING = 0,
    NEEDS_REFDATA = 1, /* the configuration folder, loaded without findings */
    NEEDS_DATABASE = 2 | NEEDS_REFDATA, /* a snapshot of the database, as a view */
    NEEDS_BROKER = 4, /* librdkafka's settings are valid; SIGTERM and SIGINT only ask to stop */
    TAKES_FAULTS = 8, /* with faults in jiancha.conf the command runs, too, and says them (call.faulty) */
};

/* One run of a command. */
struct call {
    const struct command *command;
    struct conf conf;
    char **args; /* the words that are no flags */
    int n_args;
    char **argv; /* all words as they were given; argv[0] is the command's name */
    int argc;
    unsigned needs; /* the command's; `judge` may take one away */
    bool faulty;
    struct refdata ref;
    struct view view;
    struct arena arena; /* the view's */
    struct str out; /* text not yet written to standard output */
};

struct command {
    const char *name;
    const char *what; /* its line in `jiancha help`; NULL: not for users */
    const char *usage; /* above its flags in `--help` */
    const struct conf_extra *flags; /* beside the options of conf.def; NULL: none. Not given: NULL, false */
    unsigned needs;
    int least, most; /* words besides flags */
    /* Are flags and words right? Before the database is asked; NULL: whatever was read is. */
    int (*judge)(struct call *c, struct err *e);
    /* Does it. 0: done; 1: a finding, which was said; -1 with `e`. What it left in c->out is written
     * afterwards. */
    int (*run)(struct call *c, struct err *e);
};

/* A flag with a value that lands in the member of the command's `flag` of the same name. */
#define FLAG(name, help)              \
    {                                 \
#name, help, &flag.name, NULL \
    }

/* Runs the command and gives the exit code of contract section 9: 0 done, 1 a finding or failure of the work,
 * 2 wrong use, 111 no broker or database. */
int command_run(const struct command *command, int argc, char **argv);
/* The reference data in c->ref: of the configuration folder, or (`version` not NULL) as it is kept in the
 * database under this version. */
int command_reference(struct call *c, const char *version, struct err *e);
/* Writes c->out to standard output and empties it. */
int command_flush(struct call *c, struct err *e);
/* All that went to standard output is there; else ERR_WORK. */
int command_written(struct err *e);

/* Values of flags; NULL leaves *out alone. ERR_USAGE names the flag. */
int command_month(const char *flag, const char *value, month *out, struct err *e);
int command_number(const char *flag, const char *value, int64_t min, int64_t max, int64_t *out,
                   struct err *e);
int command_instant(const char *flag, const char *value, instant *out, struct err *e);
/* The place of the value among the words (NULL ends them). */
int command_word(const char *flag, const char *value, const char *const *words, int *out, struct err *e);

extern const struct command run_command, collect_command, clerk_command, check_command, import_command,
    replay_command, compare_command, rebuild_command, rejects_command, case_command, alerts_command,
    user_command, audit_command, indicators_command, rank_command, acts_command, orders_command,
    report_command, bulletin_command, notify_command, simulate_command, simulate_acts_command,
    version_command, demobroker_command, docs_command;

#endif
