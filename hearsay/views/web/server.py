"""The server: where it listens, how it starts and ends."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from hearsay.views.web.app import make_app
from hearsay.views.web.guard import LOOPBACK


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Open the socket; port 0 takes a free one. OSError names the address."""
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise OSError(error.errno, error.strerror or str(error), f"{host}:{port}") from None
    return opened


def serve(path: Path, opened: socket.socket, *, token: str | None, ready: Callable[[], None]) -> None:
    """Serve the record until Ctrl-C. ``ready`` is called once pages can be asked for."""
    name = str(opened.getsockname()[0])
    hosts = None if token else (*LOOPBACK, name)
    app = make_app(path, hosts=hosts, token=token)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        lifespan="off",
        ws="none",
    )
    server = uvicorn.Server(config)

    def warm() -> None:
        # The page that asks for it tells what is wrong with a record.
        with contextlib.suppress(Exception):
            app.state.desk.warm()

    threading.Thread(target=warm, daemon=True).start()

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[opened]))
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        if server.started:
            ready()
        await task

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run())
