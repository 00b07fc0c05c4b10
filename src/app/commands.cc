#include "app/commands.h"

namespace meme::app {
namespace {

constexpr Command all_commands[] = {
    {.name = "serve",
     .summary = "Serves the marketplace",
     .usage = "meme serve [--SETTING=VALUE]...\n\n"
              "Serves until SIGTERM or Ctrl-C; SIGHUP reads the settings again.\n",
     .words = "",
     .takes = Takes::everything,
     .run = run_serve},
    {.name = "init",
     .summary = "Makes a data folder",
     .usage = "meme init [--data=FOLDER]\n",
     .words = "",
     .takes = Takes::data,
     .run = run_init},
    {.name = "check-config",
     .summary = "Reads all settings and shows what holds",
     .usage = "meme check-config [--SETTING=VALUE]...\n\n"
              "Every setting with its value, where that came from, its bounds and what it does.\n",
     .words = "",
     .takes = Takes::everything,
     .run = run_check_config},
    {.name = "migrate",
     .summary = "Brings the database to the newest schema",
     .usage = "meme migrate [--data=FOLDER]\n\n"
              "A start does the same. The server must be stopped.\n",
     .words = "",
     .takes = Takes::data,
     .run = run_migrate},
    {.name = "seed",
     .summary = "Fills an empty data folder with a demonstration",
     .usage = "meme seed --demo [--artists N] [--years Y] [--reservations N] [--seed S]\n"
              "          [--today YYYY-MM-DD] [--region FILE] [--if-empty] [--data=FOLDER]\n\n"
              "The same numbers make the same marketplace; nobody in it is real.\n",
     .words = "--demo --artists --years --reservations --seed --today --region --if-empty",
     .takes = Takes::data,
     .run = run_seed},
    {.name = "backup",
     .summary = "Makes a backup, while serving too, or verifies one",
     .usage =
         "meme backup create [--to=FOLDER] [--data=FOLDER]\n"
         "meme backup verify BACKUP\n\n"
         "create makes FOLDER/meme-TIME, without --to in the data folder's backups, and prints\n"
         "its path. verify reads all of it.\n",
     .words = "create verify --to=",
     .takes = Takes::data,
     .run = run_backup},
    {.name = "restore",
     .summary = "Puts a backup in the place of the database",
     .usage = "meme restore BACKUP [--dry-run] [--force] [--data=FOLDER]\n\n"
              "Verifies the backup first. --dry-run says what would be done; --force replaces a\n"
              "database that is there, and keeps it aside. The server must be stopped.\n",
     .words = "--dry-run --force",
     .takes = Takes::data,
     .run = run_restore},
    {.name = "doctor",
     .summary = "Looks for what keeps meme from running well",
     .usage =
         "meme doctor [--full] [--SETTING=VALUE]...\n\n"
         "Ends with status 1 when something failed. --full reads every page of the database.\n",
     .words = "--full",
     .takes = Takes::everything,
     .run = run_doctor},
    {.name = "export",
     .summary = "Prints a person's data, or all reservations",
     .usage = "meme export person MEMBER [--out=FILE] [--data=FOLDER]\n"
              "meme export reservations [--format=json|csv] [--out=FILE] [--data=FOLDER]\n\n"
              "While serving too. Without --out to standard output.\n",
     .words = "person reservations --format=json --format=csv --out=",
     .takes = Takes::data,
     .run = run_export},
    {.name = "admin",
     .summary = "Operators, sessions and keys",
     .usage =
         "meme admin people [--operators] [--search=TEXT]    c customer, a artist, o operator\n"
         "meme admin make-operator MEMBER\n"
         "meme admin remove-operator MEMBER                  and signs out\n"
         "meme admin sign-out MEMBER | --all                 ends all sessions\n"
         "meme admin rotate-key [--now]                      --now signs everybody out\n"
         "meme admin reset [MEMBER]                          a one-time link for an operator\n\n"
         "All but people need the server stopped; a restart takes a second.\n",
     .words =
         "people make-operator remove-operator sign-out rotate-key reset --operators --search= "
         "--all --now",
     .takes = Takes::everything,
     .run = run_admin},
    {.name = "openapi",
     .summary = "Prints the API description",
     .usage = "meme openapi\n",
     .words = "",
     .takes = Takes::nothing,
     .run = run_openapi},
    {.name = "completion",
     .summary = "Prints shell completion",
     .usage = "meme completion bash\n\n"
              "In ~/.bashrc: source <(meme completion bash)\n",
     .words = "bash",
     .takes = Takes::nothing,
     .run = run_completion},
    {.name = "version",
     .summary = "Prints the version",
     .usage = "meme version [--json]\n",
     .words = "--json",
     .takes = Takes::nothing,
     .run = run_version},
};

}  // namespace

std::span<const Command> commands() {
  return all_commands;
}

}  // namespace meme::app
