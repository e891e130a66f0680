#include "reports/rate_class.h"

#include "reports/tr.h"

static const struct {
    int64_t from; /* the least basis points */
    const char *zh;
} class_table[RATE_CLASSES] = {{9900, TR("99%以上")},
                               {9700, "97%—99%"},
                               {9500, "95%—97%"},
                               {9000, "90%—95%"},
                               {INT64_MIN, TR("不足90%")}};

int rate_class(int64_t bp)
{
    int k = 0;
    while (bp < class_table[k].from)
        k++;
    return k;
}

const char *rate_class_zh(int class) { return class_table[class].zh; }
