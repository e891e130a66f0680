/* The tables of a page that leave as files one at a time, by name: PATH.csv?part=NAME. What the page shows as
 * a table are the rows of its file; below a picture stand the ways to the figures that it is drawn of. */
#ifndef REPORTS_WEB_PARTS_H
#define REPORTS_WEB_PARTS_H

#include "reports/web/list.h"

struct part {
    const char *name, *caption; /* the caption is translated here */
    const struct list_column *columns;
    size_t n_columns;
    /* All of its rows. */
    int (*fill)(void *of, struct list *l, struct err *e);
};
#define PART(name, caption, columns, fill)                                \
    {                                                                     \
        name, caption, columns, sizeof(columns) / sizeof *(columns), fill \
    }

struct parts {
    struct page *page;
    const char *path;
    const char *of, *query; /* as those of a list */
    const struct part *part;
    size_t n;
    void *data; /* for fill */
};

/* The whole answer of a file: of the part that the address names, or of the first. */
int parts_file(const struct parts *s, struct reply *out, struct err *e);
/* The table with its links; `none`: what is said where there is no row, or NULL. */
int parts_table(const struct parts *s, const char *name, struct str *out, const char *none, struct err *e);
/* The links alone, with these words before them; at what shows the same otherwise than as a table; below a
 * picture. */
void parts_links(const struct parts *s, const char *name, struct str *out, const char *words);
void parts_rows(const struct parts *s, const char *name, struct str *out);
void parts_data(const struct parts *s, const char *name, struct str *out);

#endif
