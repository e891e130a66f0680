/* Refusals in Chinese: every sentence that the decoders and the ledger say has its own. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <curl/curl.h>

#include "base/file.h"
#include "codec/sentences.h"
#include "tests/unit/expect.h"

static void sentences(void **state)
{
    (void)state;
    EXPECT(sentences_zh(out, "the time for an appeal is over"), "申诉期限已过");
    EXPECT(sentences_zh(out, "field data.step is missing: step_started events need it"),
           "缺少字段 data.step，step_started 事件必须有");
    EXPECT(sentences_zh(out, "field order is missing"), "缺少字段 order");
    EXPECT(sentences_zh(out, "field reply_days is 0: an integer from 1 to 60 is wanted"),
           "字段 reply_days 是 0，应是 1 至 60 的整数");
    /* the sender's value may look like anything */
    EXPECT(sentences_zh(out, "field text is \"a is b: a code is wanted: \": 1 to 4000 characters are wanted"),
           "字段 text 是 \"a is b: a code is wanted: \"，应是 1 至 4000 个字");
    EXPECT(sentences_zh(out, "field x is \"%1@%n\": a string is wanted"), "字段 x 是 \"%1@%n\"，应是文字");
    EXPECT(sentences_zh(out, "the act is not one JSON object: '}' expected near end of file (byte 12)"),
           "内容不是一个 JSON 对象，第 12 字节处有误");
    EXPECT(sentences_zh(out, "HTTP status 500"), "对方答复 HTTP 500");
    EXPECT(sentences_zh(out, "the mail server asks to wait"), "邮件服务器要求稍后再送");
    EXPECT(sentences_zh(out, "2 of 12 addresses are refused, the first is number 7"),
           "12 个邮箱中 2 个不收，第一个是第 7 个");
    EXPECT(sentences_zh(out, curl_easy_strerror(CURLE_OPERATION_TIMEDOUT)), "超时没有答复");
    EXPECT(sentences_zh(out, curl_easy_strerror(CURLE_COULDNT_CONNECT)), "连接不上");
    EXPECT(sentences_zh(out, curl_easy_strerror(CURLE_COULDNT_RESOLVE_HOST)), "找不到这个主机名");
    EXPECT(sentences_zh(out, curl_easy_strerror(CURLE_PEER_FAILED_VERIFICATION)), "对方的证书不可信");
    EXPECT(sentences_zh(out, curl_easy_strerror(CURLE_LOGIN_DENIED)), "用户名或密码不对");
    struct str other = {0};
    assert_false(sentences_zh(&other, "something else went wrong"));
    assert_string_equal(other.p, "something else went wrong");
    str_release(&other);
}

/* The literal at `p` and those that follow it, without quotes, placeholders filled in. Gives its end. */
static const char *read_literal(const char *p, struct str *out)
{
    while (*p == '"') {
        for (p++; *p && *p != '"'; p++) {
            if (*p == '\\')
                p++, str_putc(out, *p);
            else if (*p == '%') {
                p += strcspn(p, "sdu");
                str_puts(out, out->len && out->p[out->len - 1] == ' ' ? "17" : "");
            } else
                str_putc(out, *p);
        }
        p += *p == '"';
        p += strspn(p, " \n");
    }
    return p;
}

/* Every sentence (a literal of several words) of a file that says why something is refused. */
static int check_file(const char *file)
{
    struct str text = {0};
    struct err e;
    int n = 0;
    if (file_read(&text, file, &e))
        fail_msg("%s", e.text);
    for (const char *p = strchr(text.p, '"'); p && *p; p = strchr(p, '"')) {
        struct str say = {0}, zh = {0};
        bool include = p > text.p + 9 && !strncmp(p - 9, "#include ", 9);
        p = read_literal(p, &say);
        if (!include && strchr(str_text(&say), ' ') && say.p[0] != ' ') {
            n++;
            if (!sentences_zh(&zh, say.p))
                fail_msg("%s: \"%s\" has no Chinese in codec/sentences.def", file, say.p);
        }
        str_release(&say);
        str_release(&zh);
    }
    str_release(&text);
    return n;
}

static void each_has_chinese(void **state)
{
    (void)state;
    assert_in_range(check_file("codec/act_decode.c"), 25, 200);
    assert_in_range(check_file("codec/decode.c"), 25, 200);
    assert_in_range(check_file("ledger/act_judge.c"), 8, 50);
}

static const struct {
    const char *en, *zh;
} row[] = {
#define SAY(en, zh) {en, zh},
#include "codec/sentences.def"
};

/* Each place of the Chinese is one of the English; a sentence within stands at the end; none comes twice, and
 * none is hidden by one before it. */
static void the_list(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        int places = 0;
        struct str sample = {0};
        for (const char *p = row[i].en; *p; p++) {
            places += *p == '%' || *p == '@';
            assert_true(*p != '@' || !p[1]);
            str_puts(&sample, *p == '%' ? "17" : *p == '@' ? "a code is wanted" : (char[]){*p, 0});
        }
        assert_in_range(places, 0, 3);
        for (const char *p = row[i].zh; (p = strchr(p, '%')); p++)
            assert_in_range(p[1], '1', '0' + places);
        struct str zh = {0};
        assert_true(sentences_zh(&zh, sample.p));
        size_t same = strcspn(row[i].zh, "%");
        assert_memory_equal(zh.p, row[i].zh, same);
        str_release(&zh);
        str_release(&sample);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(row[i].en, row[k].en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentences), cmocka_unit_test(each_has_chinese),
                                       cmocka_unit_test(the_list)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
