"""The loss of each head on a batch: against what is annotated, and against what teachers say."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.documents import IGNORE, OPEN
from training.labels import NAMES
from training.scores import Scores

#: What each head's loss counts for.
WEIGHTS = {
    "sentence": 0.5, "upos": 0.5, "xpos": 0.5, "name": 2.0, "time": 0.7, "cue": 1.2, "any_cue": 1.0, "predicate": 0.4,
    "event": 0.4, "happening": 0.4, "arc": 1.0, "relation": 0.7, "factuality": 0.4, "attribution": 1.5, "frame": 1.5,
    "sense": 0.5, "coreference": 0.5, "embedding": 1.5,
    "thing": 0.3, "rst_cue": 0.2, "ecb": 0.3, "re3d": 0.3, "speech_kind": 0.3, "source_kind": 0.3, "stance": 0.3,
}  # fmt: skip
#: Added to the number of labelled items under each mean, so that a batch with few of them does not shout.
DAMPING = 40


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    scores, labels = scores.float().flatten(0, -2), labels.flatten()
    loss = functional.cross_entropy(scores, labels, reduction="sum", ignore_index=IGNORE)
    return loss / ((labels != IGNORE).sum() + DAMPING)


def _names(scores: Tensor, labels: Tensor) -> Tensor:
    """As :func:`_cross_entropy`; where the label is open, being no name and being a miscellaneous one are right together."""
    either = [i for i, label in enumerate(NAMES) if label == "O" or label.endswith("-MISC")]
    logs = functional.log_softmax(scores.float(), -1)
    there = labels == OPEN
    loss = torch.where(there, -torch.logsumexp(logs[..., either], -1), 0.0).sum()
    known = torch.where(there, IGNORE, labels)
    loss = loss + functional.nll_loss(
        logs.flatten(0, -2), known.flatten(), reduction="sum", ignore_index=IGNORE
    )
    return loss / ((labels != IGNORE).sum() + DAMPING)


def gold_losses(scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """The losses against the batch's own labels."""
    out = {
        name: (_names if name == "name" else _cross_entropy)(scores[f"tag:{name}"], labels)
        for name, labels in batch.tags.items()
        if name != "relation"
    }
    if "arc" in scores:
        out["arc"] = _cross_entropy(scores["arc"], batch.heads)
        if "relation" in batch.tags:
            labels = batch.tags["relation"][batch.trees]
            out["relation"] = _cross_entropy(
                scores["relation"], torch.where(batch.heads != IGNORE, labels, IGNORE)
            )
    known = ~batch.facts.isnan()
    distance = functional.smooth_l1_loss(scores["factuality"], batch.facts.nan_to_num(), reduction="none")
    out["factuality"] = (distance * known).sum() / (known.sum() + DAMPING)
    if "attribution" in scores:
        out["attribution"] = _cross_entropy(scores["attribution"], batch.attributions.labels)
    if "frame" in scores:
        out["frame"] = _cross_entropy(scores["frame"], batch.frames.labels)
        out["sense"] = _cross_entropy(scores["sense"], batch.frames.roleset)
    if "coreference" in scores:
        out["coreference"] = _coreference(scores["coreference"], batch)
    return out


def _coreference(scores: Tensor, batch: Batch) -> Tensor:
    """Each mention's antecedents are right together; what neither has one nor may open its chain says nothing."""
    chains = batch.chains
    gold = (chains[:, :, None] == chains[:, None, :]) & (chains >= 0)[:, :, None]
    gold = torch.cat((torch.tril(gold, -1), batch.opens[..., None]), -1)
    known = gold.any(-1)
    right = torch.logsumexp(scores.masked_fill(~gold, -1e4), -1)
    loss = torch.where(known, torch.logsumexp(scores, -1) - right, 0.0)
    return loss.sum() / (known.sum() + DAMPING)


def embedding_loss(vectors: Tensor, targets: Tensor) -> Tensor:
    """One less the cosine, over passages."""
    likeness = functional.cosine_similarity(vectors, targets.float(), -1)
    return (1 - likeness).sum() / (len(vectors) + 10)


def _soft(scores: Tensor, taught: Tensor, keep: Tensor) -> Tensor:
    """Cross entropy against probabilities, over the items kept."""
    loss = -(taught * functional.log_softmax(scores.float(), -1)).sum(-1)
    return torch.where(keep, loss, 0.0).sum() / (keep.sum() + DAMPING)


def taught_losses(scores: Scores, taught: Scores, batch: Batch) -> dict[str, Tensor]:
    """The losses against the teachers' mean probabilities ``taught``, of all that the batch asks for."""
    words = batch.words.bool()
    out: dict[str, Tensor] = {}
    for name, value in scores.items():
        if name.startswith("tag:"):
            out[name[4:]] = _soft(value, taught[name], words)
        elif name in ("arc", "relation"):
            out[name] = _soft(value, taught[name], words[batch.trees])
        elif name in ("attribution", "frame"):
            roles = batch.attributions if name == "attribution" else batch.frames
            at = torch.arange(roles.labels.shape[1], device=value.device)
            out[name] = _soft(value, taught[name], roles.first[:, None] + at < roles.last[:, None])
        elif name == "sense":
            out[name] = _soft(value, taught[name], torch.ones_like(value[:, 0], dtype=torch.bool))
        elif name == "coreference":
            out[name] = _soft(value, taught[name], batch.chains >= 0)
        elif name == "factuality":
            happens = taught["tag:predicate"][..., 1] > 0.5
            distance = functional.smooth_l1_loss(value, taught[name], reduction="none")
            out[name] = torch.where(happens & words, distance, 0.0).sum() / (
                (happens & words).sum() + DAMPING
            )
    return out
