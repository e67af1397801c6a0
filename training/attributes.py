"""Fit the attribute heads (kind of source, of speech, stance) on the project's own passages, the encoder frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from hearsay.reading.attributions import Relation
from hearsay.reading.encoder import Encoder
from hearsay.reading.entities import join_mentions
from hearsay.reading.mentions import find_mentions
from hearsay.reading.sources import (
    SOURCE_KINDS,
    SPEECH_KINDS,
    STANCES,
    Cast,
    actor_features,
    cue_features,
    source_mention,
)
from hearsay.reading.syntax import read_syntax
from hearsay.reading.words import split_words, words_in

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
            actor = actors[cast.owner[found]] if found is not None else None
            features.append(
                np.concatenate((cue_features(encoded, syntax, relation), actor_features(actor), [1.0]))
            )
            for name, (field, values) in HEADS.items():
                labels[name].append(values.index(a[field]))
    return np.array(features, np.float32), {name: np.array(x) for name, x in labels.items()}


def fit(features: np.ndarray, labels: np.ndarray, classes: int, decay: float = 3e-3) -> np.ndarray:
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


def fit_attributes(folder: Path, passages: list[dict[str, Any]]) -> None:
    """Add the attribute heads to the ``heads.npz`` of a folder of exported weights."""
    encoder = Encoder(folder)
    train = rows(encoder, [p for p in passages if p["half"] == "train"])
    dev = rows(encoder, [p for p in passages if p["half"] == "dev"])
    with np.load(folder / "heads.npz") as given:
        arrays = {name: given[name] for name in given.files}
    for name, (_, values) in HEADS.items():
        weights = fit(train[0], train[1][name], len(values))
        arrays[name] = weights.astype(np.float16)
        right = (
            ((train[0] @ weights.T).argmax(1) == train[1][name]).mean(),
            ((dev[0] @ weights.T).argmax(1) == dev[1][name]).mean(),
        )
        print(f"{name}: train {100 * right[0]:.1f} dev {100 * right[1]:.1f} of {len(dev[0])}")
    np.savez(folder / "heads.npz", **arrays)
