#include "config/check.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/unicode.h"
#include "config/refdata_load.h"

enum { FIRST_YEAR = 2019 }; /* of the city's "一次办好" */

static void check_years(struct str *out, const struct refdata *ref, int until)
{
    for (int y = CALENDAR_FIRST; y <= CALENDAR_LAST; y++)
        switch (calendar_year(&ref->cal, y)) {
        case YEAR_WITHOUT_FILE:
            if (y >= FIRST_YEAR && y <= until)
                str_printf(out, "warning: no calendar/%d.csv: due dates that reach into %d are provisional\n",
                           y, y);
            break;
        case YEAR_WITHOUT_HOLIDAY:
            str_printf(out,
                       "warning: calendar/%d.csv names no holiday: it does not count, due dates that reach "
                       "into %d are "
                       "provisional\n",
                       y, y);
            break;
        case YEAR_INCOMPLETE:
            str_printf(out, "warning: calendar/%d.csv names fewer than %d days off: it looks incomplete\n", y,
                       CALENDAR_HOLIDAYS_MIN);
            break;
        case YEAR_WHOLE: break;
        }
}

static bool in_regions(const struct item *it, int32_t region)
{
    if (!it->n_regions)
        return region >= 0;
    for (uint32_t i = 0; i < it->n_regions; i++)
        if (it->regions[i] == region)
            return true;
    return false;
}

/* A unit that lies in no region and one at the city's level are taken to work everywhere. */
static bool works_for(const struct dept *d, const struct item *it)
{
    return !it->n_regions || d->region < 0 || d->league == LEAGUE_DEPARTMENT || in_regions(it, d->region);
}

static bool somebody_handles(const struct refdata *ref, const struct item *it)
{
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (works_for(&ref->depts[i], it))
            return true;
    return false;
}

static void check_unit(struct str *out, const struct refdata *ref, const struct item *it)
{
    if (it->dept < 0 && !somebody_handles(ref, it))
        str_printf(out, "warning: item %s: no department lies in any of its regions\n", it->code);
    if (it->dept < 0)
        return;
    const struct dept *d = &ref->depts[it->dept];
    if (d->region < 0)
        str_printf(out, "warning: item %s: its department %s lies in no region\n", it->code, d->code);
    else if (!in_regions(it, d->region))
        str_printf(out, "warning: item %s: its department %s lies in none of its regions\n", it->code,
                   d->code);
}

/* Steps are limited in working days: beside a statutory limit in calendar days their sum says nothing. */
static void check_steps(struct str *out, const struct item *it)
{
    int64_t sum = 0;
    bool mandatory = false;
    for (uint32_t i = 0; i < it->n_steps; i++) {
        sum += it->steps[i].limit_days == DAYS_NONE ? 0 : it->steps[i].limit_days;
        mandatory = mandatory || it->steps[i].mandatory;
        if (i && it->steps[i].order == it->steps[i - 1].order)
            str_printf(
                out,
                "warning: item %s: the steps %s and %s have the same order %d, so either may come first\n",
                it->code, it->steps[i - 1].name, it->steps[i].name, it->steps[i].order);
    }
    if (it->n_steps && !mandatory)
        str_printf(out, "warning: item %s: all its steps are optional\n", it->code);
    if (it->unit == UNIT_D)
        return;
    if (it->statutory_days != DAYS_NONE && sum > it->statutory_days)
        str_printf(out, "warning: item %s: its steps may take %lld working days, its statutory limit is %d\n",
                   it->code, (long long)sum, it->statutory_days);
    if (it->promised_days != DAYS_NONE && it->n_steps && sum > it->promised_days)
        str_printf(out, "warning: item %s: its steps may take %lld working days, %d are promised\n", it->code,
                   (long long)sum, it->promised_days);
}

static void check_limits(struct str *out, const struct item *it)
{
    if (it->promised_days == DAYS_NONE)
        return;
    if (it->statutory_days != DAYS_NONE && it->promised_days > it->statutory_days)
        str_printf(out, "warning: item %s: %d days are promised, %d are the statutory limit\n", it->code,
                   it->promised_days, it->statutory_days);
    if (it->kind == KIND_INSTANT && it->promised_days > 0)
        str_printf(out, "warning: item %s: it is done at once (instant), yet %d days are promised\n",
                   it->code, it->promised_days);
}

/* Whether the unit may handle the item: its own, or one of any unit that the region has. */
static bool handles(const struct dept *d, int32_t index, const struct item *it)
{
    return it->dept >= 0 ? it->dept == index : works_for(d, it);
}

