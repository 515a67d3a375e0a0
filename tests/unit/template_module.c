/* The plugin template as a module of the build tree, for the tests. */
#include "../../plugins/template/template.c"
