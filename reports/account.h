/* A case told in the language of its dossier, fact by fact and cell by cell: the page sets it as HTML, the
 * command as text; neither adds a figure of its own. Events and alerts, of which a case may have any number,
 * are told one at a time: who shows a part of them pays for that part. Strings are not escaped; they live in
 * the arena given. Pure. */
#ifndef REPORTS_ACCOUNT_H
#define REPORTS_ACCOUNT_H

#include "reports/dossier.h"

/* Behind each due day that was counted over a year without a calendar (contract section 2). */
#define ACCOUNT_PROVISIONAL TR("（日历不全，暂定）")

struct account_fact {
    const char *name, *text, *code; /* text NULL: see `when`; code: of what the text names, or NULL */
    const char *verdict; /* the last words, to be stressed; or NULL */
    instant when;
    uint8_t light; /* enum light; LIGHT_NULL: it is no light */
};

/* How one of the two limits came about: a sentence, and how its due day follows. */
struct account_limit {
    const char *text; /* NULL: nothing to tell, the clocks have not begun */
    const char *line[3];
    int n_lines;
};

enum account_form { ACCOUNT_TEXT, ACCOUNT_CODE, ACCOUNT_FIGURE, ACCOUNT_WHEN }; /* CODE: not to be broken */
struct account_column {
    const char *key, *title; /* key: in files */
    enum account_form form;
};
struct account_cell {
    const char *text; /* NULL: nothing, or … */
    instant when; /* … of ACCOUNT_WHEN */
    int32_t number; /* of ACCOUNT_FIGURE; DAYS_NONE: none */
};
enum account_mark { ACCOUNT_PLAIN, ACCOUNT_DUE, ACCOUNT_OFF };
struct account_table {
    const char *title; /* as it is told; those of the columns are still to be translated */
    const struct account_column *column;
    size_t n_columns, n_rows; /* n_rows 0: there is nothing to show */
    struct account_cell *cell; /* row by row */
    uint8_t *mark; /* enum account_mark of each row */
};

struct account_event {
    instant at;
    const char *title; /* 受理, 办结（已作废） */
    const char *region, *dept, *officer, *channel; /* officer, channel: or NULL */
    const char *source, *event_id;
    const char *fields; /* 文书编号：1；结果：准予；… or "" */
    instant recorded; /* INSTANT_NONE: as it happened */
    bool voided;
};

/* An event behind an alert. */
struct account_evidence {
    size_t event; /* place among the events */
    const char *title;
    instant at;
};
struct account_change {
    instant at;
    const char *level, *state;
};
struct account_alert {
    const struct rule *rule;
    uint8_t level;
    const char *subject, *state, *region, *dept;
    instant raised, cleared; /* cleared INSTANT_NONE: not */
    const char *figures; /* 已用 4 天，时限 5 天，到期日 2026-10-20 or "" */
    struct account_evidence *evidence;
    struct account_change *changes;
    size_t n_evidence, n_changes;
    bool more_evidence; /* than EVIDENCE_MOST */
};

enum { ACCOUNT_FACTS = 20 };
struct account {
    const char *case_no;
    enum lang lang;
    struct account_fact fact[ACCOUNT_FACTS];
    size_t n_facts;
    const char *start; /* from which day on the clocks run */
    struct account_limit limit[2]; /* promise, statutory */
    struct account_table windows, pauses, days;
    bool cut; /* there are more than EXPLAIN_DAYS days */
};

/* All but events and alerts; in the dossier's arena. */
void account_of(const struct dossier *d, struct account *out);
/* Event i of d->f.n, in the order of the fold. */
void account_event(const struct dossier *d, size_t i, struct arena *a, struct account_event *out);
/* Alert i of d->n_alerts, by (rule, subject). */
void account_alert(const struct dossier *d, size_t i, struct arena *a, struct account_alert *out);

/* Its middle part, in a file of its own: start, limits, windows, pauses, days. */
void account_clocks(const struct dossier *d, struct account *out);

#endif
