#include "collector/import_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* Reads a line of the file; gives the name in it, NULL: it is no such line. */
static const char *read_line(char *line, struct import_state *out)
{
    char *p = line;
    out->lines = strtoll(p, &p, 10);
    out->hash = strtoull(p, &p, 16);
    return *p == ' ' ? p + 1 : NULL;
}

/* Takes the next line off the text; NULL: there is none. */
static char *next_line(char **text) { return *text && **text ? strsep(text, "\n") : NULL; }

int import_state_read(const char *path, const char *name, struct import_state *out, struct err *e)
{
    struct str text = {0};
    struct import_state s;
    int rc = file_read(&text, path, e) < 0 ? -1 : 0;
    *out = (struct import_state){0};
    for (char *rest = text.p, *line; (line = next_line(&rest));) {
        const char *of = read_line(line, &s);
        if (of && !strcmp(of, name))
            *out = s;
    }
    str_release(&text);
    return rc;
}

int import_state_write(const char *path, const char *name, const struct import_state *s, struct err *e)
{
    struct str old = {0}, out = {0};
    struct import_state other;
    int rc = file_read(&old, path, e) < 0 ? -1 : 0;
    for (char *rest = old.p, *line; (line = next_line(&rest));) {
        const char *of = read_line(line, &other);
        if (of && strcmp(of, name) != 0)
            str_printf(&out, "%s\n", line);
    }
    str_printf(&out, "%lld %016llx %s\n", (long long)s->lines, (unsigned long long)s->hash, name);
    if (!rc)
        rc = file_replace(path, out.p, out.len, e);
    str_release(&old);
    str_release(&out);
    return rc;
}
