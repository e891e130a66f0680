#include "reports/doc_wording.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "reports/doc_write.h"

/* { is written twice, a line's end within words is {n}. */
static void put_words(struct str *out, const char *z)
{
    for (; *z; z++)
        if (*z == '{')
            str_puts(out, "{{");
        else if (*z == '\n')
            str_puts(out, "{n}");
        else
            str_putc(out, *z);
}

static void put_span(struct str *out, const struct doc_span *s)
{
    if (!s->table) {
        put_words(out, s->text);
        return;
    }
    size_t columns = s->table->columns.n;
    str_printf(out, "{%s:%zu:%s|", s->table->id, s->cell / columns,
               s->table->columns.v[s->cell % columns].key);
    put_words(out, s->text);
    str_putc(out, '}');
}

void doc_wording_write(struct str *out, const struct doc *d)
{
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        switch (b->kind) {
        case DOC_HEADING:
            str_puts(out, b->level == 1 ? "# " : "## ");
            put_words(out, b->text);
            if (b->part)
                str_printf(out, " {part:%s}", b->part);
            break;
        case DOC_PARAGRAPH:
            str_puts(out, "- ");
            for (size_t k = 0; k < b->spans.n; k++)
                put_span(out, &b->spans.v[k]);
            break;
        case DOC_TABLE: str_printf(out, "[table %s]", b->table->id); break;
        case DOC_CHART: str_printf(out, "[chart %s]", b->chart->name); break;
        }
        str_putc(out, '\n');
    }
}

struct editing {
    struct doc *d;
    VEC(struct doc_block) blocks; /* as the new wording has them */
    int line;
    struct err *e;
    struct str *zh; /* the same for who edits on the pages; or NULL */
};

static int wrong(struct editing *x, const char *zh, const char *what)
{
    if (x->zh)
        str_printf(x->zh, "第%d行：%s。", x->line, zh);
    return err_set(x->e, "line %d: %s", x->line, what);
}

/* How many of the blocks are this table, this chart, or a section of this name. */
static int count(const struct doc_block *v, size_t n, const struct doc_block *like)
{
    int found = 0;
    for (size_t i = 0; i < n; i++)
        found += v[i].kind == like->kind && v[i].table == like->table && v[i].chart == like->chart &&
                 (v[i].part ? like->part && !strcmp(v[i].part, like->part) : !like->part);
    return found;
}

static int not_once(struct editing *x, const struct doc_block *b)
{
    bool table = b->kind == DOC_TABLE, chart = b->kind == DOC_CHART;
    if (x->zh)
        str_printf(x->zh, "%s“%s”应保留，并且只有一处。",
                   table   ? "表"
                   : chart ? "图"
                           : "章节",
                   table   ? b->table->title
                   : chart ? b->chart->title
                           : b->text);
    return err_set(x->e, "%s %s must stand in it once, as before",
                   table   ? "table"
                   : chart ? "chart"
                           : "section",
                   table   ? b->table->id
                   : chart ? b->chart->name
                           : b->part);
}

/* What must stay: every table, chart and named section, each as often as it was. */
static int check_all_there(struct editing *x)
{
    const struct doc *d = x->d;
    for (int side = 0; side < 2; side++) {
        const struct doc_block *v = side ? x->blocks.v : d->blocks.v;
        size_t n = side ? x->blocks.n : d->blocks.n;
        for (size_t i = 0; i < n; i++) {
            const struct doc_block *b = &v[i];
            bool fixed = b->kind == DOC_TABLE || b->kind == DOC_CHART || b->part;
            if (fixed && count(d->blocks.v, d->blocks.n, b) != count(x->blocks.v, x->blocks.n, b))
                return not_once(x, b);
        }
    }
    return 0;
}

/* Does the document say this figure in these words anywhere, or does its cell read so? */
static bool is_reading(const struct doc *d, const struct doc_table *t, uint32_t cell, const char *words)
{
    struct str plain = {0};
    doc_cell_text(&plain, &t->cells.v[cell], false);
    bool is = !strcmp(str_text(&plain), words);
    str_release(&plain);
    for (size_t i = 0; i < d->blocks.n && !is; i++)
        for (size_t k = 0; k < d->blocks.v[i].spans.n && !is; k++) {
            const struct doc_span *s = &d->blocks.v[i].spans.v[k];
            is = s->table == t && s->cell == cell && !strcmp(s->text, words);
        }
    return is;
}

