# Not tests themselves: tests/cases/output-schema.test and rules-schema.test run
# them.
check_PROGRAMS += %D%/schema_check %D%/yaml_json
%C%_schema_check_SOURCES = %D%/schema_check.c
%C%_schema_check_LDADD = src/libcore.la
%C%_yaml_json_SOURCES = %D%/yaml_json.c
%C%_yaml_json_CPPFLAGS = $(AM_CPPFLAGS) $(YAML_CFLAGS)
%C%_yaml_json_LDADD = src/libcore.la $(YAML_LIBS)
