#include "reports/web/pack.h"

#include <stdint.h>

#define ZLIB_CONST
#include <zlib.h>

enum { LEVEL = 4, GZIP = 15 + 16, MEMORY = 8, WORTH = 1024 };

static bool run(z_stream *z, const struct str *from, struct str *out)
{
    unsigned char piece[16384];
    int rc = Z_OK;
    z->next_in = (const Bytef *)from->p;
    z->avail_in = (uInt)from->len;
    while (rc == Z_OK && out->len < from->len) {
        z->next_out = piece;
        z->avail_out = sizeof piece;
        rc = deflate(z, Z_FINISH);
        str_put(out, (const char *)piece, sizeof piece - z->avail_out);
    }
    return rc == Z_STREAM_END && out->len < from->len;
}

bool pack_gzip(const struct str *from, struct str *out)
{
    z_stream z = {.zalloc = Z_NULL};
    if (from->len < WORTH || from->len > UINT32_MAX ||
        deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    bool good = run(&z, from, out);
    deflateEnd(&z);
    if (!good)
        str_release(out);
    return good;
}
