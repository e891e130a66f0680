/* What libmicrohttpd 0.9.75 makes of the bytes of a head before the program sees it: NULs over what ended a
 * word or a line, in place; a folded field put together somewhere else. */
#ifndef TESTS_UNIT_LEFT_H
#define TESTS_UNIT_LEFT_H

#include <stdbool.h>
#include <string.h>

#include "reports/web/head.h"

enum { LEFT_BYTES = 2000, LEFT_FIELDS = 200 };
struct left {
    char bytes[LEFT_BYTES], glued[LEFT_BYTES];
    size_t length; /* of the head, from its method to the empty line */
    const char *method, *target, *version;
    struct {
        const char *name, *value;
    } field[LEFT_FIELDS];
    int n_fields;
};

static inline bool left_request_line(struct left *l, char *line, size_t n)
{
    char *space = memchr(line, ' ', n), *end = line + n - 1;
    if (!space)
        return false;
    l->method = line;
    for (*space++ = 0; *space == ' ';)
        space++;
    while (end > space && *end == ' ')
        end--;
    while (end > space && *end != ' ')
        end--;
    if (end <= space)
        return false;
    *end = 0;
    l->target = space;
    l->version = end + 1;
    return line + n - l->version == 8 && !memcmp(l->version, "HTTP/1.", 7) &&
           strchr("0123456789", l->version[7]);
}

static inline bool left_field(struct left *l, char *line)
{
    char *colon = strchr(line, ':');
    if ((*line == ' ' || *line == '\t') && l->n_fields) {
        const char **name = &l->field[l->n_fields - 1].name;
        if (*name != l->glued)
            *name = strcpy(l->glued, *name);
        return true;
    }
    if (!colon || l->n_fields == LEFT_FIELDS)
        return false;
    *colon = 0;
    l->field[l->n_fields].name = line;
    l->field[l->n_fields++].value = colon + 1 + strspn(colon + 1, " \t");
    return true;
}

/* False: the library answers by itself, or waits for more. */
static inline bool left_by_library(struct left *l, const char *raw, size_t n)
{
    *l = (struct left){0};
    if (n >= LEFT_BYTES)
        return false;
    memcpy(l->bytes, raw, n);
    for (char *line = l->bytes, *end; (end = memchr(line, '\n', n - (size_t)(line - l->bytes)));
         line = end + 1) {
        bool crlf = end > line && end[-1] == '\r';
        size_t length = (size_t)(end - line) - crlf;
        *end = 0;
        line[length] = 0;
        if (!l->method && *line && !left_request_line(l, line, length))
            return false;
        if (l->method == line || (!l->method && !*line))
            continue;
        if (!*line) {
            l->length = (size_t)(end + 1 - l->method);
            return true;
        }
        if (!left_field(l, line))
            return false;
    }
    return false;
}

/* What the program then says of it; 1: the library did not ask. */
static inline int left_judged(struct left *l, const char *raw, size_t n)
{
    struct head h;
    if (!left_by_library(l, raw, n))
        return 1;
    head_begin(&h, l->method, l->target, l->target, l->version);
    for (int i = 0; i < l->n_fields; i++)
        head_field(&h, l->field[i].name, strlen(l->field[i].name), l->field[i].value,
                   strlen(l->field[i].value));
    return head_end(&h, l->method, l->length);
}

#endif