/* A number that counts something must be a figure, or have stood in the words before. */
static const char *const counted[] = {"件", "条", "张", "份", "%", "个百分点", "分", "位", "项"};

static bool stood_before(const struct doc *d, const char *words)
{
    for (size_t i = 0; i < d->blocks.n; i++)
        for (size_t k = 0; k < d->blocks.v[i].spans.n; k++) {
            const struct doc_span *s = &d->blocks.v[i].spans.v[k];
            if (!s->table && strstr(s->text, words))
                return true;
        }
    return false;
}

static int check_number(struct editing *x, const char *from, const char *to)
{
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        size_t n = strlen(counted[i]);
        char said[80];
        if (strncmp(to, counted[i], n) != 0)
            continue;
        snprintf(said, sizeof said, "%.*s", (int)(to + n - from), from);
        if (stood_before(x->d, said))
            continue;
        if (x->zh)
            str_printf(x->zh, "第%d行：“%s”不是表中的数；文字里的数应是表中的数，写成 {表:行:列|数}。",
                       x->line, said);
        return err_set(x->e, "line %d: %s: a figure must be one of the tables, as {TABLE:ROW:COLUMN|…}",
                       x->line, said);
    }
    return 0;
}

static bool is_number(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; }

static int check_words(struct editing *x, const char *z)
{
    while (*z) {
        const char *from = z;
        while (is_number(*z))
            z++;
        if (z != from && check_number(x, from, z))
            return -1;
        z += z == from;
    }
    return 0;
}

static void add_span(struct editing *x, struct doc_span s)
{
    vec_push(&x->blocks.v[x->blocks.n - 1].spans, s);
}

static int add_words(struct editing *x, struct str *words)
{
    if (!words->len)
        return 0;
    if (check_words(x, words->p))
        return -1;
    add_span(x, (struct doc_span){.text = arena_strdup(&x->d->arena, words->p)});
    str_clear(words);
    return 0;
}

/* Words up to `end`, {{ and {n} read; what stops it is where *at is then. */
static void take_words(struct str *out, const char **at, const char *end, bool in_figure)
{
    const char *p = *at;
    while (p < end) {
        if (end - p >= 2 && !strncmp(p, "{{", 2)) {
            str_putc(out, '{');
            p += 2;
        } else if (end - p >= 3 && !strncmp(p, "{n}", 3)) {
            str_putc(out, '\n');
            p += 3;
        } else if (*p == '{' || (in_figure && *p == '}'))
            break;
        else
            str_putc(out, *p++);
    }
    *at = p;
}

/* {TABLE:ROW:COLUMN|words}, *at behind its {. */
static int take_figure(struct editing *x, const char **at, const char *end)
{
    char table[80], column[80];
    unsigned row;
    int n = 0;
    struct str words = {0};
    if (sscanf(*at, "%79[^:{}\n]:%u:%79[^|{}\n]|%n", table, &row, column, &n) != 3 || !n)
        return wrong(x, "数的写法是 {表:行:列|数}；单独的 { 写成 {{",
                     "a figure is {TABLE:ROW:COLUMN|what it reads}; { alone is written {{");
    *at += n;
    take_words(&words, at, end, true);
    const struct doc_table *t = doc_find(x->d, table);
    uint32_t c = 0;
    while (t && c < t->columns.n && strcmp(t->columns.v[c].key, column) != 0)
        c++;
    int rc = 0;
    if (*at == end || **at != '}')
        rc = wrong(x, "有一个数没有以 } 结束", "a figure does not end with }");
    else if (!t || c == t->columns.n || row >= doc_rows(t)) {
        wrong(x, "表中没有这个数", "");
        rc = err_set(x->e, "line %d: there is no figure %s:%u:%s", x->line, table, row, column);
    } else if (!is_reading(x->d, t, row * (uint32_t)t->columns.n + c, str_text(&words))) {
        wrong(x, "有一个数与表中的不同；数可以移动或删去，不能改", "");
        rc = err_set(x->e, "line %d: the figure %s:%u:%s does not read %.200s", x->line, table, row, column,
                     str_text(&words));
    } else {
        uint32_t cell = row * (uint32_t)t->columns.n + c;
        add_span(x, (struct doc_span){arena_strdup(&x->d->arena, str_text(&words)), t->cells.v[cell].href, t,
                                      cell});
        ++*at;
    }
    str_release(&words);
    return rc;
}

