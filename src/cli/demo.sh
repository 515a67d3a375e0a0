#!/bin/sh
# make demo: classify the shipped export of 200 comments and say where the
# labelled records are.
set -eu
leitmotiv=$1
export=$2
mkdir -p demo
"$leitmotiv" classify "$export" --no-progress -o demo/labelled.jsonl
"$leitmotiv" classify "$export" --no-progress -o demo/labelled.csv 2>/dev/null
"$leitmotiv" classify "$export" --no-progress --format table 2>/dev/null |
    sed '/^Save all of them/,$d'
echo "The labelled records and what made them:"
for file in labelled.jsonl labelled.jsonl.run.json labelled.csv \
    labelled.csv.run.json; do
    printf '  %6s lines  %s\n' "$(wc -l <"demo/$file" | tr -d ' ')" \
        "$PWD/demo/$file"
done
