# Rows of `timed` and of `stages` to a table, JSON and a chart.
#
# rows.tsv:   name, comments, run, wall, CPU, peak KiB
# stages.tsv: name, comments, run, CPU
#
# "start @400" is what a run costs before its first comment; it is taken off
# "leitmotiv @400" and all that is put against it.

BEGIN { FS = "\t" }

FNR == 1 { file++ }

{
    key = $1 SUBSEP $2
    if (!(key in runs)) {
        order[++n] = key
        name[key] = $1
        comments[key] = $2
        stage[key] = file == 2
    }
    r = ++runs[key]
    wall[key, r] = file == 2 ? $4 : $4
    cpu[key, r] = file == 2 ? $4 : $5
    if (file == 1 && $6 > peak[key])
        peak[key] = $6
}

# value number `which` of 0 (least), 1 (median), 2 (most)
function value(of, key, which,    i, k, t, list, m) {
    m = runs[key]
    for (i = 1; i <= m; i++) {
        t = of == "wall" ? wall[key, i] : cpu[key, i]
        for (k = i - 1; k > 0 && list[k] > t; k--)
            list[k + 1] = list[k]
        list[k + 1] = t
    }
    return list[which == 0 ? 1 : which == 2 ? m : int((m + 1) / 2)] + 0
}

function rules_of(key) {
    return name[key] ~ /@/ ? substr(name[key], index(name[key], "@") + 1) : ""
}

function plain_name(key) {
    sub(/ @.*/, "", key)
    return key
}

function find(text,    i) {
    for (i = 1; i <= n; i++)
        if (name[order[i]] == text)
            return order[i]
    return ""
}

# Seconds before the first comment.
function start_of(key,    text, rules, start) {
    text = plain_name(name[key])
    rules = rules_of(key)
    start = ""
    if (text ~ /^loop/)
        start = find("start of the loop @" rules)
    else if (text ~ /^Python/)
        start = find("start of Python @" rules)
    else if (text ~ /^yara/)
        start = find("start of yara @" rules)
    else if (text ~ /^(leitmotiv|naive|labels|[0-9])/)
        start = find("start @" rules)
    return start == "" || comments[key] < 2 ? 0 : value("cpu", start, 1)
}

# Microseconds of CPU a comment.
function micro(key, which,    t) {
    t = value("cpu", key, which) - start_of(key)
    return (t > 0 ? t : 0) * 1e6 / comments[key]
}

function stage_micro(text, rules,    key) {
    key = find(text " @" rules)
    return key == "" ? -1 : value("cpu", key, 0) * 1e6 / comments[key]
}

function ratio(key,    base, b) {
    base = find("leitmotiv @" rules_of(key))
    if (base == "" || key == base || comments[key] < 2)
        return ""
    b = micro(base, 1)
    return b > 0 ? sprintf("%.1f", micro(key, 1) / b) : ""
}

function table_rows(    i, key) {
    print "## Programs\n"
    print "Microseconds of CPU a comment, without the start; of one comment: the start."
    print "The ratio is to leitmotiv with the same rules, from file to file.\n"
    print "| | rules | comments | runs | least | median | most | ratio | wall s | peak MB |"
    print "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= n; i++) {
        key = order[i]
        if (stage[key])
            continue
        printf "| %s | %s | %d | %d | %.2f | %.2f | %.2f | %s | %.2f | %.1f |\n", \
            plain_name(name[key]), rules_of(key), comments[key], runs[key], \
            micro(key, 0), micro(key, 1), micro(key, 2), ratio(key), \
            value("wall", key, 1), peak[key] / 1024
    }
}

# The parts as differences of ways; see stages.c.
function parts(rules,    a) {
    split("", part_us)
    n_parts = split("read|check|fold|tokens|sentences|language|prefilter|confirm|decide|label|write", part, "|")
    part_us[1] = stage_micro("read", rules)
    part_us[2] = stage_micro("check", rules)
    part_us[3] = stage_micro("fold", rules) - stage_micro("check", rules)
    part_us[4] = stage_micro("tokens", rules) - stage_micro("fold", rules)
    part_us[5] = stage_micro("sentences", rules) - stage_micro("tokens", rules)
    part_us[6] = stage_micro("language", rules) - stage_micro("sentences", rules)
    part_us[7] = stage_micro("prefilter", rules) - stage_micro("fold", rules)
    part_us[8] = stage_micro("confirm", rules) - stage_micro("language", rules) - part_us[7]
    part_us[10] = stage_micro("label", rules) - stage_micro("confirm", rules)
    part_us[9] = 0
    part_us[11] = stage_micro("write", rules) - stage_micro("label", rules)
}

