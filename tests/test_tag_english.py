"""Names in English: from the lists where they have them, else put together by rule."""

import pytest

from khabar.knowledge import shared
from khabar.model import Document, Mention
from khabar.reading import Reading
from khabar.segment import tokens_of

KNOWN = shared()


def english(kind: str, name: str) -> str | None:
    """Return the English name that a report gives the only name in it."""
    text = f"قرب {name} أمس"
    reading = Reading(Document("r", text), tokens_of(text, KNOWN.vocabulary), mentions=[Mention("m1", 4, 4 + len(name), name, kind)], roles=[])
    return KNOWN.resolver.resolved(reading).entities[0].name_en


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("براك اوباما", "Barack Obama"),
        ("محمود العلايلي", "Mahmoud Al-Alayli"),
        ("عبدالحكيم الشاذلي", "Abdel Hakim Chedly"),
        ("طلعت عبد الله", "Talaat Abdullah"),
        ("بنديكت السادس عشر", "Benedict XVI"),
        ("أحمد محمود", "Ahmad Mahmoud"),
    ],
)
def test_persons_in_english(name: str, wanted: str) -> None:
    assert english("PER", name) == wanted


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        ("LOC", "مطار دمشق الدولي", "Damascus Airport"),
        ("LOC", "بنغازي القديمة", "Old Benghazi"),
        ("LOC", "الحدود التركية", "border of Turkey"),
        ("LOC", "ميدان «السلام»", "Salam Square"),
        ("ORG", "محكمة جنايات السويس", "Suez Criminal Court"),
        ("ORG", "السفارة الليبية", "Embassy of Libya"),
        ("ORG", "مستشفى المحلة العام", "El Mahalla General Hospital"),
        ("ORG", "محكمة الأسرة", None),
    ],
)
def test_places_and_bodies_in_english_by_rule(kind: str, name: str, wanted: str | None) -> None:
    assert english(kind, name) == wanted
