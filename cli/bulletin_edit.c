#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/bulletin_parts.h"

/* A file, or standard input as far as it goes. */
static int read_text(const char *name, struct str *out, struct err *e)
{
    char piece[4096];
    if (strcmp(name, "-") != 0) {
        int rc = file_read(out, name, e);
        return rc > 0 ? err_set(e, "%s: there is no such file", name) : rc;
    }
    for (size_t n; (n = fread(piece, 1, sizeof piece, stdin)) > 0 && out->len < FILE_READ_MAX;)
        str_put(out, piece, n);
    return ferror(stdin) || !feof(stdin) ? err_set(e, "standard input: it cannot be read to its end") : 0;
}

static int edit(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    struct paper p;
    struct str text = {0};
    bulletin_paper_of(a, l, &p);
    if (a->text && read_text(a->text, &text, e)) {
        str_release(&text);
        return -1;
    }
    if (a->text && strlen(str_text(&text)) != text.len) { /* a paper's text ends at its NUL */
        str_release(&text);
        return err_set(e, "%s: the wording is not UTF-8 text", a->text);
    }
    p.text = a->text ? str_text(&text) : NULL;
    int rc = bulletin_done(a, &p, paper_edit(&p, e), e);
    str_release(&text);
    return rc;
}

int bulletin_edit(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, edit, e); }
