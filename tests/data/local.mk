EXTRA_DIST += %D%/demo.csv
EXTRA_DIST += %D%/reasoning.yml
EXTRA_DIST += %D%/mini.yml
EXTRA_DIST += %D%/rules/mutate.yml
