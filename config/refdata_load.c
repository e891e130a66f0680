#include "config/refdata_load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "config/load.h"
#include "analyzer/event_fields.h"

#define RULES "rules.conf"
#define INDICATORS "indicators.conf"

/* The check character of a unified social credit code (GB 32100-2015); 0 if the code is not of that form:
 * then it is just a code. */
static char uscc_check(const char *code)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* 31 */
    if (strlen(code) != 18 || strspn(code, alphabet) != 18)
        return 0;
    int sum = 0;
    for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31)
        sum += (int)(strchr(alphabet, code[i]) - alphabet) * weight;
    return alphabet[(31 - sum % 31) % 31];
}

static const char excel[] =
    "; Excel has made a power of ten of a long number: make the column a text column before the "
    "codes go into it";

static void check_code(struct load *l, const struct text_at *at, const char *signs)
{
    load_code(l, at, "a code", signs);
    uint32_t wide = unicode_wide(at->text);
    if (wide)
        load_wrong(l, at, "a code without U+%04X (a full-width letter or digit)", wide);
    if (load_excel(at->text))
        load_wrong(l, at, "a code%s", excel);
}

/* The index of a code that another file defines; -1 and a finding if it does not. */
static int32_t known(struct load *l, const struct map *m, const struct text_at *at, const char *code,
                     const char *file)
{
    uint32_t i = map_get(m, code, strlen(code));
    if (i != MAP_NONE)
        return (int32_t)i;
    struct text_at part = {code, at->line, at->column};
    if (!l->torn)
        load_wrong(l, &part, "a code of %s%s", file, load_excel(code) ? excel : "");
    return -1;
}

/* Whoever has no name is called by the code. */
static const char *name_of(struct load *l, const struct text_at *f)
{
    load_text(l, &f[1]);
    return *f[1].text ? f[1].text : f[0].text;
}

static void region_row(struct load *l, const struct text_at *f)
{
    struct region r = {.code = f[0].text,
                       .name = name_of(l, f),
                       .league = (uint8_t)load_word(l, &f[2], league_word, LEAGUE_ZONE + 1)};
    check_code(l, &f[0], "*;");
    if (!*f[1].text)
        load_lack(l, &f[1], "a region without a name, expected one: the pages show its code");
    load_once(l, &f[0], "region", r.code);
    map_put(&l->ref->region_map, r.code, strlen(r.code), (uint32_t)l->regions.n);
    vec_push(&l->regions, r);
}

static void dept_row(struct load *l, const struct text_at *f)
{
    const char *const words[] = {"", league_word[LEAGUE_DEPARTMENT]};
    struct dept d = {.code = f[0].text, .name = name_of(l, f), .region = -1};
    check_code(l, &f[0], "*");
    if (!*f[1].text)
        load_warn(l, &f[1], "department %s has no name: the pages show its code", d.code);
    char check = uscc_check(d.code);
    if (check && check != d.code[17])
        load_wrong(l, &f[0], "%c as the check digit (GB 32100-2015)", check);
    if (*f[2].text)
        d.region = known(l, &l->ref->region_map, &f[2], f[2].text, "regions.csv");
    else
        load_warn(l, &f[2], "department %s lies in no region: it stands in the lists of all", d.code);
    d.league = load_word(l, &f[3], words, 2) ? LEAGUE_DEPARTMENT : LEAGUE_NONE;
    load_once(l, &f[0], "department", d.code);
    map_put(&l->ref->dept_map, d.code, strlen(d.code), (uint32_t)l->depts.n);
    vec_push(&l->depts, d);
}

/* Codes joined by `;`, into the item. */
static void item_regions(struct load *l, const struct text_at *at, struct item *it)
{
    VEC(int32_t) found = {0};
    char *list = arena_strdup(&l->ref->arena, at->text);
    for (char *code = list, *next; code; code = next) {
        next = strchr(code, ';');
        if (next)
            *next++ = 0;
        int32_t r = known(l, &l->ref->region_map, at, code, "regions.csv (codes are joined by ;, * is all)");
        for (size_t i = 0; r >= 0 && i < found.n; i++)
            if (found.v[i] == r)
                load_wrong(l, &(struct text_at){code, at->line, at->column}, "a region once");
        vec_push(&found, r);
    }
    int32_t *regions = arena_alloc(&l->ref->arena, found.n * sizeof *regions);
    memcpy(regions, found.v, found.n * sizeof *regions);
    it->regions = regions;
    it->n_regions = (uint32_t)found.n;
    vec_release(&found);
}

static void item_row(struct load *l, const struct text_at *f)
{
    static const char *const type[] = {"01", "05", "07", "09", "10", "20"}, *const fee[] = {"", "0", "1"};
    static const uint8_t type_number[] = {1, 5, 7, 9, 10, 20};
    struct item it = {.code = f[0].text, .name = name_of(l, f), .basis = f[10].text, .dept = -1};
    check_code(l, &f[0], "*");
    load_text(l, &f[10]);
    if (!*f[1].text)
        load_warn(l, &f[1], "item %s has no name: the pages show its code", it.code);
    load_once(l, &f[0], "item", it.code);
    it.type = type_number[load_word(l, &f[2], type, 6)];
    it.kind = (uint8_t)load_word(l, &f[3], event_words(FORM_KIND), KINDS);
    if (strcmp(f[4].text, "*"))
        it.dept = known(l, &l->ref->dept_map, &f[4], f[4].text, "departments.csv, or * for any");
    if (strcmp(f[5].text, "*"))
        item_regions(l, &f[5], &it);
    it.statutory_days = load_days(l, &f[6]);
    it.promised_days = load_days(l, &f[7]);
    it.unit = (uint8_t)load_word(l, &f[8], event_words(FORM_UNIT), UNIT_D + 1);
    it.fee = (uint8_t)load_word(l, &f[9], fee, 3);
    map_put(&l->ref->item_map, it.code, strlen(it.code), (uint32_t)l->items.n);
    vec_push(&l->items, it);
}

