/* A reader of CSV in memory (RFC 4180: quoted fields, "" inside them, LF or CRLF; a byte order mark and lines
 * of blanks are passed over). Pure. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "base/text.h"

enum csv_step { CSV_END, CSV_ROW, CSV_BAD };
enum { CSV_FIELDS_MAX = 1000 }; /* of a row: what has more is no table of ours, whatever its size */

struct csv {
    const char *p, *end, *bol; /* what is left; where the line began */
    uint32_t line;
    size_t width; /* fields of the first row (the header): every other row must have as many */
    struct arena *arena;
    struct str scratch;
    VEC(struct text_at) row; /* after CSV_ROW; the texts are in the arena */
    uint32_t bad_line, bad_column; /* after CSV_BAD … */
    char bad[160]; /* … "what was found, what was expected" */
};

/* The text must outlive the reading, the arena the fields. */
void csv_open(struct csv *c, const char *text, size_t n, struct arena *a);
/* Reads the next row. After CSV_BAD (the row's first fault) reading may go on with the row behind it. */
enum csv_step csv_next(struct csv *c);
void csv_close(struct csv *c);

#endif
