/* calendar/YYYY.csv: the State Council's days off and make-up workdays of a year. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/load.h"
#include "config/refdata_load.h"

static void calendar_row(struct load *l, const struct text_at *f)
{
    static const char *const kind[] = {"holiday", "workday"};
    day d;
    bool working = load_word(l, &f[1], kind, 2);
    if (!day_parse(f[0].text, strlen(f[0].text), &d) || day_month(d) / 12 != l->year)
        load_wrong(l, &f[0], "a day YYYY-MM-DD of %d", l->year);
    else if (load_once(l, &f[0], "day", f[0].text)) {
        calendar_set(&l->ref->cal, d, working);
        l->holidays += !working;
        if (working && day_weekday(d) < 5)
            load_warn(l, &f[1], "%s is a working day anyway: Monday to Friday", f[0].text);
    }
    load_text(l, &f[2]);
}

static const struct load_table calendar_table = {NULL, "date,kind,name", calendar_row};

static bool calendar_folder(struct load *l)
{
    struct stat st;
    int before = l->n_findings;
    str_clear(&l->path);
    str_printf(&l->path, "%s/calendar", l->dir);
    if (lstat(l->path.p, &st) && errno == ENOENT)
        return false;
    if (stat(l->path.p, &st))
        load_finding(l, 1, 1, strerror(errno));
    else if (!S_ISDIR(st.st_mode))
        load_finding(l, 1, 1, "no folder, expected one with a file YYYY.csv for each year");
    else if (access(l->path.p, X_OK))
        load_finding(l, 1, 1, strerror(errno));
    return l->n_findings == before;
}

void load_calendar(struct load *l)
{
    if (!l->from && !calendar_folder(l))
        return;
    for (l->year = CALENDAR_FIRST; l->year <= CALENDAR_LAST; l->year++) {
        char name[40];
        snprintf(name, sizeof name, "calendar/%d.csv", l->year);
        if (!load_file(l, name))
            continue;
        l->holidays = 0;
        load_table(l, &calendar_table);
        calendar_cover(&l->ref->cal, l->year, l->holidays);
    }
    calendar_build(&l->ref->cal);
}

bool refdata_reads_year(const char *name)
{
    char year[8] = "";
    int64_t y;
    memcpy(year, name, strnlen(name, 4));
    return text_number(year, CALENDAR_FIRST, CALENDAR_LAST, &y) && !strcmp(name + 4, ".csv");
}
