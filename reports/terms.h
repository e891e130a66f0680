/* What the terms of the pages mean, in Chinese. Pure. */
#ifndef REPORTS_TERMS_H
#define REPORTS_TERMS_H

const char *terms_meaning(const char *term); /* NULL: it is not defined */

#endif
