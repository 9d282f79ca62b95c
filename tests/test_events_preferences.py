"""What kinds of people act and are met."""

import pytest

from khabar.extract.events_preferences import UNCOUNTED, Preferences, kind_of
from khabar.tables import rows

PREFERENCES = Preferences()


@pytest.mark.parametrize(
    ("who", "standing", "sector", "kind"),
    [
        ("<students of كلية الحقوق>", "unnamed", "EDU", "students"),
        ("<minister of foreign affairs of Egypt>", "unnamed", "GOV", "minister"),
        ("<Muslims in India>", "unnamed", "REL", "people"),
        ("org-tunisia-police", "ORG", "COP", "ORG/COP"),
        ("loc-oman", "country", "GOV", "country/GOV"),
    ],
)
def test_kinds_are_told_apart_by_office_and_deed_and_never_by_name_or_faith(who: str, standing: str, sector: str, kind: str) -> None:
    assert kind_of(who, standing, sector) == kind


@pytest.mark.parametrize(
    ("kind_of_event", "frame", "kind", "acts"),
    [
        ("COERCE", "arrest", "ORG/COP", True),
        ("COERCE", "arrest", "defendants", False),
        ("PROTEST", "protest", "residents", True),
        ("ASSAULT", "raid", "ORG/MIL", True),
        ("ASSAULT", "kill", "children", False),
    ],
)
def test_who_acts_oftener_than_he_is_met_is_told_by_the_sign(kind_of_event: str, frame: str, kind: str, acts: bool) -> None:  # noqa: FBT001 - a case
    assert (int(PREFERENCES[kind_of_event, frame, kind][2]) > 0) is acts


def test_nothing_is_told_of_a_kind_that_was_never_counted() -> None:
    assert PREFERENCES["ASSAULT", "kill", "astronauts"] == UNCOUNTED


def test_a_frame_that_was_never_counted_prefers_what_its_type_prefers() -> None:
    assert int(PREFERENCES["COERCE", "unheard-of", "defendants"][1]) > 0


def test_no_name_and_no_faith_is_counted() -> None:
    kinds = {row["kind"] for row in rows("events_preferences.tsv")}
    assert not [kind for kind in kinds if kind.startswith(("per-", "org-", "loc-", "<"))]
    assert kinds.isdisjoint({"Muslims", "Christians", "Jews", "Shiites", "Salafists", "Islamists"})
