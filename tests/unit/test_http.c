/* The HTTP server's own parts: heads that can be read two ways, the answers that are kept, connections that
 * last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "reports/web/answer.h"
#include "reports/web/cache.h"
#include "reports/web/head.h"
#include "reports/web/link.h"
#include "reports/web/site.h"
#include "tests/unit/left.h"

static struct answer *made_of(const char *text)
{
    struct reply reply = {.type = "text/html"};
    str_puts(&reply.body, text);
    return answer_new(&reply, 200);
}

static void put(struct cache *c, const char *target, int64_t now, bool lasting, const struct site *site,
                const char *text)
{
    struct answer *a = made_of(text);
    cache_put(c, target, now, lasting, site, a);
    answer_drop(a);
}

/* the length of what is kept, -1: nothing; whether it is to be made anew */
static int kept(struct cache *c, const char *target, int64_t now, bool *renew)
{
    struct answer *a = cache_get(c, target, now, renew);
    int length = a ? (int)answer_length(a) : -1;
    answer_drop(a);
    return length;
}

static void answers_are_kept_for_a_second(void **state)
{
    (void)state;
    struct cache *c = cache_new();
    struct site site;
    bool renew;
    cache_begin(c, &site);
    put(c, "/a?x=1", 5000000, false, &site, "123");
    assert_int_equal(kept(c, "/a?x=2", 5000001, &renew), -1);
    assert_int_equal(kept(c, "/a?x=1", 5999999, &renew), 3);
    assert_false(renew);
    /* nobody asked within the next one: it is made before it is sent */
    assert_int_equal(kept(c, "/a?x=1", 7000000, &renew), -1);
    put(c, "/a?x=1", 5000000, false, &site, "123");
    /* the first who asks has it made anew, and until it is the others need not wait, for some seconds */
    assert_int_equal(kept(c, "/a?x=1", 6000000, &renew), 3);
    assert_true(renew);
    assert_int_equal(kept(c, "/a?x=1", 9999999, &renew), 3);
    assert_false(renew);
    assert_int_equal(kept(c, "/a?x=1", 10000000, &renew), -1);
    put(c, "/a?x=1", 7000000, false, &site, "12345");
    assert_int_equal(kept(c, "/a?x=1", 7000001, &renew), 5);
    /* what depends on the site alone stays until there is another one */
    put(c, "/rules", 7000000, true, &site, "1");
    assert_int_equal(kept(c, "/rules", 700000000, &renew), 1);
    assert_false(renew);
    struct site next;
    cache_begin(c, &next);
    assert_int_equal(kept(c, "/rules", 700000000, &renew), -1);
    put(c, "/late", 700000000, false, &site, "made of the former site");
    assert_int_equal(kept(c, "/late", 700000000, &renew), -1);
    cache_free(c);
}

static void the_cache_is_bounded(void **state)
{
    (void)state;
    struct cache *c = cache_new();
    bool renew;
    char target[1200];
    put(c, "/a?x=1", 5000000, false, NULL, "1");
    for (int i = 0; i < 100; i++) {
        snprintf(target, sizeof target, "/%d", i);
        put(c, target, 5000001 + i, false, NULL, "1");
    }
    assert_int_equal(kept(c, "/a?x=1", 5000200, &renew), -1);
    assert_int_equal(kept(c, "/99", 5000200, &renew), 1);
    memset(target, 'x', sizeof target - 1);
    target[sizeof target - 1] = 0;
    put(c, target, 5000200, false, NULL, "1"); /* a long address is no reason to remember it */
    assert_int_equal(kept(c, target, 5000200, &renew), -1);
    char *long_body = malloc((1 << 20) + 2);
    memset(long_body, 'x', (1 << 20) + 1);
    long_body[(1 << 20) + 1] = 0;
    put(c, "/long", 5000200, false, NULL, long_body);
    assert_int_equal(kept(c, "/long", 5000200, &renew), -1);
    free(long_body);
    cache_free(c);
}

static int judged(const char *raw, size_t n)
{
    static struct left l;
    return left_judged(&l, raw, n);
}
#define JUDGED(raw) judged(raw, sizeof(raw) - 1)

static void heads_are_read_one_way(void **state)
{
    (void)state;
    assert_int_equal(JUDGED("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 0);
    assert_int_equal(JUDGED("GET / HTTP/1.0\r\n\r\n"), 0);
    assert_int_equal(JUDGED("HEAD /a?b=%20 HTTP/1.1\r\nhost:x\r\nX: \t a b\r\nY:\r\n\r\n"), 0);
    assert_int_equal(JUDGED("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\n"), 0);
    assert_int_equal(JUDGED("POST / HTTP/1.1\r\nHost: x\r\n\r\n"), 0);
    assert_int_equal(JUDGED("PUT / HTTP/1.1\r\nHost: x\r\n\r\n"), 0);
    assert_int_equal(JUDGED("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    assert_int_equal(JUDGED("get / HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    assert_int_equal(JUDGED("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 262145\r\n\r\n"), 413);
#define BAD(raw) assert_int_equal(JUDGED(raw), 400)
    BAD("GET / HTTP/1.1\r\n\r\n"); /* no host, or two */
    BAD("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n");
    BAD("GET  / HTTP/1.1\r\nHost: x\r\n\r\n");
    BAD("GET /  HTTP/1.1\r\nHost: x\r\n\r\n");
    BAD("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n");
    BAD("GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n");
    BAD("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n");
    BAD("G(T / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_int_equal(JUDGED("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 1);
    BAD("GET / HTTP/1.1\nHost: x\r\n\r\n"); /* a bare LF, in each place */
    BAD("GET / HTTP/1.1\r\nHost: x\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\n\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX: a\rContent-Length: 4\r\n\r\n"); /* a bare CR */
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"); /* a NUL */
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\0 4\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\0\r\nX: y\n\r\n"); /* one byte too many here, one too few there */
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX: a\x01\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX: a\x7f\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX : y\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\n X: y\r\n\r\n"); /* folded: the library has put it together elsewhere */
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n\tb\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nX\x0b: y\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\ncontent-length: 4\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    BAD("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n");
#undef BAD
}

/* However slowly a client reads or writes, its connection ends with its deadline, and no other's. */
static void connections_end_with_their_deadline(void **state)
{
    (void)state;
    struct links all;
    struct link *l[2];
    int fd[2][2];
    char byte;
    links_begin(&all);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM, 0, fd[i]));
        l[i] = link_open(&all, fd[i][0], 60);
    }
    link_deadline(l[1], -1);
    links_reap(&all);
    assert_int_equal(-1, recv(fd[0][1], &byte, 1, MSG_DONTWAIT)); /* it is open: nothing yet */
    assert_int_equal(0, recv(fd[1][1], &byte, 1, MSG_DONTWAIT)); /* its end */
    for (int i = 0; i < 2; i++) {
        link_close(&all, l[i]);
        close(fd[i][0]);
        close(fd[i][1]);
    }
    assert_null(all.head);
    links_end(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_kept_for_a_second),
        cmocka_unit_test(the_cache_is_bounded),
        cmocka_unit_test(heads_are_read_one_way),
        cmocka_unit_test(connections_end_with_their_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
