/* The log: lines on stderr, to journald with the priority prefix that it reads (sd-daemon(3)), to anything
 * else with the word "error" or "warning". Never a secret, never personal data: case and event numbers are
 * the most that a line names. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

void log_name(const char *who); /* what stands in front of each line, e.g. "collect 0"; the pointer is kept */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
