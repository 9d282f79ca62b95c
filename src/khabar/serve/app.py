"""The application that ``khabar serve`` runs: the HTTP API, the pages, and what guards them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

import khabar
from khabar.errors import KhabarError
from khabar.serve import api, pages
from khabar.serve.desk import Desk, desk_of
from khabar.serve.etags import ETags
from khabar.serve.guard import Guard
from khabar.serve.kept import Kept
from khabar.serve.settings import Settings
from khabar.serve.static_files import static_route

API = "/api/v1"
THREADS = 8  # that answer at once: each holds a connection with its cache; more would only wait for one another


def create_app(settings: Settings) -> FastAPI:
    """Return the desk of a store.

    Raises:
        StoreError: there is no store at the path, or it is of another version.
        ConfigError: it would be open to other machines without a token.
    """
    desk = Desk(settings.checked())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        desk.database.close()

    app = FastAPI(
        title="khabar",
        version=khabar.__version__,
        summary="Who said what, through whom; who did what to whom, where and when, according to whom.",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.state.kept = Kept()
    app.include_router(api.routes, prefix=API)
    if settings.edit:
        app.include_router(api.edit_routes, prefix=API)
    app.include_router(pages.router(settings), include_in_schema=False)
    app.router.routes.append(static_route())
    app.add_exception_handler(StarletteRefusal, refused)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(KhabarError, failed)
    app.add_middleware(ETags)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    return app


StarletteRefusal = HTTPException


_MEANT = {"extra_forbidden": "Nothing of that name can be asked here; /api/v1/openapi.json has what can be"}


async def refused(request: Request, error: Exception) -> Response:
    """Answer what is not there or not allowed."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(getattr(error, "detail", ""))
    if request.url.path.startswith(API):
        return JSONResponse({"detail": detail}, status, getattr(error, "headers", None))
    key = {404: "error.missing", 405: "error.method", 403: "error.forbidden"}.get(status, "error.request")
    return desk_of(request).refusal(request, status, key)


async def misread(request: Request, error: Exception) -> Response:
    """Answer a question with values that it cannot have."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {_MEANT.get(e['type'], e['msg'])}" for e in wrong)
    if request.url.path.startswith(API):
        return JSONResponse({"detail": detail}, 422)
    return desk_of(request).refusal(request, 422, "error.request")


async def failed(request: Request, error: Exception) -> Response:
    """Answer where the store cannot be read or written."""
    if request.url.path.startswith(API):
        return JSONResponse({"detail": str(error)}, 503)
    return desk_of(request).refusal(request, 503, "error.store", reason=str(error))
