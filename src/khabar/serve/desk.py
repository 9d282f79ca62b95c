"""The desk: one store, one set of templates, and what each request needs of both."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from khabar.query.listing import first_line
from khabar.serve import links
from khabar.serve.called import Called
from khabar.serve.language import COOKIE, Language, language_of
from khabar.serve.settings import Settings
from khabar.store.database import Database

NAVIGATION = (
    ("/", "search"),
    ("/entities", "entities"),
    ("/places", "places"),
    ("/timeline", "timeline"),
    ("/processes", "processes"),
    ("/outlets", "outlets"),
    ("/corrections", "corrections"),
)
YEAR = 365 * 24 * 3600


class Desk:
    """A store with its pages."""

    def __init__(self, settings: Settings) -> None:
        """Open the store.

        Raises:
            StoreError: there is no store at the path, or it is of another version.
        """
        self.settings = settings
        self.database = Database(settings.store, read_only=not settings.edit, create=False)
        self.stamp = stamp()
        self.templates = jinja2.Environment(
            loader=jinja2.PackageLoader("khabar.serve"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.templates.globals |= {"page": links.page, "evidence": links.evidence, "with_query": links.with_query, "short": short, "first_line": first_line}
        self.templates.globals |= {"navigation": NAVIGATION, "stamp": self.stamp, "edit": settings.edit}

    def page(self, request: Request, template: str, here: str, *, code: int = 200, **values: Any) -> Response:
        """Return a page in the reader's language; ``here`` is the part of the desk it belongs to."""
        asked = request.query_params.get("lang")
        language = language_of(asked, request.cookies.get(COOKIE))
        known: Mapping[str, Any] = {
            "lang": language,
            "called": Called(self.database, language),
            "t": language.say,
            "term": language.term,
            "here": here,
            "other_language": address_with(request, lang=language.other.code),
            "form_key": self.settings.form_key if self.settings.edit else "",
            "request_path": request.url.path,
        }
        answer = HTMLResponse(self.templates.get_template(template).render({**values, **known}), code)
        if asked == language.code:
            answer.set_cookie(COOKIE, language.code, max_age=YEAR, samesite="lax")
        return answer

    def refusal(self, request: Request, code: int, key: str, reason: str = "") -> Response:
        """Return a page that says what could not be done."""
        return self.page(request, "error.html", "", code=code, key=key, reason=reason)


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def language_for(request: Request) -> Language:
    """Return the language that a request's page is written in."""
    return language_of(request.query_params.get("lang"), request.cookies.get(COOKIE))


def address_with(request: Request, **changes: str | None) -> str:
    """Return the address of a request with some of its questions changed, or left out where they are None."""
    kept = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=False, errors="replace") if name not in changes]
    pairs = kept + [(name, value) for name, value in changes.items() if value is not None]
    return request.url.path + ("?" + urlencode(pairs, errors="replace") if pairs else "")


def short(text: str, most: int) -> str:
    """Return a text cut after ``most`` code points, with an ellipsis where something is left out."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def stamp() -> str:
    """Return a mark that changes when a style, script or font does, so that a browser may keep them for ever."""
    digest = hashlib.sha256()
    static = files("khabar.serve") / "static"
    for folder in (static, static / "vendor"):
        if folder.is_dir():
            for path in sorted(folder.iterdir(), key=lambda path: path.name):
                if path.is_file():
                    digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]
