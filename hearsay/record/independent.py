"""How many sources passages are: those that rest on one origin are one, however many outlets printed them.

A passage is text from anywhere, as a retriever hands it over. It is found again in the record's articles, or,
where nobody printed it word for word, compared with their statements; what it says and on whose word is then
what the record concluded of those statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hearsay.record.filters import match_words
from hearsay.record.passages import Excerpt, Independence, PassageClaim, PassageOrigin
from hearsay.record.store import Store
from hearsay.record.words import FUNCTION_WORDS, content_stems, tokens
from hearsay.schema import SourceKind

if TYPE_CHECKING:
    from hearsay.record.record import Record

#: A text, or an article (id, key or address) and a text of it.
Given: TypeAlias = str | tuple[str, str]

#: A statement counts as in a passage when so much of it is, or so much of the passage is in it.
HALF = 0.5
#: In other words: so much of a statement's content words, and at least so many, stand in one sentence.
ALIKE = 0.75
WORDS = 3
#: A passage adds something when so much of what it states is new, in letters.
NEW = 0.25
#: A passage that is shorter than this says nothing that could be found again, in words.
SHORT = 3
#: Statements looked at for each sentence that stands in no article.
NEAR = 50

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_SPACE = re.compile(r"\s+")


class _Said(NamedTuple):
    """A statement of the record, as far as it matters here."""

    id: str
    article: str
    claim: str
    root: str
    name: str
    actor: str | None
    kind: SourceKind
    denies: bool
    length: int


class _Found(NamedTuple):
    articles: tuple[str, ...]
    exact: bool
    said: tuple[_Said, ...]


def independent(record: Record, passages: Iterable[Given], new: float = NEW) -> Independence:
    """Tell how many sources the passages are, and which of them only repeat others.

    A passage is a text, or a pair of an article's id, key or address and a text of it: without the article, all
    that hold the text are taken. ``new``: a passage is kept when at least this part of what it states is not in
    those before it on the same word. Raises ValueError for ``new`` outside 0 to 1 and for what is no passage;
    an article that the record does not have is no error, its passage is looked for everywhere.
    """
    if not 0 <= new <= 1:
        raise ValueError(f"new must be between 0 and 1, not {new}")
    given = [_given(passage, n) for n, passage in enumerate(passages)]
    record.derive()
    finder = _Finder(record._store, record.refs)
    found = [finder.find(article, text) for article, text in given]
    kept, excerpts = _sift(found, record.refs, new)
    claims = _claims(found, record._store)
    # The same words given twice are not two passages that state the same.
    words = [_SPACE.sub(" ", text).strip() for _, text in given]
    shared = {claim.claim for claim in claims if len({words[n] for n in claim.passages}) > 1}
    counted = {
        said.root
        for one in found
        for said in one.said
        if said.root and not said.denies and (said.claim in shared or not shared)
    }
    origins = _origins(
        (n, said)
        for n, one in enumerate(found)
        for said in one.said
        if said.root in counted and not said.denies
    )
    return Independence(
        passages=len(given),
        sources=len(counted),
        origins=origins,
        claims=claims,
        kept=kept,
        unknown=tuple(n for n, one in enumerate(found) if not one.said),
        excerpts=excerpts,
    )


def _given(passage: Given, n: int) -> tuple[str | None, str]:
    if isinstance(passage, str):
        return None, passage
    if isinstance(passage, (tuple, list)) and len(passage) == 2 and all(isinstance(p, str) for p in passage):
        return passage[0], passage[1]
    raise ValueError(f"passage {n} is neither a text nor an article and a text")


class _Finder:
    """Finds passages in a record."""

    def __init__(self, store: Store, refs: dict[str, str]) -> None:
        self.store = store
        self.named = {name: key for key, name in refs.items()} | {key: key for key in refs}
        self.named |= {
            url: key for key, url in store.rows("SELECT key, url FROM articles WHERE url IS NOT NULL")
        }
        self.texts: dict[str, tuple[str, str, list[int]]] = {}

    def find(self, article: str | None, text: str) -> _Found:
        """The statements that stand in a passage."""
        words = _SPACE.sub(" ", text).strip()
        if len(tokens(words)) < SHORT:
            return _Found((), False, ())
        key = self.named.get(article) if article is not None else None
        held = [key] if key is not None and words in self._text(key)[1] else self._holding(words)
        if held:
            said = [one for name in held for one in self._within(name, words)]
            return _Found(tuple(held), True, tuple(said))
        return _Found((), False, tuple(self._alike(words)))

    def _holding(self, words: str) -> list[str]:
        """Keys of the articles in which the words stand, white space aside."""
        query = match_words(words)
        if query is None:
            return []
        phrase = '"' + " ".join(query.replace('"', "").split()[:40]) + '"'
        # Words cut off at the end of a passage are no words: without them the phrase still finds all.
        shorter = '"' + " ".join(query.replace('"', "").split()[1:39][:-1]) + '"'
        for asked in (phrase, shorter):
            if len(asked.split()) < SHORT:
                continue
            keys = [
                row[0]
                for row in self.store.rows(
                    "SELECT a.key FROM article_search f JOIN articles a ON a.n = f.rowid "
                    "WHERE article_search MATCH ? ORDER BY a.key",
                    (f"text : {asked}",),
                )
            ]
            held = [key for key in keys if words in self._text(key)[1]]
            if held:
                return held
        return []

    def _text(self, key: str) -> tuple[str, str, list[int]]:
        """An article's text, the same with single spaces, and where each character of that stands."""
        if key not in self.texts:
            text = str(self.store.rows("SELECT text FROM articles WHERE key = ?", (key,))[0][0])
            pieces: list[str] = []
            starts: list[int] = []
            for word in re.finditer(r"\S+", text):
                if pieces:
                    pieces.append(" ")
                    starts.append(word.start() - 1)
                pieces.append(word.group())
                starts.extend(range(word.start(), word.end()))
            self.texts[key] = text, "".join(pieces), starts
        return self.texts[key]

    def _within(self, key: str, words: str) -> list[_Said]:
        _, smooth, starts = self._text(key)
        at = smooth.index(words)
        start, end = starts[at], starts[at + len(words) - 1] + 1
        found = []
        for said, first, last in self._said("s.article = ? AND s.start < ? AND s.end > ?", (key, end, start)):
            common = min(end, last) - max(start, first)
            if common >= HALF * min(last - first, end - start):
                found.append(said)
        return found

    def _alike(self, words: str) -> list[_Said]:
        """Statements whose content words stand in one sentence of the passage."""
        found: dict[str, _Said] = {}
        for sentence in _SENTENCE.split(words):
            stems = content_stems(sentence)
            asked = " OR ".join(f'"{w}"' for w, _, _ in tokens(sentence) if w not in FUNCTION_WORDS)
            if len(stems) < WORDS or not asked:
                continue
            near = self.store.rows(
                "SELECT s.id, s.text FROM statement_search f JOIN statements s ON s.n = f.rowid "
                "WHERE statement_search MATCH ? ORDER BY f.rank, s.id LIMIT ?",
                (asked, NEAR),
            )
            for name, text in near:
                own = content_stems(text)
                common = len(own & stems)
                if common >= WORDS and common >= ALIKE * len(own):
                    found.update((said.id, said) for said, _, _ in self._said("s.id = ?", (name,)))
        return [found[name] for name in sorted(found)]

    def _said(self, where: str, values: tuple[object, ...]) -> list[tuple[_Said, int, int]]:
        rows = self.store.rows(
            "SELECT s.id, s.article, cs.claim, cs.root, cs.root_name, cs.root_actor, cs.root_kind, "
            "cs.stance = 'denies', length(s.text), s.start, s.end FROM statements s "
            f"JOIN claim_statements cs ON cs.statement = s.id WHERE {where} ORDER BY s.start, s.id",
            values,
        )
        return [(_Said._make((*row[:7], bool(row[7]), row[8])), row[9], row[10]) for row in rows]


