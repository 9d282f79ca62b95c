"""What stands before every page: who may ask, how often and how much; and the headers that keep a browser to this server."""

import hmac
import time
from collections import OrderedDict
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khabar.serve.settings import Settings, is_loopback

MAX_BODY = 64 * 1024
MAX_QUERY = 4 * 1024
MAX_CLIENTS = 4096
TOKEN_COOKIE = "khabar_token"  # noqa: S105 - the name of a cookie
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
# Plot writes one style element into each drawing; its text is always this one (tests/test_serve_browser.py sees no complaint)
PLOT_STYLE = "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {PLOT_STYLE}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLargeError(Exception):
    """More was sent than any form of the desk holds."""


class Guard:
    """Let through what the desk answers; refuse the rest with a sentence."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.buckets = Buckets(0 if settings.loopback else settings.rate)  # twenty windows of one reader have one address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self.refusal(scope, headers)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                written = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    written.setdefault(name, value)
                written.setdefault("cache-control", "private, no-cache")
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        await self.answer(scope, limited(receive), send_with_headers)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a body that grows too large ends it. Who asks only after a page gets its head: the server keeps the page back."""
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self.app(asked, receive, send)
        except TooLargeError:
            await plain(413, f"The request is larger than {MAX_BODY} bytes.")(scope, receive, send)

    def refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to a request that goes no further, or None."""
        if not known_host(headers.get("host", ""), self.settings):
            return plain(421, "This desk answers at its own address only.")
        if scope["method"] in UNSAFE and not same_origin(headers):
            return plain(403, "A correction can be sent from the desk's own pages only.")
        if len(scope.get("query_string", b"")) > MAX_QUERY:
            return plain(414, f"The address is longer than {MAX_QUERY} characters.")
        if declared_length(headers) > MAX_BODY:
            return plain(413, f"The request is larger than {MAX_BODY} bytes.")
        client = scope.get("client") or ("", 0)
        if not self.buckets.allows(client[0], time.monotonic()):
            return plain(429, "Too many requests; wait a second.", {"retry-after": "1"})
        return self.without_token(scope, headers)

    def without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to a request without the token, or to one that carries it in the address; None where it is given or not needed."""
        token = self.settings.token
        if token is None or matches(bearer(headers), token) or matches(cookie(headers, TOKEN_COOKIE), ticket(token)):
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True, errors="replace")
        if scope["method"] == "GET" and any(name == "token" and matches(value, token) for name, value in query):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            answer = RedirectResponse(local_path(scope["path"]) + ("?" + rest if rest else ""), 303)
            answer.set_cookie(TOKEN_COOKIE, ticket(token), httponly=True, samesite="strict")
            return answer
        return plain(401, "This desk needs its token: open it once with ?token=…, or send it as a bearer token.", {"www-authenticate": "Bearer"})


class Buckets:
    """A bucket of requests for each address, filled at ``rate`` a second, holding two seconds' worth; the oldest are forgotten."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str, now: float) -> bool:
        """Take one request out of the client's bucket; False where it is empty."""
        if not self.rate:
            return True
        left, seen = self.held.pop(client, (2.0 * self.rate, now))
        left = min(2.0 * self.rate, left + (now - seen) * self.rate)
        allowed = left >= 1
        self.held[client] = (left - 1 if allowed else left, now)
        while len(self.held) > MAX_CLIENTS:
            self.held.popitem(last=False)
        return allowed


def known_host(host: str, settings: Settings) -> bool:
    """Whether the Host header is one of the desk's own: a page of another site that had its name pointed here carries its own name."""
    if not settings.loopback:
        return True  # other machines know this one by names that it does not; the token keeps strangers out
    name, _, port = host.rpartition(":") if host.rpartition(":")[2].isdigit() else (host, "", "")
    return is_loopback(name) and port in {"", str(settings.port)}


def same_origin(headers: Headers) -> bool:
    """Whether the browser says that one of the desk's own pages sent the request; other programs send neither header."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def declared_length(headers: Headers) -> int:
    """Return how many bytes the request says it holds; 0 where it does not say."""
    value = headers.get("content-length", "0")
    return int(value) if value.isascii() and value.isdigit() else 0


def limited(receive: Receive) -> Receive:
    """Return the same channel, raising where more than ``MAX_BODY`` bytes come through it."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise TooLargeError
        return message

    return counted


def ticket(token: str) -> str:
    """Return what a browser keeps in place of the token: good for this desk, and no way back to the word itself."""
    return hmac.digest(token.encode(), b"khabar", "sha256").hex()


def bearer(headers: Headers) -> str:
    """Return the token of an Authorization header, or nothing."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    return value.strip().encode("latin-1").decode("utf-8", "replace") if kind.lower() == "bearer" else ""


def cookie(headers: Headers, name: str) -> str:
    """Return a cookie's value, or nothing."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def matches(given: str, token: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing of how far they agree."""
    return hmac.compare_digest(given.encode(), token.encode())


def local_path(path: str) -> str:
    """Return a path that no browser takes for another server's address."""
    return "/" + path.lstrip("/\\")


def plain(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """Return a refusal in one sentence."""
    return PlainTextResponse(sentence + "\n", status, headers)
