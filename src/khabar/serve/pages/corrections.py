"""Corrections: what analysts judged otherwise than khabar, the log, and with ``--edit`` the forms.

A correction is a judgement of ``khabar.store.judging``: it is written into a log, takes effect at once, and holds when reports are read anew.
"""

import hmac
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from khabar.errors import ConfigError
from khabar.link.judgements import KINDS, OF_REPORTS
from khabar.link.rejections import Place
from khabar.query.entities import entity
from khabar.query.listing import Party, parties_of
from khabar.serve import links
from khabar.serve.desk import Desk, desk_of
from khabar.serve.kept import Kept
from khabar.serve.pages import asked
from khabar.store.judging import Judging, Reason

routes = APIRouter()
edit_routes = APIRouter()

TYPES = ("PER", "ORG", "LOC", "PROC")
MOST_LOG = 200
_PERSON = re.compile(r"\bper-[\w.-]*\w", re.ASCII)
MOST = {"who": 60, "note": 500, "value": 200, "one": 600, "other": 500, "kind": 20, "number": 12, "form_key": 60}


@dataclass(frozen=True, slots=True)
class Correction:
    """What a form sent: the kind of judgement, whom it is about, the other one or the new value, who judges and why."""

    kind: str
    one: str
    other: str
    value: str
    who: str
    note: str


@routes.get("/corrections")
def corrections_page(request: Request) -> Response:
    """Return the log of corrections; with an entity, its forms."""
    return page(request, asked.value(request, "entity"))


@edit_routes.post("/corrections")
async def correct(request: Request) -> Response:
    """Write a judgement down and put it into effect."""
    given = await sent(request)
    correction = Correction(*(given.get(name, "").strip() for name in Correction.__slots__))
    try:
        number = await run_in_threadpool(judged, desk_of(request), correction)
    except ConfigError as error:
        return await run_in_threadpool(page, request, correction.one or None, str(error), 400)
    forget(request)
    return RedirectResponse(after(correction.kind, correction.one, number), 303)


@edit_routes.post("/corrections/undo")
async def take_back(request: Request) -> Response:
    """Take a judgement back."""
    given = await sent(request)
    number = given.get("number", "")
    try:
        taken = await run_in_threadpool(Judging(desk_of(request).database, "").undo, int(number) if number.isascii() and number.isdigit() else 0)
    except ConfigError as error:
        return await run_in_threadpool(page, request, given.get("one"), str(error), 400)
    forget(request)
    return RedirectResponse(after(taken.kind, taken.one, number) if taken.kind in OF_REPORTS else f"/corrections#judgement-{number}", 303)


def judged(desk: Desk, correction: Correction) -> int:
    """Judge, and return the number of the judgement.

    Raises:
        ConfigError: it says nothing that can hold, or the store has no such entity.
    """
    second = correction.other if correction.kind in {"same", "different", "unsure"} else correction.value
    return Judging(desk.database, correction.who or "desk").judge(correction.kind, correction.one, second, correction.note or None).number


def report_of(kind: str, one: str) -> str | None:
    """Return the report that a judgement is about, None where it is about entities."""
    return Place.parsed(one).report if kind == "reject" else one if kind == "date" else None


def after(kind: str, one: str, number: object) -> str:
    """Return the address that shows what a judgement changed: the report that it is about, else the log."""
    report = report_of(kind, one)
    return links.page("report", report) if report else links.with_query("/corrections", entity=one) + f"#judgement-{number}"


def page(request: Request, identity: str | None, problem: str = "", code: int = 200) -> Response:
    """Return the page of corrections, about one entity where one is given."""
    desk = desk_of(request)
    judging = Judging(desk.database, "")
    log = judging.all()[::-1]
    shown = log[:MOST_LOG]
    found = entity(desk.database, identity, most=12) if identity else None
    reasons = judging.reasons(found.id) if found and found.type == "PER" else []
    return desk.page(
        request,
        "corrections.html",
        "corrections",
        code=code,
        it=found,
        log=shown,
        n_log=len(log),
        reasons=named(desk, reasons[:30]),
        names=names(desk, [identity for line in shown if line.kind not in OF_REPORTS for identity in (line.one, line.other) if identity]),
        reports={line.number: report for line in shown if (report := report_of(line.kind, line.one))},
        problem=problem,
        kinds=KINDS,
        types=TYPES,
    )


def named(desk: Desk, reasons: list[Reason]) -> list[Reason]:
    """Return why nodes are one person, with the names of those whom the reasons mention by id."""
    mentioned = [identity for reason in reasons for identity in _PERSON.findall(reason.reason or "")]
    known = names(desk, mentioned)
    return [replace(reason, reason=_PERSON.sub(lambda found: known[found[0]].name, reason.reason or "") or None) for reason in reasons]


def names(desk: Desk, ids: list[str]) -> dict[str, Party]:
    """Return who the entities of the log are now, by id."""
    distinct = sorted(set(ids))
    return dict(zip(distinct, parties_of(desk.database, distinct), strict=True))


async def sent(request: Request) -> dict[str, str]:
    """Return the fields of a form of ours.

    Raises:
        HTTPException: the form does not carry this start's key, so another page made it.
    """
    body = (await request.body()).decode("utf-8", "replace")
    given = {name: value[: MOST[name]] for name, value in parse_qsl(body, keep_blank_values=True, errors="replace") if name in MOST}
    if not hmac.compare_digest(given.get("form_key", "").encode(), desk_of(request).settings.form_key.encode()):
        raise HTTPException(403)
    return given


def forget(request: Request) -> None:
    """Forget the answers from before the correction."""
    kept: Kept = request.app.state.kept
    kept.clear()
