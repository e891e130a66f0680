#include "base/secret.h"

#include <crypt.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"
#include "base/str.h"

/* yescrypt, in libcrypt's own strength: a hash takes some 20 ms and 16 MiB */
#define METHOD "$y$"

static void random_bytes(uint8_t *p, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t got = getrandom(p + at, n - at, 0);
        if (got < 0 && errno != EINTR)
            abort(); /* a kernel without random numbers: nothing is safe here */
        at += got > 0 ? (size_t)got : 0;
    }
}

const char *secret_new(char out[SECRET_TEXT])
{
    static const char digit[] = "0123456789abcdef";
    uint8_t bytes[(SECRET_TEXT - 1) / 2];
    random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        out[2 * i] = digit[bytes[i] >> 4];
        out[2 * i + 1] = digit[bytes[i] & 15];
    }
    out[SECRET_TEXT - 1] = 0;
    secret_wipe(bytes, sizeof bytes);
    return out;
}

bool secret_formed(const char *s)
{
    return s && strlen(s) == SECRET_TEXT - 1 && strspn(s, "0123456789abcdef") == SECRET_TEXT - 1;
}

bool secret_same(const char *a, const char *b)
{
    size_t n = strlen(a);
    unsigned differs = 0;
    if (n != strlen(b))
        return false;
    for (size_t i = 0; i < n; i++)
        differs |= (unsigned)(a[i] ^ b[i]);
    return !differs;
}

void secret_wipe(void *p, size_t n) { explicit_bzero(p, n); }

/* crypt with what it works with on the heap, wiped afterwards; false: it failed */
static bool hash_of(const char *password, const char *setting, char out[SECRET_HASH])
{
    struct crypt_data *work = mem_alloc(sizeof *work);
    const char *made = crypt_r(password, setting, work);
    bool fine = made && made[0] != '*' && strlen(made) < SECRET_HASH;
    if (fine)
        memcpy(out, made, strlen(made) + 1);
    secret_wipe(work, sizeof *work);
    free(work);
    return fine;
}

int secret_hash(const char *password, char out[SECRET_HASH], struct err *e)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    uint8_t salt[32];
    random_bytes(salt, sizeof salt);
    return crypt_gensalt_rn(METHOD, 0, (const char *)salt, sizeof salt, setting, sizeof setting) &&
                   hash_of(password, setting, out)
               ? 0
               : err_set(e, "libcrypt of this system makes no yescrypt hashes");
}

bool secret_matches(const char *password, const char *hash)
{
    /* of no password: what it gives is never compared with what it is the hash of */
    static const char nobody[] = "$y$j9T$F8seHLbVheQPaL24SEuHO0$i5zslGArPAu1J3Wk.2Vu1gc0EmHEtTfe6GtC9PKLFH.";
    char made[SECRET_HASH];
    return hash_of(password, hash ? hash : nobody, made) && hash && secret_same(made, hash);
}

static int kinds_of(const char *password)
{
    int upper = 0, lower = 0, digit = 0, other = 0;
    for (const char *p = password; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c >= 'A' && c <= 'Z')
            upper = 1;
        else if (c >= 'a' && c <= 'z')
            lower = 1;
        else if (c >= '0' && c <= '9')
            digit = 1;
        else
            other = 1;
    }
    return upper + lower + digit + other;
}

int secret_rule(const char *password, const char *login, size_t least, int kinds, struct err *e)
{
    if (!str_utf8(password, strlen(password)) || strlen(password) > 256)
        return err_usage(e, "a password is UTF-8 text of at most 256 bytes");
    for (const char *p = password; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return err_usage(e, "a password has no control characters");
    if (str_points(password) < least)
        return err_usage(e, "the password has fewer than %zu characters (password_least)", least);
    if (kinds_of(password) < kinds)
        return err_usage(
            e,
            "the password has fewer than %d kinds of characters: capital letters, small letters, "
            "digits, others (password_kinds)",
            kinds);
    return strcmp(password, login) ? 0 : err_usage(e, "the password is the login");
}
