"""The source and content of one attribution, mended by lines and by the tree where labels word by word cannot see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from hearsay.reading.encoder import Encoded
from hearsay.reading.mentions import head_of
from hearsay.reading.syntax import Syntax

Range = tuple[int, int]

CLOSING_QUOTES = frozenset("\"”’'»")
OPENING_QUOTES = frozenset("\"“‘'«„")


def words_of(parts: Iterable[Range]) -> set[int]:
    """All words of some ranges."""
    return {w for a, b in parts for w in range(a, b)}


class Relation(NamedTuple):
    """An attribution as ranges of words. ``parent`` is the index of the relation in whose content it stands.

    ``confidence`` is the tagger's probability of the cue, ``roles`` the mean probability of its source's and content's
    labels.
    """

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    parent: int | None
    confidence: float
    roles: float = 1.0

    def words(self) -> set[int]:
        """All words of source, cue and content."""
        return words_of((self.cue, *self.source, *self.content))


def tidy(relation: Relation, encoded: Encoded, syntax: Syntax) -> Relation:
    """Mend what the word-by-word labels cannot see: lines, several sources, passives."""
    words = encoded.words
    line = encoded.lines
    here = line[relation.cue[0]]
    source = [r for part in relation.source for r in by_line(part, encoded) if line[r[0]] == here]
    if not source:
        # "Name:" on a line of its own, or a quotation's next paragraph.
        source = [
            r for part in relation.source for r in by_line(part, encoded) if abs(line[r[0]] - here) == 1
        ]
    content = []
    headings = encoded.headings
    for part in relation.content:
        for a, b in by_line(part, encoded):
            # Another line belongs to it as a quotation that goes on, or as what a colon announces.
            # What a headline quotes is the headline's.
            if line[a] < here and headings[a] and not headings[relation.cue[0]]:
                continue
            if line[a] == here or words.forms[a] in OPENING_QUOTES or words.forms[b - 1] in CLOSING_QUOTES:
                content.append((a, b))
    if len(source) > 1:
        subjects = [r for r in source if _hangs(r, relation.cue, syntax, "nsubj")]
        source = subjects[:1] or [
            min(source, key=lambda r: min(abs(r[0] - relation.cue[1]), abs(r[1] - relation.cue[0])))
        ]
    # An article is nobody, whatever its noun is.
    source = [r for r in source if syntax.relation[head_of(syntax, *r)] != "det"]
    if source:
        source[0] = _past_cut_name(source[0], encoded)
    verb = next((w for w in range(*relation.cue) if syntax.xpos[w] == "VBN" and _passive(w, syntax)), None)
    if verb is not None and source and _passive_subject(source[0], verb, syntax):
        # "X is said to have left": nobody is named, and X is part of what is said. "X was told ...": X is told.
        following = [r for r in content if r[0] >= relation.cue[1]]
        if following and words.forms[following[0][0]].lower() == "to":
            content = sorted([*content, source[0]])
        source = []
    if verb is not None and not source and (agent := _agent(verb, content, syntax)) is not None:
        source = [agent]
    content = _not_above(content, relation.cue, syntax)
    if not content and (clause := governed(relation.cue, source, syntax)):
        content = [clause]
    if content:
        content[-1] = _to_noun(*content[-1], source, syntax)
    return relation._replace(source=tuple(source), content=tuple(content))


def apart(relation: Relation) -> Relation:
    """A relation whose source, cue and content share no word: the cue keeps its words, then the source."""
    cue = {*range(*relation.cue)}
    source = _less(relation.source, cue)
    content = _less(relation.content, cue | words_of(source))
    return relation._replace(source=source, content=content)


def _less(parts: tuple[Range, ...], taken: Set[int]) -> tuple[Range, ...]:
    """Ranges less some words, wherever these stand."""
    if taken.isdisjoint(words_of(parts)):
        return parts
    out: list[Range] = []
    for a, b in parts:
        edges = [a - 1, *(w for w in range(a, b) if w in taken), b]
        out += [(x + 1, y) for x, y in pairwise(edges) if y > x + 1]
    return tuple(out)


def _agent(verb: int, content: Sequence[Range], syntax: Syntax) -> Range | None:
    """By whom something is said: "was declared the winner |by news organizations|"."""
    for c in syntax.children(verb):
        if syntax.relation[c] != "obl:agent" or any(a <= c < b for a, b in content):
            continue
        inside = syntax.subtree(c)
        first = inside[0] + (syntax.relation[inside[0]] == "case")
        end = first
        while end in inside and syntax.upos[end] != "PUNCT":
            end += 1
        return (first, end) if end > first else None
    return None


def _to_noun(a: int, b: int, source: Sequence[Range], syntax: Syntax) -> Range:
    """A part that the labels end within a phrase, with its noun ("a figure by the"), or without it if that is the source."""
    shortened = False
    while b > a + 1 and syntax.relation[b - 1] in _LEANING and (head := syntax.head[b - 1]) >= b:
        # Once shortened it grows no more: "London" before the "police" of a source's "police chief" would give back
        # the word that was just taken, for ever.
        if shortened or any(x < head + 1 and b < y for x, y in source):
            b -= 1
            shortened = True
            continue
        if any(syntax.upos[w] in ("PUNCT", "VERB") for w in range(b, head + 1)):
            break
        b = head + 1
    return a, b


def _not_above(content: list[Range], cue: Range, syntax: Syntax) -> list[Range]:
    """A content without the clause about a relative one: what "the smell that residents noticed" did, they did not tell."""
    verb = head_of(syntax, *cue)
    if syntax.relation[verb] != "acl:relcl" or not any(
        syntax.relation[c] == "obj" and syntax.xpos[c] in ("WDT", "WP", "IN") for c in syntax.children(verb)
    ):
        return content
    inner = {*syntax.subtree(verb), *syntax.subtree(syntax.head[verb])}
    return [(a, b) for a, b in content if not inner.isdisjoint(range(a, b))]


#: How a word hangs on the noun that it comes before.
_LEANING = ("det", "case", "nmod:poss", "amod", "compound", "nummod")


def governed(cue: Range, source: Sequence[Range], syntax: Syntax) -> Range | None:
    """The clause that a cue with a speaker of its own governs, where the labels found no content: None where there is none.

    "Dover said the gate was shut"; "The gate was shut, said Dover", in which the tree may hang either verb on the other.
    """
    verb = head_of(syntax, *cue)
    if syntax.upos[verb] != "VERB" or not source or not _hangs(source[0], cue, syntax, "nsubj"):
        return None
    below = [c for c in syntax.children(verb) if syntax.relation[c] == "ccomp"]
    if below:
        words = syntax.subtree(below[0])
    elif syntax.relation[verb] in ("parataxis", "advcl") and not any(
        syntax.relation[c] == "mark" for c in syntax.children(verb)
    ):
        above = syntax.head[verb]
        inner = set(syntax.subtree(verb))
        # What stands on the near side of the cue; a clause further on is another one's.
        words = [w for w in syntax.subtree(above) if w not in inner and (w < verb) == (above < verb)]
        if not any(syntax.relation[c].startswith("nsubj") for c in syntax.children(above)):
            return None
    else:
        return None
    taken = words_of((cue, *source))
    while words and (
        words[-1] in taken
        or (syntax.upos[words[-1]] == "PUNCT" and syntax.forms[words[-1]] not in CLOSING_QUOTES)
    ):
        words.pop()
    while words and (
        words[0] in taken
        or (syntax.upos[words[0]] == "PUNCT" and syntax.forms[words[0]] not in OPENING_QUOTES)
    ):
        words.pop(0)
    if len(words) < 3 or not taken.isdisjoint(range(words[0], words[-1] + 1)):
        return None
    return words[0], words[-1] + 1


def _past_cut_name(part: Range, encoded: Encoded) -> Range:
    """A source that begins inside a name ("Maren, commander Ruiz" behind "the ferry Lady"), less that name."""
    labels = encoded.encoder.heads["name"]
    a, b = part
    names = encoded.tags("name")[max(0, a - 1) : b].argmax(-1)
    if a == 0 or labels[names[0]] == "O" or labels[names[1]][0] != "I":
        return part
    c = a
    while c < b and labels[names[c - a + 1]][0] == "I":
        c += 1
    while c < b and encoded.words.forms[c] == ",":
        c += 1
    return (c, b) if c < b else part


def by_line(part: Range, encoded: Encoded) -> list[Range]:
    """A range of words cut at the ends of lines."""
    a, b = part
    cuts = [a, *(w for w in range(a + 1, b) if encoded.words.opens[w]), b]
    return list(pairwise(cuts))


def _hangs(part: Range, cue: Range, syntax: Syntax, *relations: str) -> bool:
    """Whether a part hangs on the cue as one of these."""
    head = head_of(syntax, *part)
    return cue[0] <= syntax.head[head] < cue[1] and syntax.relation[head].startswith(relations)


def _passive(verb: int, syntax: Syntax) -> bool:
    return any(syntax.relation[c] == "aux:pass" for c in syntax.children(verb))


def _passive_subject(part: Range, verb: int, syntax: Syntax) -> bool:
    head = head_of(syntax, *part)
    return syntax.head[head] == verb and syntax.relation[head].startswith(("nsubj", "expl"))
