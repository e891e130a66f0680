/* The stamp is what stands from the opening brace to the first comma in
 *     { "recorded_at":"2026-10-13T09:00:00+08:00",
 * and is told by these very bytes: no writer of JSON puts a space there and none behind the colon. So the
 * sender's bytes can be judged, not what was added (the limit of 256 KiB). A recorded_at that is null would
 * stand there twice; it is overwritten with blanks. */
#include "codec/outgoing.h"

#include <string.h>

#include "codec/value.h"

static const char opening[] = "{ \"recorded_at\":\"", closing[] = "\",";
enum { OPENING = sizeof opening - 1, CLOSING = sizeof closing - 1, INSTANT_MOST = INSTANT_TEXT };

struct outgoing_address outgoing_address(const char *bytes, size_t n, struct arena *a)
{
    char why[200];
    const struct value *v = str_utf8(bytes, n) ? value_read(bytes, n, a, why) : NULL;
    const char *type = value_text(value_member(v, "type"));
    return (struct outgoing_address){value_text(value_member(v, "case_no")),
                                     type && !strcmp(type, "monthly_report")};
}

/* ---- the members of an object in the text; the text is known to be JSON ---- */

static const char *skip_blanks(const char *p) { return p + strspn(p, " \t\r\n"); }

/* Behind the string that begins at p. */
static const char *skip_string(const char *p)
{
    for (p++; *p != '"'; p++)
        p += *p == '\\';
    return p + 1;
}

/* Behind the value that begins at p. */
static const char *skip_value(const char *p)
{
    int depth = 0;
    do {
        if (*p == '"') {
            p = skip_string(p);
            continue;
        }
        depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
        p++;
    } while (depth || !strchr(",}] \t\r\n", *p));
    return p;
}

struct member_text {
    const char *name, *value, *end; /* end: behind the value */
};

/* The member at or behind p, which stands behind the brace or the one before. False: there is none any more.
 */
static bool next_member(const char *p, struct member_text *m)
{
    p = skip_blanks(p);
    if (*p == ',')
        p = skip_blanks(p + 1);
    if (*p == '}')
        return false;
    m->name = p;
    p = skip_blanks(skip_string(p)); /* at the colon */
    m->value = skip_blanks(p + 1);
    m->end = skip_value(m->value);
    return true;
}

static bool is_named(const struct member_text *m, const char *name, struct arena *a)
{
    char why[200];
    const struct value *v = value_read(m->name, (size_t)(skip_string(m->name) - m->name), a, why);
    return v && value_text(v) && !strcmp(v->text, name);
}

/* Blanks in the place of the member and of one comma beside it. */
static void blot_out(char *text, struct member_text m)
{
    char *from = text + (m.name - text), *to = text + (m.end - text), *behind = to + strspn(to, " \t\r\n");
    if (*behind == ',')
        to = behind + 1;
    else
        for (bool comma = false; !comma;)
            comma = *--from == ',';
    memset(from, ' ', (size_t)(to - from));
}

void outgoing_stamp(struct str *out, const char *line, size_t n, instant occurred)
{
    struct arena a = {0};
    char *text = arena_strndup(&a, line, n), at[INSTANT_TEXT];
    const char *rest = skip_blanks(text) + 1;
    struct member_text m;
    for (const char *p = rest; next_member(p, &m); p = m.end)
        if (is_named(&m, "recorded_at", &a)) {
            blot_out(text, m);
            break;
        }
    str_printf(out, "%s%s%s", opening, instant_text_us(occurred, at), closing);
    str_put(out, rest, n - (size_t)(rest - text));
    arena_release(&a);
}

size_t outgoing_stamp_length(const char *bytes, size_t n)
{
    if (n < OPENING + INSTANT_MOST + CLOSING || memcmp(bytes, opening, OPENING) != 0)
        return 0;
    const char *end = memchr(bytes + OPENING, '"', INSTANT_MOST + 1);
    return end && end[1] == ',' ? (size_t)(end - bytes) + CLOSING - 1 : 0; /* the brace is the sender's */
}
