"""A reading without the attributions that are not sure enough: the one cut behind every ``--min-confidence``."""

from __future__ import annotations

import msgspec

from hearsay.schema import Reading


def surer(reading: Reading, least: float) -> Reading:
    """Return a reading without attributions whose confidence is below ``least`` (0 to 1), and without what hangs on them.

    Statements, events, commitments and flags that stand on such an attribution go with it: without it they would
    pass for the outlet's own. What the outlet says itself stays, and so do attributions nested in one that goes, under
    the next one outwards that stays; their chains still name every hand.
    """
    gone = {a.id for a in reading.attributions if a.confidence < least}
    if not gone:
        return reading
    parents = {a.id: a.parent for a in reading.attributions}

    def outwards(name: str | None) -> str | None:
        while name in gone:
            name = parents[name]
        return name

    attributions = tuple(
        msgspec.structs.replace(a, parent=outwards(a.parent))
        for a in reading.attributions
        if a.id not in gone
    )
    events = [e for e in reading.events if e.attribution not in gone]
    kept = {e.id for e in events}

    def held(event: str | None) -> str | None:
        return event if event in kept else None

    sources = {span for a in attributions for span in a.source}
    return msgspec.structs.replace(
        reading,
        attributions=attributions,
        events=tuple(
            msgspec.structs.replace(
                e, within=held(e.within), order=tuple((how, other) for how, other in e.order if other in kept)
            )
            for e in events
        ),
        statements=tuple(
            msgspec.structs.replace(s, event=held(s.event))
            for s in reading.statements
            if s.attribution not in gone
        ),
        commitments=tuple(
            msgspec.structs.replace(c, event=held(c.event))
            for c in reading.commitments
            if c.attribution not in gone
        ),
        flags=tuple(f for f in reading.flags if (f.start, f.end) in sources),
    )
