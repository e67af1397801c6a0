"""The gold passages in ``benchmarks/gold/chains/*.jsonl``: nested attributions and the chains they make.

``load()`` checks every line and turns the authoring form, in which a span is written as its own words, into
offsets. What is annotated, and how, is told in ``docs/gold-chains.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from hearsay.schema import Attribution, Hop, SourceKind, Span, Spans, SpeechKind, Stance

FOLDER = Path(__file__).parent / "chains"

Half = Literal["train", "dev"]
Style = Literal[
    "wire", "broadsheet", "tabloid", "state media", "press release", "live blog", "interview", "aggregator"
]
Flag = Literal["plural sources one speaker", "anonymity without reason"]
Words = Annotated[str, msgspec.Meta(min_length=1)]


class GoldError(ValueError):
    """A line breaks the rules of the authoring form; the message names the file, the passage and the rule."""


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """One attribution as it stands in the file: a span is its words, ``word#2`` the second occurrence."""

    id: str
    source: list[Words]
    cue: Annotated[list[Words], msgspec.Meta(min_length=1)]
    content: Annotated[list[Words], msgspec.Meta(min_length=1)]
    parent: str | None
    kind: SpeechKind
    source_kind: SourceKind
    stance: Stance
    speaker: str | None
    via: list[Words] = []


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """One passage as it stands in the file."""

    id: str
    half: Half
    style: Style
    outlet: Words
    published: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    text: Words
    attributions: list[_Written]
    flags: list[Flag] = []


class Passage(msgspec.Struct, frozen=True):
    """One passage with its attributions as code-point offsets into ``text``.

    ``via`` maps the id of an attribution to the news organisation that the source spoke to, where that is not
    the passage's own outlet ("told Radio Sund"). ``chains`` maps the id of each innermost attribution to its
    hops, outermost first; the first is the outlet, an unstated origin has the name "".
    """

    id: str
    half: Half
    style: Style
    outlet: str
    published: str
    text: str
    attributions: tuple[Attribution, ...]
    via: Mapping[str, Spans]
    chains: Mapping[str, tuple[Hop, ...]]
    flags: tuple[Flag, ...] = ()


def load(half: Half | None = None, folder: Path = FOLDER) -> tuple[Passage, ...]:
    """Return the passages of one half (None: both), in order of file name and line.

    Raises:
        GoldError: a line breaks a rule, or two passages share an id.
        FileNotFoundError: ``folder`` holds no ``.jsonl`` file.

    """
    if half is not None and half not in get_args(Half):
        raise ValueError(f"unknown half {half!r}: train or dev")
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no .jsonl file in {folder}")
    passages: dict[str, Passage] = {}
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            passage = parse(line, f"{path.name}:{number}")
            if passage.id in passages:
                raise GoldError(f"{path.name}:{number}: the id {passage.id} is taken")
            passages[passage.id] = passage
    return tuple(passage for passage in passages.values() if half in (None, passage.half))


def parse(line: str | bytes, where: str = "line") -> Passage:
    """Turn one line of the authoring form into a passage; ``where`` begins the message of an error."""
    try:
        written = msgspec.json.decode(line, type=_Line)
    except msgspec.DecodeError as error:
        raise GoldError(f"{where}: {error}") from error
    where = f"{where}: {written.id}"
    if written.text != written.text.strip():
        raise GoldError(f"{where}: the text begins or ends with white space")
    attributions = tuple(_attribution(one, written.text, f"{where} {one.id}") for one in written.attributions)
    by_id = {one.id: one for one in attributions}
    if len(by_id) != len(attributions):
        raise GoldError(f"{where}: two attributions share an id")
    for one in attributions:
        _check_nesting(one, by_id, where)
    via = {
        one.id: tuple(_find(written.text, words, f"{where} {one.id} via") for words in one.via)
        for one in written.attributions
        if one.via
    }
    parents = {one.parent for one in attributions}
    chains = {
        one.id: _chain(one, by_id, via, written.outlet, written.text)
        for one in attributions
        if one.id not in parents
    }
    return Passage(
        id=written.id,
        half=written.half,
        style=written.style,
        outlet=written.outlet,
        published=written.published,
        text=written.text,
        attributions=attributions,
        via=via,
        chains=chains,
        flags=tuple(written.flags),
    )


def hop_name(name: str) -> str:
    """Return a source's words as the name of a hop: without article, closing comma and possessive ending."""
    name = re.sub(r"^(?:the|an?)\s+", "", name, flags=re.IGNORECASE)
    return re.sub(r"['’]s?$", "", name.rstrip(" ,"))


