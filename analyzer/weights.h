/* Settings of indicators.conf (contract section 7): weights, floor, deduction, bottom place. */
#ifndef ANALYZER_WEIGHTS_H
#define ANALYZER_WEIGHTS_H

#include <stdint.h>

enum weight {
#define WEIGHT(name, rate, dflt) WEIGHT_##name,
#include "analyzer/weights.def"
    WEIGHTS
};

struct weights {
    int32_t weight[WEIGHTS];
    int32_t floor; /* completed cases below which a unit is not ranked: 30 */
    int32_t red_factor; /* c_red counts this many times: 3 */
    int32_t deduction_max; /* milli-points: 10000 */
    int32_t deduction_unit; /* milli-points per (card per completed case): 10000 */
    int32_t bottom_min_ranked; /* 3 */
    int32_t bottom_score; /* a last place at or above this score is none: 95000 */
    int32_t streak_deputy, streak_head; /* 2, 3 */
    int32_t head_count, head_within; /* 4 within the last 12 ranked months */
};

extern const char *const weight_name[WEIGHTS];
void weights_default(struct weights *w);

#endif
