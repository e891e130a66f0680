/* decode: every reject code with its sentence, and which of several faults counts (contract section 1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/message.h"

static const struct {
    const char *type, *change, *code, *reason;
} row[] = {
    {"submitted", "v=", "missing_field", "field v is missing"},
    {"submitted", "v=null", "missing_field", "field v is missing"},
    {"submitted", "v=2", "bad_version", "field v is 2: the integer 1 is wanted"},
    {"submitted", "v=\"1\"", "bad_version", "field v is \"1\": the integer 1 is wanted"},
    {"submitted", "v=true", "bad_version", "field v is true: the integer 1 is wanted"},
    {"submitted", "v=1.0", "bad_version", "field v is 1.0: the integer 1 is wanted"},
    {"submitted", "v=1.0|note=1e999", "bad_version", "field v is 1.0: the integer 1 is wanted"},
    {"submitted", "v=[1,2]", "bad_version", "field v is an array of 2: the integer 1 is wanted"},
    {"submitted", "event_id=", "missing_field", "field event_id is missing"},
    {"submitted", "source=null", "missing_field", "field source is missing"},
    {"submitted", "type=", "missing_field", "field type is missing"},
    {"submitted", "case_no=", "missing_field", "field case_no is missing"},
    {"submitted", "occurred_at=", "missing_field", "field occurred_at is missing"},
    {"submitted", "region=", "missing_field", "field region is missing"},
    {"submitted", "dept=", "missing_field", "field dept is missing"},
    {"submitted", "item=null", "missing_field", "field item is missing"},
    {"decided", "data={}", "missing_field", "field data.outcome is missing: decided events need it"},
    {"decided", "", "missing_field", "field data.outcome is missing: decided events need it"},
    {"rated", "data={\"score\":null}", "missing_field", "field data.score is missing: rated events need it"},
    {"step_started", "data={}", "missing_field", "field data.step is missing: step_started events need it"},
    {"step_finished", "data={}", "missing_field", "field data.step is missing: step_finished events need it"},
    {"extended", "data={}", "missing_field", "field data.days is missing: extended events need it"},
    {"voided", "data={}", "missing_field", "field data.event_id is missing: voided events need it"},
    {"monthly_report", "data={\"month\":\"2026-02\"}", "missing_field",
     "field data.counters is missing: monthly_report events need it"},
    {"monthly_report", "data={\"counters\":{}}", "missing_field",
     "field data.month is missing: monthly_report events need it"},
    {"nope", "", "unknown_type", "field type is \"nope\": one of the contract's event types is wanted"},
    {"Submitted", "", "unknown_type",
     "field type is \"Submitted\": one of the contract's event types is wanted"},
    {"submitted", "type=7", "unknown_type", "field type is 7: one of the contract's event types is wanted"},
    {"submitted", "type=\"submitted\\u0000\"", "unknown_type",
     "field type is \"submitted\"…: one of the contract's event types is wanted"},
    {"submitted", "event_id=\"b8 !\"", "bad_field", "field event_id is \"b8 !\": " ID_WANTED},
    {"submitted", "event_id=\"\"", "bad_field", "field event_id is \"\": " ID_WANTED},
    {"submitted", "event_id=\"" A64 "x\"", "bad_field", "field event_id is \"" A64 "x\": " ID_WANTED},
    {"submitted", "event_id=5", "bad_field", "field event_id is 5: " ID_WANTED},
    {"submitted", "source=\"Zwfw\"", "bad_field",
     "field source is \"Zwfw\": 1 to 32 characters of [a-z0-9-] are wanted"},
    {"submitted", "source=\"a23456789012345678901234567890123\"", "bad_field",
     "field source is \"a23456789012345678901234567890123\": 1 to 32 characters of [a-z0-9-] are wanted"},
    {"submitted", "case_no=\"\"", "bad_field",
     "field case_no is \"\": 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no=\"" FIFTY "百\"", "bad_field",
     "field case_no is \"" TEN TEN
     "一二三四五六\"…: 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no=\"a\\tb\"", "bad_field",
     "field case_no is \"a\\tb\": 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no=\"a\x7f\"", "bad_field",
     "field case_no is \"a\x7f\": 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no=\"a\xc2\x80\"", "bad_field",
     "field case_no is \"a\xc2\x80\": 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no=\"a\\u009f\"", "bad_field",
     "field case_no is \"a\xc2\x9f\": 1 to 50 characters without control characters are wanted"},
    {"submitted", "case_no={}", "bad_field",
     "field case_no is an object of 0: 1 to 50 characters without control characters are wanted"},
    {"submitted", "region=371302", "bad_field", "field region is 371302: a code is wanted"},
    {"submitted", "dept=[]", "bad_field", "field dept is an array of 0: a code is wanted"},
    {"submitted", "item=false", "bad_field", "field item is false: a code is wanted"},
    {"submitted", "item=\"I1\\u0000\"", "bad_field", "field item is \"I1\"…: a code is wanted"},
    {"submitted", "officer=\"\"", "bad_field", "field officer is \"\": 1 to 32 characters are wanted"},
    {"submitted", "officer=\"" TEN TEN TEN "一二三\"", "bad_field",
     "field officer is \"" TEN TEN "一二三四五六\"…: 1 to 32 characters are wanted"},
    {"submitted", "channel=\"pigeon\"", "bad_field",
     "field channel is \"pigeon\": one of the contract's channels is wanted"},
    {"submitted", "channel=\"\"", "bad_field",
     "field channel is \"\": one of the contract's channels is wanted"},
    {"submitted", "data=[]", "bad_field", "field data is an array of 0: an object is wanted"},
    {"submitted", "data=\"x\"", "bad_field", "field data is \"x\": an object is wanted"},
    {"submitted", "data={\"joint\":\"yes\"}", "bad_field",
     "field data.joint is \"yes\": true or false is wanted"},
    {"submitted", "data={\"joint\":1}", "bad_field", "field data.joint is 1: true or false is wanted"},
    {"prechecked", "data={\"passed\":0}", "bad_field", "field data.passed is 0: true or false is wanted"},
    {"supplement_requested", "data={\"items\":\"a\"}", "bad_field",
     "field data.items is \"a\": an array of strings is wanted"},
    {"supplement_requested", "data={\"items\":[\"a\",1]}", "bad_field",
     "field data.items is an array of 2: an array of strings is wanted"},
    {"supplement_requested", "data={\"items\":[null]}", "bad_field",
     "field data.items is an array of 1: an array of strings is wanted"},
    {"supplement_requested", "data={\"due\":\"2026-2-1\"}", "bad_field",
     "field data.due is \"2026-2-1\": a day YYYY-MM-DD is wanted"},
    {"supplement_requested", "data={\"due\":\"2026-02-29\"}", "bad_field",
     "field data.due is \"2026-02-29\": a day YYYY-MM-DD is wanted"},
    {"supplement_requested", "data={\"due\":\"0000-01-01\"}", "bad_field",
     "field data.due is \"0000-01-01\": a day YYYY-MM-DD is wanted"},
    {"supplement_requested", "data={\"doc_no\":5}", "bad_field",
     "field data.doc_no is 5: a string is wanted"},
    {"accepted", "data={\"kind\":\"fast\"}", "bad_field", "field data.kind is \"fast\": " WORD_WANTED},
    {"accepted", "data={\"kind\":1}", "bad_field", "field data.kind is 1: " WORD_WANTED},
    {"accepted", "data={\"unit\":\"h\"}", "bad_field", "field data.unit is \"h\": " WORD_WANTED},
    {"accepted", "data={\"promised_days\":-1}", "bad_field",
     "field data.promised_days is -1: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"promised_days\":36501}", "bad_field",
     "field data.promised_days is 36501: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"statutory_days\":1.5}", "bad_field",
     "field data.statutory_days is 1.5: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"statutory_days\":1e2}", "bad_field",
     "field data.statutory_days is 100.0: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"statutory_days\":99999999999999999999}", "bad_field",
     "field data.statutory_days is a number beyond 64 bits: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"statutory_days\":-1e999}", "bad_field",
     "field data.statutory_days is a number beyond 64 bits: an integer from 0 to 36500 is wanted"},
    {"accepted", "data={\"promise_due\":\"2026-03-01\"}", "bad_field",
     "field data.promise_due is \"2026-03-01\": " INSTANT_WANTED},
    {"accepted", "data={\"promise_due\":\"9999-12-31T23:59:59Z\"}", "bad_field",
     "field data.promise_due is \"9999-12-31T23:59:59Z\": " INSTANT_WANTED},
    {"accepted", "data={\"missing_due\":20260301}", "bad_field",
     "field data.missing_due is 20260301: a day YYYY-MM-DD is wanted"},
    {"step_started", "data={\"step\":7}", "bad_field", "field data.step is 7: a string is wanted"},
    {"step_started", "data={\"step\":\"审\",\"limit_days\":\"3\"}", "bad_field",
     "field data.limit_days is \"3\": an integer from 0 to 36500 is wanted"},
    {"step_started", "data={\"step\":\"审\",\"dept\":3}", "bad_field",
     "field data.dept is 3: a string is wanted"},
    {"step_started", "data={\"step\":\"审\",\"region\":3}", "bad_field",
     "field data.region is 3: a string is wanted"},
    {"step_finished", "data={\"step\":\"审\",\"result\":\"ok\"}", "bad_field",
     "field data.result is \"ok\": " WORD_WANTED},
    {"extended", "data={\"days\":36501}", "bad_field",
     "field data.days is 36501: an integer from -36500 to 36500 is wanted"},
    {"extended", "data={\"days\":-36501}", "bad_field",
     "field data.days is -36501: an integer from -36500 to 36500 is wanted"},
    {"paused", "data={\"days\":-1}", "bad_field",
     "field data.days is -1: an integer from 0 to 36500 is wanted"},
    {"decided", "data={\"outcome\":\"maybe\"}", "bad_field", "field data.outcome is \"maybe\": " WORD_WANTED},
    {"withdrawn", "data={\"by\":\"nobody\"}", "bad_field", "field data.by is \"nobody\": " WORD_WANTED},
    {"fee_charged", "data={\"amount_fen\":-1}", "bad_field",
     "field data.amount_fen is -1: an integer of at least 0 is wanted"},
    {"fee_charged", "data={\"amount_fen\":9223372036854775808}", "bad_field",
     "field data.amount_fen is a number beyond 64 bits: an integer of at least 0 is wanted"},
    {"rated", "data={\"score\":0}", "bad_field", "field data.score is 0: an integer from 1 to 5 is wanted"},
    {"rated", "data={\"score\":6}", "bad_field", "field data.score is 6: an integer from 1 to 5 is wanted"},
    {"rated", "data={\"score\":1,\"stage\":\"x\"}", "bad_field", "field data.stage is \"x\": " WORD_WANTED},
    {"rated", "data={\"score\":1,\"origin\":\"x\"}", "bad_field", "field data.origin is \"x\": " WORD_WANTED},
    {"rating_rectified", "data={\"result\":\"x\"}", "bad_field", "field data.result is \"x\": " WORD_WANTED},
    {"rating_rectified", "data={\"event_id\":\"a b\"}", "bad_field",
     "field data.event_id is \"a b\": " ID_WANTED},
    {"voided", "data={\"event_id\":\"\"}", "bad_field", "field data.event_id is \"\": " ID_WANTED},
    {"monthly_report", "data={\"month\":\"2026-13\",\"counters\":{}}", "bad_field",
     "field data.month is \"2026-13\": a month YYYY-MM is wanted"},
    {"monthly_report", "data={\"month\":\"2026-1\",\"counters\":{}}", "bad_field",
     "field data.month is \"2026-1\": a month YYYY-MM is wanted"},
    {"monthly_report", "data={\"month\":\"2026-01\",\"counters\":[]}", "bad_field",
     "field data.counters is an array of 0: an object of counter names and integers of at least 0 is wanted"},
    {"monthly_report", "data={\"month\":\"2026-01\",\"counters\":{\"nope\":1}}", "bad_field",
     "field data.counters is an object of 1: an object of counter names and integers of at least 0 is "
     "wanted"},
    {"monthly_report", "data={\"month\":\"2026-01\",\"counters\":{\"accepted\":1.5}}", "bad_field",
     "field data.counters is an object of 1: an object of counter names and integers of at least 0 is "
     "wanted"},
    {"submitted", "occurred_at=\"2026-01-05 08:00\"", "bad_time",
     "field occurred_at is \"2026-01-05 08:00\": " INSTANT_WANTED},
    {"submitted", "occurred_at=5", "bad_time", "field occurred_at is 5: " INSTANT_WANTED},
    {"submitted", "occurred_at=\"1999-12-31T23:59:59.999999+08:00\"", "bad_time",
     "field occurred_at is \"1999-12-31T23:59:59.999999+08:00\": an instant from 2000-01-01 on and before "
     "9000-01-01 is wanted"},
    {"submitted", "occurred_at=\"2026-03-16T08:00:00.000001+08:00\"", "bad_time",
     "field occurred_at is \"2026-03-16T08:00:00.000001+08:00\": it lies more than 24 h ahead of the clock"},
    {"submitted", "recorded_at=\"yesterday\"", "bad_time",
     "field recorded_at is \"yesterday\": " INSTANT_WANTED},
    {"submitted", "recorded_at=\"2026-03-16T00:00:01Z\"", "bad_time",
     "field recorded_at is \"2026-03-16T00:00:01Z\": it lies more than 24 h ahead of the clock"},
    {"submitted", "region=\"999999\"", "unknown_region",
     "field region is \"999999\": a code of regions.csv is wanted"},
    {"submitted", "region=\"371302x\"", "unknown_region",
     "field region is \"371302x\": a code of regions.csv is wanted"},
    {"submitted", "region=\"\"", "unknown_region", "field region is \"\": a code of regions.csv is wanted"},
    {"step_started", "data={\"step\":\"审\",\"region\":\"9\"}", "unknown_region",
     "field data.region is \"9\": a code of regions.csv is wanted"},
    {"submitted", "dept=\"D3\"", "unknown_dept", "field dept is \"D3\": a code of departments.csv is wanted"},
    {"step_started", "data={\"step\":\"审\",\"dept\":\"D3\"}", "unknown_dept",
     "field data.dept is \"D3\": a code of departments.csv is wanted"},
    {"step_finished", "data={\"step\":\"审\",\"dept\":\"d1\"}", "unknown_dept",
     "field data.dept is \"d1\": a code of departments.csv is wanted"},
};

static void every_code_names_field_and_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(row); i++)
        refused(row[i].type, row[i].change, row[i].code, row[i].reason);
}

/* ---- several faults: the first code that applies; each row has all the faults behind its own ---- */

