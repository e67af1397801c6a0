"""A server on this machine that answers as it is told, also as no server should."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from hearsay.gather import address

#: Takes the request as bytes and what sends bytes; returns when the connection is to be closed.
Answer = Callable[[bytes, Callable[[bytes], None]], None]
HOST = "127.0.0.1"


class Server:
    """Answers each path with what ``routes`` holds for it: bytes, or a function. Keeps the requests."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self.routes: dict[str, bytes | Answer] = {}
        self.requests: list[bytes] = []
        self._socket = socket.create_server((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path: str = "/") -> str:
        return f"{'https' if self._context else 'http'}://{HOST}:{self.port}{path}"

    def asked(self, path: str) -> list[bytes]:
        """The requests for a path, in order."""
        return [r for r in self.requests if r.split(b" ", 2)[1] == path.encode()]

    def close(self) -> None:
        self.closing.set()
        # Wakes the thread that waits for a connection.
        with suppress(OSError), socket.socket() as waker:
            waker.connect((HOST, self.port))
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while not self.closing.is_set():
            connection, _ = self._socket.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), ExitStack() as stack:
            stack.enter_context(connection)
            connection.settimeout(10)
            if self._context:
                connection = stack.enter_context(self._context.wrap_socket(connection, server_side=True))
            request = b""
            while b"\r\n\r\n" not in request:
                if not (part := connection.recv(65536)):
                    return
                request += part
            self.requests.append(request)
            path = request.split(b" ", 2)[1].decode()
            answer = self.routes.get(path, answered(b"no such page", status="404 Not Found"))
            if isinstance(answer, bytes):
                connection.sendall(answer)
            else:
                answer(request, connection.sendall)
            connection.shutdown(socket.SHUT_WR)


def answered(body: bytes | str = b"", status: str = "200 OK", **fields: str) -> bytes:
    """A response; ``Content_Type="text/html"`` sets a field, Content-Length is set unless given."""
    data = body.encode() if isinstance(body, str) else body
    head = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(data)),
        "Connection": "close",
    }
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in head.items() if value)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data


@contextmanager
def running(trusted: bool = True, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server; ``trusted``: it may be connected to although it is on this machine."""
    server = Server(context)
    if trusted:
        address.TRUSTED.add((HOST, server.port))
    try:
        yield server
    finally:
        address.TRUSTED.discard((HOST, server.port))
        server.close()
