/* A list that people work with: a table that is sorted by any of its columns and exported with the same rows
 * as CSV, XLSX and JSON. What is shown, how and from where on stands in the address. The rows are those of a
 * table of a document, so that page and files cannot differ. */
#ifndef REPORTS_WEB_LIST_H
#define REPORTS_WEB_LIST_H

#include "reports/doc_make.h"
#include "reports/web/page.h"

enum {
    LIST_PAGE = 50, /* rows of a page */
    LIST_FILE = 20000, /* of a file */
    LIST_DEEPEST = 400 /* pages that can be turned to; who looks further narrows the list */
};

enum list_form {
    LIST_TEXT,
    LIST_CODE, /* does not break */
    LIST_FIGURE, /* right */
    LIST_LEVEL, /* shape and word of a level, … */
    LIST_LIGHT, /* … of a light, … */
    LIST_COLOR, /* … of an order's colour */
    LIST_OWN, /* the page sets it by list.put; in files it is the text of the cell */
    LIST_DATA /* in files only */
};

struct list_column {
    const char *key, *title; /* key: of the files, and of sort=. Title: behind a `|` in small type below */
    enum list_form form;
    bool sorts;
};

/* What a page knows of a row beyond its cells. */
struct list_row {
    const char *class; /* of the row; NULL: none */
    const void *of; /* for list.put */
};

struct list {
    struct page *page;
    const char *path, *caption; /* /cases */
    const char *part; /* one of several tables of a page: part= of its files; NULL: the page's own */
    const char *of, *query; /* of one thing: its number, and ?no=… in the addresses of its files; NULL */
    const struct list_column *columns;
    size_t n_columns;
    const char *file; /* csv, xlsx, json; NULL: the page */
    size_t sort; /* the column; n_columns: as the rows come */
    bool down; /* from its end */
    const char *const *minor; /* keys of columns that a phone's cards leave out, NULL ends them; NULL: none */
    bool wide; /* stays a table on a phone: its rows are there to be compared */
    int64_t at; /* the page, from 1 */
    int rows; /* of a page: LIST_PAGE, unless set otherwise behind list_open */
    int printed; /* rows of a page that go on paper; 0: all */
    int64_t total; /* rows there are; set before list_rows or list_file */
    struct doc *doc; /* one table, which the caller fills with cells */
    struct doc_table *t;
    VEC(struct list_row) marks; /* of the rows, where they are said */
    void (*put)(const struct list *l, struct str *out, size_t column, const void *of); /* of LIST_OWN */
};

/* Reads sort=KEY or sort=-KEY, and page=. `first` is the column by which the list stands of itself; NULL: by
 * none. ERR_USAGE: no such column, or page. The holder calls list_close, also after a failure. */
int list_open(struct list *l, struct page *p, const char *path, const char *caption,
              const struct list_column *columns, size_t n, const char *first, struct err *e);
/* One of several tables of a page, by name: it is neither sorted nor turned. */
int list_open_part(struct list *l, struct page *p, const char *path, const char *part, const char *caption,
                   const struct list_column *columns, size_t n, struct err *e);
void list_close(struct list *l);
bool list_is_file(const struct page *p); /* is its address that of a list as a file? */
int list_limit(const struct list *l); /* how many rows are wanted, */
int64_t list_offset(const struct list *l); /* behind how many */

/* Begins a row: its cells follow. A list that says nothing of its rows need not. */
void list_begin(struct list *l, const char *class, const void *of);
/* Of a list that was read whole: counts its rows, sorts them if the address says so, keeps those wanted. */
void list_settle(struct list *l);

/* A link that takes its filter out, for each parameter that stands in the address; `value` says it in words
 * (NULL: as it stands). */
struct list_chip {
    const char *name, *label, *value;
};
void list_chips(const struct list *l, struct str *out, const struct list_chip *chips, size_t n);
/* The addresses of the same rows as files; list_links: of the figures that something else shows, with words
 * of its own. */
void list_exports(const struct list *l, struct str *out);
void list_links(const struct list *l, struct str *out, const char *words);
/* The table, and the way to the other pages. */
void list_rows(const struct list *l, struct str *out);
/* Some of the rows, as a table with a caption of its own. */
void list_piece(const struct list *l, struct str *out, const char *caption, size_t from, size_t n);
/* The whole answer of a file: 200, or page_failed; of that table among several (NULL ends them) for which
 * part= asks, or the first. */
int list_file(struct list *l, struct reply *out, struct err *e);
int list_file_of(struct list *const *lists, struct reply *out, struct err *e);
/* The end of a page that is a list: where `status` is 200 its file, or what `put` makes; closes the list. */
typedef int list_page_fn(void *of, struct str *out, struct err *e);
int list_answer(struct list *l, int status, list_page_fn *put, void *of, struct reply *out, struct err *e);

#endif