static void the_first_code_applies(void **state)
{
    (void)state;
    static const char *const fault[][2] = {
        {"v=null", "missing_field"},
        {"v=2", "bad_version"},
        {"item=", "missing_field"},
        {"type=\"nope\"", "unknown_type"},
        {"channel=\"pigeon\"", "bad_field"},
        {"occurred_at=\"1999-01-01T00:00:00Z\"", "bad_time"},
        {"region=\"999999\"", "unknown_region"},
        {"dept=\"D3\"", "unknown_dept"},
    };
    for (size_t i = 0; i < COUNT(fault); i++)
        for (size_t j = i; j < COUNT(fault); j++) { /* fault i, and all from j on */
            struct str change = {0};
            str_puts(&change, fault[i][0]);
            for (size_t k = j > i ? j : i + 1; k < COUNT(fault); k++)
                if (!(i == 0 && k == 1)) /* both are about v */
                    str_printf(&change, "|%s", fault[k][0]);
            struct event ev;
            struct reject rj = {"nothing", ""};
            struct str m = message("submitted", change.p);
            decode_text(&m, &ev, &rj);
            if (strcmp(rj.code, fault[i][1]))
                fail_msg("%s gives %s: %s, wanted %s", m.p, rj.code, rj.reason, fault[i][1]);
            str_release(&m);
            str_release(&change);
        }
    refused("decided", "data=5|type=\"decided\"", "missing_field",
            "field data.outcome is missing: decided events need it");
    refused("decided", "data={\"outcome\":1}|item=", "missing_field", "field item is missing");
    refused("accepted", "data={\"kind\":1}|event_id=\"?\"", "bad_field",
            "field event_id is \"?\": " ID_WANTED);
    refused("accepted", "data={\"kind\":1}|occurred_at=\"x\"", "bad_field",
            "field data.kind is 1: " WORD_WANTED);
    refused("submitted", "recorded_at=\"x\"|region=\"9\"", "bad_time",
            "field recorded_at is \"x\": " INSTANT_WANTED);
    refused("step_started", "data={\"step\":\"审\",\"region\":\"9\",\"dept\":\"9\"}|dept=\"9\"",
            "unknown_region", "field data.region is \"9\": a code of regions.csv is wanted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_names_field_and_value),
        cmocka_unit_test(the_first_code_applies),
    };
    return cmocka_run_group_tests(tests, message_load, message_unload);
}
