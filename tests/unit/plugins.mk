UNIT_TESTS += %D%/test_plugins_shipped
%C%_test_plugins_shipped_SOURCES = %D%/test_plugins_shipped.c \
	%D%/fake_host.c %D%/fake_host.h %D%/fake_host_p.h %D%/fake_services.c
%C%_test_plugins_shipped_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_plugins_shipped_LDADD = $(UNIT_LIBS)

UNIT_TESTS += %D%/test_plugins_packs
%C%_test_plugins_packs_SOURCES = %D%/test_plugins_packs.c
%C%_test_plugins_packs_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_plugins_packs_LDADD = $(UNIT_LIBS)

check_LTLIBRARIES += %D%/template.la
%C%_template_la_SOURCES = %D%/template_module.c
%C%_template_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_template_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere
