"""Numbers that are no figures: dates, times, ages, labels, names, addresses, telephone numbers, scores."""

from __future__ import annotations

import re

from hearsay.reading.figures.counted import is_plural

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
# What a number after it names, not counts. A list of the usual ones.
_LABELS = (
    r"articles?|arts?\.|sections?|sec\.|chapters?|clauses?|paragraphs?|para\.|rules?|resolutions?|decrees?|"
    r"directives?|regulations?|"
    r"amendments?|annex(?:es)?|appendix|schedule|protocol|order|bill|act|law|title|part|parts|volumes?|vol\.|"
    r"pages?|pp?\.|figures?|"
    r"fig\.|tables?|no\.|nos\.|number|№|rooms?|floor|gates?|terminals?|platforms?|lines?|routes?|roads?|highways?|motorways?|"
    r"interstate|flights?|trains?|buses|bus|channels?|radio|fm|zones?|districts?|sectors?|areas?|blocks?|wards?|"
    r"units?|reactors?|"
    r"phases?|stages?|steps?|levels?|tiers?|class|grades?|types?|models?|marks?|mk|versions?|groups?|divisions?|"
    r"league|episodes?|"
    r"seasons?|weeks?|days?|games?|laps?|rounds?|matchday|case|cases? no\.|file|docket|count|exhibit|form|item|"
    r"items|point|points|option|plan|"
    r"category|magnitudes|apollo|vostok|boeing|airbus|formula|psalm|verse|issue|box|suite|apartment|apt\.?|"
    r"flat|unit|building|pier|"
    r"runway|track|lane|exit|junction|brigade|battalion|division|regiment|division no\.|school|hospital|clinic|"
    r"precinct|area|agenda"
)
_LABEL = re.compile(
    rf"(?<![\w-])(?i:{_LABELS})\s(?:[\d.]+(?:\([a-z\d]+\))?(?:, | and | to | or |-|–|/| through ))*$"
)
_CLOCK = re.compile(
    r"\s?(?:[ap]\.?\s?m\b|o['’]clock\b|GMT\b|UTC\b|BST\b|CET\b|CEST\b|E[SD]T\b|P[SD]T\b|hours? (?:GMT|local))",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?! \w+ed\b)|(?: to | and |[-–]| or )\d{{1,2}} {_MONTH}\b"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.? (?:\d{{1,2}}(?: to | and |[-–]| or |, ))?$")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|by|until|till|from|during|early|late|mid|before|after|of|to|and|between|around|circa|"
    rf"the|year|for|through|{_MONTH}|"
    rf"spring|summer|autumn|fall|winter|back in|than|\d\d?|\d\d?,|{_MONTH} \d\d?,|class of)[ -]|[(,/–-]\s?|^|"
    rf"\b(?:In|Since|By|Until|From|During|The|After|Before)\s)$"
)
_PEOPLE = re.compile(
    r" (?:\w+ )?(?:people|troops|soldiers|men|women|civilians|workers|children|refugees|houses|homes|jobs|fighters|"
    r"families|residents|students|dead|killed|wounded|injured|others|more)\b"
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|aged between|ages of|between the ages of|turned|turns|born in)\s(?:\d{1,3}(?: to | and |"
    r", | or |-|–))*$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[ -](?:years?|months?|weeks?|days?)[ -](?:olds?|of age)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:,\s|\s\()$")
_AGED = re.compile(
    r"(?:\b(?:he|she|who|[A-Z]\w+) (?:is|was|turned|died at)|\b(?:the )?age of|\bdied\b[^.;:]*\bat) $"
)
_ENDS = re.compile(r"$|[.,;]| and | when | years?-old")
_APPOSED = re.compile(r"[^\W\d_]+, $")
_NUMBERED = re.compile(r"\b(?:and|or|are|were|is|than|to|at|by|of|\d\S*), $")
_CLOSES = re.compile(r"(?:[,)]|\.$| and \d\d?,|, and [A-Z])")
_AGE_BOUND = re.compile(
    (
        r"\b(?:anyone|anybody|nobody|none|no one|girls|boys|youths|everyone|those|people|persons?|adults?|children|"
        r"men|women|citizens|residents|pupils|boys|girls|is|are|was|were|the|males|females|workers)$"
    ),
    re.IGNORECASE,
)
_STREET = re.compile(
    r" (?:[A-Z][\w’'.-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Square|Drive|Boulevard|Blvd|Place|Way|Quay|"
    r"Embankment|Terrace|Crescent|Prospekt|Row)\b"
)
_SPACED_DIGITS = re.compile(r"[ -]\(?\d{3,}(?![,\d]*\s?(?:million|billion|people|[a-z]))")
_DIGITS_BEFORE = re.compile(r"(?:\+|\d[ -]|\d\)[ -]?)$")
_NAME_BEFORE = re.compile(r"(?:^|(\S+)\s)[“‘\"'(]?([A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,})\s$")
_SCORE = re.compile(r"(\d{1,3})[-–](\d{1,3})(?![\d-]|,\d)")
_ENUMERATES = re.compile(r"[.)]\s")
_COMPASS = re.compile(
    r"\s?[°º]?\s?\d*['’′]?\s?(?:[NSEW]\b|degrees? (?:north|south|east|west))|[°º]\d|\s?degrees (?:north|south|"
    r"east|west)"
)
# Capitalised words that open a clause or report, after which a number counts. Verbs of headlines end in -s or -ed.
_OPENERS = frozenset(
    (
        "The", "In", "On", "At", "About", "Some", "Over", "Nearly", "Almost", "Least", "Only", "Another", "All", "These",
        "Those", "Of", "And", "But", "Or", "For", "From", "By", "With", "Up", "To", "More", "Than", "Around", "Between",
        "Among", "After", "Before", "Since", "Under", "When", "While", "As", "That", "His", "Her", "Their", "Its", "Our", "My",
        "Just", "Kill", "Kills", "Killed", "Killing", "Leaves", "Leave", "Left", "Injures", "Injured", "Dead", "Hurt", "Cuts",
        "Cut", "Wounds", "Detains", "Arrests", "Arrest", "Displaces", "Sends", "Sent", "Adds", "Says", "Said", "Is", "Are",
        "Was", "Were", "Has", "Have", "Had", "If", "Not", "Now", "Then", "Last", "First", "Next", "Every", "Each", "Also",
        "Yet", "Still", "Hundreds", "Thousands", "Take", "Takes", "Took", "Estimated", "Including", "Monday", "Tuesday",
        "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Today", "Yesterday", "Lose", "Loses", "Lost", "Win", "Wins",
        "Gets", "Get", "Free", "Frees", "Report", "Reports", "Roughly", "Approximately",
    )
)  # fmt: skip


def is_excluded(text: str, start: int, end: int, low: float, joined: bool) -> bool:
    """Whether the digits ``text[start:end]`` with neither unit nor currency are no figure.

    ``joined``: they are the second number of a range.
    """
    before = text[max(0, start - 40) : start]
    after = text[end : end + 40]
    last = before[-1:]
    if last and (last.isalpha() or last in "#@_/\\=&№"):
        return True
    if (
        last in "-–.:'’"
        and len(before) > 1
        and before[-2].isalnum()
        and not (joined and before[-2].isdigit())
    ):
        return True
    if after[:1].isalpha() or after[:1] in "_@\\=" or (after[:1] in ":/.," and after[1:2].isdigit()):
        return True
    digits = text[start:end]
    # '12 is a year; attributes of markup and numbers of a dozen figures and more are keys.
    if (
        (last and last in "'’" and len(digits) == 2)
        or before[-2:] in ('="', "='")
        or (digits.isdecimal() and len(digits) > 11)
    ):
        return True
    padded = digits[0] == "0" and digits[1:2].isdigit()
    if not joined and (padded or (last in " +-)" and _DIGITS_BEFORE.search(before))):
        return True
    if (
        after[:1] in " -"
        and after[1:2] in "(0123456789"
        and _SPACED_DIGITS.match(after)
        and not joined
        and len(digits) < 6
    ):
        m = re.match(r"-(\d[\d,]*)", after)
        if not m or low >= float(m[1].replace(",", "")):
            return True
    if last == "[" and after[:1] == "]":
        return True
    plain = digits.isdecimal()
    if plain and len(digits) == 4 and 1500 <= low < 2100 and not _PEOPLE.match(after):
        return True
    if (
        plain
        and len(digits) == 4
        and 1800 <= low < 2100
        and not _PEOPLE.match(after)
        and _YEAR_BEFORE.search(before)
    ):
        return True
    if low < 100 and plain:
        if (
            _CLOCK.match(after)
            or _DAY.match(after)
            or _MONTH_BEFORE.search(before)
            or _AGE_BEFORE.search(before)
        ):
            return True
        if _AGED.search(before) and _ENDS.match(after):
            return True
        if (
            after[:2] == ", "
            and not after[2:3].isdigit()
            and _APPOSED.search(before)
            and not _NUMBERED.search(before)
        ):
            return True
        if last in " (" and _NAMED.search(before) and _CLOSES.match(after):
            return True
    if plain and _CLOCK.match(after) and len(digits) == 4:
        return True
    if _AGE_AFTER.match(after) or _COMPASS.match(after):
        return True
    if (start == 0 or last == "\n") and _ENUMERATES.match(after):
        return True
    if _STREET.match(after) and not joined and low < 10_000:
        return True
    if plain and (m := _SCORE.match(text, start)) and int(m[1]) >= int(m[2]):
        return True
    if plain and last == " " and _LABEL.search(before):
        return not _counted_after_label(before, after)
    return bool(plain and last == " " and len(digits) < 5 and _in_name(text, start, before, after))


_NEXT = re.compile(r" ([a-z]+)(?: ([a-z]+))?")


def _counted_after_label(before: str, after: str) -> bool:
    # "In two areas 12 people": a small letter before, a plural after.
    m = _NEXT.match(after)
    return before.split()[-1].islower() and m is not None and any(map(is_plural, filter(None, m.groups())))


def _in_name(text: str, start: int, before: str, after: str) -> bool:
    """Whether a number ends a name: "Boeing 737", "Model 3"."""
    m = _NAME_BEFORE.search(before)
    if not m or m[2] in _OPENERS:
        return False
    if m[2].isupper() and m[2] in ("AND", "OR", "AT", "OF", "KILLED", "LEAST", "TO"):
        return False
    previous = m[1]
    if (
        previous is None
        or previous[-1] in '.!?:;”"’'
        or previous.lower() in ("in", "on", "at", "near", "from", "across", "of", "and", "to", "with")
    ):
        # It opens the sentence, or ends a phrase of place before a clause: "In Ardesh 12 people".
        return previous is None and not re.match(r" [a-z]+", after)
    if previous[0].isupper() and re.match(r" [A-Z]", after):
        # A headline: all words have capitals, and what is counted has one too.
        return not re.match(r" (?:[A-Z]\w+ )?[A-Z]?\w+(?:s|en|ople|ead|illed|ounded|issing|ured)\b", after)
    return not re.match(
        r" (?:\w+ )?(?:people|soldiers|men|women|civilians|children|others|dead|killed|wounded|injured|missing|"
        r"troops|seats|votes|percent|per cent)\b",
        after,
    )


def is_age_bound(text: str, start: int) -> bool:
    """Whether "over 65" or "under 18", that begins at ``start`` and counts nothing, gives an age."""
    before = text[max(0, start - 24) : start].rstrip()
    return bool(_AGE_BOUND.search(before)) or is_plural(before.rpartition(" ")[2])


_GOES_ON = frozenset(
    ("begins", "starts", "ends", "opens", "covers", "follows", "includes", "says", "deals", "sets", "runs")
)
# What a number in words names, not counts, where no plural follows it: "chapter three", "season four".
_WORD_LABEL = re.compile(
    r"(?<![\w-])(?:act|article|book|category|chapter|class|clause|day|episode|game|grade|group|lap|level|number|option|page|part|"
    r"phase|plan|point|rule|room|round|season|section|stage|step|tier|track|type|unit|volume|week|world war|year|zone)\s$",
    re.IGNORECASE,
)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether the number in words ``text[start:end]`` names something: "chapter three"."""
    if not _WORD_LABEL.search(text, max(0, start - 12), start):
        return False
    m = _NEXT.match(text, end)
    return m is None or m[1] in _GOES_ON or not any(map(is_plural, filter(None, m.groups())))
