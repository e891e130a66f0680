#include "analyzer/weights.h"

const char *const weight_name[WEIGHTS] = {
#define WEIGHT(name, rate, dflt) #name,
#include "analyzer/weights.def"
};

void weights_default(struct weights *w)
{
    *w = (struct weights){
        .weight =
            {
#define WEIGHT(name, rate, dflt) dflt,
#include "analyzer/weights.def"
            },
        .floor = 30,
        .red_factor = 3,
        .deduction_max = 10000,
        .deduction_unit = 10000,
        .bottom_min_ranked = 3,
        .bottom_score = 95000,
        .streak_deputy = 2,
        .streak_head = 3,
        .head_count = 4,
        .head_within = 12,
    };
}
