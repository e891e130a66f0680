/* `jiancha rejects list|show|retry`: the messages that broke the contract's form. */
#ifndef COLLECTOR_REJECTS_H
#define COLLECTOR_REJECTS_H

int rejects_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
