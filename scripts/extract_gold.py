"""Write the records of a JSON Lines file of reports: extract_gold.py REPORTS.jsonl > RECORDS.jsonl (for measuring while a part is built)."""

import json
import sys
from pathlib import Path

from khabar.knowledge import load
from khabar.model import Document
from khabar.pipeline import annotate

knowledge = load()
for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    row = json.loads(line)
    document = Document(row["id"], row["text"], published=row.get("published"), outlet=row.get("outlet"))
    print(json.dumps(annotate(document, knowledge).to_dict(), ensure_ascii=False))
