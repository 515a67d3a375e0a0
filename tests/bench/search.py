"""The loop of loop.c with Python's re.

    search.py PATTERNS COMMENTS
"""
import re
import sys

rules = []
with open(sys.argv[1], encoding="utf-8") as patterns:
    for line in patterns:
        theme, _, regex = line.rstrip("\n").split("\t", 2)
        rules.append((theme, re.compile(regex, re.IGNORECASE)))
with open(sys.argv[2], encoding="utf-8") as comments:
    for number, comment in enumerate(comments, 1):
        told = None
        for theme, rule in rules:
            if rule.search(comment) and theme != told:
                print(number, theme)
                told = theme
