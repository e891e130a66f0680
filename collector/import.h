/* `jiancha import FILE…`: lines of JSON to the topics. */
#ifndef COLLECTOR_IMPORT_H
#define COLLECTOR_IMPORT_H

int import_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
