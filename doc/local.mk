EXTRA_DIST += %D%/plugins.md

EXTRA_DIST += %D%/HACKING.md
EXTRA_DIST += %D%/rules.md
