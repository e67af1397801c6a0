"""Noun phrases that stand beside a name and are it: appositions, titles, abbreviations in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.mentions import Found
from hearsay.reading.syntax import Syntax


def renamed(syntax: Syntax, mentions: Sequence[Found]) -> dict[int, int]:
    """Phrases that stand beside a name as its apposition or title, with that name: "Ana Ruiz, the engineer"."""
    names = {m.head: i for i, m in enumerate(mentions) if m.type in ("PER", "ORG", "MISC")}
    out: dict[int, int] = {}
    before = {
        m.first - 1: i for i, m in enumerate(mentions) if m.type in ("ORG", "MISC") and m.text.isupper()
    }
    for i, m in enumerate(mentions):
        if m.type != "NOM":
            continue
        if syntax.forms[m.last : m.last + 1] == ["("] and m.last in before:
            # "The civil protection agency (CPA)".
            name = mentions[before[m.last]]
            if (
                syntax.forms[name.last : name.last + 1] == [")"]
                and first_letters(m.text) == name.text.lower()
            ):
                out[i] = before[m.last]
                continue
        beside = [h for h in (int(syntax.head[m.head]), *syntax.children(m.head)) if h in names]
        for h in beside:
            below = m.head if int(syntax.head[m.head]) == h else h
            between = range(min(m.last, mentions[names[h]].last), max(m.first, mentions[names[h]].first))
            relation = syntax.relation[below]
            close = all(syntax.upos[w] in ("PUNCT", "DET", "ADJ", "PROPN", "NOUN", "ADP") for w in between)
            title = relation in ("flat", "nmod:desc") or (relation == "compound" and below == m.head)
            if syntax.xpos[m.head] == "NNS" and mentions[names[h]].type == "PER":
                # "Candidates Ana Ruiz and Petra Vinn" are not either of them.
                continue
            if close and (
                relation == "appos" or (title and m.first < h and mentions[names[h]].type == "PER")
            ):
                out[i] = names[h]
                break
    return out


def first_letters(phrase: str) -> str:
    """First letters of a phrase's words, small ones and the article left out: "the civil protection agency" gives "cpa"."""
    words = phrase.lower().replace("-", " ").split()
    return "".join(w[0] for w in words if w not in ("the", "a", "an", "of", "and", "for", "in", "on", "to"))
