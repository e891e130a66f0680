/* The log: lines on stderr with a priority prefix that journald reads, and logfmt-like fields in the text.
 * Never a secret, never personal data: case and event numbers are the most that a line names. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

void log_name(const char *who); /* what stands in front of each line, e.g. "collect 0"; the pointer is kept */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
