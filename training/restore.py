"""A checkpoint out of the graphs that ship, so that training can go on where no checkpoint was kept.

What quantising lost stays lost: each weight is within half a step of its channel's int8 scale. Heads that are
not shipped (the auxiliary ones) begin anew.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training import backbone
from training.model import ROLE, Reader
from training.prepare import load_labels

ROLE_HEADS = ("attribution_roles", "frame_roles")


def _dequantised(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The floats of a quantised array; scales are per column, or one for all."""
    whole = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
    floats: np.ndarray = whole * arrays[f"{name}_scale"]
    return floats


def _graph(path: Path) -> dict[str, np.ndarray]:
    """The parameters of a graph that :func:`training.export.export` wrote, by their names there."""
    graph = onnx.load(str(path)).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {
        name: value
        for name, value in arrays.items()
        if name.startswith(("reader.", "head.", "flat."))
        and not name.endswith(("_scale", "_zero_point", "_quantized"))
    }
    for name in arrays:
        base = name.removesuffix("_quantized")
        if base != name and base.startswith("reader."):
            value = _dequantised(arrays, base)
            plain = base.removesuffix("_Transposed")
            found[plain] = value if plain == base else value.T
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1].startswith("onnx::"):
            # The exporter gave the transposed weight a number; the node's own name tells the module.
            module = node.name.removeprefix("/").removesuffix("/MatMul_quant").replace("/", ".")
            owner = "reader." if module.startswith("encoder.") else "head." if module == "out" else ""
            found[f"{owner}{module}.weight"] = _dequantised(
                arrays, node.input[1].removesuffix("_quantized")
            ).T
    return found


def _role_head(path: Path, name: str) -> dict[str, np.ndarray]:
    """A role head's parameters: what ships as products of matrices becomes convolutions again."""
    out = {}
    for key, value in _graph(path).items():
        if key.startswith("head."):
            out[f"{name}.{key.removeprefix('head.')}"] = value
        else:
            _, number, part = key.split(".")
            kernel = value.reshape(ROLE, 3, ROLE).transpose(0, 2, 1) if part == "weight" else value
            out[f"{name}.mixing.{number}.{part}"] = kernel
    return out


def restore(work: Path, weights: Path, to: Path) -> None:
    """Write a checkpoint of the reader in the folder ``weights``; ``work`` is what :func:`prepare` filled.

    Raises :class:`SystemExit` if a part of the reader that ships is not found in the graphs, or has another shape.
    """
    found = {name.removeprefix("reader."): value for name, value in _graph(weights / "encoder.onnx").items()}
    for name in ROLE_HEADS:
        found |= _role_head(weights / f"{name}.onnx", name)
    with np.load(weights / "heads.npz") as heads:
        found |= {
            "relation.weight": heads["relation"], "relation.bias": heads["relation_bias"],
            "senses.weight": heads["senses"], "reach.weight": heads["reach"][:, None],
            "alone.weight": heads["alone"][None], "alone.bias": heads["alone_bias"],
        }  # fmt: skip
    labels = load_labels(work)
    layers = 1 + max(int(k.split(".")[2]) for k in found if k.startswith("encoder.layers."))
    torch.manual_seed(7)
    state: dict[str, Tensor] = backbone.trained(Reader(labels, layers).state_dict())
    fresh = tuple(f"taggers.{name}." for name in labels.auxiliary)
    for name, value in state.items():
        if name in found:
            given = torch.from_numpy(np.array(found[name], np.float32))
            if given.shape != value.shape:
                raise SystemExit(
                    f"{name} of {weights} has the shape {list(given.shape)}, not {list(value.shape)}"
                )
            state[name] = given
        elif not name.startswith(fresh):
            raise SystemExit(f"{weights} has no {name}")
    to.parent.mkdir(parents=True, exist_ok=True)
    torch.save({k: v.half() for k, v in state.items()}, to)
