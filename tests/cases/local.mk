include %D%/plugins.mk
