"""The loss of each head on a batch."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.corpora import IGNORE, Frame
from training.model import RELATION, Reader, RoleHead, distance_bucket

#: What each head's loss counts for.
WEIGHTS = {
    "sentence": 0.5, "upos": 0.5, "xpos": 0.5, "name": 2.0, "time": 0.7, "cue": 1.2, "any_cue": 1.0, "predicate": 0.4,
    "event": 0.4, "happening": 0.4, "arc": 1.0, "relation": 0.7, "factuality": 0.4, "attribution": 1.5, "frame": 1.5,
    "sense": 0.5, "coreference": 0.5, "embedding": 1.5,
}  # fmt: skip
#: Added to the number of labelled items under each mean, so that a batch with few of them does not shout.
DAMPING = 40


def _labels(batch: Batch, name: str, words: int) -> Tensor:
    out = np.full((len(batch.examples), words), IGNORE, np.int64)
    for i, e in enumerate(batch.examples):
        if name in e.tags:
            out[i, : len(e.tags[name])] = e.tags[name]
    return torch.from_numpy(out)


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    keep = labels != IGNORE
    if not keep.any():
        return scores.sum() * 0.0
    loss = functional.cross_entropy(scores[keep].float(), labels[keep], reduction="sum")
    return loss / (keep.sum() + DAMPING)


def _roles(head: RoleHead, words: Tensor, triggers: Tensor, frames: list[tuple[int, Frame]]) -> Tensor:
    """Role loss of frames (window, frame)."""
    longest = max(f.last - f.first for _, f in frames)
    at = torch.arange(longest)
    first = torch.tensor([f.first for _, f in frames])
    last = torch.tensor([f.last for _, f in frames])
    window = torch.tensor([i for i, _ in frames])
    where = (first[:, None] + at).clamp(max=words.shape[1] - 1)
    mask = first[:, None] + at < last[:, None]
    trigger = torch.tensor([f.trigger[0] for _, f in frames])
    labels = torch.full((len(frames), longest), IGNORE)
    for i, (_, f) in enumerate(frames):
        labels[i, : f.last - f.first] = torch.from_numpy(f.labels)
    scores = head(
        words[window[:, None], where],
        triggers[window, trigger],
        distance_bucket(first[:, None] + at - trigger[:, None]),
        mask.to(words.dtype),
    )
    return _cross_entropy(scores, labels)


def losses(model: Reader, batch: Batch, teacher: Tensor) -> dict[str, Tensor]:
    """Return the loss of each head; ``teacher`` holds the passages' embeddings, a row each."""
    words = model.words(batch.ids, batch.shapes, batch.joints, batch.mask, batch.at)
    kept = words
    words = model.drop(words)
    width = words.shape[1]
    out: dict[str, Tensor] = {}
    for name, tagger in model.taggers.items():
        labels = _labels(batch, name, width)
        keep = labels != IGNORE
        if keep.any():
            out[name] = _cross_entropy(tagger(words[keep]), labels[keep])

    # Syntax: the head of a word is a word of its sentence, the root its own.
    with_trees = [i for i, e in enumerate(batch.examples) if e.heads is not None]
    if with_trees:
        heads = torch.full((len(with_trees), width), IGNORE)
        sentence = torch.full((len(with_trees), width), -1)
        for k, i in enumerate(with_trees):
            e = batch.examples[i]
            heads[k, : len(e.heads)] = torch.from_numpy(e.heads)
            sentence[k, : len(e.heads)] = torch.from_numpy(np.cumsum(e.tags["sentence"]))
        some = words[with_trees]
        a, b = model.arcs(some)
        scores = (a @ b.transpose(-1, -2)).float()
        scores = scores.masked_fill(sentence[:, :, None] != sentence[:, None, :], -1e4)
        out["arc"] = _cross_entropy(scores, heads)
        keep = heads != IGNORE
        relation_head = model.relation_head(some)
        chosen = torch.gather(relation_head, 1, heads.clamp(min=0)[..., None].expand(-1, -1, RELATION))
        scores = model.relation(functional.gelu(model.relation_word(some)[keep] + chosen[keep]))
        out["relation"] = _cross_entropy(scores, _labels(batch, "relation", width)[with_trees][keep])

    facts = torch.full((len(batch.examples), width), float("nan"))
    for i, e in enumerate(batch.examples):
        if e.factuality is not None:
            facts[i, : len(e.factuality)] = torch.from_numpy(e.factuality)
    keep = ~facts.isnan()
    if keep.any():
        guess = model.factuality(words[keep]).squeeze(-1).float()
        out["factuality"] = functional.smooth_l1_loss(guess, facts[keep], reduction="sum") / (
            keep.sum() + DAMPING
        )

    attributions = [(i, f) for i, e in enumerate(batch.examples) for f in e.attributions]
    if attributions:
        out["attribution"] = _roles(
            model.attribution_roles, model.attribution_word(words), model.attribution_cue(words), attributions
        )
    frames = [(i, f) for i, e in enumerate(batch.examples) for f in e.frames]
    if frames:
        out["frame"] = _roles(
            model.frame_roles, model.frame_word(words), model.frame_predicate(words), frames
        )
        window, at = torch.tensor([i for i, _ in frames]), torch.tensor([f.trigger[0] for _, f in frames])
        scores = model.sense(words[window, at]) @ model.senses.weight.t()
        out["sense"] = _cross_entropy(scores, torch.tensor([f.roleset for _, f in frames]))

    coreference, pairs = words.new_zeros(()), 0
    for i, e in enumerate(batch.examples):
        if len(e.mentions) > 1:
            loss, n = _coreference(model, words[i], e.mentions)
            coreference, pairs = coreference + loss, pairs + n
    if pairs:
        out["coreference"] = coreference / (pairs + DAMPING)

    passages = [(i, a, b, n) for i, e in enumerate(batch.examples) for a, b, n in e.passages]
    if passages:
        total = torch.cat((torch.zeros_like(kept[:, :1]).float(), kept.float().cumsum(1)), 1)
        window = torch.tensor([p[0] for p in passages])
        a, b = torch.tensor([p[1] for p in passages]), torch.tensor([p[2] for p in passages])
        mean = (total[window, b] - total[window, a]) / (b - a)[:, None]
        likeness = functional.cosine_similarity(
            model.embedding(mean).float(), teacher[[p[3] for p in passages]].float(), -1
        )
        out["embedding"] = (1 - likeness).sum() / (len(passages) + 10)
    return out


def _coreference(model: Reader, words: Tensor, mentions: list[tuple[int, int, bool]]) -> tuple[Tensor, int]:
    """Loss of each mention's antecedents among the mentions before it, or of having none."""
    at = torch.tensor([m[0] for m in mentions])
    chain = torch.tensor([m[1] for m in mentions])
    opens = torch.tensor([m[2] for m in mentions])
    here = words[at]
    anaphor = model.anaphor(here)
    distance = at[:, None] - at[None, :]
    scores = anaphor @ model.antecedent(here).t() + model.reach(
        distance_bucket(distance.clamp(min=0))
    ).squeeze(-1)
    before = torch.tril(torch.ones_like(scores, dtype=torch.bool), -1)
    scores = scores.float().masked_fill(~before, -1e4)
    scores = torch.cat((scores, model.alone(anaphor).float()), 1)
    gold = torch.cat(((chain[:, None] == chain[None, :]) & before, opens[:, None]), 1)
    known = gold.any(1)
    if not known.any():
        return scores.sum() * 0.0, 0
    right = torch.logsumexp(scores.masked_fill(~gold, -1e4)[known], 1)
    return (torch.logsumexp(scores[known], 1) - right).sum(), int(known.sum())
