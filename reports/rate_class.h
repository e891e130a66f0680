/* The classes of a rate, from good to bad, as the bulletin's chart and the pages paint them. Pure. */
#ifndef REPORTS_RATE_CLASS_H
#define REPORTS_RATE_CLASS_H

#include <stdint.h>

enum { RATE_CLASSES = 5 };
int rate_class(int64_t bp);
const char *rate_class_zh(int class); /* 97%—99% */

#endif
