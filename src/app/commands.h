// The commands, one function each; see command.h.
#pragma once
#include "app/command.h"

namespace meme::app {

int run_serve(Arguments arguments);
int run_check_config(Arguments arguments);
int run_init(Arguments arguments);
int run_migrate(Arguments arguments);
int run_seed(Arguments arguments);
int run_openapi(Arguments arguments);
int run_backup(Arguments arguments);
int run_restore(Arguments arguments);
int run_doctor(Arguments arguments);
int run_export(Arguments arguments);
int run_admin(Arguments arguments);
int run_completion(Arguments arguments);
int run_version(Arguments arguments);

}  // namespace meme::app
