"""The encoder at run time: words in, one row of scores and vectors a word out."""

from __future__ import annotations

import json
import os
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.windows import Pieces, Window, cut_windows
from hearsay.reading.words import Words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WEIGHTS = Path(__file__).parent / "weights"
#: Windows of one run of the encoder. Batch-mates are of one article: dynamic quantisation lets them touch each
#: other's last digits, and a reading must depend on its article alone.
BATCH = 8


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    high = np.exp(scores - scores.max(-1, keepdims=True))
    out: Floats = high / high.sum(-1, keepdims=True)
    return out


@cache
def _share_memory() -> None:
    """Let all graphs of this process work in one arena: they run one after the other, and each its own keeps its peak."""
    import onnxruntime

    kinds = onnxruntime.OrtAllocatorType, onnxruntime.OrtMemType
    place = onnxruntime.OrtMemoryInfo("Cpu", kinds[0].ORT_ARENA_ALLOCATOR, 0, kinds[1].DEFAULT)
    # Room for most articles from the start: pieces added by and by do not fit together, and are kept all the same.
    arena = {
        "max_mem": 0,
        "arena_extend_strategy": 0,
        "initial_chunk_size_bytes": 128 << 20,
        "max_dead_bytes_per_chunk": 1 << 20,
    }
    onnxruntime.create_and_register_allocator(place, onnxruntime.OrtArenaCfg(arena))


class Encoded:
    """What the encoder says of a text: for each word, the scores of every head and the vectors of the others."""

    def __init__(self, words: Words, rows: Floats, encoder: Encoder) -> None:
        self.words = words
        self.rows = rows
        self.encoder = encoder
        #: What :func:`hearsay.reading.things.things` found, asked for more than once.
        self.things: NDArray[np.int64] | None = None
        self._sure: dict[str, Floats] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, name: str) -> Floats:
        """The columns of a part of the layout, [words, width]."""
        a, b = self.encoder.layout[name]
        return self.rows[:, a:b]

    def tags(self, head: str) -> Floats:
        """The scores (logits) of a tagger, [words, labels]; the labels are ``encoder.heads[head]``."""
        return self.part(f"tag:{head}")

    def sure(self, head: str) -> Floats:
        """The probabilities of a tagger, [words, labels]."""
        if head not in self._sure:
            self._sure[head] = softmax(self.tags(head))
        return self._sure[head]

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """Number of each word's line."""
        return np.cumsum(self.words.opens).astype(np.int64)

    @cached_property
    def headings(self) -> NDArray[np.bool_]:
        """Words of lines that do not end as sentences do: headlines, cross-heads, captions."""
        forms, lines = self.words.forms, self.lines
        last = np.flatnonzero(np.append(lines[1:] != lines[:-1], True)) if len(lines) else lines
        ends = [int(lines[w]) for w in last if not any(f in ".!?…" for f in forms[max(0, w - 1) : w + 1])]
        return np.isin(lines, ends)

    @cached_property
    def _sums(self) -> Floats:
        vectors = self.part("vector")
        sums = np.zeros((len(vectors) + 1, vectors.shape[1]), np.float32)
        sums[1:] = vectors
        # Row by row: numpy's own sum along columns takes ten times as long.
        for before, row in pairwise(list(sums)):
            np.add(before, row, out=row)
        return sums

    def vector(self, spans: list[tuple[int, int]]) -> NDArray[np.int8]:
        """The sentence embedding of some words, ranges [first, last), its largest entry 127, as signed bytes."""
        sums = self._sums
        total = sums[spans[0][1]] - sums[spans[0][0]]
        for a, b in spans[1:]:
            total += sums[b] - sums[a]
        scale = 127.0 / max(float(np.abs(total).max()), 1e-9)
        out: NDArray[np.int8] = np.rint(total * scale).astype(np.int8)
        return out


