/* What the desk answers: what was done, or why not, in both languages of the pages. */
#include <ctype.h>
#include <unistd.h>

#include "base/local.h"
#include "collector/desk_parts.h"

void desk_refuse(struct desk_answer *out, int status, const char *code, const char *zh, const char *en)
{
    out->status = status;
    out->code = code;
    str_clear(&out->text);
    str_puts(&out->text, zh);
    str_clear(&out->english);
    str_puts(&out->english, en);
}

int desk_done(struct desk_answer *out, int status, const char *code, const char *text)
{
    desk_refuse(out, status, code, text, "");
    return 0;
}

void desk_refuse_away(struct desk_answer *out)
{
    desk_refuse(out, 503, "unavailable", "数据库暂时连接不上，这项操作没有进行，请稍后再试。",
                "the database cannot be reached: this was not done, please try again later");
}

void desk_refuse_doubt(struct desk_answer *out)
{
    desk_refuse(
        out, 503, "unavailable", "数据库连接中断，不知道这项操作是否已生效，请先查看再重试。",
        "the connection to the database broke: whether this was done is not known, please look before "
        "you try again");
}

void desk_refuse_failed(struct desk_answer *out)
{
    desk_refuse(out, 500, "internal", "系统出错，已记录。", "the system failed, which was logged");
}

/* The lists' English is said behind a colon or in brackets: here it is a sentence. */
static void put_english(struct str *out, const struct str *english)
{
    if (!english->len)
        return;
    str_putc(out, 0);
    str_putc(out, (char)toupper((unsigned char)english->p[0]));
    str_puts(out, english->p + 1);
    if (english->p[english->len - 1] != '.')
        str_putc(out, '.');
}

void desk_reply(int fd, struct desk_answer *out)
{
    struct str whole = {0};
    str_printf(&whole, "%d %s\n%s", out->status, out->code, str_text(&out->text));
    put_english(&whole, &out->english);
    local_write(fd, whole.p, whole.len, DESK_WAIT_MS); /* who does not listen any more is told nothing */
    close(fd);
    str_release(&whole);
    str_release(&out->text);
    str_release(&out->english);
}
