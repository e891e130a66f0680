/* The files of a good folder of reference data, for the tests of its loader; each may replace some of them.
 */
#ifndef TESTS_UNIT_REFDATA_FOLDER_H
#define TESTS_UNIT_REFDATA_FOLDER_H

#include "config/load.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define DEPARTMENTS "code,name,region,league\n"
#define ITEMS "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis\n"
#define PROCEDURES "item,order,step,mandatory,limit_days\n"

/* The files of a good folder, and all that a case may write. */
static const struct {
    const char *name, *text;
} base[] = {
    {"regions.csv", "code,name,league\n371300,市,\n371302,甲区,county\nLY-SC,,zone\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,甲局,371302,\nD2,乙局,,department\n"},
    {"items.csv",
     ITEMS "I2,\"事项,二\",20,,*,*,,,,,\nI1,事项一,01,promised,D2,LY-SC;371302,20,8,wd,1,行政许可法\n"
           "I3,,10,instant,11350000003591037R,*,0,36500,d,0,\n"
           "abcdefghijklmnopqrstuvwxyz01234,,20,,*,*,,,,,\n"},
    {"procedures.csv",
     PROCEDURES "I1,10,决定,1,\nI3,1,审查,0,0\nI1,2,审查,1,3\nI1,0,收件,0,36500\nI1,2,勘验,1,3\n"},
    {"calendar/2026.csv", "date,kind,name\n2026-01-01,holiday,元旦\n2026-01-04,workday,元旦\n2026-01-03,"
                          "holiday,\n2026-01-05,workday,\n"},
    {"rules.conf", "[102]\non = 0\nlevel = red\n[111]\nother = warning\ndays = 7\nauto_issue = "
                   "1\n[101]\nshare = 75\n[orders]\npropose_days = 10\nnumber = 督%n\n"},
    {"indicators.conf",
     "[weights]\non_time = 30\ntimely = 0\n[ranking]\nfloor = 5\n[bottom]\nhead_within = 32\n"},
    {"calendar/2027.csv", NULL},
};

static inline void write_base(void)
{
    for (size_t i = 0; i < COUNT(base); i++)
        folder_write(base[i].name, base[i].text);
}

static inline int make_folder(void **state)
{
    int rc = folder_make(state);
    return rc ? rc : folder_subfolder("calendar");
}

static inline void load_good(struct refdata *ref)
{
    struct str findings = {0};
    struct err e;
    refdata_load(ref, folder, &findings, &e);
    assert_string_equal(str_text(&findings), "");
    str_release(&findings);
}

#endif
