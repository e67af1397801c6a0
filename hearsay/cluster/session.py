"""Ray, started on this machine or joined on another, and left as it was found."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Bytes of shared memory for Ray's objects; batches and their readings are small.
OBJECTS = 100 << 20
#: Seconds that the machine at an address may take to answer.
ANSWER = 10.0
#: Paths of sockets are short, and Ray's are in its folder.
_LONGEST = 30


class ClusterError(RuntimeError):
    """Ray cannot be started, reached or used; the message says why."""


def need_ray() -> None:
    """Raise ImportError that says what to install, where Ray is not there."""
    try:
        import ray  # noqa: F401
    except ImportError as error:
        raise ImportError("the Ray engine needs ray: pip install 'hearsay[ray]'", name="ray") from error


def check_address(address: str) -> None:
    """Raise ClusterError where ``address`` is none that a cluster can be joined at, or nobody answers there."""
    if address == "auto":
        return
    if "://" in address:
        raise ClusterError(
            f"{address!r} cannot be used: run this on a machine of the cluster, and give the HOST:PORT of its head, "
            "or auto"
        )
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ClusterError(f"{address!r} is no address of a cluster: give HOST:PORT, or auto")
    try:
        # Ray itself would wait for a minute, and then end this process.
        socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER).close()
    except OSError as error:
        raise ClusterError(f"no cluster answers at {address}: {error.strerror or error}") from error


@contextmanager
def session(address: str | None, jobs: int | None) -> Iterator[int]:
    """Start Ray here with ``jobs`` processes, or join the cluster at ``address``; gives how many are to read.

    On a cluster, ``jobs`` None means as many as it has cores. A Ray that this program had started before is used,
    and left running. Raises ClusterError.
    """
    import ray

    if ray.is_initialized():
        yield jobs or _cores()
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    with _quiet(), _folder() as folder:
        where: dict[str, Any] = {"address": address}
        if address is None:
            _token()
            where = {
                "address": "local",
                "num_cpus": jobs or 1,
                "object_store_memory": OBJECTS,
                "include_dashboard": False,
                "_temp_dir": folder,
            }
        try:
            try:
                ray.init(log_to_driver=False, configure_logging=False, **where)
            except (RuntimeError, ConnectionError, OSError, ValueError, ray.exceptions.RayError) as error:
                told = " ".join(str(error).split())[:300]
                what = f"the cluster at {address} cannot be joined" if address else "Ray cannot be started"
                raise ClusterError(f"{what}: {told}") from error
            yield jobs or (_cores() if address else 1)
        finally:
            ray.shutdown()


def _cores() -> int:
    import ray

    return max(1, int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _folder() -> Iterator[str | None]:
    """A folder for Ray's sockets and logs, gone in the end; None where its name would be too long for a socket."""
    if os.name != "posix" or len(tempfile.gettempdir()) > _LONGEST:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="hearsay-", ignore_cleanup_errors=True) as folder:
        yield folder


def _token() -> None:
    """Let Ray have a token of this process, which whoever hands out work here must know.

    Else it would keep one in the home folder. It reads it once, so that it stays as long as the process.
    """
    if not os.environ.get("RAY_AUTH_TOKEN_PATH"):
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Ray has to say off standard output and error: what matters is told as a problem."""
    import ray  # noqa: F401 - its module of workers, below

    logger = logging.getLogger("ray")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    # It prints the death of each worker to standard output; this is the only switch that it has.
    workers = sys.modules.get("ray._private.worker")
    before = getattr(workers, "_worker_logs_enabled", None)
    if before is not None:
        workers._worker_logs_enabled = False  # type: ignore[union-attr]
    try:
        yield
    finally:
        logger.setLevel(level)
        if before is not None:
            workers._worker_logs_enabled = before  # type: ignore[union-attr]
