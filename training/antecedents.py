"""Fit the choice of antecedents (``hearsay/reading/antecedent_scores.py``), the encoder frozen.

Learned from GUM's training part, where every mention's chain is known, and from the project's own passages for
training, where it is known whom the pronouns and phrases that speak mean. Both are read as at run time: own trees,
mentions and attributions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from hearsay.reading.antecedent_features import MENTION, PAIR, ROW, Features, read_features
from hearsay.reading.antecedent_scores import FILE
from hearsay.reading.attributions import read_relations
from hearsay.reading.encoder import Encoded, Encoder
from hearsay.reading.entities import group_names
from hearsay.reading.mentions import Found, find_mentions, head_of
from hearsay.reading.said import who_says
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.traits import read_traits
from hearsay.reading.words import Words, split_words, words_in
from training.treebanks import fix_labels, gum

#: Units of the network's two layers; the second is also the one for having no antecedent.
WIDTH, DEEP = 32, 16
EPOCHS = 12
#: How much more one of the passages' mentions counts than one of GUM's, of which there are ten times as many.
OWN = 3.0
_OWNER = re.compile(r"(.*?)['’]s? ")
_DETERMINER = re.compile(r"^(?:the|an?|this|that|these|those|his|her|its|their|one|two|three|four|five) ")


class Example(NamedTuple):
    """A text's features; ``right`` [k, c + 1] marks the antecedents of each mention, or that it has none; ``weight`` [k]."""

    features: Features
    right: np.ndarray
    weight: np.ndarray


class _Text(NamedTuple):
    words: Words
    syntax: Syntax
    mentions: list[Found]
    group: list[int]
    features: Features


def _read(encoder: Encoder, words: Words) -> _Text:
    encoded: Encoded = encoder.encode(words)
    syntax = read_syntax(encoded)
    mentions = find_mentions(encoded, syntax)
    relations = read_relations(encoded, syntax, aside=set())
    sources = [part for r in relations for part in r.source]
    said = who_says(
        words, syntax, mentions, sources, [(r.source[0], r.content) for r in relations if r.source]
    )
    group = group_names(mentions)
    traits = read_traits(words, syntax, mentions)
    return _Text(
        words, syntax, mentions, group, read_features(encoded, syntax, mentions, group, traits, said)
    )


def treebank(encoder: Encoder, corpora: Path) -> Iterator[Example]:
    """GUM's training part: a mention's antecedents are those of its chain, by the words that mentions hang on."""
    for document in gum(corpora, "train", fix_labels(corpora)):
        text = _read(encoder, document.words)
        chain_of: dict[int, int] = {}
        for head, chain, first, last, _ in sorted(document.mentions, key=lambda m: (m[2], m[2] - m[3])):
            if first <= head < last:
                chain_of.setdefault(head, chain)
        chain = np.array([chain_of.get(m.head, -1 - i) for i, m in enumerate(text.mentions)])
        f = text.features
        right = _marked(f, chain[np.maximum(f.candidates, 0)] == chain[f.rows][:, None])
        right[:, -1] = ~right[:, :-1].any(1)
        yield Example(f, right, np.ones(len(f.rows), np.float32))


def _marked(f: Features, right: np.ndarray) -> np.ndarray:
    """Marks of candidates, with a column for having none."""
    return np.concatenate((right & (f.candidates >= 0), np.zeros((len(f.rows), 1), bool)), 1)


