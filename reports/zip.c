#include "reports/zip.h"

#include <stdio.h>
#include <string.h>

#include <minizip/zip.h>

#include "base/mem.h"

/* The "file" that minizip writes: it goes back to fill in sizes, so it has a place. */
struct zip {
    struct str bytes;
    size_t at;
    zipFile file;
    int failed; /* minizip's first error code, or ZIP_OK */
};

static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong write_memory(voidpf opaque, voidpf stream, const void *p, uLong n)
{
    struct zip *z = stream;
    size_t over = z->bytes.len > z->at ? z->bytes.len - z->at : 0;
    (void)opaque;
    over = over < n ? over : n;
    memcpy(z->bytes.p + z->at, p, over);
    str_put(&z->bytes, (const char *)p + over, n - over);
    z->at += n;
    return n;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *p, uLong n)
{
    (void)opaque, (void)stream, (void)p, (void)n;
    return 0; /* nothing is read while an archive is made */
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct zip *)stream)->at;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip *z = stream;
    size_t to = origin == ZLIB_FILEFUNC_SEEK_SET   ? offset
                : origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at + offset
                                                   : z->bytes.len + offset;
    (void)opaque;
    if (to > z->bytes.len)
        return -1;
    z->at = to;
    return 0;
}

static int close_memory(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

struct zip *zip_new(void)
{
    struct zip *z = mem_alloc(sizeof *z);
    zlib_filefunc64_def memory = {open_memory, read_memory,  write_memory, tell_memory,
                                  seek_memory, close_memory, close_memory, z};
    str_put(&z->bytes, "", 0); /* memcpy wants an address */
    z->file = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &memory);
    z->failed = z->file ? ZIP_OK : ZIP_INTERNALERROR;
    return z;
}

void zip_add(struct zip *z, const char *name, const void *p, size_t n, bool stored)
{
    static const zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980}};
    int level = stored ? 0 : Z_DEFAULT_COMPRESSION;
    if (z->failed == ZIP_OK)
        z->failed = zipOpenNewFileInZip(z->file, name, &info, NULL, 0, NULL, 0, NULL, stored ? 0 : Z_DEFLATED,
                                        level);
    if (z->failed == ZIP_OK)
        z->failed = zipWriteInFileInZip(z->file, p, (unsigned)n);
    if (z->failed == ZIP_OK)
        z->failed = zipCloseFileInZip(z->file);
}

int zip_end(struct zip *z, struct str *out, struct err *e)
{
    int rc = z->failed, closed = z->file ? zipClose(z->file, NULL) : rc;
    rc = rc == ZIP_OK ? closed : rc;
    if (rc == ZIP_OK)
        str_put(out, z->bytes.p, z->bytes.len);
    str_release(&z->bytes);
    free(z);
    return rc == ZIP_OK ? 0 : err_set(e, "the ZIP archive could not be made (minizip: %d)", rc);
}