function table_stages(    i, k, m, sets, key, line, total, seen) {
    print "\n## Stages\n"
    print "Microseconds of CPU a comment on one thread, least of all runs; a part is the"
    print "difference of two ways, so what takes nearly nothing may be below it.\n"
    m = 0
    for (i = 1; i <= n; i++)
        if (stage[order[i]] && !(rules_of(order[i]) in seen)) {
            seen[rules_of(order[i])] = 1
            sets[++m] = rules_of(order[i])
        }
    line = "| part |"
    for (i = 1; i <= m; i++)
        line = line " " sets[i] " |"
    print line
    line = "| --- |"
    for (i = 1; i <= m; i++)
        line = line " ---: |"
    print line
    for (k = 1; k <= 11; k++) {
        if (k == 9)
            continue
        line = ""
        for (i = 1; i <= m; i++) {
            parts(sets[i])
            line = line sprintf(" %.2f |", part_us[k])
        }
        print "| " (part[k] == "label" ? "decide, label" : part[k]) " |" line
    }
    line = "| sum |"
    for (i = 1; i <= m; i++) {
        parts(sets[i])
        total = 0
        for (k = 1; k <= 11; k++)
            total += part_us[k]
        line = line sprintf(" %.2f |", total)
    }
    print line
    line = "| the program |"
    for (i = 1; i <= m; i++) {
        key = find("leitmotiv @" sets[i])
        line = line sprintf(" %.2f |", key == "" ? 0 : micro(key, 1))
    }
    print line
    line = "| load, ms |"
    for (i = 1; i <= m; i++)
        line = line sprintf(" %.1f |", stage_micro("load", sets[i]) / 1000)
    print line
    first_set = sets[1]
}

function json(    i, key, file_name) {
    file_name = "report.json"
    print "[" >file_name
    for (i = 1; i <= n; i++) {
        key = order[i]
        printf "  {\"name\":\"%s\",\"rules\":\"%s\",\"stage\":%s,\"comments\":%d,\"runs\":%d,", \
            plain_name(name[key]), rules_of(key), \
            stage[key] ? "true" : "false", comments[key], runs[key] >file_name
        printf "\"cpu_s\":[%.6f,%.6f,%.6f],\"wall_s\":[%.6f,%.6f,%.6f],\"peak_kib\":%d}%s\n", \
            value("cpu", key, 0), value("cpu", key, 1), value("cpu", key, 2), \
            value("wall", key, 0), value("wall", key, 1), \
            value("wall", key, 2), peak[key], i < n ? "," : "" >file_name
    }
    print "]" >file_name
    close(file_name)
}

# ---- the chart: engines on a logarithmic scale, stages on a linear one ----

function bar(text, us, width, class, label) {
    y += 24
    printf "<text class=\"name\" x=\"190\" y=\"%d\">%s</text>\n", y + 13, text >svg
    printf "<rect class=\"%s\" x=\"200\" y=\"%d\" width=\"%.1f\" height=\"16\"/>\n", \
        class, y, width < 1 ? 1 : width >svg
    printf "<text x=\"%.1f\" y=\"%d\">%s</text>\n", 206 + width, y + 13, label >svg
}

function log_width(us) {
    return us <= 0.01 ? 0 : log(us / 0.01) / log(10) * 70
}

function number(us) {
    return us < 10 ? sprintf("%.2f µs", us) : sprintf("%.0f µs", us)
}

function chart(    i, k, key, text, most) {
    svg = "report.svg"
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 600\" font-family=\"sans-serif\" font-size=\"12\">" >svg
    print "<style>text{fill:#24292f}.name{text-anchor:end}.head{font-size:14px;font-weight:bold}.us{fill:#0f6fb5}.them{fill:#9aa4ae}.part{fill:#2f9e6e}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>" >svg
    printf "<text class=\"head\" x=\"20\" y=\"24\">A comment, %s rules: CPU, logarithmic</text>\n", first_set >svg
    y = 14
    for (i = 1; i <= n; i++) {
        key = order[i]
        text = plain_name(name[key])
        if (stage[key] || comments[key] < 2 || text ~ /^(labels|start|leitmotiv,|[0-9])/)
            continue
        if (rules_of(key) != first_set && rules_of(key) != "")
            continue
        bar(text, micro(key, 1), log_width(micro(key, 1)), text ~ /^(leitmotiv|naive)/ ? "us" : "them", number(micro(key, 1)))
    }
    y += 50
    printf "<text class=\"head\" x=\"20\" y=\"%d\">Where leitmotiv's time goes, %s rules: CPU, linear</text>\n", y, first_set >svg
    y -= 10
    parts(first_set)
    most = 0.001
    for (k = 1; k <= 11; k++)
        if (part_us[k] > most)
            most = part_us[k]
    for (k = 1; k <= 11; k++)
        if (k != 9)
            bar(part[k] == "label" ? "decide, label" : part[k], part_us[k], part_us[k] > 0 ? part_us[k] / most * 400 : 0, "part", number(part_us[k]))
    print "</svg>" >svg
    close(svg)
}

END {
    table_rows()
    table_stages()
    json()
    chart()
}
