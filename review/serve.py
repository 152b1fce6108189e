"""An application to a server on this computer. Alone knows uvicorn; nothing outside the computer can reach it."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from review.guard import LOCAL_HOSTS


class NotLocalError(ValueError):
    """The application would be open to other computers."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is reachable from other computers, and the application has no passwords. "
            "Use 127.0.0.1, or send the report as a file: `waargemaakt report -o rapport.html`."
        )


class PortTakenError(OSError):
    """Another program listens there."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} of {host} is taken, perhaps by another `waargemaakt review`. Choose another one with --port."
        )


def bound(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A socket on this computer that listens already, so that whoever knows its address may connect at once.

    Port 0 takes a free one. NotLocalError or PortTakenError when it cannot be.
    """
    if host not in LOCAL_HOSTS:
        raise NotLocalError(host)
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        made.listen()
    except OSError as error:
        made.close()
        raise PortTakenError(host, port) from error
    return made


def server(app: Starlette) -> uvicorn.Server:
    """A server for the application; set its `should_exit` to stop it."""
    return uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    )


def serve(
    app: Starlette, host: str = "127.0.0.1", port: int = 0, *, ready: Callable[[str], None] = lambda address: None
) -> None:
    """Serve until interrupted; `ready` is called with the address, before the first request is answered."""
    with bound(host, port) as listening:
        ready(f"http://{host}:{listening.getsockname()[1]}/")
        server(app).run(sockets=[listening])
