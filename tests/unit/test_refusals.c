/* What the clerk refuses reaches the page, and the API, in the language of who asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyzer/act.h"
#include "base/local.h"
#include "cli/paper.h"
#include "collector/desk_parts.h"
#include "reports/web/clerk.h"
#include "reports/web/say.h"

static struct arena a;

/* As it stands on the page. */
static const char *heard(struct desk_answer *said, enum lang lang)
{
    int fd[2];
    struct str all = {0};
    struct clerk_answer got;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
    int status = said->status;
    desk_reply(fd[0], said);
    assert_int_equal(local_read(fd[1], &all, 10000, 5000), 0);
    close(fd[1]);
    say_in(lang);
    assert_true(clerk_read(&all, &a, &got));
    say_in(LANG_ZH);
    str_release(&all);
    assert_int_equal(got.status, status);
    return got.text;
}

static void test_both(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANGS; lang++) {
        struct desk_answer x = {.status = 0};
        desk_refuse(&x, 409, "conflict", "已经印发。", "it is published already");
        assert_string_equal(heard(&x, (enum lang)lang),
                            lang == LANG_EN ? "It is published already." : "已经印发。");
        x = (struct desk_answer){.status = 0};
        desk_refuse_away(&x);
        assert_string_equal(heard(&x, (enum lang)lang),
                            lang == LANG_EN ? "The database cannot be reached: this was not "
                                              "done, please try again later."
                                            : "数据库暂时连接不上，这项操作没有进行，请稍后再试。");
        x = (struct desk_answer){.status = 0};
        desk_done(&x, 201, "done", "{\"act\":\"sign\",\"text\":\"好\"}");
        assert_string_equal(heard(&x, (enum lang)lang),
                            "{\"act\":\"sign\",\"text\":\"好\"}"); /* what is done is data */
    }
}

static bool is_english(const char *z)
{
    for (; *z; z++)
        if ((unsigned char)*z >= 0x80)
            return false;
    return true;
}

static void test_lists(void **state)
{
    (void)state;
    for (int v = VERDICT_bad_form; v < VERDICTS; v++) {
        assert_false(is_english(act_verdict_zh[v]));
        assert_true(act_verdict_en[v][0] && is_english(act_verdict_en[v]));
    }
    for (int i = PAPER_done + 1; i < PAPER_REFUSALS; i++) {
        const struct paper_reason *r = &paper_reasons[i];
        struct paper p = {.arena = &a};
        const char *text[LANGS];
        paper_refuse(&p, (enum paper_refusal)i, "this", "这个");
        for (int lang = 0; lang < LANGS; lang++) {
            struct desk_answer x = {.status = r->status, .code = r->code};
            paper_say(&x.text, &p, true);
            paper_say(&x.english, &p, false);
            text[lang] = heard(&x, (enum lang)lang);
        }
        assert_false(is_english(text[LANG_ZH]));
        /* the ways of disclosure are Chinese words, and named as they are to be sent */
        assert_true(is_english(text[LANG_EN]) == !strstr(r->en, "公开") && strcmp(text[LANG_EN], "") != 0);
    }
}

/* What is no answer is none, in either language. */
static void test_broken(void **state)
{
    static const char *const bad[] = {"", "201", "201 \n", "abc done\nx", "99 done\nx", "600 done\nx"};
    (void)state;
    for (int lang = 0; lang < LANGS; lang++) {
        say_in((enum lang)lang);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            struct clerk_answer got;
            struct str all = {0};
            str_puts(&all, bad[i]);
            assert_false(clerk_read(&all, &a, &got));
            str_release(&all);
        }
    }
    say_in(LANG_ZH);
}

static int done(void **state)
{
    (void)state;
    arena_release(&a);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_both), cmocka_unit_test(test_lists),
                                       cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, done);
}