static int take_paragraph(struct editing *x, const char *p, const char *end)
{
    struct str words = {0};
    int rc = 0;
    vec_push(&x->blocks, ((struct doc_block){.kind = DOC_PARAGRAPH}));
    while (!rc && p < end) {
        take_words(&words, &p, end, false);
        rc = add_words(x, &words);
        if (!rc && p < end) {
            p++;
            rc = take_figure(x, &p, end);
        }
    }
    str_release(&words);
    return rc;
}

static int take_heading(struct editing *x, const char *p, const char *end)
{
    struct doc_block b = {.kind = DOC_HEADING, .level = p[1] == '#' ? 2 : 1};
    struct str words = {0};
    char part[40];
    int n = 0;
    p += b.level + 1;
    take_words(&words, &p, end, false);
    if (p < end && sscanf(p, "{part:%39[^{}\n]}%n", part, &n) == 1 && n && p + n == end) {
        b.part = arena_strdup(&x->d->arena, part);
        if (words.len && words.p[words.len - 1] == ' ')
            words.p[--words.len] = 0;
        p = end;
    }
    b.text = arena_strdup(&x->d->arena, str_text(&words));
    int rc = p < end ? wrong(x, "标题里不能有数", "a heading holds no figure") : check_words(x, b.text);
    str_release(&words);
    vec_push(&x->blocks, b);
    return rc;
}

static int take_thing(struct editing *x, const char *p, const char *end)
{
    char kind[10], name[80];
    int n = 0;
    struct doc_block b = {.kind = DOC_TABLE};
    if (sscanf(p, "[%9[a-z] %79[^]\n]]%n", kind, name, &n) != 2 || p + n != end)
        return wrong(x, "应是 [table 表] 或 [chart 图]", "[table ID] or [chart NAME] is wanted");
    if (!strcmp(kind, "table"))
        b.table = doc_find(x->d, name);
    else if (!strcmp(kind, "chart")) {
        b.kind = DOC_CHART;
        for (size_t i = 0; i < x->d->charts.n; i++)
            if (!strcmp(x->d->charts.v[i]->name, name))
                b.chart = x->d->charts.v[i];
    }
    if (!b.table && !b.chart)
        return wrong(x, "没有这张表或图", "there is no such table or chart");
    vec_push(&x->blocks, b);
    return 0;
}

static int take_line(struct editing *x, const char *p, const char *end)
{
    while (end > p && (end[-1] == '\r' || end[-1] == ' '))
        end--;
    if (p == end)
        return 0;
    if (end - p > 2 && (!strncmp(p, "# ", 2) || (end - p > 3 && !strncmp(p, "## ", 3))))
        return take_heading(x, p, end);
    if (*p == '[')
        return take_thing(x, p, end);
    if (end - p < 2 || strncmp(p, "- ", 2) != 0)
        return wrong(x, "每行应以“# ”“## ”“- ”或“[”开头",
                     "a line begins with \"# \", \"## \", \"- \" or \"[\"");
    return take_paragraph(x, p + 2, end);
}

static void release_spans(struct doc_block *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vec_release(&v[i].spans);
}

int doc_wording_read(struct doc *d, const char *text, size_t n, struct err *e, struct str *zh)
{
    struct editing x = {.d = d, .e = e, .zh = zh};
    if (!str_utf8(text, n) || memchr(text, 0, n)) {
        if (zh)
            str_puts(zh, "不是 UTF-8 文本。");
        return err_set(e, "the wording is not UTF-8 text");
    }
    if (n >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        text += 3, n -= 3;
    int rc = 0;
    char *copy = arena_strndup(&d->arena, text, n); /* ended, for sscanf */
    for (char *p = copy, *end = copy + n; !rc && p < end;) {
        char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop : end;
        x.line++;
        rc = take_line(&x, p, stop);
        p = stop + (stop < end);
    }
    if (!rc)
        rc = check_all_there(&x);
    if (rc) {
        release_spans(x.blocks.v, x.blocks.n);
        vec_release(&x.blocks);
        return -1;
    }
    release_spans(d->blocks.v, d->blocks.n);
    vec_release(&d->blocks);
    d->blocks.v = x.blocks.v;
    d->blocks.n = x.blocks.n;
    d->blocks.cap = x.blocks.cap;
    return 0;
}