def passages(encoder: Encoder, some: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """The project's passages: whom a source means is told by its speaker's name."""
    for passage in some:
        text = _read(encoder, split_words(passage["text"]))
        f = text.features
        if not len(f.rows):
            continue
        row = {i: k for k, i in enumerate(f.rows.tolist())}
        right = np.zeros((len(f.rows), f.candidates.shape[1] + 1), bool)
        weight = np.zeros(len(f.rows), np.float32)
        meant = dict(_meant(text, passage))
        for i, name in meant.items():
            k = row.get(i)
            if k is None:
                continue
            for c, j in enumerate(f.candidates[k].tolist()):
                right[k, c] = j >= 0 and (_bears(text, j, name) or _bare(meant.get(j, "")) == _bare(name))
            named = any(
                text.mentions[j].type not in ("PRON", "NOM")
                for c, j in enumerate(f.candidates[k].tolist())
                if right[k, c]
            )
            right[k, -1] = not named and _own(text, i, name)
            weight[k] = OWN * right[k].any()
        yield Example(f, right, weight)


def _meant(text: _Text, passage: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Mentions whose name an annotator gave: sources, and the owners of sources that have one ("his lawyer")."""
    at = {m.head: i for i, m in enumerate(text.mentions)}
    for a in passage["attributions"]:
        if not a["speaker"] or not a["source"]:
            continue
        first, last = words_in(text.words, *a["source"][0])
        if first >= last:
            continue
        owner = next(
            (
                i
                for i, m in enumerate(text.mentions)
                if (m.first, m.last, m.type) == (first, first + 1, "PRON")
            ),
            None,
        )
        if owner is not None and last - first > 1:
            if whose := _OWNER.match(a["speaker"]):
                yield owner, whose[1]
        elif (i := at.get(head_of(text.syntax, first, last))) is not None:
            yield i, a["speaker"]


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?) |['’]s?$", "", name.strip(" ,").casefold()).replace("’", "'")


def _bears(text: _Text, j: int, name: str) -> bool:
    """Whether a mention has a name, or is of one name with one that has; or is the phrase that stands for a name."""
    m, wanted = text.mentions[j], _bare(name)
    if m.type == "PRON" or not wanted:
        return False
    if m.type != "NOM":
        same = (o for o, g in zip(text.mentions, text.group, strict=True) if g == text.group[j])
        return any(_bare(o.text) == wanted for o in same)
    phrase = _DETERMINER.sub("", _bare(m.text))
    core = re.split(r" (?:of|in|at|who|on|for) ", wanted)[0].split()
    return core[-1:] == [text.words.forms[m.head].lower()] and (phrase in wanted or wanted in phrase)


def _own(text: _Text, i: int, name: str) -> bool:
    """Whether a phrase's own words are the name that it was given: it points to nothing that has another."""
    m = text.mentions[i]
    return m.type == "NOM" and (
        _bare(m.text).split()[-1:] == _bare(name).split()[-1:]
        or _DETERMINER.sub("", _bare(m.text)) in _bare(name)
    )


class Network(nn.Module):
    """Scores of each candidate and of none, as ``antecedent_scores.score`` works them out."""

    def __init__(self) -> None:
        super().__init__()
        self.candidate = nn.Linear(MENTION, WIDTH, bias=False)
        self.row = nn.Linear(MENTION + ROW, WIDTH)
        self.pair = nn.Linear(PAIR, WIDTH, bias=False)
        self.deeper, self.fits = nn.Linear(WIDTH, DEEP), nn.Linear(DEEP, 1)
        self.alone, self.none = nn.Linear(MENTION + ROW, DEEP), nn.Linear(DEEP, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, candidates: Tensor, mention: Tensor, rows: Tensor, pair: Tensor) -> Tensor:
        x = self.candidate(mention)[candidates.clamp(min=0)] + self.row(rows)[:, None] + self.pair(pair)
        x = torch.relu(self.deeper(self.dropout(torch.relu(x))))
        fits = self.fits(self.dropout(x))[..., 0].masked_fill(candidates < 0, -1e4)
        none = self.none(self.dropout(torch.relu(self.alone(rows))))
        return torch.cat((fits, none), 1)


def _tensors(f: Features) -> tuple[Tensor, ...]:
    rows = np.concatenate((f.mention[f.rows], f.row), 1)
    return tuple(map(torch.from_numpy, (f.candidates, f.mention, rows, f.pair)))


def fit(examples: Sequence[Example], seed: int = 0, epochs: int = EPOCHS) -> Network:
    """Train. Each mention's right antecedents are right together: one of them found is enough."""
    torch.manual_seed(seed)
    random.seed(seed)
    network = Network()
    data = [
        (_tensors(e.features), torch.from_numpy(e.right), torch.from_numpy(e.weight))
        for e in examples
        if e.weight.any()
    ]
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=epochs * len(data))
    for _ in range(epochs):
        random.shuffle(data)
        for inputs, right, weight in data:
            scores = network(*inputs)
            log = scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)
            optimizer.zero_grad()
            (-(log * weight)[weight > 0].sum() / 30).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def arrays(network: Network) -> dict[str, np.ndarray]:
    """A network as the arrays that ``antecedent_scores`` loads."""
    state = {k: v.detach().numpy() for k, v in network.state_dict().items()}
    out = {name: state[f"{name}.weight"].T for name in ("candidate", "row", "pair", "deeper", "alone")}
    out |= {f"{name}_bias": state[f"{name}.bias"] for name in ("row", "deeper", "alone", "fits", "none")}
    return out | {name: state[f"{name}.weight"][0] for name in ("fits", "none")}


def main(corpora: Path, some: list[dict[str, Any]], to: Path = FILE) -> None:
    """Fit and write the weights, half precision."""
    encoder = Encoder()
    examples = [*treebank(encoder, corpora), *passages(encoder, some)]
    network = fit(examples)
    np.savez_compressed(to, **{k: np.asarray(v, np.float16) for k, v in arrays(network).items()})
    print(f"{sum(len(e.features.rows) for e in examples)} mentions of {len(examples)} texts")
