/* Keys of one hash are told apart; what was put in is found again however many come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/keys.h"
#include "base/map.h"

static uint64_t unshift(uint64_t h, int by)
{
    uint64_t x = h;
    for (int i = 0; i < 64 / by; i++)
        x = h ^ x >> by;
    return x;
}

/* The inverse of an odd number modulo 2^64. */
static uint64_t inverse(uint64_t k)
{
    uint64_t x = k;
    for (int i = 0; i < 6; i++)
        x *= 2 - k * x;
    return x;
}

/* The number whose map_hash() is h: multiplying by an odd number and shifting in can be undone. */
static int64_t number_of(uint64_t h)
{
    uint64_t w = unshift(h, 29) * inverse(0xc4ceb9fe1a85ec53u);
    w = unshift(w, 32) * inverse(0xff51afd7ed558ccdu) ^ 0x9e3779b97f4a7c15u ^ sizeof w;
    assert_int_equal(map_hash(&w, sizeof w), h);
    return (int64_t)w;
}

static void assert_apart(struct key one, struct key other)
{
    struct arena a = {0};
    struct keys k = {0};
    *keys_at(&k, one, &a) = 1;
    assert_int_equal(*keys_at(&k, other, &a), KEYS_NONE);
    *keys_at(&k, other, &a) = 2;
    assert_int_equal(keys_get(&k, one), 1);
    assert_int_equal(keys_get(&k, other), 2);
    arena_release(&a);
}

static void test_same_hash(void **state)
{
    (void)state;
    int64_t seven = 7;
    uint64_t h = map_hash(&seven, sizeof seven);
    /* the name makes up for the number, or the number for the name */
    assert_apart((struct key){"a", NULL, 7},
                 (struct key){"b", NULL, number_of(h ^ map_hash("a", 1) ^ map_hash("b", 1))});
    assert_apart((struct key){NULL, NULL, number_of(h ^ map_hash("a", 1))}, (struct key){"a", NULL, 7});
    /* the source makes up for the name */
    assert_apart((struct key){NULL, "s", 7}, (struct key){"n", "s", number_of(h ^ map_hash("n", 1))});
    /* a source of eight characters that has the hash of one of one */
    char source[9] = {0};
    int64_t eight = number_of(map_hash("s", 1));
    memcpy(source, &eight, 8);
    assert_int_equal(strlen(source), 8);
    assert_apart((struct key){"n", "s", 7}, (struct key){"n", source, 7});
}

static void test_many(void **state)
{
    (void)state;
    struct arena a = {0};
    struct keys k = {0};
    static char name[5000][16];
    assert_int_equal(keys_get(&k, (struct key){"n", NULL, 0}), KEYS_NONE);
    for (int i = 0; i < 5000; i++) {
        snprintf(name[i], sizeof name[i], "n%d", i / 2);
        *keys_at(&k, (struct key){name[i], i % 2 ? "s" : NULL, i % 3}, &a) = i;
    }
    for (int i = 0; i < 5000; i++)
        assert_int_equal(keys_get(&k, (struct key){name[i], i % 2 ? "s" : NULL, i % 3}), i);
    assert_int_equal(keys_get(&k, (struct key){"n0", NULL, 1}), KEYS_NONE);
    assert_int_equal(k.n, 5000);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_hash), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
