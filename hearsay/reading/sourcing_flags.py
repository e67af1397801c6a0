"""What a standards desk looks for in the sourcing of an article: anonymity without a reason, "sources" that are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.reading.mentions import head_of
from hearsay.reading.parts import Range, Relation
from hearsay.reading.sources import Source
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import FlagKind

#: Nouns for somebody who speaks of what he is part of: a list by hand, from the
#: project's passages for training; not a closed class.
_INSIDERS = frozenset(
    str.split(
        "adviser advisor aide ally associate attendee banker chum circle colleague commander confidant courtier delegate "
        "deputy diplomat employee engineer executive investigator lawmaker lawyer negotiator worker "
        "figure footman friend informant insider lieutenant maid manager mate minister mole officer official pal "
        "participant person servant source spy staff staffer subordinate"
    )
)
_PLURALS = {"allies": "ally", "people": "person", "spies": "spy", "deputies": "deputy"}
#: What ties "a person" or "an officer" to what is told: else it may be any passer-by.
_TIED = re.compile(
    r"\b(?:close to|familiar with|with (?:direct )?knowledge|briefed|involved|involvement|privy|in the room|took part|"
    r"in (?:its|their|our) \w+|of (?:his|hers|theirs)\b|"
    r"who (?:ha[sd]|was|were|saw|read|attended|worked|works)|in (?:the|his|her) .*circle|at the|inside|within)\b",
    re.IGNORECASE,
)
_LOOSE = frozenset(
    str.split(
        "banker colleague commander deputy employee engineer executive figure lawyer lieutenant manager officer person "
        "worker"
    )
)
_NAMELESS = re.compile(
    r"anonym|\bnot (?:to )?be(?:ing)? (?:named|identified|quoted)|\bnot (?:to )?(?:name|identify)\b|"
    r"(?:name|identity|identities) (?:\w+ ){0,3}withh|withh\w+ (?:\w+ ){0,3}(?:name|identity)|\bunnamed\b|"
    r"\bnot (?:to )?(?:print|use|give|publish|name) (?:\w+ ){0,2}names?\b|\bdoes not name\b|"
    r"declin\w+ to (?:be (?:named|identified)|give (?:\w+ )?name)|not give (?:\w+ )?name|on the record|off the record",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b|\bsince\b|\bas (?:they|he|she|it|the)\b|\bfor fear\b|\bfear(?:s|ed|ing)?\b|\blest\b|\bso as\b|"
    r"\bgiven\b|\bdue to\b|\bowing to\b|\bto (?:protect|avoid|discuss|speak|describe|talk|keep)\b|"
    r"not (?:been )?(?:authori[sz]ed|allowed|permitted)|\bciting\b|\bfor (?:his|her|their) safety\b|\border",
    re.IGNORECASE,
)
_WHOSE = frozenset(["his", "her", "its", "their"])
#: What any insider may be called when he is spoken of again.
_ANY = frozenset(["source", "insider", "official"])
_OTHERS = frozenset(["another", "other", "others", "second", "both"])


def find_flags(
    words: Words, syntax: Syntax, relations: Sequence[Relation], sources: Sequence[Source]
) -> list[tuple[FlagKind, Range]]:
    """What is to be flagged, with the source's words, in order of position.

    *anonymity without reason*: an insider without a name gives information, and no sentence tells why without a name.
    *plural sources one speaker*: a plural of insiders is given as source, and all words that follow are one's.
    """
    insiders = [
        i
        for i, (relation, source) in enumerate(zip(relations, sources, strict=True))
        if relation.source
        and source.source_kind == "unnamed"
        and source.kind in ("statement", "belief")
        # "Officials suspect": they may have said so to anybody.
        and (source.stance != "hedges" or _noun(words, syntax, relation.source[0]) in _ANY)
        and (
            _is_insider(words, syntax, relation.source[0]) or _asks_for_it(words, syntax, relation.source[0])
        )
        and _told_to_outlet(relation, sources)
    ]
    found: list[tuple[FlagKind, Range]] = []
    if insiders and not _has_reason(words, syntax):
        found.append(("anonymity without reason", relations[insiders[0]].source[0]))
    several = [i for i in insiders if syntax.xpos[head_of(syntax, *relations[i].source[0])] == "NNS"]
    if several and _one_speaks(words, syntax, relations, sources, several[0]):
        found.append(("plural sources one speaker", relations[several[0]].source[0]))
    return sorted(found, key=lambda flag: (flag[1], flag[0]))


def _singular(form: str) -> str:
    form = form.lower()
    return _PLURALS.get(form) or (form[:-1] if form.endswith("s") and form[:-1] in _INSIDERS else form)


def _noun(words: Words, syntax: Syntax, part: Range) -> str:
    return _singular(words.forms[head_of(syntax, *part)])


def _is_insider(words: Words, syntax: Syntax, part: Range) -> bool:
    noun = _noun(words, syntax, part)
    whose = words.forms[part[0]].lower()
    if words.forms[part[0] + 1 : part[0] + 2] == ["same"]:
        # Somebody who was told of before.
        return False
    if (
        noun not in _INSIDERS
        or whose in _WHOSE
        or (whose in ("our", "my") and noun not in _ANY | {"mole", "spy"})
    ):
        # "Its defence minister" holds an office: that is a name for whoever asks.
        return False
    text = words.text[words.start[part[0]] : words.end[part[1] - 1]]
    return noun not in _LOOSE or _TIED.search(text) is not None


def _asks_for_it(words: Words, syntax: Syntax, part: Range) -> bool:
    """Whether a source itself is told to be without a name on purpose: "a colleague, asking us not to print her name"."""
    text = words.text[words.start[part[0]] : words.end[part[1] - 1]]
    return _NAMELESS.search(text) is not None and "unnamed" not in text.lower()


def _told_to_outlet(relation: Relation, sources: Sequence[Source]) -> bool:
    """Whether the outlet, or a news organisation that it cites, has it from the source, not somebody in the story."""
    return relation.parent is None or sources[relation.parent].source_kind in (
        "organisation",
        "outlet",
        "unnamed",
    )


def _has_reason(words: Words, syntax: Syntax) -> bool:
    for a, b in syntax.sentences():
        sentence = words.text[words.start[a] : words.end[b - 1]]
        if _NAMELESS.search(sentence) and _REASON.search(sentence):
            return True
    return False


def _one_speaks(
    words: Words, syntax: Syntax, relations: Sequence[Relation], sources: Sequence[Source], several: int
) -> bool:
    """Whether after a plural of sources a single one of them speaks, and no other."""
    after = [
        relation.source[0]
        for relation, source in zip(relations[several + 1 :], sources[several + 1 :], strict=True)
        if relation.source and source.source_kind in ("unnamed", "person", "organisation")
    ]
    noun = _singular(words.forms[head_of(syntax, *relations[several].source[0])])
    singles = 0
    for a, b in after:
        forms = [f.lower() for f in words.forms[a:b]]
        if _OTHERS & set(forms):
            return False
        head = head_of(syntax, a, b)
        plural = syntax.xpos[head] == "NNS"
        singles += not plural and (
            forms == ["one"]
            or forms[:2] == ["one", "of"]
            or (forms[0] in ("the", "our") and _singular(forms[head - a]) in _ANY | {noun})
        )
    number = words.forms[relations[several].source[0][0]].lower()
    return singles > 0 and number not in ("two", "both")
