/* The commands for people: tables of text, which events stand behind an alert, the text of a case out of
 * event files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/casefile.h"
#include "config/refdata_load.h"
#include "cli/case_text.h"
#include "cli/text_table.h"
#include "reports/account.h"
#include "reports/evidence.h"
#include "tests/unit/folder.h"

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(text_table_width(""), 0);
    assert_int_equal(text_table_width("abc"), 3);
    assert_int_equal(text_table_width("兰山区"), 6);
    assert_int_equal(text_table_width("（1）"), 5);
    assert_int_equal(text_table_width("a—b"), 3);
    assert_int_equal(text_table_width("e\xcc\x81"), 1); /* é in two code points */
    assert_int_equal(text_table_width("𠮷"), 2);
    assert_int_equal(text_table_width("Linyi 临沂"), 10);
}

static void test_safe(void **state)
{
    (void)state;
    struct str s = {0};
    text_table_safe(&s, "a\x1b[31m\nb\xc2\x9b"
                        "c\xe2\x80\xae"
                        "d临沂\x7f");
    assert_string_equal(str_text(&s), "a\xef\xbf\xbd[31m\xef\xbf\xbd"
                                      "b\xef\xbf\xbd"
                                      "c\xef\xbf\xbd"
                                      "d临沂\xef\xbf\xbd");
    str_release(&s);
}

static void test_table(void **state)
{
    (void)state;
    static const struct text_column columns[] = {{"单位", 't'}, {"件", 'n'}, {"注", 't'}};
    struct text_table t;
    struct str out = {0};
    text_table_of(&t, columns);
    text_table_text(&t, "兰山区");
    text_table_int(&t, 5);
    text_table_text(&t, "ab");
    text_table_text(&t, "x");
    text_table_int(&t, 1234);
    text_table_end(&t, &out);
    assert_string_equal(str_text(&out),
                        "  单位      件  注\n  ------  ----  --\n  兰山区     5  ab\n  x       1234\n");
    str_release(&out);
}

static struct refdata ref;
static struct arena arena;

static int load(void **state)
{
    struct str findings = {0};
    struct err e;
    int rc = folder_make(state) || refdata_load(&ref, "config", &findings, &e) ? -1 : 0;
    str_release(&findings);
    return rc;
}

static int unload(void **state)
{
    refdata_release(&ref);
    arena_release(&arena);
    return folder_remove(state);
}

/* 食品经营许可 of a county: 5 days promised, 20 by law, the steps 受理审核 and 审查. */
#define LINE(id, type, at, more)                                            \
    "{\"v\":1,\"event_id\":\"" id "\",\"source\":\"zwfw\",\"type\":\"" type \
    "\",\"case_no\":\"案-1\",\"occurred_at\":\"2026-" at "+08:00\","        \
    "\"region\":\"371302\",\"dept\":\"11371302MB10000102\",\"item\":"       \
    "\"11371300MB0000019T7000101007000\"" more "}\n"

static void open_case(struct dossier *d, const char *lines, const char *as_of)
{
    struct str path = folder_path("events.jsonl");
    char *files[] = {path.p};
    struct view v = {.ref = &ref, .arena = &arena};
    const struct event *events;
    size_t n;
    struct err e;
    folder_write("events.jsonl", lines);
    assert_int_equal(casefile_read(files, 1, "案-1", &ref, &arena, &events, &n, &e), 0);
    assert_true(instant_parse(as_of, strlen(as_of), &v.now));
    assert_int_equal(dossier_of(&v, events, n, d), 1);
    str_release(&path);
}

/* want: a line "rule subject: event ids" for each alert. */
static void assert_evidence(const char *lines, const char *as_of, const char *want)
{
    struct dossier d;
    struct str got = {0};
    open_case(&d, lines, as_of);
    for (size_t i = 0; i < d.n_alerts; i++) {
        struct account_alert al;
        account_alert(&d, i, &arena, &al);
        str_printf(&got, "%d %s:", al.rule->no, d.alerts[i].al.subject);
        for (size_t k = 0; k < al.n_evidence; k++)
            str_printf(&got, " %s", d.f.events[al.evidence[k].event].event_id);
        str_putc(&got, '\n');
    }
    assert_string_equal(str_text(&got), want);
    str_release(&got);
    dossier_close(&d);
}

#define DOC ",\"data\":{\"doc_no\":\"1\""

