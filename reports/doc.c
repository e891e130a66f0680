#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/indicators.h"
#include "reports/doc_make.h"
#include "reports/doc_write.h"
#include "reports/format.h"

struct doc *doc_new(void)
{
    struct doc *d = mem_alloc(sizeof *d);
    d->paper.dated = DAY_NONE;
    d->as_of = INSTANT_NONE;
    return d;
}

bool doc_is_open(const struct doc *d)
{
    return !d->paper.disclosure || strcmp(d->paper.disclosure, "不予公开") != 0;
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->blocks.n; i++)
        vec_release(&d->blocks.v[i].spans);
    for (size_t i = 0; i < d->tables.n; i++) {
        vec_release(&d->tables.v[i]->columns);
        vec_release(&d->tables.v[i]->cells);
    }
    for (size_t i = 0; i < d->charts.n; i++) {
        str_release(&d->charts.v[i]->svg);
        str_release(&d->charts.v[i]->dark);
        str_release(&d->charts.v[i]->print);
        str_release(&d->charts.v[i]->png);
    }
    vec_release(&d->blocks);
    vec_release(&d->tables);
    vec_release(&d->charts);
    vec_release(&d->annexes);
    vec_release(&d->cutoff);
    vec_release(&d->versions);
    vec_release(&d->definitions);
    arena_release(&d->arena);
    free(d);
}

static struct doc_block *add_block(struct doc *d, enum doc_block_kind kind)
{
    struct doc_block *b = vec_add(&d->blocks);
    *b = (struct doc_block){.kind = kind};
    return b;
}

void doc_heading(struct doc *d, int level, const char *text)
{
    struct doc_block *b = add_block(d, DOC_HEADING);
    b->level = (uint8_t)level;
    b->text = arena_strdup(&d->arena, text);
}

void doc_part(struct doc *d, const char *part)
{
    assert(d->blocks.n && d->blocks.v[d->blocks.n - 1].kind == DOC_HEADING);
    d->blocks.v[d->blocks.n - 1].part = part;
}

void doc_paragraph(struct doc *d) { add_block(d, DOC_PARAGRAPH); }

/* Spans belong to the paragraph begun last. */
static void add_span(struct doc *d, struct doc_span span)
{
    assert(d->blocks.n && d->blocks.v[d->blocks.n - 1].kind == DOC_PARAGRAPH);
    vec_push(&d->blocks.v[d->blocks.n - 1].spans, span);
}

void doc_say(struct doc *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *text = arena_alloc(&d->arena, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, ap);
    va_end(ap);
    add_span(d, (struct doc_span){.text = text});
}

void doc_figure_as(struct doc *d, const struct doc_table *t, uint32_t row, const char *column,
                   const char *text)
{
    uint32_t cell = row * (uint32_t)t->columns.n + doc_column_of(t, column);
    assert(cell < t->cells.n);
    add_span(d, (struct doc_span){arena_strdup(&d->arena, text), t->cells.v[cell].href, t, cell});
}

void doc_figure(struct doc *d, const struct doc_table *t, uint32_t row, const char *column)
{
    struct str text = {0};
    doc_cell_text(&text, doc_at(t, row, doc_column_of(t, column)), false);
    doc_figure_as(d, t, row, column, str_text(&text));
    str_release(&text);
}

struct doc_table *doc_table(struct doc *d, const char *id, const char *title, enum doc_place place)
{
    assert(!doc_find(d, id));
    struct doc_table *t = arena_zalloc(&d->arena, sizeof *t);
    t->id = id;
    t->title = arena_strdup(&d->arena, title);
    t->place = place;
    vec_push(&d->tables, t);
    return t;
}

void doc_put_table(struct doc *d, struct doc_table *t)
{
    assert(t->place == DOC_BODY);
    add_block(d, DOC_TABLE)->table = t;
}

void doc_column(struct doc_table *t, const char *key, const char *title, const char *unit,
                enum column_use use)
{
    assert(!t->cells.n);
    vec_push(&t->columns, ((struct doc_column){key, title, unit, use, *unit != 0}));
}

struct doc_chart *doc_chart(struct doc *d, struct doc_table *data)
{
    struct doc_chart *c = arena_zalloc(&d->arena, sizeof *c);
    assert(data->place == DOC_DATA);
    c->name = data->id;
    c->title = data->title;
    c->table = data;
    vec_push(&d->charts, c);
    add_block(d, DOC_CHART)->chart = c;
    return c;
}

static void add_cell(struct doc_table *t, struct doc_cell c)
{
    assert(t->columns.n);
    vec_push(&t->cells, c);
}

void doc_null(struct doc_table *t) { add_cell(t, (struct doc_cell){.type = CELL_NULL}); }

void doc_text(struct doc *d, struct doc_table *t, const char *text)
{
    add_cell(t, (struct doc_cell){.type = CELL_TEXT, .text = arena_strdup(&d->arena, text)});
}