def _sift(
    found: Sequence[_Found], refs: dict[str, str], new: float
) -> tuple[tuple[int, ...], tuple[Excerpt, ...]]:
    """Which passages add something to those before them."""
    kept: list[int] = []
    excerpts = []
    first: dict[tuple[str, str], int] = {}
    for n, one in enumerate(found):
        # One claim on one word, by however many articles that share the passage, is said once.
        lengths = {(said.claim, said.root): said.length for said in one.said}
        fresh = sum(length for pair, length in lengths.items() if pair not in first)
        total = sum(lengths.values())
        share = fresh / total if total else 1.0
        repeats = tuple(sorted({first[pair] for pair in lengths if pair in first}))
        if not total or (share >= new and fresh):
            kept.append(n)
            for pair in lengths:
                first.setdefault(pair, n)
        excerpts.append(
            Excerpt(
                passage=n,
                articles=tuple(sorted(refs[key] for key in one.articles)),
                exact=one.exact,
                statements=tuple(said.id for said in one.said),
                origins=tuple(dict.fromkeys(said.name for said in one.said if said.root and not said.denies)),
                new=round(share, 3),
                repeats=repeats,
            )
        )
    return tuple(kept), tuple(excerpts)


def _claims(found: Sequence[_Found], store: Store) -> tuple[PassageClaim, ...]:
    by_claim: dict[str, list[tuple[int, _Said]]] = {}
    for n, one in enumerate(found):
        for said in one.said:
            by_claim.setdefault(said.claim, []).append((n, said))
    made = []
    for claim, held in by_claim.items():
        text, corroboration = store.rows("SELECT text, corroboration FROM claims WHERE id = ?", (claim,))[0]
        origins = _origins((n, said) for n, said in held if said.root and not said.denies)
        made.append(
            PassageClaim(
                claim=claim,
                text=text,
                passages=tuple(sorted({n for n, _ in held})),
                origins=origins,
                denied_by=_origins((n, said) for n, said in held if said.root and said.denies),
                unstated=tuple(sorted({n for n, said in held if not said.root})),
                corroboration=len(origins),
                in_record=corroboration,
            )
        )
    return tuple(sorted(made, key=lambda c: (-len(c.passages), -c.corroboration, c.passages, c.claim)))


def _origins(held: Iterable[tuple[int, _Said]]) -> tuple[PassageOrigin, ...]:
    by_root: dict[str, tuple[_Said, set[int]]] = {}
    for n, said in held:
        by_root.setdefault(said.root, (said, set()))[1].add(n)
    made = [
        PassageOrigin(said.name, said.actor, said.kind, tuple(sorted(where)))
        for said, where in by_root.values()
    ]
    return tuple(sorted(made, key=lambda o: (-len(o.passages), o.passages, o.name)))
