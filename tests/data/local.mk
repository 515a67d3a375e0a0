EXTRA_DIST += %D%/demo.csv
