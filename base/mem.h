/* Allocation that does not fail in the program's eyes: out of memory ends the process with a line on stderr
 * and exit code 111. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

extern const char *mem_last_words; /* how that line begins (at most 90 bytes); log_name() sets it */

void *mem_alloc(size_t n); /* zeroed */
void *mem_realloc(void *p, size_t n);
char *mem_strdup(const char *s);

/* What that line names: the file being read and the number of its line, which may go on counting. Borrowed
 * until the next call; NULL: none. */
void mem_at(const char *file, const int64_t *line);

#endif
