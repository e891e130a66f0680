/* A list as HTML: the filters in use, the ways to its files, its table, and the way to the other pages. */
#include <string.h>

#include "reports/doc_write.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list.h"

static void put_href(const struct list *l, struct str *out, const char *suffix, const char *name,
                     const char *value)
{
    struct str query = {0};
    str_puts(out, l->path);
    str_puts(out, suffix);
    if (l->query)
        str_printf(&query, "%s&%s=%s", l->query, name, value);
    else
        request_query_anew(&query, l->page->rq, name, value);
    str_html(out, str_text(&query));
    str_release(&query);
}

void list_chips(const struct list *l, struct str *out, const struct list_chip *chips, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        const char *said = request_get(l->page->rq, chips[i].name);
        if (!said)
            continue;
        if (!any)
            str_printf(out, "<ul class=\"chips\" aria-label=\"%s\">", tr("现用条件"));
        any = true;
        str_puts(out, "<li><a href=\"");
        put_href(l, out, "", chips[i].name, NULL);
        str_printf(out, "\">%s%s", tr(chips[i].label), tr("："));
        str_html(out, chips[i].value ? chips[i].value : said);
        str_printf(out, " <span aria-hidden=\"true\">×</span><span class=\"sr\">%s</span></a></li>",
                   tr("（去掉这个条件）"));
    }
    if (!any)
        return;
    str_puts(out, "<li><a href=\"");
    str_puts(out, l->path);
    str_printf(out, "\">%s</a></li></ul>\n", tr("全部去掉"));
}

void list_links(const struct list *l, struct str *out, const char *words)
{
    static const char *const suffix[] = {".csv", ".xlsx", ".json"}, *const name[] = {"CSV", "XLSX", "JSON"};
    str_printf(out, "<p class=\"exports\">%s", words);
    for (int i = 0; i < 3; i++) {
        str_printf(out, "%s<a href=\"", i ? " " : "");
        put_href(l, out, suffix[i], "part", l->part);
        str_printf(out, "\">%s</a>", name[i]);
    }
    if (l->total > LIST_FILE)
        str_printf(out, tr("（每个文件至多 %d 行，请先缩小范围）"), LIST_FILE);
    str_puts(out, "</p>\n");
}

void list_exports(const struct list *l, struct str *out) { list_links(l, out, tr("导出同样的行：")); }

/* The head of a column turns the order round where the list stands by it. */
static void put_head(const struct list *l, struct str *out, size_t i)
{
    const struct list_column *c = &l->columns[i];
    bool here = i == l->sort;
    struct str key = {0};
    str_puts(out, c->form == LIST_FIGURE ? "<th scope=\"col\" class=\"n\"" : "<th scope=\"col\"");
    if (here)
        str_puts(out, l->down ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"");
    str_putc(out, '>');
    if (c->sorts) {
        str_printf(&key, "%s%s", here && !l->down ? "-" : "", c->key);
        str_puts(out, "<a href=\"");
        put_href(l, out, "", "sort", str_text(&key));
        str_puts(out, "\">");
    }
    html_title(out, tr(c->title));
    if (here)
        str_puts(out,
                 l->down ? " <span aria-hidden=\"true\">▾</span>" : " <span aria-hidden=\"true\">▴</span>");
    str_puts(out, c->sorts ? "</a></th>" : "</th>");
    str_release(&key);
}

/* Which of these words the text is, in the language in which the cell was made; 0: none. */
static int word_of(const char *const *zh, int n, const char *text)
{
    while (--n > 0 && strcmp(tr(zh[n]), text) != 0)
        ;
    return n > 0 ? n : 0;
}

static void put_word(const struct list_column *c, struct str *out, const struct doc_cell *cell)
{
    int at;
    if (c->form == LIST_LEVEL && (at = word_of(level_zh, LEVELS, cell->text)) > 0)
        html_level(out, (enum level)at);
    else if (c->form == LIST_LIGHT && (at = word_of(light_zh, LIGHTS, cell->text)) > 0)
        html_light(out, (enum light)at);
    else if (c->form == LIST_COLOR)
        html_color(out, (enum order_color)cell->v);
    else
        html_days(out, cell->text);
}

static void put_value(const struct list_column *c, struct str *out, const struct doc_cell *cell)
{
    char buf[INSTANT_TEXT];
    if (cell->type == CELL_TEXT)
        put_word(c, out, cell);
    else if (cell->type == CELL_INSTANT)
        str_printf(out, "<time datetime=\"%s\">%.16s</time>", instant_text(cell->v, buf),
                   format_when(cell->v, (char[INSTANT_TEXT]){0}));
    else if (cell->type == CELL_RATE) {
        format_rate(out, (int32_t)cell->v);
        str_puts(out, "<small>");
        format_count(out, cell->num);
        str_putc(out, '/');
        format_count(out, cell->den);
        str_puts(out, "</small>");
    } else if (cell->type == CELL_DAY)
        str_printf(out, "<time>%s</time>", day_text((day)cell->v, buf));
    else
        doc_cell_text(out, cell, false);
}

