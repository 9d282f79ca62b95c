"""Names that look like times: 8 آذار (a party), السادس من أكتوبر (a town), شعبان (a man), the newspaper اليوم."""

from bisect import bisect_right

from khabar.extract.times_line import Expression, Line, letters
from khabar.reading import Reading

# a date behind one of these is a name: the revolution, street, bridge, camp or town that bears it
_NAMED_AFTER = frozenset(
    "ثوره ثورتي قوي فريق تحالف شباب ميدان شارع جسر كوبري مدينه جامعه انتفاضه كتايب لواء تيار ايتلاف حزب جبهه حرب نصر انتصار انتصارات صحيفه جريده قناه موقع حركه "
    "مستشفي مدرسه ملعب استاد حي ساحه مجمع منتدي معسكر مخيم طريق سد مطار نادي ذكري ثوار اهداف مباديء مبادي معركه ملحمه شهداء شهيد عدوان فريقي قاعده كليه معهد روح".split()
)
_ASKING = letters("IN SINCE TO OF BETWEEN BEFORE AFTER DAY TWODAYS DAILY DURING BOUND")
_PAPERS = frozenset("المصري اخبار الاخبار صحيفه جريده موقع قناه مجله روسيا بوابه".split())
_DAY_NAMES = frozenset("صلاه خطبه خطيب جمعه امام سوره".split())
# days that name a party, an uprising or a war: a date only behind a word that asks for one
_NAMED_DAYS = frozenset({(3, 8), (3, 14), (1, 25), (6, 30), (2, 17), (10, 17), (9, 11), (7, 14), (10, 6)})


def is_name(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether an expression stands inside a name, by the mentions found or by the word before it."""
    return _in_mention(line, expression, reading) or _named_after(line, expression)


def _in_mention(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether the mention that reaches over the expression's first character holds the whole of it."""
    if not reading.mentions:
        return False
    start, end = line.tokens.starts[expression.first], line.tokens.ends[expression.stop - 1]
    at = bisect_right(reading.mentions, start, key=lambda m: m.start)
    return any(m.start <= start and end <= m.end for m in reading.mentions[max(0, at - 4) : at])


def _named_after(line: Line, expression: Expression) -> bool:
    before = line.key(expression.first - 1)
    if expression.kind == "date" and expression.year is None and expression.relative is None and not expression.weekdays and expression.until is None:
        if (
            (expression.month, expression.days[0]) in _NAMED_DAYS
            and line.letter(expression.first - 1) not in _ASKING
            and line.letter(expression.first) not in _ASKING
        ):
            return True
        return before in _NAMED_AFTER or (before == "و" and line.key(expression.first - 2) in _NAMED_AFTER)
    if expression.kind == "month" and expression.year is None and expression.relative is None:
        return before in _NAMED_AFTER
    if expression.kind == "day" and expression.stop == expression.first + 1:
        return before in _PAPERS
    return expression.kind == "weekday" and before in _DAY_NAMES
