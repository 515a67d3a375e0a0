# Installed as source, for `leitmotiv new plugin`; nothing is built here, so
# that no object files get into the copies.
dist_template_DATA = %D%/Makefile %D%/README.md %D%/comments.csv \
	%D%/expected.jsonl %D%/template.c %D%/template.yml
