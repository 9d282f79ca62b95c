"""Raise the floors of the quality gate to what is reached now: raise_floors.py [--allow-regression].

Prints each measure with its floor before and after. A floor falls only with --allow-regression; say why in the changelog.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gate.floors import FILE, floors, raised, reached

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--allow-regression", action="store_true", help="let floors fall to what is reached now")
arguments = parser.parse_args()

old = floors() if FILE.exists() else {}
counts = reached()
new = raised(old, counts, allow_regression=arguments.allow_regression)
for name, count in sorted(counts.items()):
    print(f"{name:20} {count.f1:.3f}  ({count.right} right, {count.given} given, {count.wanted} wanted)  floor {old.get(name, 0.0):.3f} -> {new[name]:.3f}")
FILE.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
