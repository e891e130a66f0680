/* A frozen bulletin is computed once more, as an auditor would: from the events up to the offset of each
 * partition and the acts up to the number that it names, with the reference data of its version, seen from
 * its instant; in one snapshot, so that the workers need not wait. Then cell by cell against what is stored,
 * whose hash is checked first. What retention has taken cannot be computed: that is said. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "base/version.h"
#include "cli/bulletin_parts.h"
#include "cli/bulletin_recompute.h"
#include "config/refdata_load.h"
#include "reports/doc_tables_read.h"
#include "reports/doc_write.h"
#include "reports/frozen.h"
#include "store/reference.h"

struct verifying {
    struct bulletin_ask *a;
    struct db db;
    struct bulletin_row row;
    struct doc *doc, *tables, *again; /* as stored whole; the stored tables; computed once more */
    size_t findings;
};

static void find(struct verifying *v, const char *words)
{
    str_printf(&v->a->c->out, "%s\n", words);
    v->findings++;
}

/* The stored tables are those of the hash, and the document says the same. */
static int check_stored(struct verifying *v, struct err *e)
{
    char sum[SHA256_TEXT];
    struct str said = {0};
    v->doc = frozen_doc(&v->row, e);
    v->tables = v->doc ? doc_tables_read(v->row.tables, strlen(v->row.tables), e) : NULL;
    if (!v->tables)
        return -1;
    if (strcmp(sha256_text(v->row.tables, strlen(v->row.tables), sum), v->row.hash) != 0)
        find(v, "the stored tables are not those of the hash");
    doc_tables_json(&said, v->doc);
    if (strcmp(str_text(&said), v->row.tables) != 0) {
        find(v, "the stored document does not say what its tables say");
        bulletin_differences(&v->a->c->out, v->tables, "tables", v->doc, "document");
    }
    str_release(&said);
    return 0;
}

static int load_reference(struct verifying *v, struct refdata *ref, struct read *rd, struct err *e)
{
    struct refdata_files files;
    struct str findings = {0};
    char called[64];
    snprintf(called, sizeof called, "reference %.16s", v->row.reference);
    int rc = read_reference(rd, v->row.reference, &v->a->c->arena, &files, e);
    if (!rc && !files.n)
        rc = err_set(e, "%s, which it was computed with, is not kept", called);
    if (!rc)
        rc = refdata_load_kept(ref, called, &files, &findings, e);
    str_release(&findings);
    if (!rc && strcmp(ref->version, v->row.reference) != 0)
        rc = err_set(e, "%s: what the database keeps of it is version %s", called, ref->version);
    return rc;
}

/* Rows of the log that the cut-off knew and that are no more. */
static void check_log(struct verifying *v, int64_t found)
{
    char text[200];
    if (found >= v->doc->n_events)
        return;
    snprintf(text, sizeof text,
             "%" PRId64 " of the %" PRId64
             " events of its cut-off have left the log: what they made cannot be computed any more",
             v->doc->n_events - found, v->doc->n_events);
    find(v, text);
}

static int compute(struct verifying *v, struct err *e)
{
    struct bulletin_recompute r = {.db = &v->db, .row = &v->row, .doc = v->doc, .conf = &v->a->conf};
    struct read *rd = read_within(&v->db);
    struct refdata *ref = &v->a->c->ref; /* the call releases it */
    int rc = load_reference(v, ref, rd, e);
    if (!rc)
        rc = bulletin_recompute(&r, ref, rd, &v->again, e);
    if (!rc) {
        check_log(v, r.events);
        size_t n = bulletin_differences(&v->a->c->out, v->tables, "stored", v->again, "computed");
        v->findings += n;
        if (n && strcmp(v->row.program, JIANCHA_VERSION) != 0)
            str_printf(&v->a->c->out, "it was frozen by program %s, this is %s\n", v->row.program,
                       JIANCHA_VERSION);
        str_printf(&v->a->c->out, "events %" PRId64 " acts %" PRId64 " differences %zu\n", r.events,
                   v->row.act, n);
    }
    bulletin_recompute_release(&r);
    read_free(rd);
    return rc;
}

static int verify(struct verifying *v, struct err *e)
{
    struct read *rd = read_within(&v->db);
    if (db_connect(&v->db, e) ||
        db_run(&v->db, DB_PATIENT "; begin isolation level repeatable read read only", e)) {
        read_free(rd);
        return -1;
    }
    int found = read_bulletin(rd, v->a->period, v->a->revision, false, &v->a->c->arena, &v->row, e);
    read_free(rd);
    if (found <= 0)
        return found ? -1 : err_set(e, "%s is not frozen", v->a->period);
    return check_stored(v, e) || compute(v, e) ? -1 : v->findings > 0;
}

int bulletin_verify(struct bulletin_ask *a, struct err *e)
{
    struct verifying v = {.a = a};
    db_init(&v.db, a->c->conf.database, "jiancha-verify", NULL);
    int rc = verify(&v, e);
    doc_free(v.doc);
    doc_free(v.tables);
    doc_free(v.again);
    db_close(&v.db);
    return rc;
}
