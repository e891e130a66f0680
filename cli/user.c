/* Accounts. A password comes from a terminal, twice and unseen, or as the first line of standard input; never
 * from the command line, where every user of the machine could read it. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/unicode.h"
#include "cli/command.h"
#include "cli/text_table.h"
#include "store/accounts.h"
#include "store/migrate.h"

static const char usage[] =
    "usage: jiancha user add LOGIN --role ROLE [--own CODE]     asks for the password\n"
    "       jiancha user list\n"
    "       jiancha user passwd LOGIN                           a new password; ends its sessions\n"
    "       jiancha user disable|enable|remove LOGIN\n"
    "       jiancha user token add LOGIN NAME [--days N]        prints the token, once\n"
    "       jiancha user token list\n"
    "       jiancha user token remove LOGIN NAME\n"
    "Who may sign in to the pages, and the tokens of programs. Roles: bureau, region, department, auditor;\n"
    "--own is the code of the account's own region or department. A bureau login for supervision has none:\n"
    "with one, it could not decide what concerns that department (回避). The password is asked for on the\n"
    "terminal, or is the first line of standard input. Each change is a line of the audit log.\n";

static struct {
    const char *role, *own, *days;
} flag;
static const struct conf_extra flags[] = {FLAG(role, "bureau, region, department or auditor"),
                                          FLAG(own, "code of the account's own region or department"),
                                          FLAG(days, "so long the token is good: 1 to 3650 (365)"),
                                          {0}};

static const char *const roles[] = {"bureau", "region", "department", "auditor", NULL};
enum { BUREAU, REGION, DEPARTMENT, AUDITOR };

typedef int action(struct call *c, struct db *db, const char *const *word, struct err *e);

/* Who does it, for the audit log: there is no session here, but a user of this machine. */
static const char *operator(void)
{
    static char name[80];
    const struct passwd *pw = getpwuid(getuid());
    if (pw)
        snprintf(name, sizeof name, "os:%.64s", pw->pw_name);
    else
        snprintf(name, sizeof name, "os:%u", (unsigned)getuid());
    return name;
}

static int check_text(const char *what, const char *z, struct err *e)
{
    bool bad = !str_utf8(z, strlen(z)) || !str_points(z) || str_points(z) > 64 || z[0] == ' ' ||
               z[strlen(z) - 1] == ' ';
    for (const char *p = z; *p; p++)
        bad |= (unsigned char)*p < 0x20 || *p == 0x7f;
    const char *unseen;
    bad = bad || unicode_unseen(z, &unseen);
    return bad ? err_usage(e, "%s: 1 to 64 characters that can be seen are wanted", what) : 0;
}

/* A line without its end; at most `size` − 1 bytes. */
static int read_line(char *out, size_t size, struct err *e)
{
    if (!fgets(out, (int)size, stdin))
        return err_usage(e, "a password is wanted on standard input");
    size_t n = strlen(out);
    if (n + 1 == size)
        return err_usage(e, "the password is too long");
    while (n && (out[n - 1] == '\n' || out[n - 1] == '\r'))
        out[--n] = 0;
    return 0;
}

/* The terminal shows nothing meanwhile. */
static int read_unseen(const char *prompt, char *out, size_t size, struct err *e)
{
    struct termios shown, unseen;
    if (tcgetattr(STDIN_FILENO, &shown))
        return err_set(e, "the terminal: %s", strerror(errno));
    unseen = shown;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    fprintf(stderr, "%s", prompt);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
    int rc = read_line(out, size, e);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return rc;
}

enum { PASSWORD = 300 };

static int read_password(char out[PASSWORD], struct err *e)
{
    char again[PASSWORD];
    if (!isatty(STDIN_FILENO))
        return read_line(out, PASSWORD, e);
    int rc = read_unseen("Password: ", out, PASSWORD, e) || read_unseen("Once more: ", again, PASSWORD, e);
    if (!rc && strcmp(out, again) != 0)
        rc = err_usage(e, "the two are not the same");
    secret_wipe(again, sizeof again);
    return rc ? -1 : 0;
}

static int ask_hash(struct call *c, const char *login, char hash[SECRET_HASH], struct err *e)
{
    char password[PASSWORD];
    int rc = read_password(password, e) ||
             secret_rule(password, login, (size_t)c->conf.password_least, (int)c->conf.password_kinds, e) ||
             secret_hash(password, hash, e);
    secret_wipe(password, sizeof password);
    return rc ? -1 : 0;
}

static int check_own(struct call *c, int role, struct err *e)
{
    if (role == AUDITOR && flag.own)
        return err_usage(e, "--own: an auditor has no unit of its own");
    if ((role == REGION || role == DEPARTMENT) && !flag.own)
        return err_usage(e, "--role %s needs --own CODE", roles[role]);
    if (!flag.own)
        return 0;
    int32_t place = role == REGION ? refdata_region(&c->ref, flag.own) : refdata_dept(&c->ref, flag.own);
    return place >= 0 ? 0 : err_usage(e, "--own %s: the reference data does not have this code", flag.own);
}

static int add(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    char hash[SECRET_HASH];
    int role = -1;
    struct account made = {.login = word[0], .own = flag.own};
    if (check_text("login", made.login, e) || command_word("--role", flag.role, roles, &role, e))
        return -1;
    if (role < 0)
        return err_usage(e, "--role is wanted: bureau, region, department or auditor");
    made.role = roles[role];
    if (!strcmp(made.login, "system"))
        return err_usage(e, "login: \"system\" is what the program's own acts are signed with");
    if (check_own(c, role, e) || ask_hash(c, made.login, hash, e))
        return -1;
    if (role == BUREAU && flag.own)
        fprintf(stderr,
                "note: %s may decide nothing that concerns department %s (回避); a login for supervision has "
                "no --own\n",
                made.login, flag.own);
    int rc = accounts_add(db, operator(), &made, hash, e);
    return rc > 0 ? err_set(e, "there is a login %s already", made.login) : rc;
}

