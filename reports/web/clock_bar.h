/* A case's two limits as bars on one line of days: what is used, what is left, where the clock stood still,
 * where the limit ends. Each picture stands beside a sentence that says the same. Pure; integers only. */
#ifndef REPORTS_WEB_CLOCK_BAR_H
#define REPORTS_WEB_CLOCK_BAR_H

#include "reports/dossier.h"

/* What a day is to a clock. */
enum bar_day {
    BAR_OFF, /* does not count: a day off, the start day, or behind the end of all that is told */
    BAR_USED, /* counts, and is used … */
    BAR_OVER, /* … behind the due day */
    BAR_LEFT, /* still to come, up to the due day */
    BAR_PAUSED /* the clock stands still; also days off within */
};

struct clock_bar {
    uint8_t *of; /* enum bar_day of each day told, from the start day on */
    size_t n;
    int due, stop; /* the places of the due day and of the day up to which is told (the case's end); -1: not
                      among the days */
    int used, paused; /* days that count: as many as are BAR_USED or BAR_OVER; and those on which it stood */
};

/* `stop`: the day of the case's end or of the as-of instant; `legal`: of the two limits the statutory. */
void clock_bar_make(struct clock_bar *out, const struct explanation *x, day stop, bool legal,
                    struct arena *a);
void clock_bar_put(struct str *out, const struct clock_bar *b, const char *label); /* as SVG */
/* Both limits of a case with their sentences; nothing where no clock ran before the case ended. */
void clock_bar_case(struct str *out, const struct dossier *d);

#endif
