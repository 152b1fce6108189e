"""Requests to requests from this computer's own pages. Alone knows what keeps other sites and pages out."""

from __future__ import annotations

import hmac
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every answer that does not set its own."""


class Guard:
    """Lets only requests to this computer by name or number through, and puts the headers on every answer.

    A page of another site can make its own name point at 127.0.0.1 (DNS rebinding); the Host header then still has
    that name: https://owasp.org/www-community/attacks/DNS_Rebinding.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if is_local(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, guarded)
        else:
            refusal = PlainTextResponse(
                "Deze toepassing is alleen te openen als 127.0.0.1 of localhost, op deze computer.", 403
            )
            await refusal(scope, receive, guarded)


def is_local(host: str) -> bool:
    """The Host header names this computer; a port may follow.

    >>> is_local("127.0.0.1:8765"), is_local("veer.example:8765"), is_local("localhost.veer.example")
    (True, False, False)
    """
    name, _, port = host.partition(":")
    return name.lower() in LOCAL_HOSTS and (not port or port.isdecimal())


def token_cookie(token: str) -> str:
    """The name of the cookie that holds the token, so that two applications on one computer do not mix them up."""
    return f"waargemaakt_{sha256(token.encode()).hexdigest()[:8]}"


def check_sender(request: Request, sent: str, token: str) -> None:
    """HTTPException 403 unless the form came from a page of this application.

    The token has to be in the form and in a cookie that other sites cannot make the browser send, and the page that
    sent it has to be of this address: https://cheatsheetseries.owasp.org (Cross-Site Request Forgery Prevention).
    """
    cookie = request.cookies.get(token_cookie(token), "")
    origin = request.headers.get("origin")
    known = all(hmac.compare_digest(given.encode(), token.encode()) for given in (sent, cookie))
    if not known or (origin is not None and origin != f"http://{request.headers['host']}"):
        raise HTTPException(403, "Dit formulier is verlopen. Ga terug, laad de pagina opnieuw en probeer het nog eens.")
