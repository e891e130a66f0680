#include "cli/compare.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/lists.h"
#include "base/linefile.h"
#include "base/str.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "cli/command.h"

static const char usage[] = "usage: jiancha compare [--limit N] LEFT RIGHT\n"
                            "What differs between two folders that `replay` wrote: - only left, + only "
                            "right, ~ changed (old → new).\n"
                            "Exit 0: the same, 1: not.\n";

/* How a file is sorted (contract section 9): texts by their bytes, numbers, words by their place in a list.
 */
struct key {
    const char *name;
    bool number;
    const char *const *words;
};

enum { KEYS = 3 };
struct table {
    const char *name;
    struct key key[KEYS + 1];
    const char *within; /* tells the rows of one key apart, which are then in another order; NULL: the key
                           alone does */
};
static const struct table tables[] = {
    {"cases", {{.name = "case_no"}}, NULL},
    {"alerts", {{.name = "case_no"}, {.name = "rule", .number = true}, {.name = "subject"}}, NULL},
    {"indicators", {{.name = "month"}, {.name = "by", .words = by_word}, {.name = "unit"}}, NULL},
    {"rankings", {{.name = "month"}, {.name = "league", .words = league_word + LEAGUE_COUNTY}}, "unit"},
    {"bottom", {{.name = "month"}, {.name = "league", .words = league_word + LEAGUE_COUNTY}}, "unit"},
};
enum { TABLES = sizeof tables / sizeof *tables };

/* One of the two files, at a row. */
struct side {
    const struct table *table;
    struct str path;
    struct linefile f;
    struct line line; /* p NULL: the file is at its end */
    json_t *row, *last; /* the line's, once it was asked for; the one asked for before */
    VEC(json_t *) group; /* rows of one key, taken from the file */
};

static int place(const char *const *words, const char *word)
{
    int i = 0;
    while (words[i] && strcmp(words[i], word) != 0)
        i++;
    return i;
}

