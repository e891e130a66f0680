/* The program's own version: what `version` prints and what a document says it was computed by. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define JIANCHA_VERSION "0.1.0"

#endif