static void test_evidence(void **state)
{
    (void)state;
    /* nobody answers: deemed accepted, so the clocks start with the submission */
    assert_evidence(LINE("a", "submitted", "10-12T09:00:00", "") LINE("b", "visited", "10-12T10:00:00", "")
                        LINE("c", "decided", "10-20T09:00:00", DOC ",\"outcome\":\"granted\"}")
                            LINE("d", "delivered", "10-20T10:00:00", ""),
                    "2026-10-21T00:00:00+08:00",
                    "101 : a c\n102 : a c\n111 : a c\n205 受理审核: c\n205 审查: c\n");
    /* accepted: the submission led to nothing; a pause belongs to the clocks */
    assert_evidence(LINE("a", "submitted", "10-12T09:00:00", "")
                        LINE("b", "accepted", "10-12T10:00:00", DOC "}")
                            LINE("c", "paused", "10-13T09:00:00", DOC ",\"reason\":\"other\",\"days\":1}")
                                LINE("d", "resumed", "10-14T09:00:00", ""),
                    "2026-10-20T09:00:00+08:00", "101 : b c d\n207 #1: c\n");
    /* the second notice repeats the first; a step too late; what was voided counts nowhere */
    assert_evidence(LINE("a", "submitted", "10-12T09:00:00", "")
                        LINE("b", "supplement_requested", "10-12T10:00:00",
                             DOC ",\"items\":[\"x\"],\"due\":\"2026-10-15\"}")
                            LINE("c", "supplement_requested", "10-12T11:00:00",
                                 DOC ",\"items\":[\"x\"],\"due\":\"2026-10-15\"}")
                                LINE("d", "supplement_requested", "10-12T12:00:00",
                                     DOC ",\"items\":[\"x\"],\"due\":\"2026-10-15\"}")
                                    LINE("e", "voided", "10-14T12:00:01", ",\"data\":{\"event_id\":\"b\"}"),
                    "2026-10-15T09:00:00+08:00", "201 #2: c d\n903 b: b e\n");
    assert_evidence(
        LINE("a", "accepted", "10-12T10:00:00", DOC "}") LINE(
            "b", "step_started", "10-12T11:00:00", ",\"data\":{\"step\":\"审查\",\"limit_days\":1}")
            LINE("c", "step_started", "10-12T12:00:00", ",\"data\":{\"step\":\"受理审核\",\"limit_days\":1}")
                LINE("d", "step_finished", "10-12T13:00:00", ",\"data\":{\"step\":\"受理审核\"}"),
        "2026-10-14T09:00:00+08:00", "113 审查@11371302MB10000102: b\n");
}

static void test_numbered(void **state)
{
    (void)state;
    assert_evidence(
        LINE("a", "accepted", "10-12T10:00:00", DOC "}")
            LINE("b", "rated", "10-12T11:00:00", ",\"data\":{\"score\":1}")
                LINE("c", "rated", "10-12T12:00:00", ",\"data\":{\"score\":5}")
                    LINE("d", "fee_charged", "10-12T13:00:00", "")
                        LINE("e", "rating_rectified", "10-20T10:00:00", "")
                            LINE("f", "paused", "10-20T11:00:00", DOC ",\"reason\":\"hearing\",\"days\":9}"),
        "2026-10-20T12:00:00+08:00", "101 : a\n102 : a\n116 #2: c e\n117 2026-10-12: a b c d e\n501 #1: d\n");
}

