"""A light guess at the tense of the clause around a place in a text, for when no parser has told."""

from __future__ import annotations

from typing import Final

from hearsay.reading.times.lexicon import words
from hearsay.reading.times.tokens import Tokens

_FUTURE: Final = words(
    "will shall 'll would expects expected plans planned scheduled due slated set hopes intends aims may "
    "might could should must can upcoming"
)
_PAST: Final = words("was were had did been has have")
_PRESENT: Final = words("is are does do am")
#: Verbs of schedules, whose present tells of what is to come ("the fair opens on Friday").
_SCHEDULE: Final = words(
    "opens begins starts closes ends runs meets faces plays hosts visits votes returns arrives leaves travels goes "
    "resumes expires sails"
)
#: Past forms of the strong and irregular verbs most frequent in English (a closed class).
_STRONG: Final = words(
    "became began broke brought built bought came caught chose cut died drew drove fell fed felt fought "
    "found flew "
    "gave got grew heard held hit kept knew laid led left lost made met paid put ran read rose said sank "
    "sat saw sold "
    "sent set shot showed shut slept sought spent spoke spread stole stood stopped struck swept swore "
    "sworn taken took "
    "taught thought threw told went withdrew won wore wrote signed shook hurt beat bore blew dealt froze "
    "hung hid let "
    "lit quit rode rang split sprang stuck tore wept wound"
)
_NOT_PAST: Final = words(
    "united red hundred need indeed speed feed seed breed bed wed hatred sacred naked wicked proceed "
    "exceed succeed "
    "unprecedented limited armed embed shed sled indebted"
)
_BREAK: Final = frozenset(".;:!?")
_SOFT: Final = words("that which who when while after before as but if because although though and")
_TO_PLAN: Final = words(
    "plans planned expected scheduled due set slated likely hopes intends aims wants agreed ready about"
)


def tense_near(t: Tokens, start: int, end: int) -> str | None:
    """Guess 'past', 'present' or 'future' for the expression of the tokens ``start`` to ``end``.

    The nearest finite form in the clause before it decides; if there is none, the first after it.
    """
    if t.word(end) in ("'", "’") and t.word(end + 1) == "s":
        # "Friday's closing price" was; "Friday's vote will" is to be.
        for i in range(end + 2, min(end + 6, t.size)):
            if t.low[i] in ("will", "would", "could", "may"):
                return "future"
            if t.low[i] in _BREAK:
                break
        return "past"
    if _is_deadline(t, start):
        return "future"
    if found := _scan(t, range(start - 1, max(start - 26, -1), -1)):
        return found
    return _scan_forward(t, end)


def _had_been(t: Tokens, i: int) -> bool:
    """Whether "had been" stands before: "had been due to expire on Friday", by when it was to have done so."""
    return t.word(i - 1) == "been" and "had" in (t.word(i - 2), t.word(i - 3))


def _is_deadline(t: Tokens, start: int) -> bool:
    """Whether an infinitive and "by" stand before: "were ordered to leave by Friday", whatever the order's tense."""
    if t.word(start - 1) != "by":
        return False
    for k in range(start - 2, max(start - 10, 0), -1):
        if t.low[k] in _BREAK or t.low[k] in _SOFT or t.low[k] == ",":
            return False
        if t.low[k] == "to":
            return t.low[k - 1].endswith(("ed", "en")) or t.low[k - 1] in ("told", "set", "bound")
    return False


def _form(t: Tokens, i: int) -> str | None:
    word = t.low[i]
    if word in _FUTURE:
        if word in ("could", "might", "should"):
            return None if t.word(i + 1) != "have" else "past"
        if word == "would":
            return "future" if t.word(i + 1) != "have" else "past"
        if word == "may":
            return "future" if not t.capital(i) else None
        if word in ("expected", "planned", "scheduled", "due", "set", "slated"):
            if _had_been(t, i):
                return "past"
            return (
                "future"
                if t.word(i + 1) in ("to", "for")
                else (
                    "past"
                    if word not in ("due", "set", "slated", "scheduled")
                    else "future"
                    if word in ("due", "slated", "scheduled")
                    else "past"
                    if t.word(i - 1) not in ("a", "the")
                    else None
                )
            )
        if word == "upcoming":
            return None
        return "future"
    if word == "ll":
        return "future"
    if word == "to" and _had_been(t, i - 1):
        return "past"
    if word == "to" and (t.word(i - 1) in _TO_PLAN or t.word(i + 1) == "be"):
        return "future"
    if word in _PAST:
        return "past"
    if word in _SCHEDULE:
        return "present"
    if word in _PRESENT:
        return (
            "future"
            if t.word(i + 1) in ("to", "due", "scheduled", "expected", "going", "set", "planning", "slated")
            else "present"
        )
    if word in _STRONG and not (
        word in ("set", "cut", "hit", "put", "let", "read", "spread", "shut", "split", "quit")
        and t.word(i - 1) in ("to", "the", "a", "will", "would")
    ):
        return "past"
    if len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST:
        # "the wounded", "its proposed merger": no finite form.
        articles = ("the", "a", "an", "its", "their", "his", "her")
        return "past" if t.word(i - 1) not in articles and t.word(i - 2) not in articles[:3] else None
    return None


def _scan(t: Tokens, places: range) -> str | None:
    for i in places:
        word = t.low[i]
        if word in _BREAK and not (
            word == "." and (len(t.low[i - 1]) == 1 or (len(t.low[i - 1]) < 4 and t.capital(i - 1)))
        ):
            return None
        if t.apart(i + 1):
            return None
        form = _form(t, i)
        if form == "past" and word in ("been", "have", "has", "had"):
            return "past"
        if form is not None:
            # "will be held", "is expected to have closed": the auxiliary before a participle decides.
            for k in range(i - 1, max(i - 5, -1), -1):
                before = t.low[k]
                if before in _BREAK or before in _SOFT or before == ",":
                    break
                if before in ("will", "would", "shall", "to", "ll", "may", "must") and form in (
                    "past",
                    "present",
                ):
                    return (
                        "past"
                        if t.word(k + 1) == "have" or (before in ("to", "may") and t.capital(k))
                        else (
                            "future"
                            if before != "to" or t.word(k - 1) in _TO_PLAN or t.word(k + 1) == "be"
                            else form
                        )
                    )
                if before in ("is", "are") and form == "past" and i - k == 1:
                    return "present"
            return form
    return None


def _scan_forward(t: Tokens, end: int) -> str | None:
    for i in range(end, min(end + 22, t.size)):
        word = t.low[i]
        if word in _BREAK and not (
            word == "." and (len(t.low[i - 1]) == 1 or (len(t.low[i - 1]) < 4 and t.capital(i - 1)))
        ):
            return None
        if t.apart(i):
            return None
        if (form := _form(t, i)) is not None:
            return form
    return None
