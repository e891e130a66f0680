#include "config/ini_file.h"

#include <string.h>

#include "base/file.h"

static void take_entry(void *ctx, const struct ini_entry *en)
{
    struct ini_file *f = ctx;
    f->entry(f, en);
}

static void take_fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    struct ini_file *f = ctx;
    str_printf(f->faults, "%s:%u:%u: %s\n", f->path, line, column, what);
}

void ini_file_wrong(struct ini_file *f, const struct text_at *at, const char *expected)
{
    struct str what = {0};
    text_quote(&what, at->text);
    str_printf(&what, ", expected %s", expected);
    take_fault(f, at->line, at->column, what.p);
    str_release(&what);
}

int ini_file_read(struct ini_file *f, const char *dir, const char *name)
{
    struct arena a = {0};
    struct str path = {0}, text = {0};
    struct text_at foreign;
    struct err e;
    size_t before = f->faults->len;
    str_printf(&path, "%s/%s", dir, name);
    f->path = path.p;
    if (file_read(&text, path.p, &e) < 0)
        str_printf(f->faults, "%s\n", e.text);
    else if (ini_foreign(str_text(&text), text.len, &foreign))
        take_fault(f, foreign.line, foreign.column, foreign.text);
    else
        ini_read(str_text(&text), text.len, &a, &(struct ini_taker){take_entry, take_fault, f});
    f->path = NULL;
    str_release(&path);
    str_release(&text);
    arena_release(&a);
    return f->faults->len > before ? -1 : 0;
}

int ini_file_failed(struct str *faults, struct err *e)
{
    err_set(e, "%.*s", (int)strcspn(faults->p, "\n"), faults->p);
    str_release(faults);
    return -1;
}
