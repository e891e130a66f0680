#include "reports/doc_write.h"

const struct doc_writer *const doc_writers[] = {&doc_docx, &doc_pdf,  &doc_xlsx, &doc_csv,
                                                &doc_json, &doc_html, NULL};
