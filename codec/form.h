/* What the decoders of events and acts share: the forms of small fields, and refusing with a sentence. Pure.
 */
#ifndef CODEC_FORM_H
#define CODEC_FORM_H

#include "codec/value.h"
#include "analyzer/event_fields.h"

enum { FORM_BYTES_MAX = 256 * 1024 }; /* of a message or line */

/* Why bytes are not taken. */
struct reject {
    const char *code; /* a constant of the contract: too_large, not_utf8, …; bad_form of an act */
    char reason[400]; /* a sentence that names field and value */
};

/* Fills `rj`, its sentence cut between characters; returns -1. */
int form_refuse(struct reject *rj, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* "field WHERE NAME is VALUE: WANTED", the value cut. */
int form_refuse_value(struct reject *rj, const char *code, const char *where, const char *field,
                      const struct value *value, const char *wanted);

bool form_event_id(const char *z); /* 1–64 of [A-Za-z0-9._:-] */
bool form_source(const char *z); /* 1–32 of [a-z0-9-] */
bool form_length(const char *z, size_t most); /* 1 to `most` characters */
bool form_plain(const char *z); /* no control characters */
bool form_case_no(const char *z); /* 1–50 characters, plain */
bool form_integer(const struct value *v, int64_t min, int64_t max, int64_t *out);

#endif
