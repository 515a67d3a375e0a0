EXTRA_DIST += %D%/plugins.md
