"""Known names: matching by words, and the tables that they come from."""

import pytest

from khabar.fold import fold
from khabar.knowledge import shared
from khabar.tables import rows
from khabar.tag.gazetteer import Entry, Gazetteer, keys_of
from khabar.vocabulary import press_vocabulary


def entry(name: str) -> Entry:
    return Entry(f"loc-{name}", "LOC", name)


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return shared().names.gazetteer


def test_the_longest_name_wins_and_none_overlaps() -> None:
    names = Gazetteer([(("دير", "الزور"), entry("a")), (("دير",), entry("b")), (("الزور", "الشرقي"), entry("c"))])
    found = names.hits(["في", "دير", "الزور", "الشرقي"], range(4))
    assert [(h.first, h.stop, h.entries[0].name) for h in found] == [(1, 3, "a")]


def test_a_name_is_not_found_across_the_end() -> None:
    names = Gazetteer([(("دير", "الزور"), entry("a")), (("دير",), entry("b"))])
    assert [(h.first, h.stop) for h in names.hits(["دير"], range(1))] == [(0, 1)]


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("دمشق", "loc-damascus"),
        ("ديرالزور", "loc-deir-ez-zor"),
        ("اسطنبول", "loc-istanbul"),
        ("الأمم المتحدة", "org-un"),
        ("حزب الله", "org-hezbollah"),
        ("الحرس الثورى الإيرانى", "org-irgc"),
        ("سيرجى لافروف", "per-sergey-lavrov"),
    ],
)
def test_spellings_lead_to_one_entry(known: Gazetteer, name: str, identity: str) -> None:
    assert known.known(name, shared().vocabulary)[0].id == identity


def test_places_carry_where_they_are(known: Gazetteer) -> None:
    place = known.known("البوكمال", shared().vocabulary)[0]
    assert (place.country, round(place.lat or 0), round(place.lon or 0)) == ("SY", 34, 41)


def test_particles_inside_a_name_are_tokens_of_their_own() -> None:
    assert keys_of("الهيئة العليا للمفاوضات", press_vocabulary()) == (fold("الهيئة"), fold("العليا"), "ل", fold("المفاوضات"))


@pytest.mark.parametrize("table", ["bodies.tsv", "places.tsv", "names-people.tsv"])
def test_ids_of_a_table_are_unique_and_names_are_written(table: str) -> None:
    found = rows(table)
    assert len({row["id"] for row in found}) == len(found)
    assert all(row["name"] and row["name_en"] for row in found)


def test_places_lie_on_the_earth() -> None:
    for row in rows("places.tsv"):
        assert -90 <= float(row["lat"] or 0) <= 90, row  # الغرب is no place on the map
        assert -180 <= float(row["lon"] or 0) <= 180, row
        assert row["country"] == "" or len(row["country"]) == 2, row
