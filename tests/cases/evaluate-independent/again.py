"""Recomputes what `evaluate` prints, in exact fractions and from definitions.

make      two coders who often agree with the labels: one skips comments
compare   counts, P, R, F1, kappa, alpha of every theme, and overall
binomial  100 comments that all have a theme, of which 80 are found
interval  F1 of these must have the quantiles of the binomial distribution
"""
import csv
import json
import sys
from fractions import Fraction
from itertools import combinations
from math import comb
from zlib import crc32


def read_labels(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {row["id"]: {label["theme"] for label in row["labels"]}
            for row in rows if row["status"] != "empty"}


def make(labels_path, gold_path):
    labels = read_labels(labels_path)
    themes = sorted(set().union(*labels.values()))
    with open(gold_path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["comment_id", "theme", "label", "coder", "weight"])
        for number, (key, found) in enumerate(labels.items()):
            weight = 1 + number % 3 / 2
            for theme in themes:
                for coder, flips in (("A", 6), ("B", 9)):
                    chance = crc32(f"{key} {theme} {coder}".encode())
                    if coder == "B" and chance % 5 == 0:
                        continue
                    says = (theme in found) != (chance % flips == 0)
                    out.writerow([key, theme, int(says), coder, weight])


def read_gold(path):
    says, weights = {}, {}
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = row["comment_id"], row["theme"]
            says.setdefault(key, []).append(int(row["label"]))
            weights[row["comment_id"]] = Fraction(row["weight"])
    return says, weights


def alpha(units):
    """Observed against expected disagreement, by counting pairs of values."""
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    n = len(values)
    observed = sum(Fraction(2 * sum(a != b for a, b in combinations(unit, 2)),
                            len(unit) - 1) for unit in units)
    ones = sum(values)
    expected = Fraction(2 * ones * (n - ones), n - 1) if n > 1 else 0
    return 1 - observed / expected if expected else None


def ratio(part, whole):
    return Fraction(part) / whole if whole else None


def rates(c):
    n = sum(c.values())
    agreed = ratio(c["tp"] + c["tn"], n)
    chance = (ratio((c["tp"] + c["fp"]) * (c["tp"] + c["fn"])
                    + (c["fn"] + c["tn"]) * (c["fp"] + c["tn"]), n * n))
    return {"precision": ratio(c["tp"], c["tp"] + c["fp"]),
            "recall": ratio(c["tp"], c["tp"] + c["fn"]),
            "f1": ratio(2 * c["tp"], 2 * c["tp"] + c["fp"] + c["fn"]),
            "kappa": ratio(agreed - chance, 1 - chance)}


def same(name, mine, theirs):
    if mine is None or theirs is None:
        good = mine is theirs
    else:  # six decimals; a half may go either way
        good = abs(mine - Fraction(str(theirs))) <= Fraction(1, 2000000)
    if not good:
        print("differs:", name, mine and float(mine), theirs)
    return good


def compare(labels_path, gold_path, numbers_path):
    labels, (says, weights) = read_labels(labels_path), read_gold(gold_path)
    with open(numbers_path, encoding="utf-8") as file:
        numbers = json.load(file)
    good, checked, units = True, 0, {"coders": [], "engine": []}
    total = dict.fromkeys(("tp", "fp", "fn", "tn"), Fraction(0))
    for theme in numbers["themes"]:
        if theme["kind"] != "theme":
            continue
        name = theme["theme"]
        plain = dict.fromkeys(total, 0)
        sums = dict.fromkeys(total, Fraction(0))
        own = {"coders": [], "engine": []}
        for key, found in labels.items():
            votes = says.get((key, name), [])
            own["coders"].append(votes)
            own["engine"].append(votes + [int(name in found)])
            if 2 * sum(votes) == len(votes):
                continue  # a tie, or nobody
            gold = 2 * sum(votes) > len(votes)
            cell = (("tp" if gold else "fp") if name in found
                    else ("fn" if gold else "tn"))
            plain[cell] += 1
            sums[cell] += weights[key]
        for cell in plain:
            good = same(f"{name} {cell}", plain[cell], theme[cell]) and good
            total[cell] += sums[cell]
        for rate, value in rates(sums).items():
            good = same(f"{name} {rate}", value, theme[rate]) and good
        for who in own:
            good = same(f"{name} alpha {who}", alpha(own[who]),
                        theme["alpha_" + who]) and good
            units[who] += own[who]
        checked += 1
    everything = numbers["overall"]["all"]
    mine = rates(total)
    for rate, key in (("precision", "precision"), ("recall", "recall"),
                      ("f1", "micro_f1"), ("kappa", "kappa")):
        good = same("overall " + rate, mine[rate], everything[key]) and good
    for who in units:
        good = same("overall alpha " + who, alpha(units[who]),
                    everything["alpha_" + who]) and good
    print(checked > 20 and "many" or checked, "themes",
          "agree" if good else "differ")


def binomial(survey_path, gold_path):
    with open(survey_path, "w", encoding="utf-8") as survey, \
            open(gold_path, "w", encoding="utf-8") as gold:
        survey.write("id,comment\n")
        gold.write("comment_id,theme\n")
        for number in range(100):
            words = "is rather dirty" if number < 80 else "could be cleaner"
            survey.write(f"{number + 1000},The floor of room {number} {words}\n")
            gold.write(f"{number + 1000},dirt\n")


def interval(numbers_path):
    with open(numbers_path, encoding="utf-8") as file:
        low, high = json.load(file)["overall"]["all"]["micro_f1_95"]

    def quantile(share):
        below = 0.0
        for k in range(101):
            below += comb(100, k) * 0.8 ** k * 0.2 ** (100 - k)
            if below >= share:
                return k

    def f1(found):
        return 2 * found / (found + 100)

    near = (abs(low - f1(quantile(0.025))) < 0.006
            and abs(high - f1(quantile(0.975))) < 0.006)
    print("the interval is that of the binomial" if near else (low, high))


globals()[sys.argv[1]](*sys.argv[2:])
