"""The mention that a source's words are, of all that stand in them: "Chief of Staff Ana Ruiz" is Ana Ruiz."""

from __future__ import annotations

from hearsay.reading.cast import RENAMING, Cast
from hearsay.reading.mentions import Found, head_of
from hearsay.reading.parts import Relation
from hearsay.reading.syntax import Syntax


def source_mention(relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the mention that the source's head is or that renames it: "Chief of Staff Ana Ruiz" is Ana Ruiz."""
    for a, b in relation.source:
        head = head_of(syntax, a, b)
        if any(syntax.relation[c] == "conj" and a <= c < b for c in syntax.children(head)):
            # "Ostmark and Lethe" are neither of them.
            continue
        best: tuple[int, int] | None = None
        for i in cast.within(a, b):
            m = cast.mentions[i]
            if m.last <= a:
                continue
            if m.type in ("PRON", "NOM"):
                rank = 5 if m.head == head else 9
            elif m.head == head or m.first <= head < m.last:
                # "Massachusetts Sen. Ana Ruiz": a place before a person's name is where from.
                rank = 4 if m.type == "LOC" else 0
            elif _renames(syntax, head, m.head) and (m.type == "PER" or _is_name(syntax, head)):
                # Not "a Sundish official": a nation or office before a common noun only describes it.
                rank = 1
            elif (
                m.type == "PER"
                and (head < m.first <= head + 2 or _ends_title(syntax, a, b, m))
                and not _belongs(syntax, a, head, m)
            ):
                # "The minister, Ana Ruiz,", "Chief of the Sund Staff Ana Ruiz": however it was parsed.
                rank = 3
            elif _set_beside(syntax, b, head, m, cast):
                rank = 4
            else:
                rank = 9
            if rank < 9 and m.type == "PER" and best is not None:
                # "Gaffer Sid Marlowe", tagged as two names: the one that has more of a name.
                other = cast.mentions[best[1]]
                if (
                    other.type == "PER"
                    and other.last == m.first
                    and m.last - m.first > other.last - other.first
                ):
                    best = (min(rank, best[0]), i)
            if rank < 9 and (best is None or rank < best[0]):
                best = (rank, i)
        if best is not None:
            return best[1]
    return None


def _is_name(syntax: Syntax, w: int) -> bool:
    """Whether a word is part of a name; the tagger calls the "ministry" of "the Sundish defence ministry" one, too."""
    return bool(syntax.upos[w] == "PROPN" and syntax.forms[w][0].isupper())


def _ends_title(syntax: Syntax, a: int, b: int, m: Found) -> bool:
    """Whether a name stands at the end of a source behind nothing but the words of a title."""
    behind = m.last == b or syntax.upos[m.last] == "PUNCT"
    title = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART")
    return behind and all(syntax.upos[w] in title for w in range(a, m.first))


def _belongs(syntax: Syntax, a: int, head: int, m: Found) -> bool:
    """Whether a source belongs to the person whose name ends it, and is somebody else: "an aide to Governor Ana Ruiz".

    In "Chief of the Sund Staff Ana Ruiz" the preposition governs what somebody is chief of, not the name.
    """
    if not any(syntax.upos[w] == "ADP" for w in range(head + 1, m.first)):
        return False
    unknown = syntax.xpos[head] in ("NNS", "NNPS") or syntax.forms[a].lower() in ("a", "an", "another")
    return unknown or governed(syntax, m)


def governed(syntax: Syntax, m: Found) -> bool:
    """Whether a preposition governs a name."""
    return any(syntax.relation[c] == "case" and c < m.first for c in syntax.children(m.head))


def _set_beside(syntax: Syntax, b: int, head: int, m: Found, cast: Cast) -> bool:
    """Whether a name stands behind a source's noun, parted by a comma or by nothing, and ends it or a comma follows.

    "One, Dr Hella Voss, who is 38"; "the largest union, the Guild of Schoolworkers,"; "the newspaper Sund Post".
    """
    if m.type not in ("PER", "ORG") or not head < m.first < b:
        return False
    if m.last < b and syntax.upos[m.last] != "PUNCT":
        return False
    between = [w for w in range(head + 1, m.first) if syntax.upos[w] != "DET"]
    if m.type == "PER" and any(syntax.forms[w].lower() in ("named", "called") for w in between[:3]):
        # "A retired bus driver named Cyril Nwosu", "the suspect, named in court as Derek Frost".
        return True
    if m.type == "ORG" and not between:
        return syntax.upos[head] in ("NOUN", "PROPN") and m.first == head + 1
    commas = [w for w in between if syntax.forms[w] == ","]
    if commas and m.type == "PER" and _no_person_before(syntax, head, commas[0], cast):
        # "The mayor of Brod, Ana Ruiz,": nobody else is named before the comma; "one of the accused, the poet Ana Ruiz,".
        between = [w for w in between if w > commas[0] or syntax.forms[w] == ","]
    titles = between[between.index(commas[-1]) + 1 :] if commas else []
    return (
        len(commas) == 1
        and not any(syntax.upos[w] in ("VERB", "AUX", "CCONJ", "ADP") for w in between)
        and all(syntax.upos[w] in ("PROPN", "NOUN", "ADJ") for w in titles)
    )


def _no_person_before(syntax: Syntax, head: int, comma: int, cast: Cast) -> bool:
    """Whether what stands between a source's noun and a comma can bear no person's name: places, organisations, a partitive."""
    if syntax.forms[head].lower() in ("one", "another"):
        return True
    named = {
        w
        for i in cast.within(head + 1, comma)
        for m in [cast.mentions[i]]
        if m.type in ("LOC", "ORG")
        for w in range(m.first, m.last)
    }
    return all(w in named or syntax.upos[w] in ("ADP", "DET", "ADJ") for w in range(head + 1, comma))


def _renames(syntax: Syntax, a: int, b: int) -> bool:
    """Whether a source's noun ``a`` and a name with the head ``b`` are one; not where the name only tells whose
    ("the Ruiz campaign").
    """
    if syntax.relation[b] == "compound" and b < a == syntax.head[b] and syntax.upos[a] == "NOUN":
        return False
    return (syntax.head[b] == a and syntax.relation[b] in RENAMING) or (
        syntax.head[a] == b and syntax.relation[a] in RENAMING
    )