void doc_number(struct doc_table *t, enum cell_type type, int64_t v)
{
    add_cell(t, (struct doc_cell){.type = type, .v = v});
}

void doc_count(struct doc_table *t, int64_t v) { doc_number(t, CELL_COUNT, v); }

void doc_rate(struct doc_table *t, int64_t num, int64_t den)
{
    if (den == 0)
        doc_null(t);
    else
        add_cell(t, (struct doc_cell){.type = CELL_RATE, .v = rate_bp(num, den), .num = num, .den = den});
}

void doc_growth(struct doc_table *t, int64_t now, int64_t before)
{
    int64_t a = 20000 * (now - before) + before, b = 2 * before;
    if (before == 0)
        doc_null(t);
    else
        doc_number(t, CELL_GROWTH, a / b - (a % b != 0 && a < 0));
}

void doc_points(struct doc_table *t, struct rate_value now, struct rate_value before)
{
    if (now.den == 0 || before.den == 0)
        doc_null(t);
    else
        doc_number(t, CELL_POINTS, (int64_t)now.bp - before.bp);
}

void doc_link(struct doc *d, struct doc_table *t, const char *href)
{
    assert(t->cells.n);
    t->cells.v[t->cells.n - 1].href = arena_strdup(&d->arena, href);
}

size_t doc_rows(const struct doc_table *t)
{
    assert(!t->columns.n || t->cells.n % t->columns.n == 0);
    return t->columns.n ? t->cells.n / t->columns.n : 0;
}

uint32_t doc_column_of(const struct doc_table *t, const char *key)
{
    uint32_t i = 0;
    while (i < t->columns.n && strcmp(t->columns.v[i].key, key) != 0)
        i++;
    assert(i < t->columns.n);
    return i;
}

const struct doc_cell *doc_at(const struct doc_table *t, size_t row, size_t column)
{
    assert(column < t->columns.n && row < doc_rows(t));
    return &t->cells.v[row * t->columns.n + column];
}

struct doc_table *doc_find(const struct doc *d, const char *id)
{
    for (size_t i = 0; i < d->tables.n; i++)
        if (!strcmp(d->tables.v[i]->id, id))
            return d->tables.v[i];
    return NULL;
}

/* Basis points as per cent with `digits` decimals (2: exact; 1: half away from zero), with a sign. */
static void put_signed(struct str *out, int64_t bp, int digits)
{
    int64_t size = bp < 0 ? -bp : bp;
    if (digits == 1)
        size = (size + 5) / 10;
    int64_t unit = digits == 1 ? 10 : 100;
    str_puts(out, size == 0 ? "" : bp < 0 ? "-" : "+");
    str_printf(out, "%lld.%0*lld", (long long)(size / unit), digits, (long long)(size % unit));
}

void doc_cell_text(struct str *out, const struct doc_cell *c, bool fraction)
{
    char buf[INSTANT_TEXT];
    switch (c->type) {
    case CELL_NULL: str_puts(out, "—"); break;
    case CELL_TEXT: str_puts(out, c->text); break;
    case CELL_COUNT: format_count(out, c->v); break;
    case CELL_RATE:
        if (fraction && c->den)
            format_fraction(out, (struct rate_value){c->num, c->den, (int32_t)c->v});
        else
            format_rate(out, (int32_t)c->v);
        break;
    case CELL_POINTS: put_signed(out, c->v, 2); break;
    case CELL_GROWTH: put_signed(out, c->v, 1), str_putc(out, '%'); break;
    case CELL_SCORE: format_score(out, (int32_t)c->v); break;
    case CELL_DAY: str_puts(out, day_text((day)c->v, buf)); break;
    case CELL_INSTANT: str_puts(out, format_when(c->v, buf)); break;
    }
}

void doc_column_title(struct str *out, const struct doc_column *c)
{
    str_puts(out, c->title);
    if (*c->unit && strcmp(c->unit, "bp") != 0)
        str_printf(out, "（%s）", c->unit);
}

void doc_day_zh(struct str *out, day d)
{
    int y, m, mday;
    day_split(d, &y, &m, &mday);
    str_printf(out, "%d年%d月%d日", y, m, mday);
}

const char *doc_fonts(const struct doc *d, enum doc_face face)
{
    static const char *const standard[DOC_FACES] = {
        [DOC_SONG_HEAD] = "方正小标宋简体,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC",
        [DOC_FANGSONG] =
            "仿宋_GB2312,FangSong_GB2312,仿宋,FangSong,华文仿宋,STFangsong,FandolFang R,Noto Serif CJK SC",
        [DOC_HEI] = "黑体,SimHei,华文黑体,STHeiti,Noto Sans CJK SC",
        [DOC_KAI] = "楷体_GB2312,KaiTi_GB2312,楷体,KaiTi,华文楷体,STKaiti,FandolKai,Noto Serif CJK SC",
        [DOC_SONG] = "宋体,SimSun,华文宋体,STSong,Noto Serif CJK SC",
    };
    const char *own = d->paper.font[face];
    return own && *own ? own : standard[face];
}
