/* Reference data (contract section 2), loaded and checked by config/refdata_load.c and read-only from then
 * on. Rows keep the order of their files: it is the canonical order of tables and of the last tie-break. */
#ifndef ANALYZER_REFDATA_H
#define ANALYZER_REFDATA_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/calendar.h"
#include "analyzer/event.h"
#include "analyzer/order_settings.h"
#include "analyzer/rules.h"
#include "analyzer/weights.h"
#include "base/map.h"

struct region {
    const char *code, *name;
    uint8_t league; /* none, county or zone */
};

struct dept {
    const char *code, *name;
    int32_t region; /* index */
    uint8_t league; /* none or department */
};

struct step_def {
    const char *name;
    int32_t order, limit_days; /* DAYS_NONE: no limit */
    bool mandatory;
};

enum fee { FEE_UNKNOWN, FEE_NONE, FEE_CHARGED };

struct item {
    const char *code, *name, *basis;
    uint8_t type; /* 1, 5, 7, 9, 10, 20 */
    uint8_t kind, unit; /* enum kind, enum unit (0: not given) */
    uint8_t fee; /* enum fee */
    int32_t dept; /* index, -1: any (`*`) */
    const int32_t *regions; /* indexes; n_regions 0: any (`*`) */
    uint32_t n_regions;
    int32_t statutory_days, promised_days; /* DAYS_NONE: not given */
    const struct step_def *steps; /* declared procedure, by order; n_steps 0: none */
    uint32_t n_steps;
};

/* The files that a version of the reference data is made of, as they were read. */
struct refdata_file {
    const char *name; /* within the folder */
    const char *bytes;
    size_t n;
};
struct refdata_files {
    const struct refdata_file *v;
    size_t n;
};

struct refdata {
    struct region *regions;
    struct dept *depts;
    struct item *items;
    int32_t n_regions, n_depts, n_items;
    struct map region_map, dept_map, item_map; /* code -> index */
    struct calendar cal;
    struct rules rules;
    struct weights weights;
    struct order_settings orders;
    char version[17]; /* hex hash of all files' contents, 16 digits */
    struct refdata_files files; /* what all this was read from */
    struct arena arena; /* owns the rows and strings */
};

/* Index of the region of this code: itself, or for 9 and 12 digits its first 9, else first 6 digits. -1:
 * unknown. */
int32_t refdata_region(const struct refdata *ref, const char *code);
int32_t refdata_dept(const struct refdata *ref, const char *code);
/* Index of the item; a code of 33 characters that is not there counts as its first 31. -1: unknown. */
int32_t refdata_item(const struct refdata *ref, const char *code);
/* Fills the three maps from the rows; call once after loading. */
void refdata_index(struct refdata *ref);
void refdata_release(struct refdata *ref);

#endif
