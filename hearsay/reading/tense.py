"""Tense, modality and polarity of verbs, read off the tree."""

from __future__ import annotations

from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import Modality

# Modal auxiliaries by what they say of the event: a closed class (Quirk et al. 1985, 4.51-4.66).
_MODALS: dict[str, Modality] = {
    "will": "future", "'ll": "future", "’ll": "future", "wo": "future",
    "shall": "obliged", "must": "obliged", "should": "obliged", "ought": "obliged",
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "would": "conditional",
    "'d": "conditional", "’d": "conditional",
}  # fmt: skip
_BE = ("is", "are", "was", "were", "am", "'s", "'re", "’s", "’re")
_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor"])
_CONDITIONS = frozenset(["if", "unless"])
# Verbs that say how their complement stands to the facts: the event-selecting predicates of FactBank
# (Sauri and Pustejovsky 2009), those with an infinitive or clause that is not told as fact.
_SELECTING: dict[str, Modality] = {
    **dict.fromkeys(
        [
            "oblige",
            "obligate",
            "require",
            "compel",
            "bind",
            "commit",
            "mandate",
            "force",
            "need",
            "have",
            "owe",
        ],
        "obliged",
    ),
    **dict.fromkeys(
        [
            "order",
            "instruct",
            "command",
            "direct",
            "demand",
            "urge",
            "ask",
            "tell",
            "call",
            "request",
            "summon",
        ],
        "ordered",
    ),
    **dict.fromkeys(["hope", "want", "wish", "like", "desire", "seek", "try", "attempt", "aim"], "hoped"),
    **dict.fromkeys(
        [
            "plan",
            "intend",
            "expect",
            "vow",
            "promise",
            "pledge",
            "agree",
            "threaten",
            "prepare",
            "schedule",
            "decide",
            "mean",
            "set",
            "propose",
            "offer",
        ],
        "future",
    ),
    **dict.fromkeys(
        ["allow", "permit", "enable", "authorise", "authorize", "appear", "seem", "suspect"], "possible"
    ),
    **dict.fromkeys(["refuse", "fail", "decline", "deny", "forget", "avoid", "prevent"], "negated"),
}


def governing_verb(syntax: Syntax, word: int) -> int | None:
    """The nearest verb or auxiliary above a word, itself included."""
    for _ in range(60):
        if syntax.upos[word] in ("VERB", "AUX"):
            return word
        auxiliary = next(
            (c for c in syntax.children(word) if syntax.relation[c] in ("cop", "aux", "aux:pass")), None
        )
        if auxiliary is not None:
            return auxiliary
        above = syntax.head[word]
        if above == word:
            return None
        word = above
    return None


def tense(words: Words, syntax: Syntax, verb: int) -> str | None:
    """Return 'past', 'present', 'future' or None of the clause that a verb heads."""
    cluster = [c for c in syntax.children(verb) if syntax.relation[c] in ("aux", "aux:pass", "cop")]
    cluster.append(verb)
    forms = [syntax.low[w] for w in cluster]
    tags = [syntax.xpos[w] for w in cluster]
    if any(form in ("will", "'ll", "’ll", "shall", "wo") for form in forms):
        return "future"
    if "VBD" in tags:
        return "past"
    if any(form in ("has", "have", "'ve", "’ve") for form in forms[:-1]) and "VBN" in tags:
        return "past"
    if "MD" in tags:
        return "future"
    if "VBZ" in tags or "VBP" in tags:
        return "present"
    above = syntax.head[verb]
    # A participle or infinitive has its clause's tense.
    if above != verb:
        higher = governing_verb(syntax, above)
        if higher is not None and higher != verb and syntax.head[higher] != verb:
            return tense(words, syntax, higher)
    return None


def obliges(words: Words, syntax: Syntax, lemma: str, predicate: int) -> bool:
    """Whether a verb tells of a duty to do what its complement names ("the treaty obliges each side to help")."""
    if _SELECTING.get(lemma) != "obliged":
        return False
    # Whether the infinitive is a complement or an adverbial is what parsers least agree on.
    clauses = [c for c in syntax.children(predicate) if syntax.relation[c] in ("xcomp", "advcl")]
    return any(words.forms[m].lower() == "to" for c in clauses for m in syntax.children(c))


def _has_no(syntax: Syntax, noun: int) -> bool:
    """Whether a noun phrase denies that there was any: "no alarm sounded"."""
    low = syntax.low
    return low[noun] in ("nobody", "nothing", "none") or any(
        low[c] == "no" and syntax.relation[c] == "det" for c in syntax.children(noun)
    )


def going_to(syntax: Syntax, verb: int) -> int | None:
    """The verb that "is going to" stands before (Quirk et al. 1985, 3.47), if ``verb`` is that "going"; else None."""
    if syntax.low[verb] != "going" or not any(syntax.relation[c] == "aux" for c in syntax.children(verb)):
        return None
    for c in syntax.children(verb):
        if syntax.relation[c] == "xcomp" and any(
            syntax.forms[k].lower() == "to" and syntax.relation[k] == "mark" for k in syntax.children(c)
        ):
            return c
    return None


def modality(syntax: Syntax, lemma: dict[int, str], predicate: int) -> Modality:
    """How an event is presented, by its own clause first, then by what governs it."""
    children = syntax.children(predicate)
    low, relation = syntax.low, syntax.relation
    forms = {low[c]: c for c in children}
    if not _NEGATIONS.isdisjoint(forms) and any(
        relation[forms[f]] in ("advmod", "det", "cc", "cc:preconj") for f in _NEGATIONS & forms.keys()
    ):
        return "negated"
    if any(_has_no(syntax, c) for c in children if relation[c].startswith(("nsubj", "obj"))):
        return "negated"
    if not _CONDITIONS.isdisjoint(forms) and any(
        relation[forms[f]] == "mark" for f in _CONDITIONS & forms.keys()
    ):
        return "conditional"
    for form, c in forms.items():
        if form in _MODALS and relation[c] == "aux":
            return _MODALS[form]
    if "to" in forms and any(
        forms.get(be, len(low)) < forms["to"] and relation[forms[be]] in ("aux", "aux:pass", "cop")
        for be in _BE
    ):
        # "is to be sold", "his aim is to win": the semi-auxiliary "be to" (Quirk et al. 1985, 3.45).
        return "future"
    if going_to(syntax, predicate) is not None or going_to(syntax, syntax.head[predicate]) == predicate:
        return "future"
    if ("to" in forms and any(low[c] == "to" and relation[c] == "mark" for c in children)) or relation[
        predicate
    ] in ("xcomp", "obj", "obl"):
        above = syntax.head[predicate]
        # "failed after the raid": when it was, not what failed.
        when = any(
            low[c] in ("after", "before", "since", "during", "amid", "following")
            for c in children
            if relation[c] == "case"
        )
        if above != predicate and not when:
            governor = _SELECTING.get(lemma.get(above, ""))
            if governor is not None:
                # "was not asked to leave" tells no more of leaving than "was asked to".
                return governor
            if syntax.relation[predicate] == "xcomp" and above in lemma:
                return modality(syntax, lemma, above) if syntax.head[above] != predicate else "fact"
    if syntax.relation[predicate] == "conj":
        above = syntax.head[predicate]
        if above != predicate and not any(syntax.relation[c].startswith(("nsubj", "aux")) for c in children):
            return modality(syntax, lemma, above)
    return "fact"
