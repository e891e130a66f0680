/* XLSX by libxlsxwriter: one sheet a table, numbers as numbers with a format, texts always as texts (never a
 * formula, never a link), so that nothing a name holds is carried out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "reports/doc_write.h"

/* Formats by the cells' types. */
struct formats {
    lxw_format *head, *text, *of[CELL_INSTANT + 1];
};

static lxw_format *number_format(lxw_workbook *book, const char *how)
{
    lxw_format *f = workbook_add_format(book);
    if (how)
        format_set_num_format(f, how);
    format_set_border(f, LXW_BORDER_THIN);
    return f;
}

static void make_formats(lxw_workbook *book, struct formats *f)
{
    static const char *const how[CELL_INSTANT + 1] = {
        [CELL_COUNT] = "#,##0",
        [CELL_RATE] = "0.00%",
        [CELL_POINTS] = "+0.00;-0.00;0.00",
        [CELL_GROWTH] = "+0.0%;-0.0%;0.0%",
        [CELL_SCORE] = "0.000",
    };
    for (int i = 0; i <= CELL_INSTANT; i++)
        f->of[i] = number_format(book, how[i]);
    f->text = number_format(book, NULL);
    format_set_text_wrap(f->text);
    f->head = number_format(book, NULL);
    format_set_bold(f->head);
    format_set_text_wrap(f->head);
    format_set_align(f->head, LXW_ALIGN_CENTER);
    format_set_align(f->head, LXW_ALIGN_VERTICAL_CENTER);
}

/* A number as the sheet keeps it: a rate as a part of one, points and scores in their own unit. */
static double sheet_number(const struct doc_cell *c)
{
    switch (c->type) {
    case CELL_RATE:
    case CELL_GROWTH: return (double)c->v / 10000;
    case CELL_POINTS: return (double)c->v / 100;
    case CELL_SCORE: return (double)c->v / 1000;
    default: return (double)c->v;
    }
}

static lxw_error put_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const struct doc_cell *c,
                          const struct formats *f)
{
    struct str text = {0};
    lxw_error rc;
    switch (c->type) {
    case CELL_NULL: return worksheet_write_blank(sheet, row, col, f->text);
    case CELL_COUNT:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_GROWTH:
    case CELL_SCORE: return worksheet_write_number(sheet, row, col, sheet_number(c), f->of[c->type]);
    case CELL_TEXT:
    case CELL_DAY:
    case CELL_INSTANT: break;
    }
    doc_cell_text(&text, c, false);
    rc = worksheet_write_string(sheet, row, col, str_text(&text), f->text);
    str_release(&text);
    return rc;
}

/* Sheet names: at most 31 characters, none of []:*?/\ . */
static void sheet_name(struct str *out, const char *title)
{
    size_t points = 0;
    for (; *title && (points += ((unsigned char)*title & 0xc0) != 0x80) <= 31; title++)
        str_putc(out, strchr("[]:*?/\\'", *title) ? ' ' : *title);
}

static lxw_error put_table(lxw_workbook *book, const struct doc_table *t, const struct formats *f)
{
    struct str text = {0};
    sheet_name(&text, t->id);
    lxw_worksheet *sheet = workbook_add_worksheet(book, str_text(&text));
    lxw_error rc = sheet ? LXW_NO_ERROR : LXW_ERROR_SHEETNAME_ALREADY_USED;
    if (!rc)
        rc = worksheet_write_string(sheet, 0, 0, t->title, NULL);
    for (size_t c = 0; !rc && c < t->columns.n; c++) {
        str_clear(&text);
        doc_column_title(&text, &t->columns.v[c]);
        rc = worksheet_write_string(sheet, 1, (lxw_col_t)c, str_text(&text), f->head);
    }
    for (size_t i = 0; !rc && i < t->cells.n; i++)
        rc = put_cell(sheet, (lxw_row_t)(2 + i / t->columns.n), (lxw_col_t)(i % t->columns.n), &t->cells.v[i],
                      f);
    if (!rc) {
        worksheet_freeze_panes(sheet, 2, 0);
        worksheet_repeat_rows(sheet, 0, 1);
        worksheet_set_paper(sheet, 9); /* A4 */
        worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        worksheet_set_column(sheet, 0, (lxw_col_t)(t->columns.n ? t->columns.n - 1 : 0), 14, NULL);
    }
    str_release(&text);
    return rc;
}

static lxw_error fill_book(lxw_workbook *book, const struct doc *d, const struct doc_options *o)
{
    struct formats f;
    lxw_doc_properties about = {.title = (char *)(d->paper.title ? d->paper.title : ""),
                                .created = (time_t)(d->as_of / SECOND)};
    lxw_error rc = workbook_set_properties(book, &about);
    make_formats(book, &f);
    for (size_t i = 0; !rc && i < d->tables.n; i++)
        if (!(o->public && d->tables.v[i]->withheld))
            rc = put_table(book, d->tables.v[i], &f);
    return rc;
}

/* The library writes files only: one of our own in a folder that nobody else can enter. */
static int write_xlsx(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    char dir[] = "/tmp/jiancha-xlsx.XXXXXX", path[sizeof dir + 16];
    if (!mkdtemp(dir))
        return err_set(e, "%s: %s", dir, strerror(errno));
    snprintf(path, sizeof path, "%s/book.xlsx", dir);
    lxw_workbook_options options = {.tmpdir = dir};
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_error rc = book ? fill_book(book, d, o) : LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_error closed = book ? workbook_close(book) : LXW_NO_ERROR;
    rc = rc ? rc : closed;
    int failed = rc ? err_set(e, "the XLSX could not be made: %s", lxw_strerror(rc))
                    : file_read(out, path, e);
    unlink(path);
    rmdir(dir);
    return failed ? -1 : 0;
}

const struct doc_writer doc_xlsx = {
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx};
