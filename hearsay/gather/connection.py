"""Connections that are made only to addresses that were checked, and that end when their time is over."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from types import TracebackType
from typing import Any, Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from hearsay.gather.address import refusal
from hearsay.gather.fetched import FetchError

#: Seconds for a connection to come about, and for each wait for more bytes.
PATIENCE = 10.0


class Guard:
    """Ends the connections of one fetch when its time is over, whatever they are doing then.

    Time-outs of a socket are for one wait each; a server that sends a byte every few seconds never meets
    them.
    """

    def __init__(self, seconds: float, left: float) -> None:
        """Begin to count the ``left`` ones of ``seconds``."""
        left = max(left, 0.1)
        self._end = time.monotonic() + left
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._ended: str | None = None
        self._timer = threading.Timer(left, self.end, (f"took longer than {seconds:g} seconds",))
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for twin in self._sockets:
                twin.close()
            self._sockets.clear()

    @property
    def ended(self) -> str | None:
        """Why it was ended, or None."""
        return self._ended

    @property
    def left(self) -> float:
        """Seconds that are left for the next step."""
        return max(0.1, min(PATIENCE, self._end - time.monotonic()))

    def watch(self, connection: socket.socket) -> None:
        """Take care of one more connection."""
        with self._lock:
            # A twin of the descriptor: the socket itself changes hands when encryption begins.
            self._sockets.append(connection.dup())
        if self._ended:
            self.end(self._ended)

    def end(self, reason: str) -> None:
        """End all connections now. May be called from any thread, and from a signal handler's."""
        self._ended = self._ended or reason
        for twin in list(self._sockets):
            with contextlib.suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)


def connect(host: str, port: int, guard: Guard) -> socket.socket:
    """Connect to the first address of ``host`` that may be connected to and answers.

    The address that was checked is the one that is connected to: the name is not looked up again. Raises
    :class:`FetchError`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a host name"
        raise FetchError(f"host {host} is not found: {reason}", temporary=True) from None
    refused: str | None = None
    failed: str | None = None
    for family, kind, protocol, _, address in found:
        ip = str(address[0])
        if why := refusal(ip, port):
            refused = refused or f"{host} leads to {ip}, which is not on the public internet ({why}): refused"
            continue
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(guard.left)
            guard.watch(connection)
            connection.connect(address)
            peer = str(connection.getpeername()[0])
            if peer != ip and (why := refusal(peer, port)):
                raise FetchError(f"{host} leads to {peer} ({why}): refused")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        except OSError as error:
            connection.close()
            failed = failed or f"no connection to {host}: {error.strerror or 'timed out'}"
        except BaseException:
            connection.close()
            raise
    if failed:
        raise FetchError(failed, temporary=True)
    raise FetchError(refused or f"host {host} has no address")


class _Checked(HTTPConnection):
    def __init__(self, *arguments: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return connect(self.host, int(self.port), self._guard)


class _CheckedTls(HTTPSConnection):
    def __init__(self, *arguments: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return connect(self.host, int(self.port), self._guard)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Checked


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _CheckedTls


def pool(scheme: str, host: str, port: int, guard: Guard) -> HTTPConnectionPool:
    """Return what makes one connection to a host. No proxy is used: behind one, nothing could be checked."""
    if scheme == "https":
        return _TlsPool(host, port, maxsize=1, retries=False, ssl_context=_context(), guard=guard)
    return _Pool(host, port, maxsize=1, retries=False, guard=guard)


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        # A machine without certificates of its own.
        import certifi

        context.load_verify_locations(certifi.where())
    return context
