/* The columns of a table, each listed once in a .def file: what is inserted, updated, compared and read comes
 * from there. A row of such a file is COLUMN(name, form, role, value …)   and, of a column that is written
 * elsewhere,   OTHER(name, form, role …) Whoever includes it defines both, uses what it needs, and undefines
 * them. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include "store/wire.h"

struct column {
    const char *name;
    unsigned role;
};

/* What is done with a column. */
enum {
    COLUMN_INSERT = 1,
    COLUMN_UPDATE = 2,
    COLUMN_STAYS = 4, /* a null in an update leaves it as it is */
    COLUMN_COMPARE = 8, /* `rebuild` compares it and puts it right */
};
#define ROLE_KEY COLUMN_INSERT
#define ROLE_SAYS (COLUMN_INSERT | COLUMN_UPDATE | COLUMN_COMPARE) /* what evaluation says of the row */
#define ROLE_SAYS_NEW (ROLE_SAYS | COLUMN_STAYS) /* the same where it changes seldom */
#define ROLE_NOTES (COLUMN_INSERT | COLUMN_UPDATE) /* how it was come by: may differ */
#define ROLE_NOTES_NEW (ROLE_NOTES | COLUMN_STAYS)
#define ROLE_FIRST COLUMN_INSERT /* once, with the row */
#define ROLE_DECIDED COLUMN_COMPARE /* written elsewhere */
#define ROLE_OWN 0 /* the database's own */

/* The letter of wire_begin() for each form of value, and how one is put. */
#define LETTER_TEXT "t"
#define LETTER_SMALL "s"
#define LETTER_COUNT "i"
#define LETTER_DAYS "i"
#define LETTER_BOOL "b"
#define LETTER_KEPT "b"
#define LETTER_DAY "d"
#define LETTER_INSTANT "z"
#define LETTER_BYTES "y"
#define PUT_TEXT wire_text
#define PUT_SMALL wire_int2
#define PUT_COUNT wire_int4
#define PUT_DAYS columns_put_days
#define PUT_BOOL wire_bool
#define PUT_KEPT columns_put_kept
#define PUT_DAY wire_day
#define PUT_INSTANT wire_instant
#define PUT_BYTES columns_put_bytes
void columns_put_days(struct str *s, int32_t n); /* DAYS_NONE: null */
void columns_put_kept(struct str *s, int8_t kept); /* -1: null */
void columns_put_bytes(struct str *s, const struct str *bytes); /* NULL: null */

/* Where the next value goes: to the next column, or all behind each other. */
struct columns_place {
    struct str *at;
    int step; /* 1, 0 */
};
struct str *columns_next(struct columns_place *p);

/* Lists of the columns that have all bits of `role`, for a statement. A NULL name ends the table. */
void columns_list(struct str *sql, const struct column *c, unsigned role,
                  const char *form); /* '*': the name */
void columns_set(struct str *sql, const struct column *c, const char *from,
                 const char *old); /* a = from.a, … */
void columns_numbers(struct str *sql, size_t n); /* $1, … $n */

#endif
