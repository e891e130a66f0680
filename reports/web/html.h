/* HTML by a tiny writer: the frame of every page, tables, links, badges. Every value passes through str_html.
 * Pure. */
#ifndef REPORTS_WEB_HTML_H
#define REPORTS_WEB_HTML_H

#include "analyzer/eval.h"
#include "analyzer/order.h"
#include "reports/web/page.h"

/* The page up to and including <h1>: title, navigation with `here` marked, the stamp of the data, the
 * calendar's banner. */
void html_begin(struct page *p, struct str *out, const char *title, const char *here);
void html_end(struct str *out);
/* A whole page that needs no database; `target`: what was asked for; `p` NULL: it is not known who asks. */
void html_plain(struct str *out, const struct page *p, const char *target, const char *title,
                const char *text);

void html_section(struct str *out, const char *id, const char *title); /* <h2 id> */
void html_to_do(struct str *out,
                struct str *forms); /* what waits for who looks, above all the rest; takes the text */
void html_note(struct str *out, const char *text); /* a small paragraph */
/* What these terms mean (terms.def), as a small paragraph where they stand; NULL ends them. */
void html_terms(struct str *out, const char *term, ...);

/* A column: 'n' figures (right), else text. Its title, and the terms and units below, are translated here,
 * all other text by who hands it over. What stands behind a `|` in the title goes below it in small type. */
struct column {
    const char *title;
    char form;
};
void html_table(struct str *out, const char *caption, const struct column *columns, size_t n);
/* The same with a class; of "cards" each row is a card on a phone, so its cells carry data-l=title. */
void html_table_as(struct str *out, const char *caption, const struct column *columns, size_t n,
                   const char *class);
void html_table_end(struct str *out);
void html_title(struct str *out, const char *title); /* of a column: what stands in its head */
#define html_table_of(out, caption, columns) \
    html_table(out, caption, columns, sizeof(columns) / sizeof *(columns))

void html_row(struct str *out); /* the rows close themselves: HTML lets </tr>, </td> be left out */
void html_head_cell(struct str *out, const char *text,
                    const char *href); /* <th scope=row>; href NULL: no link */
void html_head_code(struct str *out, const char *text,
                    const char *href); /* the same for a long number, which is not broken narrowly */
void html_cell(struct str *out, const char *text); /* NULL or "": — */
void html_code_cell(struct str *out, const char *text); /* does not break */
void html_said(struct str *out, const char *text); /* what people wrote: Chinese, on a page in English, too */
void html_count_cell(struct str *out, int64_t n, const char *href);
void html_rate_cell(struct str *out, struct rate_value r);
void html_points_cell(struct str *out, int32_t now, int32_t before);
void html_change_cell(struct str *out, int64_t now, int64_t before);
void html_score_cell(struct str *out, int32_t milli);

void html_link(struct str *out, const char *href, const char *text);
void html_level(struct str *out, enum level level); /* shape and word */
void html_color(struct str *out, enum order_color color); /* of an order: shape and word */
void html_light(struct str *out, enum light light);
void html_days(struct str *out, const char *text); /* text in which no day breaks at its hyphens */
void html_when(struct str *out, instant t); /* <time>, — for INSTANT_NONE */

/* How long a list is and how much of it stands here: 共 1,234 条，显示前 50 条. `further`: it is a later
 * piece. */
void html_total(struct str *out, int64_t total, size_t shown, bool further, const char *unit);
/* The way to the next piece of a list. */
void html_more(struct str *out, const char *href);

/* Form fields with a label. Options: value "" is `all`. */
void html_option(struct str *out, const char *value, const char *text, const char *chosen);
void html_select(struct str *out, const char *name, const char *label, const char *all);
void html_select_end(struct str *out);
void html_input(struct str *out, const char *name, const char *label, const char *value, const char *type);

void html_hidden(struct str *out, const char *name, const char *value); /* a field that nobody sees */

/* The address of a case's page, and its number as text that can be seen. A number may hold anything but
 * control characters: one that browsers or proxies would change in a path stands in the query. */
const char *html_case_href(struct arena *a, const char *case_no);
const char *html_case_text(struct arena *a, const char *case_no);

/* An address in the arena: `path` with one query parameter after the other (name, value, … NULL); values NULL
 * or "" are left out. */
const char *html_href(struct arena *a, const char *path, ...);

#endif
