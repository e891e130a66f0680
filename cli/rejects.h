/* `jiancha rejects list|show|retry`: the messages that broke the contract's form. */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

int rejects_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
