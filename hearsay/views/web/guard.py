"""What stands before every page: which hosts and visitors are let in, and what a browser may do with a page."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "hearsay"
#: Nothing but this server's own style sheet, script and pictures; nothing inline; no frame around it.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a browser would then send this server's own forms as from nowhere.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?", re.IGNORECASE)


class Guard:
    """Middleware: checks the Host header against rebinding, the token, the origin of forms; sets headers."""

    def __init__(
        self, app: ASGIApp, *, hosts: Sequence[str] | None = LOOPBACK, token: str | None = None
    ) -> None:
        """``hosts`` None: any, which is for a server with a ``token`` only."""
        if hosts is None and not token:
            raise ValueError("a server that answers to any host needs a token")
        self._app = app
        self._hosts = None if hosts is None else {host.strip("[]").lower() for host in hosts}
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if "cache-control" not in headers:
                    headers["Cache-Control"] = "no-store" if self._token else "no-cache"
            await send(message)

        refused = self._refused(scope)
        await (refused or self._app)(scope, receive, framed)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return PlainTextResponse("This server does not answer under that name.\n", 421)
        # A form on somebody else's page must not reach the reader behind this one.
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != host.lower()
        if foreign and scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("That form is not from this server.\n", 403)
        return self._stranger(scope, headers) if self._token else None

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """Ask for the token: in the address the first time, in a cookie from then on."""
        query = parse_qsl(scope["query_string"].decode("latin-1"))
        given = dict(query).get("token")
        if given is not None and self._fits(given):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            # From the root, and one slash only: `//name` would lead to another server.
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict")
            return answer
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            held = None
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if (held is not None and self._fits(held.value)) or self._fits(bearer):
            return None
        return PlainTextResponse(
            "The address needs the token that the server printed when it started.\n", 401
        )

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self._token or "").encode())


def _name(host: str) -> str:
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found else ""
