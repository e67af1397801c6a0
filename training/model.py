"""The encoder with its heads, in PyTorch. Exported, it is two graphs: windows to words, and roles given a trigger."""

from __future__ import annotations

import math
from functools import cache

import torch
from torch import Tensor, nn
from torch.nn import functional

from hearsay.reading.windows import SHAPES
from training.labels import Labels

WIDTH = 384
JOINTS = 4
ARC, RELATION, ROLE, SENSE, COREFERENCE = 160, 128, 128, 96, 96
#: Distances of a word from its trigger: exact up to 7 on each side, then ever wider.
DISTANCE_EDGES = (1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 96)
DISTANCES = 2 * (len(DISTANCE_EDGES) + 1)


@cache
def _edges(device: torch.device) -> Tensor:
    return torch.tensor(DISTANCE_EDGES, device=device)


def distance_bucket(offset: Tensor) -> Tensor:
    """Bucket signed word offsets into 0 .. DISTANCES - 1: after the trigger the first half, before it the second."""
    bucket = torch.bucketize(offset.abs(), _edges(offset.device), right=True)
    return torch.where(offset < 0, DISTANCES // 2 + bucket, bucket)


class Layer(nn.Module):
    """A BERT layer; on a CPU attention is written out, which is faster backwards there."""

    def __init__(self, heads: int = 12) -> None:
        super().__init__()
        self.heads, self.scale = heads, 1 / math.sqrt(WIDTH // heads)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention, self.norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        split = lambda y: y.view(b, n, self.heads, -1).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # No dropout on the weights: drawing its mask cost a fifth of a step on a CPU.
        if x.is_cuda:
            mixed = functional.scaled_dot_product_attention(q, k, v, bias.to(q.dtype))
        else:
            scores = torch.matmul(q * self.scale, k.transpose(-1, -2)) + bias
            # No fp32 either.
            with torch.autocast("cpu", enabled=False):
                mixed = torch.matmul(torch.softmax(scores, -1), v.to(scores.dtype))
        mixed = mixed.transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """MiniLM's six layers, or fewer of them; casing and spacing of each piece are added to its input."""

    def __init__(self, vocabulary: int = 30522, layers: int = 6) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.shapes, self.joints = nn.Embedding(len(SHAPES), WIDTH), nn.Embedding(JOINTS, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.joints.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, joints: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.places(places) + self.kind + self.shapes(shapes) + self.joints(joints)
        x = self.drop(self.norm(x))
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            bias = bias.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class RoleHead(nn.Module):
    """Labels of a stretch of words, given a trigger in it: dilated convolutions over word, trigger and distance."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, ROLE)
        self.norm = nn.LayerNorm(ROLE)
        self.mixing = nn.ModuleList(nn.Conv1d(ROLE, ROLE, 3, padding=d, dilation=d) for d in (1, 2, 4, 8))
        self.norms = nn.ModuleList(nn.LayerNorm(ROLE) for _ in range(4))
        self.out = nn.Linear(ROLE, labels)
        self.drop = nn.Dropout(0.15)

    def forward(self, words: Tensor, triggers: Tensor, distances: Tensor, mask: Tensor) -> Tensor:
        """``words`` [n, w, ROLE], ``triggers`` [n, ROLE], ``distances`` [n, w] buckets, ``mask`` [n, w] -> [n, w, labels]."""
        x = functional.gelu(self.norm(words + triggers[:, None] + self.distance(distances)))
        for convolve, norm in zip(self.mixing, self.norms, strict=True):
            x = x * mask[..., None]
            x = x + self.drop(functional.gelu(norm(convolve(x.transpose(1, 2)).transpose(1, 2))))
        return self.out(x)


def mlp(width: int, outwards: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.2), nn.Linear(width, outwards))


class Reader(nn.Module):
    """The encoder and all heads."""

    def __init__(self, labels: Labels, layers: int = 6) -> None:
        super().__init__()
        self.encoder = Encoder(layers=layers)
        self.drop = nn.Dropout(0.2)
        sets = {**labels.heads, **labels.auxiliary}
        self.taggers = nn.ModuleDict(
            {name: nn.Linear(WIDTH, len(set_)) for name, set_ in sets.items() if name != "relation"}
        )
        for name in ("cue", "any_cue", "time", "name"):
            self.taggers[name] = mlp(192, len(labels.heads[name]))
        self.factuality = mlp(128, 1)
        self.arc_word, self.arc_head = (
            nn.Sequential(nn.Linear(WIDTH, ARC), nn.GELU(), nn.Dropout(0.2)) for _ in range(2)
        )
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        nn.init.xavier_normal_(self.arc.data)
        self.relation_word, self.relation_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Linear(RELATION, len(labels.heads["relation"]))
        self.attribution_word, self.attribution_cue = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.frame_word, self.frame_predicate = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.attribution_roles = RoleHead(len(labels.attribution_roles))
        self.frame_roles = RoleHead(len(labels.frame_roles))
        self.sense = nn.Linear(WIDTH, SENSE)
        self.senses = nn.Embedding(len(labels.rolesets), SENSE)
        nn.init.normal_(self.senses.weight, std=0.1)
        self.anaphor, self.antecedent = (
            nn.Sequential(nn.Linear(WIDTH, 192), nn.GELU(), nn.Dropout(0.2), nn.Linear(192, COREFERENCE))
            for _ in range(2)
        )
        #: Bonus of an antecedent by its distance in words, and the score of having none.
        self.reach = nn.Embedding(DISTANCES, 1)
        self.alone = nn.Linear(COREFERENCE, 1)
        self.embedding = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.embedding.weight)
        nn.init.zeros_(self.embedding.bias)

    def words(self, ids: Tensor, shapes: Tensor, joints: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        """Vectors of words [b, w, WIDTH] from windows of pieces [b, p]; ``at`` is each word's first piece."""
        x = self.encoder(ids, shapes, joints, mask)
        return torch.gather(x, 1, at[..., None].expand(-1, -1, WIDTH))

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors whose dot product scores 'the second word is the first one's head', [.., ARC + 1] both."""
        word = self.arc_word(words)
        word = torch.cat((word, torch.ones_like(word[..., :1])), -1) @ self.arc
        return word, self.arc_head(words)
