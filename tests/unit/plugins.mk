UNIT_TESTS += %D%/test_plugins_shipped
%C%_test_plugins_shipped_SOURCES = %D%/test_plugins_shipped.c \
	%D%/fake_host.c %D%/fake_host.h %D%/fake_host_p.h %D%/fake_services.c
%C%_test_plugins_shipped_CPPFLAGS = $(UNIT_CPPFLAGS)
%C%_test_plugins_shipped_LDADD = $(UNIT_LIBS)
