/* Addresses as people write them: host:port, [v6]:port. Pure: no name is looked up. */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct address {
    char host[256]; /* without brackets; may be empty */
    int port; /* 0…65535; -1: none is given */
};

/* True iff the n bytes are an address. */
bool address_parse(const char *s, size_t n, struct address *a);
/* The option `listen`: with a port. ERR_USAGE. */
int address_to_listen(const char *s, struct address *a, struct err *e);

#endif
