"""The turns of an interview: lines that begin with who speaks, "Ruiz: ..." or "Q: ...", and answers to bare questions."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hearsay.reading.words import Words

Range = tuple[int, int]

#: Longest label, in words.
LONGEST = 8
_MARKS = frozenset(":–—")
#: Who puts the questions, where a label gives no name: a closed class of transcripts.
_ASKS = frozenset(["q", "question", "interviewer", "host", "presenter", "anchor", "moderator", "reporter"])
#: Who answers, in the same class.
_ANSWERS = frozenset(["a", "answer", "interviewee"])
#: Posts of an outlet, before a name ("HOST JUN PARK", "POLITICAL EDITOR TOMAS RIBA").
_POSTS = frozenset(["host", "presenter", "anchor", "moderator", "interviewer"])
_STAFF = frozenset(["editor", "correspondent", "reporter"])
#: Who answers where nobody is named.
INTERVIEWEE = "interviewee"
#: Forms of address before a name, as labels have them.
_ADDRESS = frozenset(
    str.split("mr mrs ms miss dr prof professor gen general col capt sir dame lady rev minister")
)
_SMALL = frozenset(["of", "the", "and", "for", "&", "de", "du", "von", "van", "from", "transcript"])


class Turn(NamedTuple):
    """One turn: ranges of words of its label and of what is said, and the word that parts them.

    An answer that has no label stands behind its question, whose last mark parts them.
    """

    label: Range | None
    mark: int
    said: Range


def find_turns(words: Words) -> list[Turn]:
    """The turns of a text, in order; none where it is no interview.

    An interview has three lines or more that begin with a label, the same mark behind each; one label at least stands twice,
    and from the first of them on every other line is one, or from the first to the last of a transcript within a text:
    a single "Minister: no talks" is a headline, and "He said:" and "What we know:" are no labels, for those are names, as
    capitals tell. A question and an answer labelled as such are enough.
    Without labels, an interview is told by its questions (:func:`_find_answers`).
    """
    starts = [w for w in range(len(words)) if words.opens[w]]
    found: list[tuple[Range, int]] = []
    at: list[int] = []
    for n, a in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(words)
        # A transcript that is quoted opens each paragraph anew.
        a += words.forms[a] in _QUOTES and a + 1 < end
        mark = next((w for w in range(a + 1, min(a + LONGEST + 1, end)) if words.forms[w] in _MARKS), None)
        if mark is None and end > a + 2 and words.forms[a + 1] == "." and words.forms[a] in ("Q", "A"):
            mark = a + 1
        if mark is not None and mark + 1 < end and _is_label(words.forms[a:mark]):
            found.append(((a, mark), mark))
            at.append(n)
    commonest = Counter(words.forms[mark] for _, mark in found).most_common(1)
    kept = [k for k, (_, mark) in enumerate(found) if words.forms[mark] == commonest[0][0]]
    found, at = [found[k] for k in kept], [at[k] for k in kept]
    heading = len(at) > 1 and words.forms[starts[1] - 1] not in _ENDS
    if at[:1] == [0] and len(at) > 1 and at[1] > (1 if heading else 2):
        # "Pence: Flowers won't be there" above an article is its headline.
        found, at = found[1:], at[1:]
    if _is_interview(words, found) and 2 * len(found) >= len(starts) - at[0]:
        return _turns(words, found, len(words))
    # A transcript within an article; behind its last label its last paragraph ends it.
    edges = [k for k in range(1, len(at)) if at[k] - at[k - 1] > _APART]
    for a, b in pairwise([0, *edges, len(found)]):
        if len(found[a:b]) > 2 and _is_interview(words, found[a:b]) and 2 * (b - a) > at[b - 1] - at[a]:
            return _turns(
                words, found[a:b], starts[at[b - 1] + 1] if at[b - 1] + 1 < len(starts) else len(words)
            )
    return _find_answers(words)


#: What ends a line that is no headline.
_ENDS = frozenset('.?!…”"')
#: Lines between two labels of one transcript, at most.
_APART = 4


def _is_interview(words: Words, found: Sequence[tuple[Range, int]]) -> bool:
    """Whether some labels are those of an interview: three or more, one of them twice; or a question's and an answer's."""
    names = Counter(_plain(words, label).rsplit(" ", 1)[-1] for label, _ in found)
    asks = names.keys() & _ASKS
    # "REPORTER: Were you in the room?"; not "Reporter: Ana Ruiz", below an article.
    lettered = asks and (names.keys() & _ANSWERS or (len(names) > 1 and _tells(words, found)))
    return bool(lettered) or (len(found) > 2 and max(names.values()) > 1)


def _tells(words: Words, found: Sequence[tuple[Range, int]]) -> bool:
    """Whether a sentence stands behind each of some labels: what it ends with, before the line does."""
    ends = [*np.flatnonzero(words.opens).tolist(), len(words)]
    return all(
        not _ENDS.isdisjoint(words.forms[mark + 1 : ends[bisect_right(ends, mark)]]) for _, mark in found
    )


def _turns(words: Words, found: Sequence[tuple[Range, int]], end: int) -> list[Turn]:
    """The turns behind some labels, the last one up to a word."""
    ends = [label[0] - (not words.opens[label[0]]) for label, _ in found[1:]] + [end]
    return [Turn(label, mark, (mark + 1, stop)) for (label, mark), stop in zip(found, ends, strict=True)]


_YOU = frozenset(["you", "your", "yours", "yourself"])
_ME = frozenset(["i", "me", "my", "mine", "we", "us", "our", "ours", "myself"])
#: Around a question that is set apart: bold, in Markdown.
_BOLD = frozenset("*_")
#: From the first question on at least one paragraph in so many is a question: an essay asks now and then.
OFTEN = 4
#: Longest question, in words.
_QUESTION = 60


def _find_answers(words: Words) -> list[Turn]:
    """The answers to at least three questions that are paragraphs of their own, as of an interview without labels.

    A page of questions and answers has that form, too; but an interview asks "you", and "I" answers. What follows the
    last answer may be anything, so that is one paragraph.
    """
    if words.forms.count("?") < 3:
        return []
    edges = [*(w for w in range(len(words)) if words.opens[w]), len(words)]
    lines = list(pairwise(edges))
    asks: list[tuple[int, int]] = []
    for n, (a, b) in enumerate(lines):
        while b > a and words.forms[b - 1] in _BOLD:
            b -= 1
        if a < b <= a + _QUESTION and words.forms[b - 1] == "?" and not _QUOTES & set(words.forms[a:b]):
            asks.append((n, b - 1))
    answered = [(n, mark) for n, mark in asks if n + 1 < len(lines) and (n + 1) not in {k for k, _ in asks}]
    if len(answered) < 3 or OFTEN * len(answered) < len(lines) - answered[0][0]:
        return []
    out = []
    you = me = 0
    for k, (n, mark) in enumerate(answered):
        last = asks[asks.index((n, mark)) + 1][0] - 1 if k + 1 < len(answered) else n + 1
        said = (lines[n + 1][0], lines[last][1])
        you += not _YOU.isdisjoint(form.lower() for form in words.forms[slice(*lines[n])])
        me += not _ME.isdisjoint(form.lower() for form in words.forms[slice(*said)])
        out.append(Turn(None, mark, said))
    return out if min(you, me) * 3 >= len(out) else []


_QUOTES = frozenset('"“”«»„')


def _is_label(forms: Sequence[str]) -> bool:
    """Whether words look like a name or an office: capitals, with what stands in brackets or behind a comma."""
    for form in forms:
        if form in "(,":
            return forms[0] not in "(,"
        if form[0].isalpha() and not form[0].isupper() and form.casefold() not in _SMALL:
            return False
    return forms[0][0].isupper() and not any(form in ".?!" and len(forms) > 2 for form in forms[-1:])


def _plain(words: Words, label: Range) -> str:
    return words.text[words.start[label[0]] : words.end[label[1] - 1]].casefold()


class Speakers:
    """Who the labels of some turns stand for."""

    def __init__(
        self,
        words: Words,
        turns: Sequence[Turn],
        people: Sequence[str],
        outlet: str | None,
        *,
        interviewee: str | None = None,
        offices: Mapping[str, str] | None = None,
    ) -> None:
        """``people``: names in the text; ``interviewee``: who answers, if named; ``offices``: who holds which, small letters."""
        self.turns, self._outlet, self._offices = turns, outlet, offices or {}
        self._interviewee = interviewee or INTERVIEWEE
        labels = [
            words.text[words.start[t.label[0]] : words.end[t.label[1] - 1]] if t.label else "A" for t in turns
        ]
        self._known = sorted(
            {_name(label) for label in labels} | set(people), key=lambda n: (-len(n.split()), n)
        )
        #: For each turn the speaker's name, or None: the outlet's own.
        self.names = [self._resolve(label) for label in labels]
        first = turns[0].label if turns else None
        # Who asks in a transcript that the text quotes may be another outlet's.
        quoted = first is not None and not words.opens[first[0]]
        if turns and not quoted and None not in self.names and (host := self._host(words)) is not None:
            self.names = [None if name == host else name for name in self.names]
        self._at = {t.mark: n for n, t in enumerate(turns)}

    def turn_of(self, mark: int) -> int | None:
        """The number of the turn whose label ends at a word."""
        return self._at.get(mark)

    def addressee(self, n: int) -> str | None:
        """Whom "you" means in turn ``n``: who answers next, else who spoke before."""
        others = [*self.names[n + 1 :], *reversed(self.names[:n])]
        return next((name for name in others if name is not None and name != self.names[n]), None)

    def _host(self, words: Words) -> str | None:
        """Who asks: whoever opens, and half of whose turns or more end with a question, as nobody else's does."""
        asks: dict[str, list[bool]] = {}
        for turn, name in zip(self.turns, self.names, strict=True):
            said = [f for f in words.forms[slice(*turn.said)] if f in ".?!…" or f.isalnum()]
            asks.setdefault(name or "", []).append(said[-1:] == ["?"])
        first, *others = asks.items()
        half = 2 * sum(first[1]) >= len(first[1])
        return first[0] if half and others and not any(any(turns) for _, turns in others) else None

    def _resolve(self, label: str) -> str | None:
        name = _name(label)
        plain = name.casefold()
        if plain in _ASKS or self._is_outlet(plain) or _is_staff(plain.split()):
            return None
        if plain in _ANSWERS:
            return self._interviewee
        if plain in self._offices:
            return self._offices[plain]
        mine = plain.split()
        for known in self._known:
            theirs = known.casefold().split()
            if len(theirs) <= len(mine):
                continue
            if theirs[-len(mine) :] == mine or theirs[: len(mine)] == mine or plain == _initials(known):
                return known
        return name

    def _is_outlet(self, plain: str) -> bool:
        words = [w.strip(",").casefold() for w in (self._outlet or "").split()]
        return plain in words or (len(plain) > 1 and plain == _initials(self._outlet or ""))


def _name(label: str) -> str:
    """A label without a form of address and without what is set behind a comma or in brackets."""
    parts = label.split(",")[0].split("(")[0].split()
    while len(parts) > 1 and parts[0].rstrip(".").casefold() in _ADDRESS:
        parts = parts[1:]
    return " ".join(parts)


def _is_staff(words: Sequence[str]) -> bool:
    """Whether a label, in small letters, names somebody by a post that outlets have."""
    return words[0] in _POSTS or not _STAFF.isdisjoint(words)


def _initials(name: str) -> str:
    """First letters of a name's words, "&" as it stands: "Sound & Stage" gives "s&s"."""
    words = [w for w in name.replace(",", " ").split() if w == "&" or w.casefold() not in _SMALL]
    return "".join(w[0] for w in words).casefold()
