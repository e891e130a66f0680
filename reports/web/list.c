#include "reports/web/list.h"

#include <assert.h>
#include <string.h>

#include "reports/doc_write.h"

static int read_sort(struct list *l, const char *first, struct err *e)
{
    const char *said = l->part ? NULL : request_get(l->page->rq, "sort");
    const char *key = said ? said : first;
    l->sort = l->n_columns;
    if (!key)
        return 0;
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

/* 红牌（■ 件次）: a column's name in a file, with what stands in small type on the page. */
static const char *title_of(const struct list *l, const char *title)
{
    const char *bar = strchr(title, '|');
    struct str s = {0};
    if (!bar)
        return title;
    str_put(&s, title, (size_t)(bar - title));
    str_printf(&s, "%s%s%s", tr("（"), bar + 1, tr("）"));
    return str_keep(&s, &l->doc->arena);
}

static void make_table(struct list *l)
{
    l->doc = doc_new();
    l->doc->as_of = l->page->view.now;
    l->doc->paper.title = l->caption;
    l->t = doc_table(l->doc, l->part ? l->part : l->path + 1, l->caption, DOC_BODY);
    for (size_t i = 0; i < l->n_columns; i++)
        doc_column(l->t, l->columns[i].key, title_of(l, tr(l->columns[i].title)), "",
                   l->columns[i].form == LIST_DATA ? COLUMN_DATA : COLUMN_SHOWN);
    doc_put_table(l->doc, l->t);
}

/* csv of /cases.csv: what stands for the route's `*` behind a point. */
static const char *file_of(const struct request *rq)
{
    size_t n = strlen(rq->path), m = strlen(rq->arg);
    return m && n > m && rq->path[n - m - 1] == '.' && !strcmp(rq->path + n - m, rq->arg) ? rq->arg : NULL;
}

bool list_is_file(const struct page *p) { return file_of(p->rq); }

static int open_list(struct list *l, const char *first, struct err *e)
{
    struct page *p = l->page;
    l->at = 1;
    l->rows = LIST_PAGE;
    l->file = file_of(p->rq);
    if (l->file && !writer_of(l->file))
        return err_usage(e, tr("没有这种格式，可用 .csv、.xlsx、.json"));
    if (read_sort(l, first, e) || (!l->part && request_int(p->rq, "page", 1, LIST_DEEPEST, &l->at, e)))
        return -1;
    make_table(l);
    return 0;
}

int list_open(struct list *l, struct page *p, const char *path, const char *caption,
              const struct list_column *columns, size_t n, const char *first, struct err *e)
{
    *l = (struct list){.page = p, .path = path, .caption = caption, .columns = columns, .n_columns = n};
    return open_list(l, first, e);
}

int list_open_part(struct list *l, struct page *p, const char *path, const char *part, const char *caption,
                   const struct list_column *columns, size_t n, struct err *e)
{
    *l = (struct list){
        .page = p, .path = path, .part = part, .caption = caption, .columns = columns, .n_columns = n};
    return open_list(l, NULL, e);
}

void list_close(struct list *l)
{
    vec_release(&l->marks);
    if (l->doc)
        doc_free(l->doc);
    l->doc = NULL;
}

int list_limit(const struct list *l) { return l->file ? LIST_FILE : l->rows; }
int64_t list_offset(const struct list *l) { return l->file ? 0 : (l->at - 1) * l->rows; }

void list_begin(struct list *l, const char *class, const void *of)
{
    assert(l->t->cells.n == l->marks.n * l->n_columns);
    vec_push(&l->marks, ((struct list_row){class, of}));
}

static int by_value(const struct doc_cell *a, const struct doc_cell *b)
{
    if (a->v != b->v)
        return a->v < b->v ? -1 : 1;
    return a->type == CELL_TEXT && b->type == CELL_TEXT ? strcmp(a->text, b->text) : 0;
}

/* Rows by the column of the list; those without a value last, and those that are alike as they came. */
static int as_listed(const void *a, const void *b, void *of)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    const struct list *l = of;
    const struct doc_cell *c = doc_at(l->t, x, l->sort), *d = doc_at(l->t, y, l->sort);
    if ((c->type == CELL_NULL) != (d->type == CELL_NULL))
        return c->type == CELL_NULL ? 1 : -1;
    int order = c->type == CELL_NULL ? 0 : by_value(c, d);
    return order ? (l->down ? -order : order) : x < y ? -1 : 1;
}

/* The rows of this order from `from` on, at most `most`, and no others. */
static void keep_rows(struct list *l, const size_t *order, size_t n, size_t from, size_t most)
{
    struct doc_table was = *l->t;
    struct list_row *marks = l->marks.v;
    bool marked = l->marks.n > 0;
    memset(&l->t->cells, 0, sizeof l->t->cells);
    memset(&l->marks, 0, sizeof l->marks);
    for (size_t i = from; i < n && i - from < most; i++) {
        for (size_t c = 0; c < l->n_columns; c++)
            vec_push(&l->t->cells, *doc_at(&was, order[i], c));
        if (marked)
            vec_push(&l->marks, marks[order[i]]);
    }
    vec_release(&was.cells);
    free(marks);
}

void list_settle(struct list *l)
{
    size_t n = doc_rows(l->t), *order = arena_alloc(l->page->view.arena, (n + 1) * sizeof *order);
    assert(!l->marks.n || l->marks.n == n);
    l->total = (int64_t)n;
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    if (l->sort < l->n_columns)
        qsort_r(order, n, sizeof *order, as_listed, l);
    keep_rows(l, order, n, (size_t)list_offset(l), (size_t)list_limit(l));
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

/* cases-NO-events.csv */
static const char *file_name(const struct list *l)
{
    struct str name = {0};
    str_url(&name, l->path + 1);
    if (l->of)
        str_putc(&name, '-');
    str_url(&name, l->of ? l->of : "");
    str_printf(&name, "%s%s.%s", l->part ? "-" : "", l->part ? l->part : "", l->file);
    return str_keep(&name, l->page->view.arena);
}

int list_file(struct list *l, struct reply *out, struct err *e)
{
    const struct doc_writer *w = writer_of(l->file);
    const struct doc_options options = {.table = l->t->id};
    if (l->total > LIST_FILE)
        say_cut(l);
    out->type = w->mime;
    out->file = file_name(l);
    if (w == &doc_json)
        write_json(l, &out->body);
    else if (w->write(l->doc, &options, &out->body, e))
        return page_failed(e);
    return 200;
}

int list_answer(struct list *l, int status, list_page_fn *put, void *of, struct reply *out, struct err *e)
{
    if (status == 200 && l->file)
        status = list_file(l, out, e);
    else if (status == 200 && put(of, &out->body, e))
        status = page_failed(e);
    list_close(l);
    return status;
}

int list_file_of(struct list *const *lists, struct reply *out, struct err *e)
{
    const char *asked = request_get(lists[0]->page->rq, "part");
    if (!asked)
        return list_file(lists[0], out, e);
    for (; *lists; lists++)
        if ((*lists)->part && !strcmp((*lists)->part, asked))
            return list_file(*lists, out, e);
    err_usage(e, tr("参数 part 没有这张表"));
    return 400;
}
