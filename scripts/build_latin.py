"""Compile the Latin spellings of Arabic personal names that ship with khabar.

usage: python scripts/build_latin.py FOLDER

FOLDER holds the open lists: wikidata_ar_latin_fullnames_from_romanizer.tsv (arabic-name-romanizer, MIT; Wikidata, CC0),
wd_arabic.aligned.tokens (NETransliteration-COLING2018, CC0), google_ar2en.txt (google/transliteration, Apache-2.0) and
nerar_pers_ar_latin.tsv (SouhirG/NERAr, BSD-2). Writes ``src/khabar/data/latin-words.tsv.gz`` (words of names) and
``src/khabar/data/latin-names.tsv.gz`` (whole names whose spelling does not follow from their words).
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from khabar.fold import fold
from khabar.link.compare import latin_parts
from khabar.tag.latin import shared
from khabar.tag.sounds import latin_nearness
from khabar.tag.spelling import core
from packed import write

ARAB = set("DZ EG MA TN IQ SA LB SY PS JO AE YE KW QA BH LY OM".split())
LETTERS = re.compile("[\u0621-\u064a]{2,}")
UNLIKE, ALIKE, ALIKE_WORD, ALIKE_WHOLE = 0.4, 0.5, 0.7, 0.8  # nearness of sound
MOST, LEAST = 5, 0.04  # spellings kept of a word, and the least share of each
Spellings = dict[str, Counter[str]]


def plain(latin: str) -> str:
    """Return a Latin name without diacritics."""
    return unicodedata.normalize("NFKD", latin.replace("ʿ", "").replace("ʾ", "")).encode("ascii", "ignore").decode().strip()


def full_names(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield Arabic key, Latin name, language and country."""
    for line in (folder / "wikidata_ar_latin_fullnames_from_romanizer.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        arabic, latin, language, country, _ = line.split("\t")
        yield fold(arabic), plain(latin), language, country


def particle_joined(latin: str) -> list[str]:
    """Return the words of a Latin name, the article with its word."""
    return re.sub(r"\b(al|el|Al|El|Abd|abd|Abu|abu|Bin|bin|Ben|ben)[ -](?=\w)", r"\1-", latin).split()


def arabic_joined(key: str) -> list[str]:
    """Return the words of an Arabic key, those that Latin joins together."""
    return re.sub(r"\b(عبد|ابو|بن) ", r"\1_", key).split()


def word_spellings(folder: Path) -> tuple[Spellings, Counter[str]]:
    """Return the Latin spellings of each word with their weights, and how many Arab names hold the word."""
    spellings: Spellings = defaultdict(Counter)
    arab: Counter[str] = Counter()
    for key, latin, language, country in full_names(folder):
        ours, theirs = key.split(), latin.split()
        if country in ARAB:
            arab.update(ours)
        if len(ours) == len(theirs) and language != "alias" and country != "DZ":
            for word, spelt in zip(ours, theirs, strict=True):
                spellings[word][spelt] += 3
        ours, theirs = arabic_joined(key), particle_joined(latin)
        if len(ours) == len(theirs) and len(ours) > 1 and country != "DZ":
            for word, spelt in zip(ours, theirs, strict=True):
                if "_" not in word:
                    spellings[word][spelt.title() if spelt.islower() else spelt] += 3
    for line in (folder / "wd_arabic.aligned.tokens").read_text(encoding="utf-8").splitlines():
        latin, spaced, count = line.split("\t")
        spellings[fold(spaced.replace(" ", ""))][plain(latin).title()] += min(int(count), 20)
    for line in (folder / "google_ar2en.txt").read_text(encoding="utf-8").splitlines():
        arabic, _, latin = line.partition("\t")
        if "'" not in latin and latin:
            spellings[fold(arabic)][plain(latin).title()] += 1
    return spellings, arab


def rows_of_words(spellings: Spellings, arab: Counter[str]) -> Iterator[tuple[str, list[str], int]]:
    """Yield each word with its commonest spellings and the count of Arab names that hold it."""
    for word in sorted(spellings):
        if LETTERS.fullmatch(word):
            total = sum(spellings[word].values())
            ranked = sorted(spellings[word].items(), key=lambda item: (-item[1], item[0]))
            best = [latin for latin, weight in ranked[:MOST] if weight >= LEAST * total and re.fullmatch(r"[A-Za-z][A-Za-z'’-]*", latin)]
            if best:
                yield word, _by_sound(word, best), arab[word]


def _by_sound(word: str, spellings: list[str]) -> list[str]:
    """Return the spellings of a word, those that sound nothing like it last where others do: beside الخليلي a list has Faris, his other name."""
    sounds = {latin: latin_nearness(word.removeprefix("ال"), "".join(latin_parts(latin))) for latin in spellings}
    return sorted(spellings, key=lambda latin: sounds[latin] < UNLIKE) if max(sounds.values()) >= ALIKE_WORD else spellings


def spells(key: str, latin: str) -> bool:
    """Tell whether a Latin name spells an Arabic one: first and last words sound alike, or the whole; not another name of the person, or a fuller one."""
    ours, theirs = core(key), latin_parts(latin)
    if not theirs:
        return False
    return min(_near(ours[0], theirs[0]), _near(ours[-1], theirs[-1])) >= ALIKE or latin_nearness("".join(ours), "".join(theirs)) >= ALIKE_WHOLE


def _near(word: str, latin: str) -> float:
    return 1.0 if word in shared().meanings(latin) else latin_nearness(word, latin)


def rows_of_names(folder: Path, best: dict[str, str]) -> Iterator[str]:
    """Yield whole names of two words or more whose Latin spelling is not that of their words."""
    seen: dict[str, str] = {}
    for key, latin, language, _ in full_names(folder):
        if len(key.split()) > 1 and language == "en" and re.fullmatch(r"[A-Za-z'’. -]+", latin) and spells(key, latin):
            seen.setdefault(key, latin)
    for key in sorted(seen):
        yield f"{key}\t{seen[key] if seen[key] != ' '.join(best.get(w, '') for w in key.split()) else ''}"


def main() -> None:
    """Build both tables."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    words = list(rows_of_words(*word_spellings(folder)))
    write(
        "latin-words.tsv.gz",
        "Words of personal names by folded key: the Latin spellings, commonest first, and how many names of Arab countries hold the word.\n"
        "Sources: arabic-name-romanizer (MIT; Wikidata, CC0), NETransliteration-COLING2018 (CC0), google/transliteration (Apache-2.0).",
        (f"{word}\t{'|'.join(latin)}\t{arab}" for word, latin, arab in words),
    )
    write(
        "latin-names.tsv.gz",
        "Personal names by folded key with their Latin spelling; left empty where it is that of their words in latin-words.tsv.gz.\n"
        "Source: arabic-name-romanizer (MIT; Wikidata, CC0).",
        rows_of_names(folder, {word: latin[0] for word, latin, _ in words}),
    )


if __name__ == "__main__":
    main()
