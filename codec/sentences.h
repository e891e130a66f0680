/* Why something was refused, in Chinese. What is stored, logged and printed is English (it is read by who
 * runs the program); who is refused on a page or by the API is told the same in Chinese. Pure. */
#ifndef CODEC_SENTENCES_H
#define CODEC_SENTENCES_H

#include "base/str.h"

/* Appends the sentence in Chinese; false: the list (sentences.def) does not have it, and it was appended as
 * it is. */
bool sentences_zh(struct str *out, const char *english);

#endif
