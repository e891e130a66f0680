#include "reports/doc_annex.h"

#include <stdlib.h>
#include <string.h>

#include "reports/doc_columns.h"
#include "reports/format.h"
#include "reports/wording.h"

bool doc_part_has(enum doc_part part, const struct doc_table *t)
{
    return t->place == DOC_ANNEX && (part == DOC_PART_TABLES || part == DOC_PART_WITHHELD) &&
           t->withheld == (part == DOC_PART_WITHHELD) && !(t->withheld && !doc_rows(t));
}

static bool has_part(const struct doc *d, enum doc_part part)
{
    if (part == DOC_PART_CHARTS)
        return d->charts.n > 0;
    if (part == DOC_PART_NOTES)
        return d->definitions.n > 0;
    for (size_t i = 0; i < d->tables.n; i++)
        if (doc_part_has(part, d->tables.v[i]))
            return true;
    return false;
}

size_t doc_parts(const struct doc *d, enum doc_part part[DOC_PARTS])
{
    size_t n = 0;
    for (enum doc_part p = DOC_PART_TABLES; p < DOC_PARTS; p++)
        if (has_part(d, p))
            part[n++] = p;
    return n;
}

/* One more part of the sentence about where the figures come from. */
static void add_source(struct str *out, const char *key, const char *value)
{
    if (value && *value)
        str_printf(out, "%s%s%s", out->len ? "；" : "", key, value);
}

static void add_count(struct str *out, const char *key, int64_t n)
{
    struct str text = {0};
    if (n)
        format_count(&text, n);
    add_source(out, key, str_text(&text));
    str_release(&text);
}

/* topic 0:17、1:20 */
static void add_cutoff(struct str *out, const struct doc *d)
{
    struct str text = {0};
    for (size_t i = 0; i < d->cutoff.n; i++) {
        const struct doc_partition *p = &d->cutoff.v[i];
        bool first = !i || strcmp(p->topic, p[-1].topic) != 0;
        str_printf(&text, "%s%s%s%d:%lld", i ? (first ? "，" : "、") : "", first ? p->topic : "",
                   first ? " " : "", p->part, (long long)p->next);
    }
    add_source(out, "各分区读到", str_text(&text));
    str_release(&text);
}

const char *doc_version(const char *key)
{
    return !strcmp(key, "program") ? "程序版本" : !strcmp(key, "reference") ? "参考数据版本" : key;
}

void doc_notes(const struct doc *d, struct arena *a, struct doc_notes *out)
{
    struct str sources = {0}, when = {0};
    out->n = 0;
    out->v = arena_alloc(a, (d->definitions.n + 2) * sizeof *out->v);
    for (size_t i = 0; i < d->definitions.n; i++)
        out->v[out->n++] = d->definitions.v[i];
    if (!d->versions.n && !d->hash[0])
        return;
    wording_instant(&when, d->as_of);
    add_source(&sources, "截至", str_text(&when));
    for (size_t i = 0; i < d->versions.n; i++)
        add_source(&sources, doc_version(d->versions.v[i].key), d->versions.v[i].value);
    add_count(&sources, "事件数", d->n_events);
    add_count(&sources, "办件数", d->n_cases);
    add_count(&sources, "最后一项决定的序号", d->act);
    add_cutoff(&sources, d);
    out->v[out->n++] = (struct doc_pair){"数据来源", arena_strdup(a, str_text(&sources))};
    if (d->hash[0])
        out->v[out->n++] = (struct doc_pair){"各表哈希（SHA-256）", d->hash};
    str_release(&sources);
    str_release(&when);
}

/* Does a word begin at z? */
static bool is_break(const char *title, const char *z)
{
    static const char *const begins[] = {"事项", "办理", "情况"}, *const ends[] = {"”", "》", "）", "、",
                                                                                   "，"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (!strncmp(z, begins[i], strlen(begins[i])))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (z - title >= (ptrdiff_t)strlen(ends[i]) &&
            !strncmp(z - strlen(ends[i]), ends[i], strlen(ends[i])))
            return true;
    return false;
}

size_t doc_title_break(const char *title, int32_t fit)
{
    int32_t whole = doc_halves(title), best = INT32_MAX;
    size_t at = 0;
    for (const char *z = title; whole > fit && *z; z++) {
        int32_t rest = doc_halves(z), uneven = abs(whole - 2 * rest);
        if (z == title || !is_break(title, z) || rest > fit || whole - rest > fit || uneven >= best)
            continue;
        best = uneven;
        at = (size_t)(z - title);
    }
    return at;
}
