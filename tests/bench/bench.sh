#!/bin/sh
# The benchmark: engines, stages, threads, sizes, in one go.  See
# doc/performance.md.  It asserts nothing about time; it fails when two engines
# do not find the same.
#
#   BENCH_SIZES    "10000 100000"; from 1,000,000 on comments are streamed
#   BENCH_RULES    "400 1000 4000"; the first is compared with other programs
#   BENCH_REPEATS  3
#   BENCH_SAMPLE   2000 comments for what is slow
#   BENCH_SLOW     no: leave the other programs out
#   BENCH_OUT      bench; the folder for results
set -u
: "${top_srcdir:?}" "${top_builddir:?}"
sizes=${BENCH_SIZES:-10000 100000}
rule_sets=${BENCH_RULES:-400 1000 4000}
repeats=${BENCH_REPEATS:-3}
n_sample=${BENCH_SAMPLE:-2000}
out=${BENCH_OUT:-$top_builddir/bench}
here=$top_srcdir/tests/bench
tools=$top_builddir/tests/bench
leitmotiv=$top_builddir/leitmotiv
AWK=${AWK:-awk}
LC_ALL=C
export LC_ALL

die() {
    echo "bench: $*" >&2
    exit 1
}
say() { echo "bench: $*" >&2; }

mkdir -p "$out" || exit 1
rm -f "$out/rows.tsv" "$out/stages.tsv"
cd "$out" || exit 1
corpus() { "$tools/corpus" "$here/vocabulary.txt" "$@" || die "no corpus"; }

# measure NAME COMMENTS REPEATS OUTPUT PROGRAM...
measure() {
    say "$1, $2 comments"
    "$tools/timed" rows.tsv "$@"
}

# classify NAME COMMENTS REPEATS OUTPUT INPUT OPTION...
classify() {
    name=$1 comments=$2 runs=$3 to=$4 from=$5
    shift 5
    say "$name, $comments comments"
    measure "$name" "$comments" "$runs" /dev/null "$leitmotiv" classify \
        "$from" -o "$to" --no-progress "$@" 2>messages.txt || {
        cat messages.txt >&2
        die "$name failed"
    }
}

same() { # A B WHAT
    cmp -s "$1" "$2" || die "$3 differ: $out/$1 $out/$2"
}

# Comment and theme of every label.
pairs() {
    grep -on '"theme":"[^"]*"' "$1" | sed 's/:"theme":"/ /; s/"$//' | sort
}

# ---- input ----

base=${sizes%% *}
corpus comments "$base" >base.csv
corpus lines "$n_sample" >sample.txt
corpus comments "$n_sample" >sample.csv
corpus comments 1 >one.csv
head -n 1 sample.txt >one.txt
for n in $rule_sets; do
    corpus pack "$n" >"rules-$n.yml"
    corpus patterns "$n" >"patterns-$n.tsv"
done
first=${rule_sets%% *}
$AWK -F '\t' '$2 == "plain" { print $3 }' "patterns-$first.tsv" >plain.txt

# ---- leitmotiv, both engines, and the loop that knows nothing of it ----

engines() { # SET OPTION...: the rule set's name, and how to load it
    set_name=$1
    shift
    classify "start @$set_name" 1 "$repeats" start.jsonl one.csv \
        --threads 1 "$@"
    classify "leitmotiv @$set_name" "$base" "$repeats" "fast-$set_name.jsonl" \
        base.csv --threads 1 "$@"
    classify "leitmotiv, sample @$set_name" "$n_sample" 1 fast.jsonl \
        sample.csv --threads 1 --trace "$@"
    classify "naive @$set_name" "$n_sample" 1 naive.jsonl sample.csv \
        --threads 1 --trace --engine naive "$@"
    same fast.jsonl naive.jsonl "fast and naive at $set_name"
}

loop() { # SET
    measure "start of the loop @$1" 1 1 loop.txt \
        "$tools/loop" "patterns-$1.tsv" one.txt || die "the loop failed"
    measure "loop @$1" "$n_sample" 1 loop.txt \
        "$tools/loop" "patterns-$1.tsv" sample.txt || die "the loop failed"
    sort loop.txt >loop-sorted.txt
    classify "labels @$1" "$n_sample" 1 labels.jsonl sample.csv --threads 1 \
        --only-rules "rules-$1.yml"
    pairs labels.jsonl >labels.txt
    same labels.txt loop-sorted.txt "leitmotiv and the loop at $1 rules"
    say "the loop finds the same $(wc -l <labels.txt | tr -d ' ') themes"
}

