"""What the counted ones underwent: killed, wounded, missing, detained, displaced, deployed."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from hearsay.reading.figures.cues import (
    CIVILIANS,
    CUES,
    FORCES,
    HEADS,
    PARTICIPLE,
    PERSON,
    PREMODIFIERS,
    THINGS,
)
from hearsay.schema import FigureKind

_ALL = "|".join(f"(?P<{kind}>{words})" for kind, words in PARTICIPLE.items())
_ADVERBS = (
    r"(?:(?:also|still|already|now|later|reportedly|seriously|badly|severely|critically|lightly|slightly|feared|"
    r"confirmed|presumed|"
    r"believed|reported|declared|listed|found|pronounced|as|officially|internally|forcibly|newly|being|been|"
    r"since|so far|all|both|to have been|"
    r"to be|either|thought|known|allegedly|left|currently|again|again|immediately|fatally|mostly|each|said|"
    r"instantly|briefly|temporarily|mortally)\s+){0,4}"
)
# A participle right after the number or its noun; what can take an object must not have one: "12 men killed a guard".
_OBJECT = (
    r"(?!\s+(?:the|an?|his|her|their|its|our|my|all|one|two|three|four|five|six|seven|eight|nine|ten|at least|"
    r"more than|dozens|scores|hundreds|thousands|people|civilians|him|them|himself|themselves|several|some|"
    r"about|\d)\b)"
)
_AFTER_NOUN = (
    rf"{_ADVERBS}(?:{_ALL})\b"
    r"(?P<mixed>\s*(?:,|and|or)\s*(?:wounded|injured|killed|dead|missing|hurt|maimed)\b)?" + _OBJECT
)
_DIRECT = re.compile(
    rf"(?:\s+others?)?\s+(?:were\s+|was\s+|are\s+|is\s+|being\s+|been\s+)?{_AFTER_NOUN}", re.IGNORECASE
)
_REDUCED = re.compile(rf"(?:\s+others?)?\s+{_AFTER_NOUN}", re.IGNORECASE)
_BLOCK = (
    r"(?:(?!\b(?:said|says|as|when|while|after|before|because|if|though|although|but|and|or|where|whose|until|"
    r"than|killing|wounding|injuring)\b)[^.;:!?,\d\n]){0,80}?"
)
_PASSIVE = re.compile(
    rf"(?:,(?=\s+(?:who|including|most|mostly|all|many|some|among|were|was|have|had|are)\b))?"
    rf"{_BLOCK}(?:,(?=\s+(?:were|was|have|had|are)\b))?{_BLOCK}\b(?:was|were|is|are|been|be|being|got|get|remains?|"
    rf"remained|went|go|gone|left|reported)\s+{_ADVERBS}(?:{_ALL})\b"
    r"(?P<mixed>\s+(?:and|or)\s+(?:wounded|injured|killed|dead|missing|hurt)\b)?",
    re.IGNORECASE,
)
_INTRANSITIVE = re.compile(
    rf"(?P<lead>{_BLOCK})(?:(?P<killed>\b(?:died|dies|die|dying|perish(?:ed)?|drowned|succumbed|(?:lost|lose|"
    rf"losing) their li(?:ves|fe))\b)"
    r"|(?P<wounded>\b(?:suffer(?:ed|ing)?|sustain(?:ed|ing)?) (?:\w+ ){0,3}(?:injur(?:y|ies)|wounds?|burns)\b)"
    r"|(?P<missing>\b(?:disappeared|vanished)\b)"
    r"|(?P<displaced>\b(?:(?:had |have |forced |needed |were made |ordered |told )?to (?:leave|flee|abandon|"
    r"evacuate) their (?:homes?|houses|villages?)|(?:left|leave|fled|flee|fleeing|abandoned|leaving) their (?:homes?|"
    r"villages?|houses)|lost their homes?|from their homes?|(?:have |had )?to (?:flee|evacuate)\b|(?:out of|"
    r"without) their homes?))"
    r"|(?P<fled>\b(?:fled|flee|have fled|fleeing)\b)"
    r"|(?P<sent>\b(?:(?:were|was|are|been|be|being) )?(?:sent|dispatched|stationed|mobili[sz]ed|posted|rushed|despatched)\b))",
    re.IGNORECASE,
)
_SENT = frozenset(
    (
        "send", "sends", "sent", "sending", "dispatch", "dispatches", "dispatched", "dispatching", "station", "stations",
        "stationed", "stationing", "despatched", "mobilised", "mobilized", "mobilising", "mobilizing", "mobilise", "mobilize",
        "rushed", "rushing", "poured",
    )
)  # fmt: skip
# Words that may stand between a verb and the number it governs.
_FILL = frozenset(
    (
        "the", "all", "a", "an", "another", "further", "additional", "total", "of", "his", "her", "their", "its", "himself",
        "herself", "themselves", "him", "also", "some", "up", "as", "many", "to", "and", "other", "about", "those", "these",
        "only", "just", "exactly", "around", "nearly", "almost", "both",
    )
)  # fmt: skip
_TOLL = re.compile(
    r"\b(?:(?P<killed>(?:death )?toll|(?:number|count|tally) of (?:the )?(?:dead|deaths|people killed|fatalities|"
    r"victims|those killed)|death count|dead|fatalities)"
    r"|(?P<wounded>number of (?:the )?(?:wounded|injured|injuries|people injured|people wounded))"
    r"|(?P<missing>number of (?:the )?(?:missing|people missing|those missing))"
    r"|(?P<detained>number of (?:\w+ )?(?:detainees|arrests|detained|prisoners|people detained))"
    r"|(?P<displaced>number of (?:the )?(?:\w+ )?(?:displaced(?: people| persons)?|refugees)))"
    r"(?:[^.;:!?\d,](?!killed|and )){0,60}?\b(?:to|at|of|from|is|was|were|reached|reaches|hits?|passed|exceeded|"
    r"numbered|stands at|between|topped|nears?|past|as|climbed|rose|risen|grown|grew|swelled|fell|now)\s*$",
    re.IGNORECASE,
)
#: "Killed a woman and her two daughters": somebody of no number stands between.
_BESIDES = re.compile(
    r"\b([a-z]+)(?: up to)? (?:an?|one|the|his|her|their|its) (?:[\w'’-]+ ){1,4}and (?:(?:"
    + "|".join(sorted(_FILL))
    + ") )*$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|cost(?:s|ing)?|took|taking|taken|takes)(?: the)?(?: lives of)?\s*$",
    re.IGNORECASE,
)
_OF_KIND = re.compile(
    r"\b(?:(?P<killed>deaths|death|killing|killings|slayings?|murders?|shooting deaths|massacre|slaughter|execution|"
    r"bodies|loss|assassination|lives)"
    r"|(?P<detained>arrests?|detention|capture|abduction|kidnapping|imprisonment)|(?P<displaced>displacement|evacuation)"
    r"|(?P<missing>disappearance)|(?P<deployed>deployment|dispatch)|(?P<wounded>wounding|injury))\s+of(?:\s+(?:the|all))?\s*$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:holds?|holding|held|has|have|keeps?|took|taking|taken|takes|seized|seizing|rounded up|rounding up)\s*$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\bprisoners?$|\bhostages?$|\bcaptives?$|\bdetainees$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?\n](?=\s|$)")
_SUBJECT_STOPS = frozenset(
    [
        "of",
        "carrying",
        "with",
        "in",
        "on",
        "from",
        "by",
        "for",
        "to",
        "aboard",
        "at",
        "than",
        "per",
        "holding",
        "against",
    ]
)

#: A first look, to be quick: stems of which one is in every cue.
_ANY = re.compile(
    r"\b(?:kill|dead|dea?th|di(?:ed?|es|ying)\b|sla[iy]|slew|slaughter|massacr|execut|murder|behead|wound|injur|maim|hurt|miss|"
    r"unaccounted|detain|detent|arrest|jail|prison|imprison|recaptur|captur|captiv|abduct|kidnap|intern|apprehend|nabbed|custody|"
    r"hostage|displac|uproot|evacuat|homeless|deploy|flee|fled|homes?\b|sen[dt]|dispatch|despatch|station|mobili|post|rush|poured|toll|"
    r"bod(?:y|ies)|corpse|fatal|perish|drown|li(?:ves|fe)\b|lost|disappear|vanish|shot|gunned|burn|stab|beat|lynch|crush|trampl|starv|"
    r"suffer|sustain|hospitali|refugee|round|behind|h[eo]ld|remand|lock|victim|casualt|keep|electrocut|succumb|assassin|loss)"
)


_OF_WHOM = re.compile(r" of (?:them|whom|which|those|these)\b")


class Kind(NamedTuple):
    """What befell the counted; whether words before the number say so, not words after it; and what those words say
    of persons where things are counted: "captured three villages and a dozen soldiers".
    """

    kind: FigureKind | None = None
    governed: bool = False
    lent: FigureKind | None = None


def kind_of(text: str, start: int, end: int, counts: tuple[int, int] | None) -> Kind:
    """Read the kind of the figure ``text[start:end]``, which counts ``text[slice(*counts)]``."""
    if not _ANY.search(text[max(0, start - 100) : end + 180].lower()):
        return Kind()
    noun = text[counts[0] : counts[1]] if counts else ""
    last = noun.rpartition(" ")[2].lower()
    if last in HEADS:
        return Kind(HEADS[last], True)
    if last == "casualties":
        return Kind(None, True)
    first = noun.partition(" ")[0].lower()
    if first in PREMODIFIERS and " " in noun:
        return Kind(PREMODIFIERS[first], True)
    low = max(0, start - 100)
    before = text[low:start]
    cuts = [m.end() for m in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = counts[1] if counts else end
    if counts is None and (m := _OF_WHOM.match(text, end)):
        after = m.end()
    words = before.split()
    # "A mother of 12 was killed", "a bus carrying 30 people was seized": the verb after it is not the figure's own.
    subject = not words or before.rstrip().endswith(",") or words[-1].lower().strip(",") not in _SUBJECT_STOPS
    kind = _after(text, after, noun, _DIRECT if subject else _REDUCED)
    if kind:
        return Kind(kind)
    cue = _before(text, before, noun, after)
    if cue == "mixed":
        return Kind(None, True)
    if cue:
        lent = cue == "detained" and bool(THINGS.search(noun))
        return Kind(None, True, cue) if lent else Kind(cue, True)
    if subject:
        for pattern in (_PASSIVE, _INTRANSITIVE):
            kind = _after(text, after, noun, pattern)
            if kind:
                return Kind(kind)
    return Kind()


def _after(text: str, at: int, noun: str, pattern: re.Pattern[str]) -> FigureKind | None:
    m = pattern.match(text, at, at + 180)
    if not m:
        return None
    groups = m.groupdict()
    if groups.get("mixed"):
        return None
    if groups.get("fled"):
        return "displaced" if not noun or CIVILIANS.search(noun) else None
    if groups.get("sent"):
        return "deployed" if FORCES.search(noun) else None
    for kind in PARTICIPLE:
        if groups.get(kind):
            unsure = m[kind].lower() == "held" or (m[kind].lower() == "captured" and noun)
            if unsure and not PERSON.search(noun):
                return None
            return kind
    return None


def _before(text: str, before: str, noun: str, after: int) -> FigureKind | Literal["mixed"] | None:
    if m := (_TOLL.search(before) or _OF_KIND.search(before)):
        return cast(FigureKind, m.lastgroup)
    if _LIVES.search(before) and (noun.endswith("lives") or before.rstrip().endswith("lives of")):
        return "killed"
    if _HOLDS.search(before) and _HELD.search(noun):
        return "detained"
    words = [w.lower() for w in re.findall(r"[\w’'-]+|[,()]", before)][-7:]
    while words and words[-1] in _FILL:
        if words[-1] == "and" and len(words) > 1 and words[-2] not in ("himself", "herself", "themselves"):
            break
        words.pop()
    if not words:
        return None
    kind = CUES.get(words[-1])
    if kind:
        if len(words) > 2 and words[-2] in ("and", "or") and words[-3] in CUES and CUES[words[-3]] != kind:
            return "mixed"
        # "The 12 killed were", "people killed 12 years ago": a participle before a number without its own subject is
        # no verb that governs it, but such a number is nearly always followed by a unit.
        return kind
    if (m := _BESIDES.search(before)) and m[1].lower() in CUES:
        return CUES[m[1].lower()]
    if words[-1] == "shot" and re.match(r"\s+dead\b", text[after : after + 6]):
        return "killed"
    if words[-1] in _SENT and FORCES.search(noun):
        return "deployed"
    return None