def _attribution(one: _Written, text: str, where: str) -> Attribution:
    if bool(one.source) == (one.source_kind == "unstated"):
        raise GoldError(f"{where}: a source is left out if and only if its kind is unstated")
    if (
        one.source_kind in ("person", "organisation", "outlet")
        and not one.speaker
        and _is_pronoun(one.source)
    ):
        raise GoldError(f"{where}: {one.source[0]!r} has no speaker")
    spans = {
        field: tuple(sorted(_find(text, words, f"{where} {field}") for words in getattr(one, field)))
        for field in ("source", "cue", "content")
    }
    for field, found in spans.items():
        for (_, end), (start, _) in pairwise(found):
            if start < end:
                raise GoldError(f"{where}: segments of the {field} overlap")
        for start, end in found:
            words = text[start:end]
            if words != words.strip() or "\n\n" in words:
                raise GoldError(f"{where}: {field} {words!r} ends in white space or crosses a paragraph")
    for first, second in (("source", "cue"), ("cue", "content"), ("source", "content")):
        if any(_overlap(a, b) for a in spans[first] for b in spans[second]):
            raise GoldError(f"{where}: {first} and {second} overlap")
    return Attribution(
        id=one.id,
        source=spans["source"],
        cue=spans["cue"],
        content=spans["content"],
        parent=one.parent,
        kind=one.kind,
        source_kind=one.source_kind,
        stance=one.stance,
        speaker=one.speaker,
    )


def _is_pronoun(source: list[str]) -> bool:
    # Closed class: English personal and relative pronouns that can be the subject of a cue
    # (Quirk et al. 1985, A Comprehensive Grammar of the English Language, 6.2-6.33).
    words = {"i", "we", "he", "she", "it", "they", "who", "which", "his", "her", "its", "their", "our", "my"}
    return len(source) == 1 and source[0].partition("#")[0].lower() in words


def _check_nesting(one: Attribution, by_id: Mapping[str, Attribution], where: str) -> None:
    """Raise unless ``one`` stands in its parent's content, and the way up from it comes to an end."""
    seen = {one.id}
    above = one
    while above.parent is not None:
        if above.parent not in by_id:
            raise GoldError(f"{where} {above.id}: the parent {above.parent} is not in the passage")
        if above.parent in seen:
            raise GoldError(f"{where} {one.id}: its parents go round in a circle")
        above = by_id[above.parent]
        seen.add(above.id)
    if one.parent is None:
        return
    outer = by_id[one.parent].content
    if not _inside(one.content, outer):
        raise GoldError(f"{where} {one.id}: its content leaves the content of its parent {one.parent}")
    # "Wire, citing an official, said P": the inner cue stands outside P, and both have the same content.
    if one.content != outer and not _inside((*one.source, *one.cue), outer):
        raise GoldError(f"{where} {one.id}: its source or cue leaves the content of its parent {one.parent}")


def _chain(
    one: Attribution, by_id: Mapping[str, Attribution], via: Mapping[str, Spans], outlet: str, text: str
) -> tuple[Hop, ...]:
    """Return the hops from the outlet to the source of ``one``, without those that repeat the one before."""
    up: list[Attribution] = [one]
    while (parent := up[-1].parent) is not None:
        up.append(by_id[parent])
    hops = [Hop(name=outlet, kind="outlet")]
    for link in reversed(up):
        for hop in _hops(link, via.get(link.id, ()), text):
            if hop_name(hop.name).casefold() != hop_name(hops[-1].name).casefold() and hop.kind != "outlet":
                hops.append(hop)
    return tuple(hops)


def _hops(link: Attribution, heard_by: Spans, text: str) -> Iterator[Hop]:
    for start, end in heard_by:
        yield Hop(name=hop_name(text[start:end]), kind="organisation", start=start, end=end)
    if not link.source:
        yield Hop(name="", kind="unstated")
        return
    start, end = link.source[0][0], link.source[-1][1]
    name = link.speaker if isinstance(link.speaker, str) else hop_name(text[start:end])
    yield Hop(name=name, kind=link.source_kind, start=start, end=end)


def _inside(spans: Spans, outer: Spans) -> bool:
    return all(any(low <= start and end <= high for low, high in outer) for start, end in spans)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _find(text: str, words: str, where: str) -> Span:
    """Return where ``words`` stand in ``text`` as whole words; ``words#2`` asks for the second occurrence."""
    number = 1
    exact = words
    if (match := re.fullmatch(r"(.+)#(\d+)", words, re.DOTALL)) is not None:
        exact, number = match[1], int(match[2])
    found = list(_occurrences(text, exact))
    if not found:
        raise GoldError(f"{where}: {exact!r} is not in the text")
    if match is None and len(found) > 1:
        raise GoldError(f"{where}: {exact!r} occurs {len(found)} times, write which: {exact}#1 ...")
    if not 1 <= number <= len(found):
        raise GoldError(f"{where}: {exact!r} occurs {len(found)} times, not {number}")
    return found[number - 1], found[number - 1] + len(exact)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        cut_before = start > 0 and text[start - 1].isalnum() and words[0].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not cut_before and not cut_after:
            yield start
        start = text.find(words, start + 1)
