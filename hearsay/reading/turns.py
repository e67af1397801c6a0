"""The turns of an interview: lines that begin with who speaks, "Ruiz: ..." or "Q: ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from hearsay.reading.words import Words

Range = tuple[int, int]

#: Longest label, in words.
LONGEST = 8
_MARKS = frozenset(":–—")
#: Who puts the questions, where a label gives no name: a closed class of transcripts.
_ASKS = frozenset(["q", "question", "interviewer", "host", "presenter", "anchor", "moderator", "reporter"])
#: Forms of address before a name, as labels have them.
_ADDRESS = frozenset(
    str.split("mr mrs ms miss dr prof professor gen general col capt sir dame lady rev minister")
)
_SMALL = frozenset(["of", "the", "and", "for", "&", "de", "du", "von", "van", "from", "transcript"])


class Turn(NamedTuple):
    """One turn: ranges of words of its label and of what is said, and the word that parts them."""

    label: Range
    mark: int
    said: Range


def find_turns(words: Words) -> list[Turn]:
    """The turns of a text, in order; none where it is no interview.

    An interview has three lines or more that begin with a label, the same mark behind each; one label at least stands twice,
    and from the first of them on every other line is one: a single "Minister: no talks" is a headline, and "He said:" and
    "What we know:" are no labels, for those are names, as capitals tell.
    """
    starts = [w for w in range(len(words)) if words.opens[w]]
    found: list[tuple[Range, int]] = []
    at: list[int] = []
    for n, a in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(words)
        mark = next((w for w in range(a + 1, min(a + LONGEST + 1, end)) if words.forms[w] in _MARKS), None)
        if mark is not None and mark + 1 < end and _is_label(words.forms[a:mark]):
            found.append(((a, mark), mark))
            at.append(n)
    commonest = Counter(words.forms[mark] for _, mark in found).most_common(1)
    kept = [k for k, (_, mark) in enumerate(found) if words.forms[mark] == commonest[0][0]]
    found, at = [found[k] for k in kept], [at[k] for k in kept]
    if len(found) < 3 or 2 * len(found) < len(starts) - at[0]:
        return []
    names = Counter(_plain(words, label).rsplit(" ", 1)[-1] for label, _ in found)
    if max(names.values()) < 2:
        return []
    turns = []
    for n, (label, mark) in enumerate(found):
        end = found[n + 1][0][0] if n + 1 < len(found) else len(words)
        turns.append(Turn(label, mark, (mark + 1, end)))
    return turns


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
        self, words: Words, turns: Sequence[Turn], people: Sequence[str], outlet: str | None
    ) -> None:
        self.turns, self._outlet = turns, outlet
        labels = [words.text[words.start[t.label[0]] : words.end[t.label[1] - 1]] for t in turns]
        self._known = sorted(
            {_name(label) for label in labels} | set(people), key=lambda n: (-len(n.split()), n)
        )
        #: For each turn the speaker's name, or None: the outlet's own.
        self.names = [self._resolve(label) for label in labels]
        self._at = {t.mark: n for n, t in enumerate(turns)}

    def turn_of(self, mark: int) -> int | None:
        """The number of the turn whose label ends at a word."""
        return self._at.get(mark)

    def addressee(self, n: int) -> str | None:
        """Whom "you" means in turn ``n``: who answers next, else who spoke before."""
        others = [*self.names[n + 1 :], *reversed(self.names[:n])]
        return next((name for name in others if name is not None and name != self.names[n]), None)

    def _resolve(self, label: str) -> str | None:
        name = _name(label)
        plain = name.casefold()
        if plain in _ASKS or self._is_outlet(plain):
            return None
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


def _initials(name: str) -> str:
    """First letters of a name's words, "&" as it stands: "Sound & Stage" gives "s&s"."""
    words = [w for w in name.replace(",", " ").split() if w == "&" or w.casefold() not in _SMALL]
    return "".join(w[0] for w in words).casefold()