static int64_t integer(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}
static const char *text(const json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static int compare_key(const struct table *t, const json_t *a, const json_t *b)
{
    int c = 0;
    for (const struct key *k = t->key; k->name && !c; k++)
        if (k->number)
            c = (integer(a, k->name) > integer(b, k->name)) - (integer(a, k->name) < integer(b, k->name));
        else if (k->words)
            c = place(k->words, text(a, k->name)) - place(k->words, text(b, k->name));
        else
            c = strcmp(text(a, k->name), text(b, k->name));
    return c;
}

static bool has_key(const struct table *t, const json_t *row)
{
    for (const struct key *k = t->key; k->name; k++) {
        const json_t *v = json_object_get(row, k->name);
        if (k->number ? !json_is_integer(v)
                      : !json_is_string(v) || (k->words && !k->words[place(k->words, json_string_value(v))]))
            return false;
    }
    return !t->within || text(row, t->within);
}

static int side_next(struct side *s, struct err *e)
{
    json_decref(s->row);
    s->row = NULL;
    int rc = linefile_next(&s->f, &s->line, e);
    if (rc <= 0)
        s->line.p = NULL;
    return rc < 0 ? -1 : 0;
}

/* Reads the line as a row; rows that are not in the order of the file's key would be missed by the merge. */
static int side_row(struct side *s, struct err *e)
{
    if (!s->line.p || s->row)
        return 0;
    s->row = json_loadb(s->line.p, s->line.n, JSON_REJECT_DUPLICATES, NULL);
    if (!has_key(s->table, s->row))
        return err_set(e, "%s:%" PRId64 ": not a row of %s", s->f.name, s->f.number, s->table->name);
    int order = s->last ? compare_key(s->table, s->last, s->row) : -1;
    if (order > 0 || (order == 0 && !s->table->within))
        return err_set(e, "%s:%" PRId64 ": the rows are not in order", s->f.name, s->f.number);
    json_decref(s->last);
    s->last = json_incref(s->row);
    return 0;
}

static int side_open(struct side *s, const struct table *t, const char *folder, struct err *e)
{
    *s = (struct side){.table = t};
    str_printf(&s->path, "%s/%s.jsonl", folder, t->name);
    return linefile_open(&s->f, s->path.p, e) || side_next(s, e) ? -1 : 0;
}

static void clear_group(struct side *s)
{
    for (size_t i = 0; i < s->group.n; i++)
        json_decref(s->group.v[i]);
    s->group.n = 0;
}

static void side_close(struct side *s)
{
    clear_group(s);
    vec_release(&s->group);
    json_decref(s->row);
    json_decref(s->last);
    linefile_close(&s->f);
    str_release(&s->path);
}

static int by_unit(const void *a, const void *b)
{
    return strcmp(text(*(json_t *const *)a, "unit"), text(*(json_t *const *)b, "unit"));
}

/* The rows of the key at hand, sorted by what tells them apart. */
static int take_group(struct side *s, struct err *e)
{
    do {
        vec_push(&s->group, json_incref(s->row));
        if (side_next(s, e) || side_row(s, e))
            return -1;
    } while (s->row && s->table->within && !compare_key(s->table, s->row, s->group.v[0]));
    if (s->table->within)
        qsort(s->group.v, s->group.n, sizeof *s->group.v, by_unit);
    return 0;
}

enum { CHANGED, ONLY_LEFT, ONLY_RIGHT, SAME, COUNTS };
struct comparison {
    const struct table *table;
    int64_t n[COUNTS], limit, shown;
    struct str line;
};

static void put_value(struct str *out, const json_t *v)
{
    if (json_object_get(v, "bp")) { /* a rate */
        str_printf(out, "%" PRId64 "/%" PRId64, integer(v, "num"), integer(v, "den"));
        return;
    }
    char *z = v ? json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    str_puts(out, z ? z : "absent");
    free(z);
}

static void put_label(struct comparison *c, char sign, const json_t *row)
{
    str_printf(&c->line, "%c %s", sign, c->table->name);
    for (const struct key *k = c->table->key; k->name; k++) {
        str_putc(&c->line, ' ');
        put_value(&c->line, json_object_get(row, k->name));
    }
    if (c->table->within) {
        str_putc(&c->line, ' ');
        put_value(&c->line, json_object_get(row, c->table->within));
    }
}

static void put_change(struct str *out, const char *path, const char *name, json_t *a, json_t *b);

/* The fields that differ, in the order of the left row; then those that only the right one has. `path` stands
 * in front of their names. */
static void put_changes(struct str *out, const char *path, json_t *a, json_t *b)
{
    const char *name;
    json_t *v;
    json_object_foreach(a, name, v) put_change(out, path, name, v, json_object_get(b, name));
    json_object_foreach(b, name, v) if (!json_object_get(a, name)) put_change(out, path, name, NULL, v);
}

static void put_change(struct str *out, const char *path, const char *name, json_t *a, json_t *b)
{
    struct str full = {0};
    if (a && b && json_equal(a, b))
        return;
    str_printf(&full, "%s%s", path, name);
    if (json_is_object(a) && json_is_object(b) && !json_object_get(a, "bp")) {
        str_putc(&full, '.');
        put_changes(out, str_text(&full), a, b);
    } else {
        str_printf(out, " %s ", str_text(&full));
        put_value(out, a);
        str_puts(out, " → ");
        put_value(out, b);
    }
    str_release(&full);
}

static void count(struct comparison *c, int what, json_t *a, json_t *b)
{
    c->n[what]++;
    if (what == SAME || c->shown == c->limit)
        return;
    c->shown++;
    put_label(c, "~-+"[what], a ? a : b);
    if (what == CHANGED)
        put_changes(&c->line, "", a, b);
    struct str shown = {0};
    unicode_safe(&shown, c->line.p, c->line.len);
    puts(shown.p);
    str_release(&shown);
    str_clear(&c->line);
}

static void merge_groups(struct comparison *c, const struct side *l, const struct side *r)
{
    size_t i = 0, k = 0;
    while (i < l->group.n || k < r->group.n) {
        json_t *a = i < l->group.n ? l->group.v[i] : NULL, *b = k < r->group.n ? r->group.v[k] : NULL;
        int order = !a ? 1 : !b ? -1 : c->table->within ? by_unit(&a, &b) : 0;
        if (order)
            count(c, order < 0 ? ONLY_LEFT : ONLY_RIGHT, order < 0 ? a : NULL, order < 0 ? NULL : b);
        else
            count(c, json_equal(a, b) ? SAME : CHANGED, a, b);
        i += order <= 0;
        k += order >= 0;
    }
}

static bool same_line(const struct side *l, const struct side *r)
{
    return l->line.p && r->line.p && !l->table->within && l->line.n == r->line.n &&
           !memcmp(l->line.p, r->line.p, l->line.n);
}

/* One step of the merge: the smaller key of the two rows, or both. */
static int step(struct comparison *c, struct side *l, struct side *r, struct err *e)
{
    if (same_line(l, r)) { /* the usual case: nothing to parse */
        c->n[SAME]++;
        return side_next(l, e) || side_next(r, e) ? -1 : 0;
    }
    if (side_row(l, e) || side_row(r, e))
        return -1;
    int order = !l->line.p ? 1 : !r->line.p ? -1 : compare_key(c->table, l->row, r->row);
    if ((order <= 0 && take_group(l, e)) || (order >= 0 && take_group(r, e)))
        return -1;
    merge_groups(c, l, r);
    clear_group(l);
    clear_group(r);
    return 0;
}

static int compare_table(struct comparison *c, const char *left, const char *right, struct err *e)
{
    struct side l = {0}, r = {0};
    int rc = side_open(&l, c->table, left, e) || side_open(&r, c->table, right, e) ? -1 : 0;
    while (!rc && (l.line.p || r.line.p))
        rc = step(c, &l, &r, e);
    side_close(&l);
    side_close(&r);
    return rc;
}

int compare_folders(const char *left, const char *right, int64_t limit, bool *differ, struct err *e)
{
    *differ = false;
    for (int i = 0; i < TABLES; i++) {
        struct comparison c = {.table = &tables[i], .limit = limit};
        int rc = compare_table(&c, left, right, e);
        int64_t n = c.n[CHANGED] + c.n[ONLY_LEFT] + c.n[ONLY_RIGHT];
        str_release(&c.line);
        if (rc)
            return -1;
        if (n > c.shown && c.shown)
            printf("… %" PRId64 " more\n", n - c.shown);
        printf("%s: %" PRId64 " changed, %" PRId64 " only left, %" PRId64 " only right, %" PRId64
               " the same\n",
               c.table->name, c.n[CHANGED], c.n[ONLY_LEFT], c.n[ONLY_RIGHT], c.n[SAME]);
        *differ = *differ || n;
    }
    return 0;
}

static const char *limit;
static const struct conf_extra flags[] = {{"limit", "differences shown of each file (20)", &limit, NULL},
                                          {0}};

static int run(struct call *c, struct err *e)
{
    bool differ = false;
    int64_t most = 20;
    if (c->n_args != 2)
        return err_usage(e, "compare needs two folders that `replay` wrote");
    if (command_number("--limit", limit, 0, INT64_MAX, &most, e) ||
        compare_folders(c->args[0], c->args[1], most, &differ, e))
        return -1;
    return differ;
}

const struct command compare_command = {
    "compare", "what differs between two folders that replay wrote", usage, flags, NEEDS_NOTHING, 0, 2, NULL,
    run};
