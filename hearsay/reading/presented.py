"""How an event is presented where its own clause says nothing: planned, feared, denied, alleged by what governs it.

The verbs and nouns are those that FactBank calls event-selecting predicates (Sauri and Pustejovsky 2009, section 4),
with those of news that are used alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.reading.syntax import Syntax
from hearsay.schema import Modality

_BY_GOVERNOR: dict[str, Modality] = {
    **dict.fromkeys(
        str.split(
            "plan intend intention aim prepare preparation propose proposal schedule promise pledge vow threaten threat offer "
            "expect expectation prospect await postpone delay anticipate invite invitation pave consider contemplate bid "
            "commit commitment readiness willingness ready willing"
        ),
        "future",
    ),
    **dict.fromkeys(
        str.split(
            "fear fears suspect suspicion warn warning risk possibility chance speculation rumour rumor allege allegation accuse "
            "accusation doubt question unclear likelihood danger probe hypothesis scenario suppose imagine charge"
        ),
        "possible",
    ),
    **dict.fromkeys(
        str.split(
            "deny denial prevent avert avoid thwart foil refuse refusal fail failure cancel lack absence abort "
            "stave dispute refute false untrue dismiss forestall pre-empt preempt"
        ),
        "negated",
    ),
    **dict.fromkeys(str.split("call demand urge appeal ask order request insist command petition require"), "ordered"),
    **dict.fromkeys(str.split("want hope wish seek desire pray attempt try effort campaign"), "hoped"),
}  # fmt: skip
_BY_MODIFIER: dict[str, Modality] = {
    **dict.fromkeys(
        str.split("planned proposed imminent impending upcoming scheduled intended expected future promised looming"), "future"
    ),
    **dict.fromkeys(
        str.split(
            "possible potential alleged suspected threatened likely feared supposed hypothetical would-be purported any "
            "allegedly reportedly possibly perhaps probably supposedly purportedly maybe apparently presumably"
        ),
        "possible",
    ),
    **dict.fromkeys(str.split("failed averted foiled thwarted cancelled canceled aborted"), "negated"),
}  # fmt: skip
#: Steps from what is governed to what governs it; a subject acts, and is not governed.
_GOVERNED = frozenset(
    [
        "obj",
        "obl",
        "nmod",
        "acl",
        "ccomp",
        "xcomp",
        "nsubj:pass",
        "csubj",
        "compound",
        "conj",
        "advcl",
        "obl:arg",
        "appos",
    ]
)
_NOUNS = ("NOUN", "PROPN")
_GUARDS = frozenset(str.split("defend protect guard insure shield warn prepare ward safeguard"))
_OCCUR = frozenset(
    str.split("happen occur take materialise materialize begin start open commence follow resume go continue")
)
#: Below this factuality (of -3 to 3) the encoder does not believe it.
_UNSURE = 0.05


def presented(
    syntax: Syntax, lemmas: Mapping[int, str], modalities: Mapping[int, Modality], w: int, factuality: float
) -> Modality:
    """How an event is presented that its own clause tells as fact.

    ``lemmas`` and ``modalities`` are those of the text's predicates, by word.
    """
    low = syntax.low
    for c in syntax.children(w):
        relation = syntax.relation[c]
        if relation in ("amod", "advmod", "compound", "det"):
            found = _BY_MODIFIER.get(low[c])
            if found is not None:
                return found
        elif relation == "mark" and low[c] == "whether":
            return "possible"
        elif relation in ("case", "mark") and low[c] == "without":
            return "negated"
    governed = _governed(syntax, lemmas, w)
    if governed is not None:
        return governed
    above = syntax.head[w]
    relation = syntax.relation[w]
    if (
        relation in ("nsubj", "nsubj:pass")
        and modalities.get(above, "fact") != "fact"
        and _lemma(syntax, lemmas, above) in _OCCUR
    ):
        return modalities[above]
    if relation in ("advcl", "acl") and syntax.upos[w] == "VERB" and _to(syntax, w):
        return "future"
    if relation == "conj" and modalities.get(above, "fact") in ("future", "possible") and _to(syntax, w):
        return modalities[above]
    if relation == "acl:relcl" and _present(syntax, w) and _owed(syntax, modalities, above):
        # "shall take back those who are refused": whoever that may be.
        return "conditional"
    return "possible" if factuality < _UNSURE else "fact"


def _present(syntax: Syntax, w: int) -> bool:
    """Whether a verb or its auxiliary stands in the present tense."""
    helpers = [c for c in syntax.children(w) if syntax.relation[c] in ("aux", "aux:pass", "cop")]
    return any(syntax.xpos[k] in ("VBZ", "VBP") for k in [*helpers, w])


def _owed(syntax: Syntax, modalities: Mapping[int, Modality], w: int) -> bool:
    """Whether a phrase stands in what is owed, to come, or on a condition."""
    for _ in range(4):
        if modalities.get(w) in ("obliged", "conditional", "future"):
            return True
        above = syntax.head[w]
        if above == w:
            return False
        w = above
    return False


def _to(syntax: Syntax, w: int) -> bool:
    """Whether a verb is an infinitive without a subject or auxiliary of its own."""
    children = syntax.children(w)
    return any(syntax.relation[c] == "mark" and syntax.low[c] == "to" for c in children) and not any(
        syntax.relation[c].startswith(("nsubj", "aux")) for c in children
    )


def _marked(syntax: Syntax, w: int) -> bool:
    """Whether a gerund stands behind a preposition that governs it: "accused of killing", "kept from voting"."""
    return any(
        syntax.low[c] in ("of", "from", "for", "against") and syntax.relation[c] in ("mark", "case")
        for c in syntax.children(w)
    )


def _lemma(syntax: Syntax, lemmas: Mapping[int, str], w: int) -> str:
    from hearsay.reading.events import lemma_of

    return lemmas.get(w) or lemma_of(syntax.forms[w])


def _governed(syntax: Syntax, lemmas: Mapping[int, str], w: int) -> Modality | None:
    """What the nearest governor makes of it; between them stand only nouns ("fears of a wave of attacks")."""
    for _ in range(4):
        relation, above = syntax.relation[w], syntax.head[w]
        if relation == "nsubj" and syntax.upos[above] == "ADJ":
            # "reports that ... were false"
            return _BY_GOVERNOR.get(_lemma(syntax, lemmas, above))
        if above == w or relation not in _GOVERNED:
            return None
        if relation == "advcl" and not (_to(syntax, w) or _marked(syntax, w)):
            return None
        # "fears of an invasion", "plans for a raid": the noun right before, wherever the parser hung it.
        first = min((c for c in syntax.children(w) if syntax.relation[c] == "case"), default=0)
        if first and syntax.low[first] in ("of", "for") and syntax.upos[first - 1] in _NOUNS:
            above = first - 1
        lemma = _lemma(syntax, lemmas, above)
        cases = {syntax.low[c] for c in syntax.children(w) if syntax.relation[c] == "case"}
        if lemma in _GUARDS and "against" in cases:
            return "possible"
        # "said after the attack", "feared since the attack": when or where it was, not what.
        if not cases & _TIMES and relation != "obl:tmod":
            found = _BY_GOVERNOR.get(lemma)
            if lemma == "call" and "off" in _particles(syntax, above):
                return "negated"
            if lemma == "rule" and "out" in _particles(syntax, above):
                return "negated"
            if found is not None and not (
                lemma in _NEEDS_FOR and not (cases & {"for"} or relation in ("xcomp", "ccomp"))
            ):
                return found
        if cases & _TIMES or syntax.upos[above] not in _NOUNS:
            return None
        w = above
    return None


_TIMES = frozenset(
    str.split("after before since during amid following in at near until by despite because over")
)
#: These govern with "for" or a clause: "called for a ceasefire", not "called the attack cowardly".
_NEEDS_FOR = frozenset(["call", "appeal", "ask", "pray", "campaign", "charge", "question", "bid"])


def _particles(syntax: Syntax, w: int) -> set[str]:
    return {syntax.low[c] for c in syntax.children(w) if syntax.relation[c] == "compound:prt"}


__all__ = ["presented"]