/* What a card calls the value: the column's name without what stands below it. */
static void put_label(struct str *out, const char *title)
{
    str_puts(out, " data-l=\"");
    str_put(out, title, strcspn(title, "|"));
    str_puts(out, "\">");
}

static bool is_minor(const struct list *l, const struct list_column *c)
{
    for (const char *const *key = l->minor; key && *key; key++)
        if (!strcmp(*key, c->key))
            return true;
    return false;
}

/* The opening tag up to its class: what a cell is, that it is empty, that a phone does without it. */
static void put_tag(const struct list *l, struct str *out, const struct list_column *c, bool empty)
{
    static const char *const kind[LIST_DATA + 1] = {
        [LIST_CODE] = "w", [LIST_FIGURE] = "n", [LIST_LEVEL] = "w", [LIST_LIGHT] = "w", [LIST_COLOR] = "w"};
    const char *what = empty ? (c->form == LIST_FIGURE ? "n nil" : "nil") : kind[c->form];
    bool minor = is_minor(l, c);
    str_puts(out, "<td");
    if (what || minor)
        str_printf(out, " class=\"%s%s%s\"", what ? what : "", what && minor ? " " : "",
                   minor ? "minor" : "");
}

static void put_cell(const struct list *l, struct str *out, size_t row, size_t column)
{
    const struct list_column *c = &l->columns[column];
    const struct doc_cell *cell = doc_at(l->t, row, column);
    bool first = column == 0;
    if (first)
        str_puts(out, c->form == LIST_CODE ? "<th scope=\"row\" class=\"code\"" : "<th scope=\"row\"");
    else
        put_tag(l, out, c, cell->type == CELL_NULL);
    put_label(out, tr(c->title));
    if (c->form == LIST_OWN) {
        l->put(l, out, column, l->marks.v[row].of);
        str_puts(out, first ? "</th>" : "</td>");
        return;
    }
    if (cell->href) {
        str_puts(out, "<a href=\"");
        str_html(out, cell->href);
        str_puts(out, "\">");
    }
    put_value(c, out, cell);
    str_puts(out, cell->href ? "</a>" : "");
    str_puts(out, first ? "</th>" : "</td>");
}

static void put_row(const struct list *l, struct str *out, size_t row)
{
    bool unprinted = l->printed && row >= (size_t)l->printed;
    const char *class = l->marks.n ? l->marks.v[row].class : NULL;
    if (unprinted || class)
        str_printf(out, "<tr class=\"%s%s%s\">", class ? class : "", unprinted && class ? " " : "",
                   unprinted ? "unprinted" : "");
    else
        str_puts(out, "<tr>");
    for (size_t c = 0; c < l->n_columns; c++)
        if (l->columns[c].form != LIST_DATA)
            put_cell(l, out, row, c);
    str_putc(out, '\n');
}

void list_piece(const struct list *l, struct str *out, const char *caption, size_t from, size_t n)
{
    str_puts(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    str_html(out, caption);
    str_printf(out, "\"><table%s><caption>", l->wide ? "" : " class=\"cards\"");
    str_html(out, caption);
    str_puts(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->columns[i].form != LIST_DATA)
            put_head(l, out, i);
    str_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = from; row < from + n; row++)
        put_row(l, out, row);
    str_puts(out, "</tbody></table></div>\n");
}

static void put_turn(const struct list *l, struct str *out, int64_t page, const char *text)
{
    struct str n = {0};
    str_int(&n, page);
    str_puts(out, "<a href=\"");
    put_href(l, out, "", "page", page > 1 ? str_text(&n) : NULL);
    str_printf(out, "\">%s</a>", text);
    str_release(&n);
}

/* Which page of how many, and the way to its neighbours. */
static void put_pages(const struct list *l, struct str *out)
{
    int64_t pages = (l->total + l->rows - 1) / l->rows;
    if (l->part || (pages <= 1 && l->at == 1))
        return;
    str_puts(out, "<p class=\"more\">");
    if (l->at > 1)
        put_turn(l, out, l->at - 1, tr("← 上一页"));
    str_printf(out, tr(" 第 %lld 页，共 %lld 页 "), (long long)l->at, (long long)(pages ? pages : 1));
    if (l->at < pages && l->at < LIST_DEEPEST)
        put_turn(l, out, l->at + 1, tr("下一页 →"));
    else if (l->at < pages)
        str_puts(out, tr("后面的请用条件或排序缩小范围"));
    str_puts(out, "</p>\n");
}

/* What the sheet leaves out it says. */
static void put_unprinted(const struct list *l, struct str *out)
{
    size_t rows = l->t->cells.n / l->n_columns;
    if (!l->printed || rows <= (size_t)l->printed)
        return;
    str_puts(out, "<p class=\"paperonly\">");
    str_printf(out, tr("只印前 %d 行，共 %lld 行；其余见本页或导出的文件。"), l->printed,
               (long long)l->total);
    str_puts(out, "</p>\n");
}

void list_rows(const struct list *l, struct str *out)
{
    if (l->t->cells.n) {
        list_piece(l, out, l->caption, 0, doc_rows(l->t));
        put_unprinted(l, out);
    }
    put_pages(l, out);
}
