"""What a reader says of a batch: the scores of every head, as losses and teachers want them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch, Roles
from training.model import RELATION, Reader, RoleHead, distance_bucket

Scores = dict[str, Tensor]
#: The score of what cannot be.
NEVER = -1e4


def tag_scores(model: Reader, words: Tensor) -> Scores:
    """Scores of the taggers, [windows, words, labels] each, under "tag:NAME"."""
    return {f"tag:{name}": tagger(words) for name, tagger in model.taggers.items()}


def arc_scores(model: Reader, words: Tensor, sentence: Tensor) -> Tensor:
    """Scores [windows, words, heads]; a head stands in its word's sentence."""
    a, b = model.arcs(words)
    scores = (a @ b.transpose(-1, -2)).float()
    return scores.masked_fill(sentence[:, :, None] != sentence[:, None, :], NEVER)


def _roles(head: RoleHead, words: Tensor, triggers: Tensor, roles: Roles) -> Tensor:
    at = torch.arange(roles.labels.shape[1], device=words.device)
    where = (roles.first[:, None] + at).clamp(max=words.shape[1] - 1)
    mask = roles.first[:, None] + at < roles.last[:, None]
    return head(
        words[roles.window[:, None], where],
        triggers[roles.window, roles.trigger],
        distance_bucket(roles.first[:, None] + at - roles.trigger[:, None]),
        mask.to(words.dtype),
    )


def _coreference(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Scores [windows, mentions, mentions + 1] of each mention's antecedents, the last of having none."""
    at = batch.mentions
    here = torch.gather(words[batch.mentioning], 1, at[..., None].expand(-1, -1, words.shape[-1]))
    anaphor = model.anaphor(here)
    distance = at[:, :, None] - at[:, None, :]
    scores = anaphor @ model.antecedent(here).transpose(-1, -2)
    scores = (scores + model.reach(distance_bucket(distance.clamp(min=0))).squeeze(-1)).float()
    before = torch.tril(torch.ones(at.shape[1], at.shape[1], dtype=torch.bool, device=at.device), -1)
    scores = scores.masked_fill(~before | (batch.chains < 0)[:, None, :], NEVER)
    return torch.cat((scores, model.alone(anaphor).float()), -1)


def other_scores(model: Reader, words: Tensor, batch: Batch) -> Scores:
    """Scores of what hangs on trees, triggers and mentions; heads that the batch asks nothing of are left out."""
    out: Scores = {"factuality": model.factuality(words).squeeze(-1).float()}
    if len(batch.trees):
        some = words[batch.trees]
        out["arc"] = arc_scores(model, some, batch.sentence)
        chosen = torch.gather(model.relation_head(some), 1, batch.parents[..., None].expand(-1, -1, RELATION))
        out["relation"] = model.relation(functional.gelu(model.relation_word(some) + chosen))
    if len(batch.attributions):
        out["attribution"] = _roles(
            model.attribution_roles,
            model.attribution_word(words),
            model.attribution_cue(words),
            batch.attributions,
        )
    if len(batch.frames):
        out["frame"] = _roles(
            model.frame_roles, model.frame_word(words), model.frame_predicate(words), batch.frames
        )
        out["sense"] = model.sense(words[batch.frames.window, batch.frames.trigger]) @ model.senses.weight.t()
    if len(batch.mentioning):
        out["coreference"] = _coreference(model, words, batch)
    return out


def passage_vectors(model: Reader, kept: Tensor, batch: Batch) -> Tensor:
    """Sentence embeddings [passages, width] from the words before their dropout."""
    total = torch.cat((torch.zeros_like(kept[:, :1]).float(), kept.float().cumsum(1)), 1)
    window, a, b, _ = batch.passages.unbind(1)
    mean = (total[window, b] - total[window, a]) / (b - a)[:, None]
    return model.embedding(mean).float()
