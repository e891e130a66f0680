/* Out of memory ends the process with exit code 111 and one line on stderr, and nothing else happens: every
 * allocation of the pure core fails once, in a child of its own, which must end so, or with the right result.
 * The linker puts the functions below in the place of malloc and the others. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "analyzer/explain.h"
#include "codec/objects.h"
#include "analyzer/rollup.h"
#include "base/mem.h"
#include "cli/caselog.h"
#include "codec/decode.h"
#include "tests/unit/folder.h"
#include "tests/unit/history.h"
#include "analyzer/event_pack.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);

static uint64_t allocations, failing; /* the number of the one that fails, 0: none */

static bool fails(void) { return ++allocations == failing; }
void *__wrap_malloc(size_t n) { return fails() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return fails() ? NULL : __real_realloc(p, n); }
char *__wrap_strdup(const char *s) { return fails() ? NULL : __real_strdup(s); }

static struct refdata ref;
static struct str messages; /* lines: good ones, escaped ones, wrong ones */

/* ---- what is done: a hash of all that came out ---- */

static void evaluate(struct str *out, const struct event *ev, size_t n, struct rollup *sums, struct arena *a)
{
    struct evaluation e = {0}, back = {0};
    struct explanation x;
    struct str packed = {0};
    instant as_of = day_start(day_make(2026, 4, 1));
    eval(&e, ev, n, NULL, &ref, as_of, a);
    if (!e.empty) {
        object_case(out, &e.row, &ref);
        for (size_t i = 0; i < e.alerts.n; i++)
            object_alert(out, e.row.case_no, &e.alerts.v[i], &ref);
        rollup_add(sums, &e);
        eval_pack(&packed, &e, &ref);
        str_putc(out, eval_unpack((const uint8_t *)packed.p, packed.len, &ref, a, &back) ? '+' : '-');
        str_int(out, (int64_t)back.contribs.n);
    }
    if (explain(&x, ev, n, &ref, as_of, a)) {
        str_int(out, (int64_t)(x.days.n + x.pauses.n + x.windows.n));
        explain_release(&x);
    }
    eval_release(&e);
    eval_release(&back);
    str_release(&packed);
}

static void pack(struct str *out, const struct event *ev, size_t n, struct arena *a)
{
    struct str packed = {0};
    struct event *back = arena_alloc(a, n * sizeof *back);
    for (size_t i = 0; i < n; i++)
        event_pack(&packed, &ev[i], i ? &ev[i - 1] : NULL, &ref);
    const uint8_t *p = (const uint8_t *)packed.p, *end = p + packed.len;
    for (size_t i = 0; i < n; i++) {
        str_putc(out, event_unpack(&p, end, i ? &back[i - 1] : NULL, ev[0].case_no, &ref, a, &back[i]) ? '+'
                                                                                                       : '-');
        event_write(out, &back[i], &ref);
    }
    str_release(&packed);
}

static void add_up(struct str *out, struct rollup *sums)
{
    month first, last;
    rollup_finish(sums, day_start(day_make(2026, 4, 1)));
    if (rollup_span(sums, &first, &last))
        object_indicator(out, last, last, by_word[BY_ALL], "*", rollup_get(&sums->by[BY_ALL].v[0], last));
}

static void work(struct str *out)
{
    struct arena a = {0};
    struct caselog log = {.ref = &ref};
    struct rollup sums;
    struct event ev;
    struct reject rj;
    rollup_init(&sums, &ref);
    for (const char *line = messages.p, *lf; *line; line = lf + 1) {
        lf = strchr(line, '\n');
        if (decode(line, (size_t)(lf - line), &ref, INSTANT_NONE, INSTANT_NONE, &a, &ev, &rj))
            str_printf(out, "%s %s\n", rj.code, rj.reason);
        else
            str_putc(out, caselog_add(&log, &ev) ? '+' : '-');
    }
    caselog_sort(&log);
    for (size_t i = 0; i < log.cases.n; i++) {
        struct case_events c = caselog_case(&log, i, &a);
        pack(out, c.v, c.n, &a);
        evaluate(out, c.v, c.n, &sums, &a);
    }
    add_up(out, &sums);
    rollup_release(&sums);
    caselog_release(&log);
    arena_release(&a);
}

static void load_config(struct str *out)
{
    struct refdata again;
    struct err e;
    if (refdata_load(&again, folder, out, &e))
        return;
    str_printf(out, "%s %d", again.version, again.n_items);
    refdata_release(&again);
}

/* ---- the children ---- */

/* Does the work with the N-th allocation failing; 0: what came out is right, 3: it is wrong. */
static int child(void (*what)(struct str *), uint64_t n, const struct str *wanted)
{
    struct str out = {0};
    signal(SIGSEGV, SIG_DFL); /* cmocka would catch it */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    allocations = 0;
    failing = n;
    what(&out);
    return out.len == wanted->len && !memcmp(out.p, wanted->p, out.len) ? 0 : 3;
}