class Encoder:
    """The shipped weights, loaded. One instance serves any number of texts; it holds no state of theirs."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        """Load the weights in ``folder``.

        Raises:
            FileNotFoundError: the weights are not there; it names the file.
        """
        import onnxruntime

        for name in (
            "encoder.onnx",
            "attribution_roles.onnx",
            "frame_roles.onnx",
            "heads.npz",
            "layout.json",
        ):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"the encoder's weights are incomplete: {folder / name} is missing")
        described: dict[str, Any] = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
        self.layout: dict[str, tuple[int, int]] = {k: (v[0], v[1]) for k, v in described["layout"].items()}
        self.heads: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in described["heads"].items()}
        self.attribution_roles: tuple[str, ...] = tuple(described["attribution_roles"])
        self.frame_roles: tuple[str, ...] = tuple(described["frame_roles"])
        self.rolesets: tuple[str, ...] = tuple(described["rolesets"])
        self._edges = np.array(described["distance_edges"])
        self._distances = int(described["distances"])
        with np.load(folder / "heads.npz") as arrays:
            self.arrays = {name: arrays[name].astype(np.float32) for name in arrays.files}
        #: The heads of an attribution's attributes, as precise as the rows that they are given.
        self.attributes = {
            name: self.arrays[name].astype(np.float64)
            for name in ("speech_kind", "stance", "source_kind")
            if name in self.arrays
        }
        self.pieces = Pieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        _share_memory()
        options.add_session_config_entry("session.use_env_allocators", "1")
        options.add_session_config_entry("session.intra_op.allow_spinning", "0" if threads > 1 else "1")

        def open_graph(name: str, *without: str) -> InferenceSession:
            return onnxruntime.InferenceSession(
                os.fspath(folder / name),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=list(without),
            )

        self._graph = open_graph("encoder.onnx")
        # Its fused node takes longer than its parts on rows as narrow as those of roles.
        unfused = "SkipLayerNormFusion"
        self._roles = {
            "attribution": open_graph("attribution_roles.onnx", unfused),
            "frame": open_graph("frame_roles.onnx", unfused),
        }

    def windows(self, words: Words) -> list[Window]:
        """Cut a text's words into windows as this encoder takes them."""
        return cut_windows(words, self.pieces)

    def run(self, windows: list[Window]) -> Floats:
        """Encode windows of one text, in order: rows [words, width of the layout]."""
        if len(windows) <= BATCH:
            return self._batch(windows)
        width = max(b for _, b in self.layout.values())
        starts = np.concatenate(([0], np.cumsum([len(w.at) for w in windows])))
        rows = np.empty((starts[-1], width), np.float32)
        # Windows of like length go together, so that little is padded.
        order = sorted(range(len(windows)), key=lambda i: (len(windows[i].ids), i))
        for k in range(0, len(order), BATCH):
            some = order[k : k + BATCH]
            out = self._batch([windows[i] for i in some])
            done = 0
            for i in some:
                n = len(windows[i].at)
                rows[starts[i] : starts[i] + n] = out[done : done + n]
                done += n
        return rows

    def _batch(self, windows: list[Window]) -> Floats:
        """Encode a few windows at a time."""
        longest = max(len(window.ids) for window in windows)
        ids, shapes, joints = (np.zeros((len(windows), longest), np.int64) for _ in range(3))
        mask = np.zeros((len(windows), longest), np.float32)
        for row, window in enumerate(windows):
            n = len(window.ids)
            ids[row, :n], shapes[row, :n], joints[row, :n] = window.ids, window.shapes, window.joints
            mask[row, :n] = 1
        at = np.concatenate([window.at + row * longest for row, window in enumerate(windows)])
        given = {"ids": ids, "shapes": shapes, "joints": joints, "mask": mask, "at": at}
        out: Floats = self._graph.run(None, given)[0]
        return out

    def encode(self, words: Words) -> Encoded:
        """Encode the words of one text."""
        windows = self.windows(words)
        if not windows:
            return Encoded(words, np.zeros((0, max(b for _, b in self.layout.values())), np.float32), self)
        return Encoded(words, self.run(windows), self)

    def distance_bucket(self, offset: Ints) -> Ints:
        """Buckets of signed word offsets, as in training."""
        bucket = np.searchsorted(self._edges, np.abs(offset), side="right")
        return np.where(offset < 0, self._distances // 2 + bucket, bucket).astype(np.int64)

    def roles(self, encoded: Encoded, kind: str, triggers: Ints, first: Ints, last: Ints) -> list[Floats]:
        """Role scores of the words ``first[i]`` to ``last[i]`` given word ``triggers[i]``: one [n, labels] each.

        ``kind`` is "attribution" or "frame". Triggers are taken in the order of their stretch's length, so that
        little is padded.
        """
        words, given = (
            ("attribution_word", "attribution_cue")
            if kind == "attribution"
            else ("frame_word", "frame_predicate")
        )
        vectors, trigger_vectors = encoded.part(words), encoded.part(given)
        lengths = last - first
        out: list[Floats] = [np.empty((0, 0), np.float32)] * len(triggers)
        order = np.argsort(lengths, kind="stable")
        k = 0
        while k < len(order):
            # A run holds as many triggers as fit 4,000 words or so.
            n = max(1, min(len(order) - k, 32, int(4000 // max(1, lengths[order[k]]))))
            some = order[k : k + n]
            longest = int(lengths[some].max())
            where = first[some, None] + np.arange(longest)
            inside = where < last[some, None]
            scores = self._roles[kind].run(
                None,
                {
                    "words": vectors[np.minimum(where, len(encoded) - 1)],
                    "triggers": trigger_vectors[triggers[some]],
                    "distances": self.distance_bucket(where - triggers[some, None]),
                    "mask": inside.astype(np.float32),
                },
            )[0]
            for row, i in enumerate(some):
                out[i] = scores[row, : lengths[i]]
            k += n
        return out
