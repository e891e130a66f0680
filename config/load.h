/* The loading of one configuration folder, as the loader's files share it: where the findings go and the
 * checks that make them. */
#ifndef CONFIG_LOAD_H
#define CONFIG_LOAD_H

#include "analyzer/refdata.h"
#include "base/err.h"
#include "base/vec.h"
#include "base/ini.h"
#include "base/text.h"

enum {
    LOAD_FINDINGS = 200,
    LOAD_DAYS_MAX = 3650,
    LOAD_WEIGHT_MAX = 10000,
    LOAD_NUMBER_MAX = 60,
    LOAD_SETTINGS = 40
};

struct step_row {
    int32_t item; /* index */
    uint32_t line;
    struct step_def def;
};

struct load {
    struct refdata *ref; /* its arena takes all strings; its maps are filled row by row */
    const char *dir; /* of the files, or how they are called where they come from memory */
    const struct refdata_files *from; /* NULL: they are read from the folder */
    VEC(struct refdata_file) files; /* what was read */
    struct str *findings, *warnings; /* warnings NULL: nobody wants them */
    int n_findings, n_lacks, n_warnings;
    bool torn; /* an earlier table had findings, so a code that is missed may stand on a bad line of it */
    struct err *e; /* takes the first finding */
    struct str path, text; /* the file being read: its name in findings, its bytes */
    struct str inputs; /* names and hashes of the files read: what the version is made of */
    struct map seen; /* what must come once -> line on which it came */
    VEC(struct region) regions;
    VEC(struct dept) depts;
    VEC(struct item) items;
    VEC(struct step_row) steps;
    int year, holidays; /* of the calendar file being read; its rows `holiday` so far */
    struct text_at setting[LOAD_SETTINGS], last_weight; /* of indicators.conf; text NULL: not there */
};

/* Reads DIR/name, or the file of this name that is kept, into l->text and makes it part of the version.
 * False: it is not there, or (a finding) cannot be read. */
bool load_file(struct load *l, const char *name);

void load_finding(struct load *l, uint32_t line, uint32_t column, const char *what);
/* What `check` alone objects to, for one can do without it. */
void load_lack(struct load *l, const struct text_at *at, const char *what);
/* What is allowed and looks wrong: for `check` alone, too. */
void load_warn(struct load *l, const struct text_at *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The finding `"value", expected …`. */
void load_wrong(struct load *l, const struct text_at *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The checks: each gives the value, or makes a finding and gives 0 (false). */
/* An integer min…max. */
int64_t load_number(struct load *l, const struct text_at *at, int64_t min, int64_t max);
/* Days 0…36500, or nothing: DAYS_NONE. */
int32_t load_days(struct load *l, const struct text_at *at);
/* The index of one of n words; a word that is NULL or "" stands for an empty field. */
int load_word(struct load *l, const struct text_at *at, const char *const *words, int n);
/* True iff `key` is there for the first time among those of its `kind` in this folder. */
bool load_once(struct load *l, const struct text_at *at, const char *kind, const char *key);

/* A code (or what else a thing is known by) stands for itself: nothing around it, nothing in it that nobody
 * sees, none of the signs that mean something else in these files. */
void load_code(struct load *l, const struct text_at *at, const char *what, const char *signs);
/* Excel shows a long number as 3.71302E+05, and saves it so. */
bool load_excel(const char *code);

/* What a CSV file must look like and who takes its rows; `file` is NULL where there are many. */
struct load_table {
    const char *file, *columns;
    void (*row)(struct load *l, const struct text_at *f);
};
/* The rows of l->text. */
void load_table(struct load *l, const struct load_table *t);
/* Text for people: is all of it seen? */
void load_text(struct load *l, const struct text_at *at);

/* The files of calendar/, if there is that folder. */
void load_calendar(struct load *l);
/* rules.conf and indicators.conf of l->text. */
void load_rules(struct load *l);
void load_indicators(struct load *l);

#endif
