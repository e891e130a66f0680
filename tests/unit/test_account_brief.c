/* The first two sentences of a case, for who looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/refdata_load.h"
#include "reports/account_brief.h"

#include "tests/unit/by_hand.h"
#include "tests/unit/fixture.h"

static struct event event(enum event_type type, instant t, const char *id)
{
    return event_of(ref.items[0].code, type, t, id);
}

static struct account_brief told(const struct event *ev, size_t n, instant now, const struct viewer *who)
{
    struct dossier d;
    struct account_brief out;
    struct view v = {.ref = &ref, .arena = &arena};
    view_at(&v, now);
    assert_int_equal(dossier_of(&v, ev, n, &d), 1);
    account_brief(&d, who, &out);
    dossier_close(&d);
    return out;
}

#define SAYS(text, part)                                        \
    do {                                                        \
        if (!strstr(text, part))                                \
            fail_msg("\"%s\" does not say \"%s\"", text, part); \
    } while (0)

static void what_is_late_and_who_does_what(void **state)
{
    (void)state;
    struct event ev[] = {event(EV_accepted, at(10, 12, 9), "a")};
    ev[0].data.kind = KIND_PROMISED;
    ev[0].data.promised_days = 3; /* due on Thursday the 15th */
    ev[0].data.statutory_days = 20;
    const struct viewer bureau = {.role = ROLE_BUREAU},
                        own = {.role = ROLE_REGION, .own = ref.regions[0].code},
                        other = {.role = ROLE_REGION, .own = ref.regions[1].code},
                        dept = {.role = ROLE_DEPARTMENT, .own = ref.depts[0].code};
    struct account_brief b = told(ev, 1, at(10, 12, 10), &bureau);
    assert_int_equal(b.level, LEVEL_NONE);
    SAYS(b.wrong, "没有未消除的预警；距承诺时限还有 3 个工作日（到期 2026-10-15）；距法定时限还有");
    b = told(ev, 1, at(10, 15, 10), &bureau);
    SAYS(b.wrong, "今天是承诺时限的最后一天");
    SAYS(b.todo, "作出决定，最迟 2026-10-15，就在今天。");
    b = told(ev, 1, at(10, 20, 10), &bureau);
    assert_true(b.level >= LEVEL_YELLOW);
    SAYS(b.wrong, "已超承诺时限 3 个工作日（到期 2026-10-15）；距法定时限还有");
    SAYS(b.todo, "，已过 3 个工作日。");
    SAYS(told(ev, 1, at(10, 20, 10), &own).todo, "下一步：");
    SAYS(told(ev, 1, at(10, 20, 10), &dept).todo, "下一步：本部门作出决定");
    SAYS(told(ev, 1, at(10, 20, 10), &other).todo, "；本单位现在没有要办的事。");
}

static void what_is_done(void **state)
{
    (void)state;
    struct event ev[] = {event(EV_accepted, at(10, 12, 9), "a"), event(EV_decided, at(10, 13, 9), "b")};
    ev[0].data.kind = KIND_PROMISED;
    ev[0].data.promised_days = 3;
    ev[0].data.statutory_days = 20;
    ev[1].data.outcome = OUTCOME_DENIED;
    const struct viewer bureau = {.role = ROLE_BUREAU};
    struct account_brief b = told(ev, 2, at(10, 30, 9), &bureau);
    SAYS(b.todo, "已经办完，没有要办的事。");
    assert_null(strstr(b.wrong, "承诺时限"));
    SAYS(b.wrong, "没有未消除的预警；已消除或成立的红黄牌 2 张（缺受理通知书等）。");
    ev[0].data.doc_no = ev[1].data.doc_no = ev[1].data.reason = "1";
    ev[1].data.remedy_notice = true;
    assert_string_equal(told(ev, 2, at(10, 30, 9), &bureau).wrong, "没有未消除的预警。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_late_and_who_does_what),
        cmocka_unit_test(what_is_done),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
