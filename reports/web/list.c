#include "reports/web/list.h"

#include <assert.h>
#include <string.h>

#include "reports/doc_write.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"

static int read_sort(struct list *l, const char *first, struct err *e)
{
    const char *said = request_get(l->page->rq, "sort");
    const char *key = said ? said : first;
    l->down = *key == '-';
    key += l->down;
    for (l->sort = 0; l->sort < l->n_columns; l->sort++)
        if (l->columns[l->sort].sorts && !strcmp(l->columns[l->sort].key, key))
            return 0;
    return err_usage(e, tr("参数 sort 没有这一列"));
}

static const struct doc_writer *writer_of(const char *suffix)
{
    static const struct doc_writer *const writers[] = {&doc_csv, &doc_xlsx, &doc_json};
    for (size_t i = 0; suffix && i < sizeof writers / sizeof *writers; i++)
        if (!strcmp(writers[i]->suffix, suffix))
            return writers[i];
    return NULL;
}

static void make_table(struct list *l)
{
    l->doc = doc_new();
    l->doc->as_of = l->page->view.now;
    l->doc->paper.title = l->caption;
    l->t = doc_table(l->doc, l->path + 1, l->caption, DOC_BODY);
    for (size_t i = 0; i < l->n_columns; i++)
        doc_column(l->t, l->columns[i].key, tr(l->columns[i].title), "",
                   l->columns[i].form == LIST_DATA ? COLUMN_DATA : COLUMN_SHOWN);
    doc_put_table(l->doc, l->t);
}

int list_open(struct list *l, struct page *p, const char *path, const char *caption,
              const struct list_column *columns, size_t n, const char *first, struct err *e)
{
    *l = (struct list){.page = p, .path = path, .caption = caption, .columns = columns, .n_columns = n};
    l->at = 1;
    l->rows = LIST_PAGE;
    l->file = p->rq->arg[0] ? p->rq->arg : NULL;
    if (l->file && !writer_of(l->file))
        return err_usage(e, tr("没有这种格式，可用 .csv、.xlsx、.json"));
    if (read_sort(l, first, e) || request_int(p->rq, "page", 1, LIST_DEEPEST, &l->at, e))
        return -1;
    make_table(l);
    return 0;
}

void list_close(struct list *l)
{
    if (l->doc)
        doc_free(l->doc);
    l->doc = NULL;
}

int list_limit(const struct list *l) { return l->file ? LIST_FILE : l->rows; }
int64_t list_offset(const struct list *l) { return l->file ? 0 : (l->at - 1) * l->rows; }

static void put_href(const struct list *l, struct str *out, const char *suffix, const char *name,
                     const char *value)
{
    struct str query = {0};
    str_puts(out, l->path);
    str_puts(out, suffix);
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

void list_exports(const struct list *l, struct str *out)
{
    static const char *const suffix[] = {".csv", ".xlsx", ".json"}, *const name[] = {"CSV", "XLSX", "JSON"};
    str_printf(out, "<p class=\"exports\">%s", tr("导出同样的行："));
    for (int i = 0; i < 3; i++) {
        str_printf(out, "%s<a href=\"", i ? " " : "");
        put_href(l, out, suffix[i], "page", NULL);
        str_printf(out, "\">%s</a>", name[i]);
    }
    if (l->total > LIST_FILE)
        str_printf(out, tr("（每个文件至多 %d 行，请先缩小范围）"), LIST_FILE);
    str_puts(out, "</p>\n");
}

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
    str_puts(out, tr(c->title));
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
    else
        str_html(out, cell->text);
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
    } else
        doc_cell_text(out, cell, false);
}

static void put_cell(const struct list_column *c, struct str *out, const struct doc_cell *cell, bool first)
{
    static const char *const class[] = {[LIST_CODE] = " class=\"w\"",
                                        [LIST_FIGURE] = " class=\"n\"",
                                        [LIST_LEVEL] = " class=\"w\"",
                                        [LIST_LIGHT] = " class=\"w\""};
    str_puts(out, first ? "<th scope=\"row\" class=\"code\"" : "<td");
    if (cell->type == CELL_NULL && !first)
        str_puts(out, c->form == LIST_FIGURE ? " class=\"n nil\"" : " class=\"nil\"");
    else if (!first && class[c->form])
        str_puts(out, class[c->form]);
    str_printf(out, " data-l=\"%s\">", tr(c->title));
    if (cell->href) {
        str_puts(out, "<a href=\"");
        str_html(out, cell->href);
        str_puts(out, "\">");
    }
    put_value(c, out, cell);
    str_puts(out, cell->href ? "</a>" : "");
    str_puts(out, first ? "</th>" : "</td>");
}

static void put_table(const struct list *l, struct str *out)
{
    str_printf(out,
               "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table "
               "class=\"cards\"><caption>%s</caption>\n<thead><tr>",
               l->caption, l->caption);
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->columns[i].form != LIST_DATA)
            put_head(l, out, i);
    str_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < l->t->cells.n; i++) {
        size_t at = i % l->n_columns;
        if (!at)
            str_puts(out, l->printed && i / l->n_columns >= (size_t)l->printed ? "<tr class=\"unprinted\">"
                                                                               : "<tr>");
        if (l->columns[at].form != LIST_DATA)
            put_cell(&l->columns[at], out, &l->t->cells.v[i], at == 0);
        str_puts(out, at == l->n_columns - 1 ? "\n" : "");
    }
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
    if (pages <= 1 && l->at == 1)
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
        put_table(l, out);
        put_unprinted(l, out);
    }
    put_pages(l, out);
}

/* A file that holds less than there is says so in its last row and its title. */
static void say_cut(struct list *l)
{
    struct str s = {0};
    str_printf(&s, tr("%s：只有前 %d 行，共 %lld 行，请缩小范围后再导出"), l->caption, LIST_FILE,
               (long long)l->total);
    doc_text(l->doc, l->t, str_text(&s));
    for (size_t i = 1; i < l->n_columns; i++)
        doc_null(l->t);
    l->t->title = str_keep(&s, &l->doc->arena);
}

static void write_json(const struct list *l, struct str *out)
{
    char now[INSTANT_TEXT];
    str_printf(out, "{\"as_of\":\"%s\",\"total\":%lld,\"tables\":", instant_text(l->doc->as_of, now),
               (long long)l->total);
    doc_tables_json(out, l->doc);
    str_puts(out, "}\n");
}

int list_file(struct list *l, struct reply *out, struct err *e)
{
    const struct doc_writer *w = writer_of(l->file);
    const struct doc_options options = {.table = l->t->id};
    if (l->total > LIST_FILE)
        say_cut(l);
    out->type = w->mime;
    if (w == &doc_json)
        write_json(l, &out->body);
    else if (w->write(l->doc, &options, &out->body, e))
        return page_failed(e);
    return 200;
}