static void step_row(struct load *l, const struct text_at *f)
{
    static const char *const yes_no[] = {"0", "1"};
    struct step_row s = {.item = known(l, &l->ref->item_map, &f[0], f[0].text, "items.csv"),
                         .def.name = f[2].text};
    char kind[40];
    s.line = f[1].line;
    s.def.order = (int32_t)load_number(l, &f[1], 0, 9999);
    load_code(l, &f[2], "the name of a step", "");
    s.def.mandatory = load_word(l, &f[3], yes_no, 2);
    s.def.limit_days = load_days(l, &f[4]);
    if (s.item >= 0) {
        snprintf(kind, sizeof kind, "step in item %d", s.item);
        load_once(l, &f[2], kind, f[2].text);
        vec_push(&l->steps, s);
    }
}

static const struct load_table table[] = {
    {"regions.csv", "code,name,league", region_row},
    {"departments.csv", "code,name,region,league", dept_row},
    {"items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis", item_row},
    {"procedures.csv", "item,order,step,mandatory,limit_days", step_row},
};

static void read_tables(struct load *l)
{
    enum { REQUIRED = 3 };
    for (int i = 0; i < (int)(sizeof table / sizeof *table); i++) {
        int before = l->n_findings;
        if (load_file(l, table[i].file))
            load_table(l, &table[i]);
        else if (i < REQUIRED && l->n_findings == before)
            load_finding(l, 1, 1, "no such file, expected the reference data of contract section 2");
        l->torn |= l->n_findings > before;
    }
}

/* bulletin.conf and notify.conf are the contract's too, whether this version knows them or not. */
bool refdata_reads(const char *name)
{
    static const char *const settings[] = {RULES, INDICATORS, "jiancha.conf", "bulletin.conf", "notify.conf"};
    bool found = false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        found = found || !strcmp(name, table[i].file);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        found = found || !strcmp(name, settings[i]);
    return found;
}

static void *keep(struct arena *a, const void *rows, size_t n, size_t size)
{
    void *p = arena_zalloc(a, n * size + 1); /* never NULL, also for none */
    return n ? memcpy(p, rows, n * size) : p;
}

static int by_item_and_order(const void *a, const void *b)
{
    const struct step_row *x = a, *y = b;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    if (x->def.order != y->def.order)
        return x->def.order < y->def.order ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line); /* steps that may run side by side share an order */
}

/* Each item's steps, by order, one behind the other. */
static void give_steps(struct load *l)
{
    struct step_def *def = arena_zalloc(&l->ref->arena, l->steps.n * sizeof *def + 1);
    if (l->steps.n)
        qsort(l->steps.v, l->steps.n, sizeof *l->steps.v, by_item_and_order);
    for (size_t i = 0; i < l->steps.n; i++) {
        struct item *it = &l->items.v[l->steps.v[i].item];
        def[i] = l->steps.v[i].def;
        if (!it->n_steps++)
            it->steps = &def[i];
    }
}

static void finish(struct load *l)
{
    struct refdata *ref = l->ref;
    give_steps(l);
    ref->regions = keep(&ref->arena, l->regions.v, l->regions.n, sizeof *ref->regions);
    ref->depts = keep(&ref->arena, l->depts.v, l->depts.n, sizeof *ref->depts);
    ref->items = keep(&ref->arena, l->items.v, l->items.n, sizeof *ref->items);
    ref->files.v = keep(&ref->arena, l->files.v, l->files.n, sizeof *ref->files.v);
    ref->files.n = l->files.n;
    ref->n_regions = (int32_t)l->regions.n;
    ref->n_depts = (int32_t)l->depts.n;
    ref->n_items = (int32_t)l->items.n;
    snprintf(ref->version, sizeof ref->version, "%016" PRIx64, map_hash(str_text(&l->inputs), l->inputs.len));
    refdata_index(ref);
}

static void release(struct load *l)
{
    str_release(&l->path);
    str_release(&l->text);
    str_release(&l->inputs);
    map_release(&l->seen);
    vec_release(&l->files);
    vec_release(&l->regions);
    vec_release(&l->depts);
    vec_release(&l->items);
    vec_release(&l->steps);
}

/* As refdata_check. */
static int load_all(struct load *l)
{
    struct refdata *ref = l->ref;
    *ref = (struct refdata){0};
    calendar_init(&ref->cal);
    rules_default(&ref->rules);
    weights_default(&ref->weights);
    order_settings_default(&ref->orders);
    read_tables(l);
    load_calendar(l);
    if (load_file(l, RULES))
        load_rules(l);
    if (load_file(l, INDICATORS))
        load_indicators(l);
    finish(l);
    release(l);
    if (l->n_findings)
        refdata_release(ref);
    return l->n_findings ? -1 : l->n_lacks ? 1 : 0;
}

int refdata_load(struct refdata *ref, const char *dir, struct str *findings, struct err *e)
{
    return refdata_check(ref, dir, findings, NULL, e) ? -1 : 0;
}

int refdata_load_kept(struct refdata *ref, const char *called, const struct refdata_files *files,
                      struct str *findings, struct err *e)
{
    struct load l = {.ref = ref, .dir = called, .from = files, .findings = findings, .e = e};
    return load_all(&l) ? -1 : 0;
}

int refdata_check(struct refdata *ref, const char *dir, struct str *findings, struct str *warnings,
                  struct err *e)
{
    struct load l = {.ref = ref, .dir = dir, .findings = findings, .warnings = warnings, .e = e};
    return load_all(&l);
}