static void check_idle(struct str *out, const struct refdata *ref)
{
    for (int32_t u = 0; u < ref->n_depts; u++) {
        bool any = false;
        for (int32_t i = 0; i < ref->n_items && !any; i++)
            any = handles(&ref->depts[u], u, &ref->items[i]);
        if (!any)
            str_printf(out, "warning: department %s: there is no item that it could handle\n",
                       ref->depts[u].code);
    }
    for (int32_t u = 0; u < ref->n_regions; u++) {
        bool any = false;
        for (int32_t i = 0; i < ref->n_items && !any; i++)
            any = in_regions(&ref->items[i], u);
        if (!any)
            str_printf(out, "warning: region %s: there is no item that could be handled in it\n",
                       ref->regions[u].code);
    }
}

/* The shipped items and units are made up (config/SOURCES.md); their codes begin with one that nobody has. */
static bool example(const char *code)
{
    static const char ours[] = "11371300MB0000";
    return !strncmp(code, ours, sizeof ours - 1);
}

static void check_examples(struct str *out, const struct refdata *ref)
{
    int32_t items = 0;
    bool dept = false;
    for (int32_t i = 0; i < ref->n_items; i++)
        items += example(ref->items[i].code);
    for (int32_t i = 0; i < ref->n_depts; i++)
        dept = dept || example(ref->depts[i].code);
    if (items)
        str_printf(out,
                   "warning: items.csv: %d of %d items are the examples that come with jiancha; codes, "
                   "units, days and "
                   "steps are made up (config/SOURCES.md)\n",
                   items, ref->n_items);
    if (dept)
        str_puts(
            out,
            "warning: departments.csv has codes of the examples that come with jiancha; they are made up "
            "(config/SOURCES.md)\n");
}

/* Without a row nothing can be told apart, and each event is rejected or raises rule 301. */
static void check_empty(struct str *out, const struct refdata *ref)
{
    str_puts(out, ref->n_regions ? "" : "warning: regions.csv has no rows\n");
    str_puts(out, ref->n_depts ? "" : "warning: departments.csv has no rows\n");
    str_puts(out, ref->n_items ? "" : "warning: items.csv has no rows\n");
}

void check_warnings(struct str *out, const struct refdata *ref, int until)
{
    check_years(out, ref, until);
    check_empty(out, ref);
    check_examples(out, ref);
    for (int32_t i = 0; i < ref->n_items; i++) {
        const struct item *it = &ref->items[i];
        check_limits(out, it);
        check_unit(out, ref, it);
        check_steps(out, it);
    }
    check_idle(out, ref);
}

/* Is the name that of a table or of settings, as far as a person can tell? Hidden files and what editors
 * leave behind are none. */
static bool looks_read(const char *name)
{
    size_t n = strlen(name), cut = n > 4 && !strcasecmp(name + n - 4, ".txt") ? n - 4 : n;
    return *name != '.' && ((cut > 4 && !strncasecmp(name + cut - 4, ".csv", 4)) ||
                            (cut > 5 && !strncasecmp(name + cut - 5, ".conf", 5)));
}

/* One folder: a file that looks like one of ours and is none was named wrongly, and defaults stand in its
 * place. */
static void check_folder(struct str *out, const char *dir, const char *sub, bool (*read)(const char *name))
{
    struct str path = {0};
    struct dirent **entry;
    str_printf(&path, "%s/%s", dir, sub);
    int n = scandir(path.p, &entry, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (looks_read(entry[i]->d_name) && !read(entry[i]->d_name)) {
            struct str name = {0};
            unicode_safe(&name, entry[i]->d_name, strlen(entry[i]->d_name));
            str_printf(out, "warning: %s%s is not read: no file has this name\n", sub, name.p);
            str_release(&name);
        }
        free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    str_release(&path);
}

void check_files(struct str *out, const char *dir)
{
    check_folder(out, dir, "", refdata_reads);
    check_folder(out, dir, "calendar/", refdata_reads_year);
}

void check_summary(struct str *out, const struct refdata *ref)
{
    int first = 0, last = 0;
    uint64_t steps = 0;
    for (int y = CALENDAR_FIRST; y <= CALENDAR_LAST; y++)
        if (calendar_year(&ref->cal, y) >= YEAR_INCOMPLETE) {
            first = first ? first : y;
            last = y;
        }
    for (int32_t i = 0; i < ref->n_items; i++)
        steps += ref->items[i].n_steps;
    str_printf(out, "regions %d departments %d items %d steps %llu calendar ", ref->n_regions, ref->n_depts,
               ref->n_items, (unsigned long long)steps);
    if (first)
        str_printf(out, "%d-%d version %s\n", first, last, ref->version);
    else
        str_printf(out, "none version %s\n", ref->version);
}
