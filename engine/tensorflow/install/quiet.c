/*
 * TensorFlow greets on the standard error stream while it is loaded, whatever it is told. These two functions put a
 * file in the stream's place for that while: hush(file) and unhush(). Only the process itself can do that, and Node
 * has no call for it.
 */
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static int kept = -1;

static napi_value Hush(napi_env env, napi_callback_info info) {
  napi_value argument;
  size_t count = 1;
  char file[4096];
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_value_string_utf8(env, argument, file, sizeof file, NULL) != napi_ok) return NULL;
  int log = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return NULL;
  kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
  if (kept >= 0) dup2(log, STDERR_FILENO);
  close(log);
  return NULL;
}

static napi_value Unhush(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  if (kept >= 0) {
    dup2(kept, STDERR_FILENO);
    close(kept);
  }
  kept = -1;
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {"hush", NULL, Hush, NULL, NULL, NULL, napi_default, NULL},
      {"unhush", NULL, Unhush, NULL, NULL, NULL, napi_default, NULL},
  };
  napi_define_properties(env, exports, 2, functions);
  return exports;
}
