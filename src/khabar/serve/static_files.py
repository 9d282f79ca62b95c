"""Styles, scripts, fonts and world data, served from the package, compressed beforehand where a browser takes it so."""

import mimetypes
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".txt": "text/plain"}
KEPT = "private, max-age=31536000, immutable"


def catalogue() -> dict[str, Path]:
    """Return the files of the static folder by the path they are asked for with; nothing else can be asked for."""
    root = Path(str(files("khabar.serve") / "static"))
    return {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in {*TYPES, ".gz"}}


def static_route() -> Route:
    """Return the route of ``/static/…``."""
    known = catalogue()

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        path = known.get(name)
        if path is None or path.suffix == ".gz":
            return PlainTextResponse("There is no such file. Where the desk was installed from its source: python scripts/build_assets.py\n", 404)
        headers = {"vary": "accept-encoding", **({"cache-control": KEPT} if request.url.query else {})}
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
        packed = known.get(name + ".gz")
        if packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return FileResponse(packed, headers={**headers, "content-encoding": "gzip"}, media_type=kind)
        return FileResponse(path, headers=headers, media_type=kind)

    return Route("/static/{name:path}", answer, methods=["GET", "HEAD"])
