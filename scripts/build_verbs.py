"""List the verbs of Modern Standard Arabic: build_verbs.py MSA-Verb-LEX-PV.csv > writes src/khabar/data/verbs.txt.gz."""

import csv
import re
import sys
from pathlib import Path

from khabar.fold import fold
from packed import write

HEADER = """Verbs of Modern Standard Arabic, third person masculine past, folded.
Source: CAMeL-Lab/camel_morph, MSA-Verb-LEX-PV (CC BY 4.0): lemmas transcribed from Buckwalter's letters and folded.
"""
LETTERS = dict(zip("'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYy{", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيا", strict=True))


def arabic(buckwalter: str) -> str:
    """Return a word in Arabic letters; vowels and doubling are left out."""
    return "".join(LETTERS.get(c, "") for c in re.sub(r"[-_].*$", "", buckwalter))


def main(path: str) -> None:
    """Write the folded lemmas of a table of verb stems."""
    with Path(path).open(encoding="utf-8") as file:
        verbs = {fold(arabic(row["LEMMA"])) for row in csv.DictReader(file) if row["CLASS"] == "[STEM-PV]"}
    write("verbs.txt.gz", HEADER, (verb for verb in sorted(verbs) if len(verb) > 1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