for n in $rule_sets; do
    engines "$n" --only-rules "rules-$n.yml"
    loop "$n"
done
engines shipped

# ---- other programs, at the first rule set ----

python_re() {
    head -n 300 sample.txt >few.txt
    measure "start of Python @$first" 1 1 python.txt python3 \
        "$here/search.py" "patterns-$first.tsv" one.txt || return
    measure "Python re @$first" 300 1 python.txt python3 \
        "$here/search.py" "patterns-$first.tsv" few.txt || return
    sort python.txt >python-sorted.txt
    $AWK '$1 <= 300' loop-pairs.txt | sort >python-want.txt
    same python-sorted.txt python-want.txt "Python and the loop"
}

# Its alternation of all patterns is too large: fifty at a time.
ripgrep() {
    rm -f part-*
    split -l 50 plain.txt part-
    measure "ripgrep -P @$first" "$n_sample" 1 rg.txt sh -c '
        for part in part-*; do
            rg --no-config -P -i -n --no-heading -f "$part" sample.txt
        done' || return
    cut -d : -f 1 rg.txt | sort -u >rg-lines.txt
    cut -d " " -f 1 loop-plain.txt | sort -u >rg-want.txt
    same rg-lines.txt rg-want.txt "ripgrep and the loop"
}

# On the whole sample as one file; it knows bytes only, so a dot stands for
# each of ä, and lazy and greedy may not be mixed.
yara_scan() {
    $AWK '{ gsub(/\(\?:/, "("); gsub(/\}\?/, "}"); gsub(/[^ -~]/, ".")
        printf "rule r%d { strings: $a = /%s/ nocase condition: $a }\n", NR, $0
    }' plain.txt >rules.yar
    measure "start of yara @$first" 1 1 yara.txt yara -w rules.yar one.txt
    measure "yara @$first" "$n_sample" 1 yara.txt yara -w rules.yar sample.txt
}

if [ "${BENCH_SLOW-}" != no ]; then
    "$tools/loop" "patterns-$first.tsv" sample.txt >loop-pairs.txt
    $AWK -F '\t' '$2 == "plain"' "patterns-$first.tsv" >plain.tsv
    "$tools/loop" plain.tsv sample.txt >loop-plain.txt
    for program in python3:python_re rg:ripgrep yara:yara_scan; do
        if ! command -v "${program%%:*}" >/dev/null; then
            say "there is no ${program%%:*}: left out"
        elif ! "${program##*:}" 2>messages.txt; then
            cat messages.txt >&2
            die "${program%%:*} failed"
        fi
    done
fi

# ---- floors ----

measure "wc -l" "$base" "$repeats" /dev/null wc -l base.csv
measure "CSV pass" "$base" "$repeats" /dev/null "$tools/loop" --csv base.csv

# ---- stages ----

set --
for folder in "$top_builddir"/plugins/*/.libs; do
    case $folder in
    */template/.libs) ;;
    *) set -- "$@" "$folder" ;;
    esac
done
stages() { # SET PACK PLUGINS...
    say "stages, $1"
    set_name=$1
    pack=$2
    shift 2
    "$tools/stages" sample.csv "$repeats" "$top_srcdir/rules" "$pack" "$@" \
        >stages.txt || die "stages failed"
    sed "s/	/ @$set_name	/" stages.txt >>stages.tsv
}
for n in $rule_sets; do
    stages "$n" "./rules-$n.yml" "$@"
done
stages shipped customer-centricity "$@"

# ---- sizes and threads ----

for size in $sizes; do
    runs=$repeats
    [ "$size" -lt 100000 ] || runs=1
    for threads in 1 2; do
        name="$size comments, $threads threads @$first"
        if [ "$size" -ge 1000000 ]; then
            corpus comments "$size" | classify "$name" "$size" "$runs" \
                "threads-$threads.jsonl" - --threads "$threads" \
                --only-rules "rules-$first.yml" || exit 1
        else
            [ "$threads" -eq 2 ] || corpus comments "$size" >input.csv
            classify "$name" "$size" "$runs" "threads-$threads.jsonl" \
                input.csv --threads "$threads" --only-rules "rules-$first.yml"
        fi
    done
    same threads-1.jsonl threads-2.jsonl "one thread and two"
done
rm -f input.csv threads-[12].jsonl

$AWK -f "$here/report.awk" rows.tsv stages.tsv >report.md || die "no report"
cat report.md
say "table, JSON and chart: $out/report.md, report.json, report.svg"
