"""News organisations in an article: the outlet itself, however it is called, and the one that a source spoke to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.reading.cast import Cast, bare_name
from hearsay.reading.media import MEDIA
from hearsay.reading.parts import Relation, words_of
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


#: How a news organisation comes by what it did not make itself, and by whose words it gives: participles beside "by", by hand
#: from the passages for training.
_ACCESS = frozenset(str.split("acquired authenticated examined obtained read reviewed seen verified viewed"))
_CONTACT = frozenset(str.split("cited contacted interviewed quoted reached"))
#: Parts of the names of what is spoken on: the broadcast media among schema.org's organisations.
_BROADCAST = frozenset(str.split("broadcaster channel radio station television tv"))


#: Parts of the names of what publishes news, whatever else it is called.
_PUBLISHES = (
    MEDIA - {"agency"}
    | _BROADCAST
    | frozenset(str.split("news press media times post herald tribune gazette"))
)
#: Bodies that are told things and publish no news, by a noun of their names; by hand from PolNeAR's training part.
_ADDRESSED = frozenset(
    str.split(
        "administration assembly association bank board bureau cabinet chamber commission committee commons conference "
        "congress convention council court delegation department government house inquiry institute legislature ministry "
        "nations nato office panel parliament party police senate society tribunal union university"
    )
)


def hearer(relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the mention of an organisation that was told ("told Radio Sund", "in an interview with the Gull Post").

    What is said came through it: only a news organisation makes known what it was told. So did what stands in
    "documents seen by the Gull Post", and what "a rescuer, quoted by the site," says.
    """
    found = _hearer(set(range(*relation.cue)), relation, syntax, cast)
    if found is None and (first := _coordinated(relation, syntax)) is not None:
        # "Rejected this in a conversation with Sund Radio and added": both were said there.
        found = _hearer({first}, relation, syntax, cast)
    return found


def _hearer(verbs: set[int], relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    outside = words_of(relation.content)
    source = words_of(relation.source)
    # "Speaking to X, she said".
    verbs = verbs | {
        c for v in verbs for c in syntax.children(v) if syntax.relation[c] == "advcl" and c not in outside
    }
    for i in _reporting(cast, syntax):
        m = cast.mentions[i]
        above, relation_ = syntax.head[m.head], syntax.relation[m.head]
        cases = {syntax.low[c] for c in syntax.children(m.head) if syntax.relation[c] == "case"}
        if m.head in outside:
            continue
        if relation_.startswith("obl") and "by" in cases and above not in range(*relation.cue):
            contact = syntax.low[above] in _CONTACT and not {above, syntax.head[above]}.isdisjoint(
                source | verbs
            )
            if contact or (above in source and syntax.low[above] in _ACCESS):
                return i
        if m.head in source:
            continue
        told = relation_ in ("obj", "iobj") or (relation_ == "obl" and "to" in cases)
        aired = relation_ == "obl" and "on" in cases and not _BROADCAST.isdisjoint(m.text.lower().split())
        if above in verbs and (told or aired):
            return i
        # "in an interview with X", "in a statement to X": one step further down.
        if relation_ == "nmod" and syntax.head[above] in verbs and cases & {"to", "with"}:
            return i
    return None


def _reporting(cast: Cast, syntax: Syntax) -> Iterator[int]:
    """Mentions of organisations: their names, and "the newspaper" that is one of them.

    One that nobody named may be the article's own outlet.
    """
    for i, m in enumerate(cast.mentions):
        if (m.type == "ORG" and not _is_body(m.text)) or (
            m.type == "NOM" and syntax.low[m.head] in MEDIA and cast.actors[cast.owner[i]].type == "ORG"
        ):
            yield i


def _is_body(name: str) -> bool:
    """Whether a name is that of a body that is told things and publishes none; "Yonhap News Agency" does."""
    words = name.lower().split()
    return not _ADDRESSED.isdisjoint(words) and _PUBLISHES.isdisjoint(words)


def _coordinated(relation: Relation, syntax: Syntax) -> int | None:
    """The verb before a cue that has its subject, too: "rejected ... and |added|"."""
    for cue in range(*relation.cue):
        above = syntax.head[cue]
        if syntax.relation[cue] == "conj" and above not in range(*relation.cue):
            own = any(syntax.relation[c].startswith("nsubj") for c in syntax.children(cue))
            return None if own else above
    return None
