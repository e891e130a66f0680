#include "reports/web/clerk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/local.h"
#include "base/log.h"
#include "config/conf.h"

enum { ANSWER_MAX = 1 << 20, SEND_MS = 5000, WAIT_MS = 15000, WAIT_FOR_FILES_MS = 70000 };

static int away(struct clerk_answer *out, const char *zh)
{
    out->status = 503;
    snprintf(out->code, sizeof out->code, "unavailable");
    out->text = zh;
    return 503;
}

static int exchange(const struct page *p, int fd, const char *what, const char *body, size_t n,
                    struct str *out)
{
    const struct letter *l = p->letter;
    bool token = letter_credential(l) == CREDENTIAL_TOKEN;
    /* a session that this very request has opened is not in its cookie; nothing is decided by such a one */
    char line[120];
    int length = snprintf(line, sizeof line, "%s %s %s\n", what, token ? "token" : "session",
                          token ? l->token : letter_cookie(l, COOKIE_SESSION));
    int rc = local_write(fd, line, (size_t)length, SEND_MS) || local_write(fd, body, n, SEND_MS) ||
             shutdown(fd, SHUT_WR) ||
             local_read(fd, out, ANSWER_MAX, strcmp(what, "bulletin") ? WAIT_MS : WAIT_FOR_FILES_MS);
    secret_wipe(line, sizeof line);
    return rc ? -1 : 0;
}

/* "STATUS CODE\nTEXT"; of a refusal "STATUS CODE\nCHINESE\0ENGLISH" */
bool clerk_read(const struct str *all, struct arena *a, struct clerk_answer *out)
{
    const char *end = all->len ? memchr(all->p, '\n', all->len) : NULL, *english;
    if (!end || sscanf(all->p, "%d %39s", &out->status, out->code) != 2 || out->status < 200 ||
        out->status > 599)
        return false;
    size_t n = all->len - (size_t)(++end - all->p);
    english = n && say_lang() == LANG_EN ? memchr(end, 0, n) : NULL;
    if (english) {
        n -= (size_t)(++english - end);
        end = english;
    }
    out->text = arena_strndup(a, end, n);
    return true;
}

int clerk_hand(const struct page *p, const char *what, const char *body, size_t n, struct clerk_answer *out)
{
    struct err e;
    struct str all = {0};
    if (!p->conf->clerk_socket[0])
        return away(out, tr("没有设置书记进程的套接字（clerk_socket），页面上不能作决定。"));
    int fd = local_connect(p->conf->clerk_socket, &e);
    if (fd < 0) {
        log_warn("the clerk: %s", e.text);
        return away(out, tr("书记进程暂时不在，这项操作没有进行，请稍后再试。"));
    }
    bool told = !exchange(p, fd, what, body, n, &all) && clerk_read(&all, p->view.arena, out);
    close(fd);
    str_release(&all);
    return told ? out->status : away(out, tr("书记进程没有答复，不知道这项操作是否已生效，请先查看再重试。"));
}
