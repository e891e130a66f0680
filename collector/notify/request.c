#include "collector/notify/request.h"

#include <curl/curl.h>
#include <string.h>

#include "collector/notify/answer.h"

void request_make(struct request *r, const struct forms_message *m)
{
    r->to = m->to;
    memcpy(r->id, m->id, sizeof r->id);
    forms_url(&r->url, m);
    forms_body(&r->body, m);
}

static void forget(struct str *secret)
{
    if (secret->p)
        explicit_bzero(secret->p, secret->len);
    str_release(secret);
}

static size_t take_answer(char *p, size_t one, size_t n, void *arg)
{
    struct request *r = arg;
    size_t room = sizeof r->answer - r->n_answer, some = n < room ? n : room;
    (void)one;
    memcpy(r->answer + r->n_answer, p, some);
    r->n_answer += some;
    return n;
}

/* A line of the mail server's. */
static size_t take_reply(char *p, size_t one, size_t n, void *arg)
{
    struct request *r = arg;
    if (!n || (n > 3 && p[3] == '-')) /* more of this reply follows */
        return n;
    take_answer(p, one, 1, r);
    r->put_off = answer_later(*p, r->tries);
    return r->put_off ? 0 : n; /* 0 ends the transfer */
}

static size_t give_mail(char *p, size_t size, size_t count, void *arg)
{
    struct request *r = arg;
    size_t left = r->body.len - r->sent, n = size * count < left ? size * count : left;
    memcpy(p, r->body.p + r->sent, n);
    r->sent += n;
    return n;
}

static void add_header(struct request *r, const char *name, const char *value)
{
    struct str line = {0};
    str_printf(&line, "%s: %s", name, value);
    r->headers = curl_slist_append(r->headers, line.p);
    forget(&line);
}

#define SET(option, value) (bad |= curl_easy_setopt(r->easy, option, value) != CURLE_OK)

static bool set_http(struct request *r)
{
    bool bad = false;
    struct str token = {0};
    add_header(r, "X-Jiancha-Id", r->id);
    if (r->to->is == NOTIFY_WEBHOOK && *r->to->token) {
        str_printf(&token, "Bearer %s", r->to->token);
        add_header(r, "Authorization", token.p);
        forget(&token);
    }
    if (r->body.len) {
        add_header(r, "Content-Type", forms_type(r->to));
        r->headers = curl_slist_append(r->headers, "Expect:"); /* no round trip before the body */
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
        SET(CURLOPT_POSTFIELDS, r->body.p);
    }
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTPHEADER, r->headers);
    return !bad;
}

static bool set_mail(struct request *r)
{
    bool bad = false;
    const char *list = r->to->to, *word;
    size_t n;
    while (notify_word(&list, &word, &n)) {
        struct str address = {0};
        str_put(&address, word, n);
        r->addresses = curl_slist_append(r->addresses, address.p);
        r->n_addresses++;
        str_release(&address);
    }
    r->sent = 0;
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_USE_SSL, r->to->starttls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    SET(CURLOPT_MAIL_FROM, r->to->from);
    SET(CURLOPT_MAIL_RCPT, r->addresses);
    SET(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L); /* one is enough; ALLOWFAILS since 8.2, which knows this, too */
    SET(CURLOPT_HEADERFUNCTION, take_reply);
    SET(CURLOPT_HEADERDATA, r);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, give_mail);
    SET(CURLOPT_READDATA, r);
    SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)r->body.len);
    if (*r->to->user) {
        SET(CURLOPT_USERNAME, r->to->user);
        SET(CURLOPT_PASSWORD, r->to->password);
    }
    return !bad;
}

int request_start(struct request *r, int64_t now_ms, struct err *e)
{
    struct str url = {0};
    bool bad = false;
    request_stop(r);
    r->tries++;
    if (!(r->easy = curl_easy_init()))
        return err_set(e, "libcurl gives no handle");
    str_puts(&url, str_text(&r->url));
    forms_sign(&url, r->to, now_ms);
    SET(CURLOPT_URL, str_text(&url)); /* copied */
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PRIVATE, (char *)r);
    SET(CURLOPT_CONNECTTIMEOUT, 5L < r->to->timeout ? 5L : (long)r->to->timeout);
    SET(CURLOPT_TIMEOUT, (long)r->to->timeout);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, r->to->proxy);
    SET(CURLOPT_USERAGENT, "jiancha");
    SET(CURLOPT_WRITEFUNCTION, take_answer);
    SET(CURLOPT_WRITEDATA, r);
    if (*r->to->ca)
        SET(CURLOPT_CAINFO, r->to->ca);
    bad = bad || !(r->to->is == NOTIFY_MAIL ? set_mail(r) : set_http(r));
    forget(&url);
    if (!bad)
        return 0;
    request_stop(r);
    return err_set(e, "libcurl does not take the settings");
}

bool request_taken(struct request *r, int curl_code, char why[100], int64_t *wait)
{
    curl_off_t after = 0;
    struct answer a = {.body = r->answer, .n = r->n_answer, .addresses = r->n_addresses};
    curl_easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &a.status);
    curl_easy_getinfo(r->easy, CURLINFO_RETRY_AFTER, &after);
    a.retry_after = after;
    /* not libcurl's own sentence of the moment, which may quote the address */
    a.failed = r->put_off  ? "the mail server asks to wait"
               : curl_code ? curl_easy_strerror((CURLcode)curl_code)
                           : NULL;
    return answer_judge(r->to->is, &a, why, wait);
}

void request_stop(struct request *r)
{
    curl_easy_cleanup(r->easy);
    curl_slist_free_all(r->headers);
    curl_slist_free_all(r->addresses);
    r->easy = NULL;
    r->headers = r->addresses = NULL;
    r->n_answer = 0;
    r->n_addresses = 0;
    r->put_off = false;
}

void request_release(struct request *r)
{
    request_stop(r);
    forget(&r->url);
    forget(&r->body); /* a template may hold the token */
    *r = (struct request){0};
}
