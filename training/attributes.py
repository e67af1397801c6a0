"""Fit the attribute heads (kind of source, of speech, stance) on the project's own passages, the encoder frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from hearsay.reading.cast import Cast
from hearsay.reading.encoder import Encoder
from hearsay.reading.entities import join_mentions
from hearsay.reading.mentions import find_mentions
from hearsay.reading.parts import Relation
from hearsay.reading.source_mentions import source_mention
from hearsay.reading.sources import SOURCE_KINDS, SPEECH_KINDS, STANCES, actor_features, cue_features
from hearsay.reading.syntax import read_syntax
from hearsay.reading.things import THINGS
from hearsay.reading.words import split_words, words_in
from training.documents import Document
from training.treebanks import fix_labels, gum

#: How strongly weights are held near zero; chosen by cross-validation on the training half.
DECAY = 5e-4
HEADS = {
    "speech_kind": ("kind", SPEECH_KINDS),
    "source_kind": ("source_kind", SOURCE_KINDS),
    "stance": ("stance", STANCES),
}


def rows(encoder: Encoder, passages: list[dict[str, Any]]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Features and labels of all gold attributions that have a cue."""
    features, labels = [], {name: [] for name in HEADS}
    for passage in passages:
        words = split_words(passage["text"])
        encoded = encoder.encode(words)
        syntax = read_syntax(encoded)
        mentions = find_mentions(encoded, syntax)
        actors = join_mentions(
            encoded,
            syntax,
            mentions,
            [
                (s, e)
                for a in passage["attributions"]
                for x, y in a["source"]
                for s, e in [words_in(words, x, y)]
            ],
            [
                (
                    words_in(words, *a["source"][0]),
                    tuple(words_in(words, s, e) for s, e in a["content"]),
                )
                for a in passage["attributions"]
                if a["source"]
            ],
        )
        cast = Cast(mentions, actors)
        for a in passage["attributions"]:
            ranges = {
                role: [words_in(words, s, e) for s, e in a[role]] for role in ("source", "cue", "content")
            }
            if not ranges["cue"]:
                continue
            relation = Relation(
                ranges["cue"][0], tuple(ranges["source"]), tuple(ranges["content"]), None, 1.0
            )
            found = source_mention(relation, syntax, cast)
            actor = cast.owner[found] if found is not None else None
            features.append(
                np.concatenate(
                    (
                        cue_features(encoded, syntax, relation),
                        actor_features(encoded, syntax, relation, cast, actor),
                        [1.0],
                    )
                )
            )
            for name, (field, values) in HEADS.items():
                labels[name].append(values.index(a[field]))
    return np.array(features, np.float32), {name: np.array(x) for name, x in labels.items()}


def fit(features: np.ndarray, labels: np.ndarray, classes: int, decay: float = DECAY) -> np.ndarray:
    """Multinomial logistic regression: weights [classes, features]."""
    x, y = torch.from_numpy(features), torch.from_numpy(labels)
    weights = torch.zeros(classes, x.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(x @ weights.t(), y) + decay * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach().numpy()


def things(encoder: Encoder, documents: list[Document]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of GUM's mentions' heads, and what they stand for."""
    features, labels = [], []
    for document in documents:
        vectors = encoder.encode(document.words).part("vector")
        for head, _, _, _, kind in document.mentions:
            if kind in THINGS:
                vector = vectors[head]
                features.append(np.append(vector / (np.linalg.norm(vector) + 1e-6), 1.0))
                labels.append(THINGS.index(kind))
    return np.array(features, np.float32), np.array(labels)


def fit_attributes(folder: Path, corpora: Path, passages: list[dict[str, Any]]) -> None:
    """Add the attribute heads to the ``heads.npz`` of a folder of exported weights, and print how they do."""
    with np.load(folder / "heads.npz") as given:
        arrays = {name: given[name] for name in given.files}

    def keep(
        name: str, weights: np.ndarray, train: tuple[np.ndarray, ...], dev: tuple[np.ndarray, ...]
    ) -> None:
        arrays[name] = weights.astype(np.float16)
        np.savez(folder / "heads.npz", **arrays)
        right = [100 * ((x @ weights.T).argmax(1) == y).mean() for x, y in (train, dev)]
        print(f"{name}: train {right[0]:.1f} dev {right[1]:.1f} of {len(dev[1])}", flush=True)

    encoder = Encoder(folder)
    labels = fix_labels(corpora)
    train, dev = (things(encoder, gum(corpora, part, labels)) for part in ("train", "dev"))
    keep("thing", fit(train[0], train[1], len(THINGS), 1e-5), train, dev)
    encoder = Encoder(folder)
    halves = [rows(encoder, [p for p in passages if p["half"] == half]) for half in ("train", "dev")]
    for name, (_, values) in HEADS.items():
        weights = fit(halves[0][0], halves[0][1][name], len(values))
        keep(name, weights, *((x, y[name]) for x, y in halves))