static int no_login(int rc, const char *login, struct err *e)
{
    return rc > 0 ? err_set(e, "there is no login %s", login) : rc;
}

static int passwd(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    char hash[SECRET_HASH];
    if (ask_hash(c, word[0], hash, e))
        return -1;
    return no_login(accounts_password(db, operator(), word[0], hash, e), word[0], e);
}

static int disable(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    (void)c;
    return no_login(accounts_disable(db, operator(), word[0], true, e), word[0], e);
}

static int enable(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    (void)c;
    return no_login(accounts_disable(db, operator(), word[0], false, e), word[0], e);
}

static int take_away(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    (void)c;
    return no_login(accounts_remove(db, operator(), word[0], e), word[0], e);
}

static void put_when(struct text_table *t, instant at)
{
    char buf[INSTANT_TEXT];
    text_table_text(t, at == INSTANT_NONE ? NULL : instant_text(at, buf));
}

static int list(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    static const struct text_column column[] = {
        {"login", 't'},        {"role", 't'},           {"own", 't'},
        {"created", 't'},      {"password since", 't'}, {"disabled", 't'},
        {"locked until", 't'}, {"sessions", 'n'},       {"tokens", 'n'}};
    struct text_table t;
    struct accounts all;
    (void)word;
    if (accounts_list(db, &c->arena, &all, e))
        return -1;
    text_table_of(&t, column);
    for (size_t i = 0; i < all.n; i++) {
        const struct account *a = &all.v[i];
        text_table_text(&t, a->login);
        text_table_text(&t, a->role);
        text_table_text(&t, a->own);
        put_when(&t, a->created);
        put_when(&t, a->changed);
        put_when(&t, a->disabled);
        put_when(&t, a->locked_until);
        text_table_int(&t, a->sessions);
        text_table_int(&t, a->tokens);
    }
    text_table_end(&t, &c->out);
    return 0;
}

static int token_add(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    char text[SECRET_TEXT];
    int64_t days = 365;
    if (check_text("name", word[1], e) || command_number("--days", flag.days, 1, 3650, &days, e))
        return -1;
    int rc = tokens_add(db, operator(), word[0], word[1], days, text, e);
    if (rc == 2)
        return err_set(e, "%s has a token %s already", word[0], word[1]);
    if (!rc)
        str_printf(&c->out, "%s\n", text);
    secret_wipe(text, sizeof text);
    return no_login(rc, word[0], e);
}

static int token_list(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    static const struct text_column column[] = {
        {"login", 't'}, {"name", 't'}, {"created", 't'}, {"expires", 't'}};
    struct text_table t;
    struct tokens all;
    (void)word;
    if (tokens_list(db, &c->arena, &all, e))
        return -1;
    text_table_of(&t, column);
    for (size_t i = 0; i < all.n; i++) {
        text_table_text(&t, all.v[i].login);
        text_table_text(&t, all.v[i].name);
        put_when(&t, all.v[i].created);
        put_when(&t, all.v[i].expires);
    }
    text_table_end(&t, &c->out);
    return 0;
}

static int token_remove(struct call *c, struct db *db, const char *const *word, struct err *e)
{
    (void)c;
    int rc = tokens_remove(db, operator(), word[0], word[1], e);
    return rc > 0 ? err_set(e, "%s has no token %s", word[0], word[1]) : rc;
}

static const struct {
    const char *first, *second; /* second NULL: one word */
    int words; /* behind them */
    action *run;
} actions[] = {
    {"add", NULL, 1, add},          {"list", NULL, 0, list},          {"passwd", NULL, 1, passwd},
    {"disable", NULL, 1, disable},  {"enable", NULL, 1, enable},      {"remove", NULL, 1, take_away},
    {"token", "add", 2, token_add}, {"token", "list", 0, token_list}, {"token", "remove", 2, token_remove},
};
enum { ACTIONS = sizeof actions / sizeof *actions };

/* ACTIONS: there is none like that. */
static size_t find(const struct call *c)
{
    size_t i = 0;
    for (; i < ACTIONS; i++) {
        int named = actions[i].second ? 2 : 1;
        if (!strcmp(c->args[0], actions[i].first) && c->n_args == named + actions[i].words &&
            (named == 1 || !strcmp(c->args[1], actions[i].second)))
            break;
    }
    return i;
}

static int judge(struct call *c, struct err *e)
{
    return find(c) < ACTIONS ? 0 : err_usage(e, "see --help for what may stand behind `user`");
}

static int run(struct call *c, struct err *e)
{
    struct db db;
    size_t i = find(c);
    db_init(&db, c->conf.database, "jiancha-user", NULL);
    int rc = db_connect(&db, e) || migrate(&db, e)
                 ? -1
                 : actions[i].run(c, &db, (const char *const *)c->args + (actions[i].second ? 2 : 1), e);
    db_close(&db);
    return rc;
}

const struct command user_command = {"user",
                                     "who may sign in: add, list, passwd, disable, enable, remove, token",
                                     usage,
                                     flags,
                                     NEEDS_REFDATA,
                                     1,
                                     4,
                                     judge,
                                     run};
