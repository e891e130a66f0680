/* What the parts of `replay` share: replay.c orders the work, replay_read.c fills the case log,
 * replay_write.c, replay_rank.c, replay_reports.c and replay_acts.c write the files of contract section 9. */
#ifndef CLI_REPLAY_PARTS_H
#define CLI_REPLAY_PARTS_H

#include "analyzer/rollup.h"
#include "analyzer/self_reports.h"
#include "cli/caselog.h"
#include "cli/replay_acts.h"
#include "cli/replay_bulletin.h"
#include "cli/sinks.h"

struct replay {
    struct refdata ref;
    instant as_of;
    struct caselog log;
    struct rollup rollup;
    struct sinks out;
    struct arena arena; /* for the whole run */
    struct self_reports reports; /* those that are there by the as-of instant */
    struct replay_acts acts;
    struct replay_bulletin bulletin;
    struct str line; /* the output line being made */
    int64_t events, duplicates, rejects, cases;
};

/* The lines of the files: events into the log, rejects.jsonl. */
int replay_read(struct replay *r, char **files, int n, struct err *e);
/* cases.jsonl and alerts.jsonl: every case evaluated once, in the order of case_no, and added up. */
int replay_write_cases(struct replay *r, struct err *e);
int replay_write_indicators(struct replay *r, struct err *e);
/* rankings.jsonl, bottom.jsonl and rankings_periods.jsonl. */
int replay_rank(struct replay *r, struct err *e);
/* reports.jsonl: the self-reports beside the counters. */
int replay_reports(struct replay *r, struct err *e);

#endif