static void test_text(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "办件 案-1\n\n  事项      食品经营许可（11371300MB0000019T7000101007000）\n",
        "  承诺时限  5 天，到期 2026-10-20，已用 4 天\n",
        "     3  2026-10-13 09:00:00  特别程序开始    兰山区  兰山区行政审批服务局",
        "  起算日 2026-10-12（受理之日），次日起为第 1 天，按工作日计。\n  承诺时限：5 "
        "天（事项清单），遇任何暂停都停止计时。\n"
        "    到期日 2026-10-20：起算后已用满 5 天、且不在暂停中的第一个工作日，其间扣除暂停 1 天。\n"
        "  法定时限：20 天（事项清单），只在法定特别程序期间停止计时。\n",
        "  收件后  2026-10-19  2026-10-12 10:00:00  按期答复\n",
        "  2026-10-14  周三  计           1         2  暂停（非法定理由）\n",
        "  [预警] 101 临近承诺时限 状态：未消除\n    发生于 2026-10-19 00:00:00\n    责任单位：兰山区 "
        "兰山区行政审批服务局\n",
        "    数据：已用 4 天，时限 5 天，到期日 2026-10-20\n    事件：[2] 受理 2026-10-12 10:00:00；[3] "
        "特别程序开始 2026-10-13 09:00:00；",
        "  [提示] 207 非法定暂停 #1 状态：成立\n",
        "\xef\xbf\xbd[2J",
        "（已作废）",
    };
    struct dossier d;
    struct str out = {0};
    open_case(&d,
              LINE("a", "submitted", "10-12T09:00:00", "") LINE("b", "accepted", "10-12T10:00:00", DOC "}")
                  LINE("c", "paused", "10-13T09:00:00", DOC ",\"reason\":\"\\u001b[2J\",\"days\":1}")
                      LINE("d", "resumed", "10-14T09:00:00", "")
                          LINE("e", "decided", "10-15T09:00:00", DOC ",\"outcome\":\"granted\"}")
                              LINE("f", "voided", "10-15T10:00:00", ",\"data\":{\"event_id\":\"e\"}"),
              "2026-10-19T09:00:00+08:00");
    case_text(&out, &d);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(str_text(&out), wanted[i]))
            assert_string_equal(str_text(&out), wanted[i]);
    assert_null(strchr(str_text(&out), '\x1b'));
    str_release(&out);
    dossier_close(&d);
}

static void assert_title(const struct dossier *d, size_t i, const char *title)
{
    struct account_event ev;
    account_event(d, i, &arena, &ev);
    assert_string_equal(ev.title, title);
    assert_int_equal(ev.voided, strstr(title, "（已作废）") != NULL);
}

/* What is told is what the instant knows: a void that has not come takes nothing back. */
static void test_void_to_come(void **state)
{
    (void)state;
    struct dossier d;
    const char *lines = LINE("a", "submitted", "10-12T09:00:00", "")
        LINE("b", "visited", "10-12T10:00:00", "")
            LINE("c", "voided", "10-13T10:00:00", ",\"data\":{\"event_id\":\"b\"}");
    open_case(&d, lines, "2026-10-13T09:00:00+08:00");
    assert_title(&d, 1, "到场");
    assert_title(&d, 2, "更正作废（尚未发生）");
    dossier_close(&d);
    open_case(&d, lines, "2026-10-13T10:00:00+08:00");
    assert_title(&d, 1, "到场（已作废）");
    assert_title(&d, 2, "更正作废");
    dossier_close(&d);
}

/* Of more events than anybody reads the nearest are given: the 50th notice and those right before it. */
static void test_more_evidence(void **state)
{
    (void)state;
    struct str lines = {0};
    struct dossier d;
    for (int k = 1; k <= 50; k++) {
        char id[8];
        snprintf(id, sizeof id, "n%d", k);
        str_printf(
            &lines,
            "{\"v\":1,\"event_id\":\"%s\",\"source\":\"zwfw\",\"type\":\"supplement_requested\","
            "\"case_no\":\"案-1\",\"occurred_at\":\"2026-10-12T09:00:%02d+08:00\",\"region\":\"371302\","
            "\"dept\":\"11371302MB10000102\",\"item\":\"11371300MB0000019T7000101007000\"}\n",
            id, k);
    }
    open_case(&d, str_text(&lines), "2026-10-13T10:00:00+08:00");
    for (size_t i = 0; i < d.n_alerts; i++) {
        struct account_alert al;
        account_alert(&d, i, &arena, &al);
        size_t k = (size_t)rules_subject_number(al.subject);
        bool all = al.rule->no != 201 || k <= EVIDENCE_MOST;
        assert_int_equal(al.more_evidence, !all);
        assert_int_equal(al.n_evidence, al.rule->no != 201 ? 1 : all ? k : EVIDENCE_MOST);
        assert_int_equal(al.evidence[al.n_evidence - 1].event, k - 1);
    }
    str_release(&lines);
    dossier_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),        cmocka_unit_test(test_safe),
        cmocka_unit_test(test_table),        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_numbered),     cmocka_unit_test(test_text),
        cmocka_unit_test(test_void_to_come), cmocka_unit_test(test_more_evidence),
    };
    return cmocka_run_group_tests_name("cli", tests, load, unload);
}
