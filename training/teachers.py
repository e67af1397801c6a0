"""Several trained readers as the teachers of one: what they say, on the average, of everything in a batch."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from training.batches import Batch, Roles
from training.documents import IGNORE
from training.model import Reader
from training.scores import Scores, arc_scores, other_scores, tag_scores

#: Words before and after a cue that its source and content are sought in, as in the corpora's frames.
BEFORE, AFTER = 80, 160
#: Most triggers that a batch is asked about beyond the annotated ones.
MOST_CUES, MOST_PREDICATES = 96, 256


def _mean(found: list[Tensor]) -> Tensor:
    return torch.stack([torch.softmax(x.float(), -1) for x in found]).mean(0)


def _chosen(mask: Tensor, most: int) -> tuple[Tensor, Tensor]:
    window, word = mask.nonzero(as_tuple=True)
    if len(window) > most:
        some = torch.randperm(len(window), device=window.device)[:most]
        window, word = window[some], word[some]
    return window, word


def _joined(known: Roles, window: Tensor, trigger: Tensor, first: Tensor, last: Tensor) -> Roles:
    """Annotated triggers and further ones, whose labels nobody knows."""
    if not len(window):
        return known
    longest = max(known.labels.shape[1], int((last - first).max()))
    labels = known.labels.new_full((len(known) + len(window), longest), IGNORE)
    labels[: len(known), : known.labels.shape[1]] = known.labels
    unknown = torch.full_like(window, IGNORE)
    return Roles(
        torch.cat((known.window, window)),
        torch.cat((known.trigger, trigger)),
        torch.cat((known.first, first)),
        torch.cat((known.last, last)),
        labels,
        torch.cat((known.roleset, unknown)),
    )


@torch.no_grad()
def teach(teachers: list[Reader], batch: Batch) -> tuple[Batch, Scores]:
    """Return the batch with all that the teachers find in it to be asked about, and their mean probabilities.

    Trees are asked for in every window, and roles of cues and predicates that no corpus has annotated there.
    """
    vectors = [t.words(batch.ids, batch.shapes, batch.joints, batch.mask, batch.at) for t in teachers]
    tags = [tag_scores(t, v) for t, v in zip(teachers, vectors, strict=True)]
    taught: Scores = {name: _mean([t[name] for t in tags]) for name in tags[0]}
    there = batch.words.bool()
    count = batch.words.sum(1).long()

    # Sentences: those annotated, else those that the teachers see.
    windows, width = batch.words.shape
    sentence = torch.cumsum(taught["tag:sentence"][..., 1] > 0.5, 1)
    sentence = torch.where(there, sentence, -1)
    sentence[batch.trees] = batch.sentence
    heads = batch.heads.new_full((windows, width), IGNORE)
    heads[batch.trees] = batch.heads
    arcs = _mean([arc_scores(t, v, sentence) for t, v in zip(teachers, vectors, strict=True)])
    parents = torch.where(heads != IGNORE, heads, arcs.argmax(-1))

    unknown = torch.ones_like(there)
    if "any_cue" in batch.tags:
        unknown = batch.tags["any_cue"] == IGNORE
    begins = torch.maximum(taught["tag:any_cue"][..., 1], taught["tag:cue"][..., 1]) > 0.5
    window, cue = _chosen(begins & unknown & there, MOST_CUES)
    attributions = _joined(
        batch.attributions,
        window,
        cue,
        (cue - BEFORE).clamp(min=0),
        torch.minimum(cue + 1 + AFTER, count[window]),
    )

    unknown = torch.ones_like(there)
    if "predicate" in batch.tags:
        unknown = batch.tags["predicate"] == IGNORE
    window, predicate = _chosen((taught["tag:predicate"][..., 1] > 0.5) & unknown & there, MOST_PREDICATES)
    own = sentence[window] == sentence[window, predicate][:, None]
    first = own.long().argmax(1)
    frames = _joined(batch.frames, window, predicate, first, first + own.sum(1))

    asked = replace(
        batch,
        trees=torch.arange(windows, device=batch.ids.device),
        heads=heads,
        sentence=sentence,
        parents=parents,
        attributions=attributions,
        frames=frames,
    )
    others = [other_scores(t, v, asked) for t, v in zip(teachers, vectors, strict=True)]
    for name in others[0]:
        if name == "factuality":
            taught[name] = torch.stack([o[name] for o in others]).mean(0)
        else:
            taught[name] = _mean([o[name] for o in others])
    return asked, taught
