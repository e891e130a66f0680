/* The columns that the lists of cases and alerts share, and their cells. */
#ifndef REPORTS_WEB_LIST_CELLS_H
#define REPORTS_WEB_LIST_CELLS_H

#include "reports/web/list.h"
#include "store/read_cases.h"

#define LIST_CASE                                  \
    {                                              \
        "case_no", TR("办件编号"), LIST_CODE, true \
    }
#define LIST_ITEM \
    {"item", TR("事项"), LIST_TEXT, true}, { "item_code", TR("事项编码"), LIST_DATA, false }
#define LIST_UNIT_SORTED(sorts)                                                       \
    {"dept", TR("部门"), LIST_TEXT, sorts}, {"region", TR("地区"), LIST_TEXT, sorts}, \
        {"dept_code", TR("部门代码"), LIST_DATA, false},                              \
    {                                                                                 \
        "region_code", TR("地区代码"), LIST_DATA, false                               \
    }
#define LIST_UNIT LIST_UNIT_SORTED(true)
#define LIST_UNIT_PLAIN LIST_UNIT_SORTED(false) /* where the list stands in one order only */
#define LIST_DUE                                                                     \
    {"duty", TR("要做什么"), LIST_CODE, true}, {"due", TR("到期"), LIST_CODE, true}, \
        {"left", TR("剩余"), LIST_FIGURE, true},                                     \
    {                                                                                \
        "left_days", TR("剩余工作日"), LIST_DATA, false                              \
    }

void list_case(struct list *l, const char *case_no); /* leads to its page */
void list_item(struct list *l, const char *code);
void list_unit(struct list *l, const char *region, const char *dept);
/* duty: a word of the list; NULL: nothing is due. */
void list_due(struct list *l, const char *duty, instant due);
/* How long there still is: two cells, the words and the days; then the last day. INSTANT_NONE: nothing is
 * due. */
void list_left(struct list *l, instant due);
void list_text(struct list *l, const char *text); /* "" and NULL: absent */
void list_word(struct list *l, const char *text, int64_t at); /* sorts by its place, not by its letters */
void list_instant(struct list *l, instant t); /* INSTANT_NONE: absent */
void list_number(struct list *l, enum cell_type type, int64_t v, bool there); /* else absent */
void list_day(struct list *l, day d); /* DAY_NONE: absent */

/* What led to an alert: 已用 9 天，时限 8 天，到期 2026-10-13; nothing where no limit did. */
void list_evidence(struct str *out, const struct read_alert *al);

/* A filter of an item, named. */
const char *list_item_name(const struct list *l, const char *code);

/* How a case stands by its promise, in the order of read_verdict_word. */
extern const char *const list_verdict_zh[READ_VERDICTS];

/* The filters of a list of cases, each to be taken out. */
void list_case_chips(const struct list *l, struct str *out, const struct read_filter *f);

#endif
