"""What a request asks for: the values of its address, checked."""

from __future__ import annotations

from starlette.requests import Request

from hearsay.record.pages import ClaimFilter
from hearsay.record.pages.slice import SIZE

#: Characters of a search that are looked at.
_LONGEST = 300
_ORIGINS: dict[str, tuple[int | None, int | None]] = {
    "none": (0, 0),
    "one": (1, 1),
    "two": (2, None),
    "three": (3, None),
}
ORDERS = ("repeated", "corroborated", "recent")


class Unanswerable(ValueError):
    """What was asked for makes no sense; the message says why."""


def words(request: Request, name: str) -> str:
    """A value as text, "" where it is not given."""
    return request.query_params.get(name, "").strip()[:_LONGEST]


def start(request: Request) -> int:
    """The first row of the page that is asked for. Raises Unanswerable."""
    told = words(request, "page") or "1"
    if not (told.isascii() and told.isdigit() and 0 < int(told[:8]) <= 1_000_000):
        raise Unanswerable(f"page: {told!r} is no page number")
    return (int(told) - 1) * SIZE


def least_sure(request: Request) -> float:
    """How sure an attribution must be to be shown, 0 to 1; 0 where it is not given. Raises Unanswerable."""
    told = words(request, "sure") or "0"
    try:
        least = float(told)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise Unanswerable(f"sure: {told!r} is no probability between 0 and 1")
    return least


def claim_filter(request: Request) -> ClaimFilter:
    """Which claims are asked for. Raises Unanswerable."""
    origins = words(request, "origins")
    if origins and origins not in _ORIGINS:
        raise Unanswerable(f"origins: {origins!r} is none of {', '.join(_ORIGINS)}")
    order = words(request, "order") or "repeated"
    if order not in ORDERS:
        raise Unanswerable(f"order: {order!r} is none of {', '.join(ORDERS)}")
    least, most = _ORIGINS.get(origins, (None, None))
    found = ClaimFilter(
        words=words(request, "q"),
        min_origins=least,
        max_origins=most,
        min_outlets=2 if words(request, "shared") else None,
        disputed=bool(words(request, "disputed")),
        since=words(request, "since"),
        until=words(request, "until"),
        order=order,  # type: ignore[arg-type]
    )
    try:
        found.where()
    except ValueError as error:
        raise Unanswerable(str(error)) from None
    return found
