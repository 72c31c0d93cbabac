// GNU Readline, whose settings are global variables: they are reached through functions here.
#ifndef AGNESI_READLINE_SHIM_H
#define AGNESI_READLINE_SHIM_H

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

// What is typed is UTF-8, whatever the environment says or fails to say: Readline asks the environment itself.
static inline void agnesi_readline_use_utf8(void) {
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8")) {
        setenv("LC_ALL", "C.UTF-8", 1);
        setlocale(LC_CTYPE, "");
    }
}

// The completion function gets a word and its place, and returns a list that Readline frees: first what all matches have in
// common, then the matches, then NULL.
static inline void agnesi_readline_start(const char *name, rl_completion_func_t *complete, rl_hook_func_t *interrupted) {
    agnesi_readline_use_utf8();
    rl_readline_name = name;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n+-*/^()[]|,;:=<>!'\"";
    rl_catch_signals = 0;
    rl_signal_event_hook = interrupted;
    using_history();
}

// For a completion function: file names are no expressions, and nothing is appended to a match.
static inline void agnesi_readline_settle_completion(void) {
    rl_attempted_completion_over = 1;
    rl_completion_append_character = '\0';
}

static inline void agnesi_readline_abandon_line(void) {
    rl_replace_line("", 0);
    rl_crlf();
    rl_on_new_line();
    rl_redisplay();
}

static inline void agnesi_history_add(const char *line) { add_history(line); }

#endif
