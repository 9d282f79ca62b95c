"""Answers that a browser already has are not sent again."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ETags:
    """Give each whole answer to a GET its digest as ETag, and 304 to who has it already; what is streamed passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                held.append(message)
            elif held and message["type"] == "http.response.body":
                start = held.pop()
                if message.get("more_body"):
                    await send(start)
                    await send(message)
                else:
                    await whole(start, message, Headers(scope=scope), send)
            else:
                await send(message)

        await self.app(scope, receive, tagged)


async def whole(start: Message, body: Message, asked: Headers, send: Send) -> None:
    """Send an answer that came in one piece, or 304 in its place."""
    tag = '"' + hashlib.blake2b(body.get("body", b""), digest_size=12).hexdigest() + '"'
    headers = MutableHeaders(scope=start)
    headers["etag"] = tag
    if tag in {part.strip().removeprefix("W/") for part in asked.get("if-none-match", "").split(",")}:
        del headers["content-length"]
        await send({**start, "status": 304, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b""})
        return
    await send(start)
    await send(body)
