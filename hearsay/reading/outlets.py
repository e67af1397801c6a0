"""News organisations in an article: the outlet itself, however it is called, and the one that a source spoke to."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.cast import Cast, bare_name
from hearsay.reading.media import MEDIA
from hearsay.reading.parts import Relation
from hearsay.reading.syntax import Syntax

#: What "our" or "this" makes the outlet itself: its people, and what it may call itself.
_NEWSROOM = MEDIA | frozenset(
    ["correspondent", "correspondents", "editor", "newsroom", "photographer", "reporter", "reporters", "team"]
)


def is_outlet(name: str, outlet: str | None, source_words: Sequence[str]) -> bool:
    """Whether a source is the article's own outlet: "our correspondent", "this newspaper", "the Ledger" in The Gull Ledger."""
    if len(source_words) == 1 and source_words[0] in ("We", "we", "I"):
        return True
    if source_words and source_words[0].lower() in ("our", "this"):
        # "Our correspondent in Port Sable", "our political editor".
        return any(w.lower() in _NEWSROOM for w in source_words[1:4])
    if not outlet:
        return False
    mine, theirs = name.casefold().split(), bare_name(outlet).casefold().split()
    return (
        bool(mine)
        and name[0].isupper()
        and all(w in theirs for w in mine)
        and (len(mine) > 1 or mine[0] in (theirs[0], theirs[-1]))
    )


#: How a news organisation comes by what it did not make itself: participles beside "by", by hand from the passages for training.
_ACCESS = frozenset(str.split("acquired authenticated examined obtained read reviewed seen verified viewed"))


def hearer(relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the organisation that was told ("told Radio Sund", "in an interview with the Gull Post"), if one was.

    What is said came through it: only a news organisation makes known what it was told. So did what stands in
    "documents seen by the Gull Post".
    """
    outside = {w for part in relation.content for w in range(*part)}
    source = {w for part in relation.source for w in range(*part)}
    verbs = set(range(*relation.cue))
    # "Speaking to X, she said".
    verbs |= {
        c for v in verbs for c in syntax.children(v) if syntax.relation[c] == "advcl" and c not in outside
    }
    for i in cast.organisations:
        m = cast.mentions[i]
        above, relation_ = syntax.head[m.head], syntax.relation[m.head]
        hangs = above in verbs or (relation_ == "nmod" and syntax.head[above] in verbs)
        if m.head in outside or not (hangs or m.head in source):
            continue
        cases = {c for c in syntax.children(m.head) if syntax.relation[c] == "case"}
        if m.head in source:
            by = any(_is(syntax, c, "by") for c in cases)
            if (
                by
                and relation_.startswith("obl")
                and above in source
                and syntax.forms[above].lower() in _ACCESS
            ):
                return i
            continue
        told = relation_ in ("obj", "iobj") or (
            relation_ == "obl" and any(_is(syntax, c, "to") for c in cases)
        )
        if above in verbs and told:
            return i
        # "in an interview with X", "in a statement to X": one step further down.
        if (
            relation_ == "nmod"
            and syntax.head[above] in verbs
            and any(_is(syntax, c, "to", "with") for c in cases)
        ):
            return i
    return None


def _is(syntax: Syntax, word: int, *forms: str) -> bool:
    return syntax.forms[word].lower() in forms