/* Runs the child, and gives how it ended; what it said on stderr goes to `said`. */
static int run(void (*what)(struct str *), uint64_t n, const struct str *wanted, char said[400])
{
    int pipes[2], status;
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (!pid) {
        dup2(pipes[1], STDERR_FILENO);
        close(pipes[0]);
        close(pipes[1]);
        _exit(child(what, n, wanted));
    }
    close(pipes[1]);
    size_t len = 0;
    for (ssize_t k; (k = read(pipes[0], said + len, 399 - len)) > 0;)
        len += (size_t)k;
    said[len] = 0;
    close(pipes[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void every_one_fails_once(void (*what)(struct str *))
{
    struct str wanted = {0};
    char said[400];
    allocations = failing = 0;
    what(&wanted);
    uint64_t n = allocations, ended_so = 0;
    assert_true(n > 20 && wanted.len > 10);
    for (uint64_t i = 1; i <= n; i++) {
        int status = run(what, i, &wanted, said);
        bool ended = WIFEXITED(status) && WEXITSTATUS(status) == ERR_ENV &&
                     !strcmp(said, "jiancha: error: out of memory\n");
        if (!ended && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
            fail_msg("allocation %llu of %llu fails: status %#x, says: %s", (unsigned long long)i,
                     (unsigned long long)n, (unsigned)status, said);
        ended_so += ended;
    }
    assert_true(ended_so > n * 9 / 10); /* they did fail */
    str_release(&wanted);
}

static void events_to_figures(void **state)
{
    (void)state;
    every_one_fails_once(work);
}

static void configuration(void **state)
{
    (void)state;
    folder_write("regions.csv", "code,name,league\n371302,甲区,county\nLY-SC,\"商\"\"城\",zone\n");
    folder_write("departments.csv", "code,name,region,league\nD1,甲局,371302,\nD2,乙局,,department\n");
    folder_write("items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,"
                              "basis\nI1,甲,01,promised,D2,LY-SC;371302,20,8,wd,1,法\n");
    folder_write("procedures.csv", "item,order,step,mandatory,limit_days\nI1,1,收件,0,\nI1,2,审查,1,3\n");
    folder_write("rules.conf", "[102]\non = 0\nlevel = red\n[101]\nshare = 75\n");
    folder_write("indicators.conf", "[weights]\non_time = 30\n[ranking]\nfloor = 5\n");
    every_one_fails_once(load_config);
    folder_write("items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,"
                              "basis\nI1,甲,99,x,D9,*,-1,8\nI1,甲,99,x,D9,*;*,-1,8,wd,1,\n");
    folder_write("rules.conf", "[999]\n[101]\nshare = 101\nshare = 1\nnone\n");
    every_one_fails_once(load_config);
}

static void a_file_is_named(void **state)
{
    (void)state;
    const int64_t line = 7;
    const struct str none = {0};
    char said[400];
    mem_at("events.jsonl", &line);
    int status = run(load_config, 1, &none, said);
    mem_at(NULL, NULL);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == ERR_ENV);
    assert_string_equal(said, "jiancha: error: out of memory at events.jsonl:7\n");
}

static int load(void **state)
{
    static const char *const odd[] = {
        "{\"v\":1,\"event_id\":\"x\",\"source\":\"s\",\"type\":\"supplement_requested\",\"case_no\":"
        "\"\\u6848-1\",\"occurred_at\":\"2026-03-01T09:00:"
        "00Z\",\"region\":\"371302\","
        "\"dept\":\"11371300MB0000019T\",\"item\":\"\\u4e8b\\u9879\",\"data\":{\"items\":["
        "\"\\u8eab\\u4efd\\u8bc1\",\"b\"],\"other\":{\"deep\":[[[[1."
        "5,1e999]]]]}}}",
        "{\"v\":1,\"v\":1}",
        "[]",
        "{\"v\":\"\\u0001",
        "{\"v\":99999999999999999999}",
        "{\"v\":1,\"event_id\":\"\\u4e00\\u4e8c\"}",
    };
    struct str findings = {0};
    struct err e;
    struct arena a = {0};
    struct event ev[HISTORY_MOST];
    json_set_alloc_funcs(mem_alloc, free); /* as main.c does */
    if (folder_make(state))
        return -1;
    if (refdata_load(&ref, "config", &findings, &e))
        return -1;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        size_t n = history_make(seed, &ref, day_make(2026, 1, 20), &a, ev);
        for (size_t i = 0; i < n; i++) {
            char case_no[32];
            snprintf(case_no, sizeof case_no, "案-%d", (int)seed);
            ev[i].case_no = case_no;
            event_write(&messages, &ev[i], &ref);
            str_putc(&messages, '\n');
        }
    }
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        str_printf(&messages, "%s\n", odd[i]);
    arena_release(&a);
    str_release(&findings);
    return 0;
}

static int unload(void **state)
{
    refdata_release(&ref);
    str_release(&messages);
    return folder_remove(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(events_to_figures), cmocka_unit_test(configuration),
                                       cmocka_unit_test(a_file_is_named)};
    return cmocka_run_group_tests(tests, load, unload);
}
