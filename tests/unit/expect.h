/* What a function writes into a string, for the tests of reports/. */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include "base/str.h"

/* `call` writes into `out`. */
#define EXPECT(call, want)                        \
    do {                                          \
        struct str s_ = {0};                      \
        struct str *out = &s_;                    \
        call;                                     \
        assert_string_equal(str_text(&s_), want); \
        str_release(&s_);                         \
    } while (0)

#endif
