/* Any bytes as one file (the first byte says which) of a folder that is good otherwise: findings with their places, or reference data that can be used. */
#include <sys/stat.h>
#include <unistd.h>

#include "config/check.h"
#include "config/conf.h"
#include "tests/unit/history.h"
#include "tests/fuzz/fuzz.h"

static const struct {
    const char *name, *text;
} file[] = {
    {"regions.csv", "code,name,league\n371300,市,\n371302,甲区,county\nLY-SC,商城,zone\n"},
    {"departments.csv", "code,name,region,league\nD1,甲局,371302,\nD2,乙局,,department\nD3,丙局,,\n"},
    {"items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis\nI1,甲,01,promised,D2,LY-SC;371302,20,8,wd,1,法\nI2,"
                  "乙,20,,*,*,,,,,\n"},
    {"procedures.csv", "item,order,step,mandatory,limit_days\nI1,1,收件,0,\nI1,2,审查,1,3\n"},
    {"calendar/2026.csv", "date,kind,name\n2026-01-01,holiday,元旦\n2026-01-04,workday,元旦\n"},
    {"rules.conf", "[102]\non = 0\nlevel = red\n[111]\nother = warning\ndays = 7\nauto_issue = 1\n[101]\nshare = 75\n"},
    {"indicators.conf", "[weights]\non_time = 30\n[ranking]\nfloor = 5\n[bottom]\nhead_within = 32\n"},
    {"jiancha.conf", ""},
};
enum { FILES = sizeof file / sizeof *file, CONF = FILES - 1 };

static char folder[200];

static void write_file(int i, const void *text, size_t n)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, file[i].name);
    FILE *f = fopen(path, "w");
    MUST(f && fwrite(text, 1, n, f) == n && fclose(f) == 0);
}

static void remove_folder(void)
{
    char path[300];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, file[i].name);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/calendar", folder);
    rmdir(path);
    rmdir(folder);
}

static void make_folder(void)
{
    char path[300];
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/jiancha-fuzz-XXXXXX", tmp ? tmp : P_tmpdir);
    MUST(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/calendar", folder);
    MUST(mkdir(path, 0700) == 0);
    for (int i = 0; i < FILES; i++)
        write_file(i, file[i].text, strlen(file[i].text));
    atexit(remove_folder);
}

/* Lines "FOLDER/name:line:column: what". */
static void check_findings(const char *text)
{
    MUST(*text);
    for (const char *line = text, *lf; *line; line = lf + 1) {
        unsigned at, column;
        lf = strchr(line, '\n');
        MUST(lf && !strncmp(line, folder, strlen(folder)));
        MUST(sscanf(strchr(line + strlen(folder), ':'), ":%u:%u: ", &at, &column) == 2 && at && column);
    }
}

static void use(struct refdata *ref)
{
    struct event ev[HISTORY_MOST];
    struct arena a = {0};
    struct str out = {0};
    struct evaluation e = {0};
    check_warnings(&out, ref, 2027);
    for (uint64_t seed = 1; seed <= 4 && ref->n_regions >= 3 && ref->n_depts >= 3 && ref->n_items; seed++) {
        size_t n = history_make(seed, ref, day_make(2026, 1, 1), &a, ev);
        eval(&e, ev, n, NULL, ref, day_start(day_make(2026, 3, 1)), &a);
    }
    eval_release(&e);
    arena_release(&a);
    str_release(&out);
}

static void load(void)
{
    struct refdata ref;
    struct str findings = {0}, warnings = {0};
    struct err e = {.text = ""};
    int rc = refdata_check(&ref, folder, &findings, &warnings, &e);
    MUST(rc >= 0 || *e.text);
    MUST((rc == 0) == !findings.len);
    if (rc)
        check_findings(str_text(&findings));
    for (const char *line = str_text(&warnings); *line; line = strchr(line, '\n') + 1)
        MUST(!strncmp(line, "warning: ", 9) && strchr(line, '\n'));
    if (rc >= 0) {
        use(&ref);
        refdata_release(&ref);
    }
    str_release(&findings);
    str_release(&warnings);
}

/* Options that were read are printed and read again alike. */
static void read_options(void)
{
    struct conf one, other;
    struct err e = {.text = ""};
    struct str text = {0};
    int n_args;
    char *argv[] = {"fuzz", "--config", folder, NULL};
    if (conf_read(&one, 3, argv, &n_args, NULL, "", &e)) {
        MUST(*e.text);
        return;
    }
    conf_print(&text, &one);
    write_file(CONF, text.p, text.len);
    MUST(conf_read(&other, 3, argv, &n_args, NULL, "", &e) == 0);
    struct str again = {0};
    conf_print(&again, &other);
    MUST(again.len == text.len && !memcmp(again.p, text.p, text.len));
    str_release(&text);
    str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!*folder)
        make_folder();
    if (!size)
        return 0;
    int i = data[0] % FILES;
    write_file(i, data + 1, size - 1);
    if (i == CONF)
        read_options();
    else
        load();
    write_file(i, file[i].text, strlen(file[i].text));
    return 0;
}
