"""UTC offsets of clock times, by zone abbreviation and date."""

from __future__ import annotations

from datetime import datetime, timedelta

from hearsay.reading.times.calendar import Moment
from hearsay.reading.times.lexicon import CIVIL_ZONE, ZONE


def local_clock(moment: Moment, zone: str) -> str | None:
    """Return the UTC offset of a clock time ("-04:00", "Z"), "" where none or two are possible.

    None: the clock skipped that hour there (the spring change), so there is no such time.
    """
    if not zone:
        return ""
    if zone[0] in "+-":
        return zone
    if zone in ZONE:
        return ZONE[zone]
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        where = ZoneInfo(CIVIL_ZONE[zone])
    except ZoneInfoNotFoundError:  # pragma: no cover - a system without zone data
        return ""
    hour, minute = int(moment.clock[:2]), int(moment.clock[3:5])
    offsets: list[timedelta] = []
    for fold in (0, 1):
        local = datetime(*moment.first(), hour, minute, tzinfo=where, fold=fold)
        offset = local.utcoffset()
        if offset is not None:
            offsets.append(offset)
    if len(set(offsets)) == 1:
        return _written(offsets[0])
    # A skipped hour has its greater offset second, a repeated one has it first.
    return None if offsets[0] < offsets[1] else ""


def _written(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
