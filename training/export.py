"""Write the trained weights as the package ships them: quantised ONNX graphs, arrays, labels and tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training import backbone
from training.joins import quantise_before_joins
from training.model import DISTANCE_EDGES, DISTANCES, ROLE, Reader, RoleHead
from training.prepare import load_labels

OPSET = 17


class Windows(nn.Module):
    """Windows of pieces to words: everything that is read of a word at once, side by side."""

    def __init__(self, reader: Reader, taggers: list[str]) -> None:
        super().__init__()
        self.reader, self.order = reader, taggers

    def parts(self, words: Tensor) -> list[tuple[str, Tensor]]:
        r = self.reader
        arc_word, arc_head = r.arcs(words)
        return [
            *((f"tag:{name}", r.taggers[name](words)) for name in self.order),
            ("factuality", r.factuality(words)),
            ("arc_word", arc_word),
            ("arc_head", arc_head),
            ("relation_word", r.relation_word(words)),
            ("relation_head", r.relation_head(words)),
            ("attribution_word", r.attribution_word(words)),
            ("attribution_cue", r.attribution_cue(words)),
            ("frame_word", r.frame_word(words)),
            ("frame_predicate", r.frame_predicate(words)),
            ("sense", r.sense(words)),
            ("anaphor", r.anaphor(words)),
            ("antecedent", r.antecedent(words)),
            ("vector", r.embedding(words)),
        ]

    def forward(self, ids: Tensor, shapes: Tensor, joints: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        x = self.reader.encoder(ids, shapes, joints, mask)
        words = x.reshape(-1, x.shape[-1])[at]
        return torch.cat([part for _, part in self.parts(words)], -1)


class FlatRoles(nn.Module):
    """A role head whose convolutions are products of matrices: nothing is transposed, and they can be quantised."""

    def __init__(self, head: RoleHead) -> None:
        super().__init__()
        self.head = head
        self.flat = nn.ModuleList()
        for convolve in head.mixing:
            assert isinstance(convolve, nn.Conv1d)
            linear = nn.Linear(3 * ROLE, ROLE)
            linear.weight.data = convolve.weight.data.permute(0, 2, 1).reshape(ROLE, 3 * ROLE).contiguous()
            linear.bias.data = convolve.bias.data if convolve.bias is not None else torch.zeros(ROLE)
            self.flat.append(linear)

    def forward(self, words: Tensor, triggers: Tensor, distances: Tensor, mask: Tensor) -> Tensor:
        h = self.head
        x = functional.gelu(h.norm(words + triggers[:, None] + h.distance(distances)))
        for linear, norm, convolve in zip(self.flat, h.norms, h.mixing, strict=True):
            x = x * mask[..., None]
            d = convolve.dilation[0]
            wide = functional.pad(x, (0, 0, d, d))
            count = x.shape[1]
            beside = torch.cat((wide[:, :count], x, wide[:, 2 * d : 2 * d + count]), -1)
            x = x + functional.gelu(norm(linear(beside)))
        return h.out(x)


def _export(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    names: list[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    torch.onnx.export(
        module,
        inputs,
        str(path),
        input_names=names,
        output_names=["out"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def export(work: Path, checkpoint: Path, to: Path) -> None:
    """Write the three graphs (int8), ``heads.npz``, ``layout.json`` and ``tokenizer.json`` to a folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    labels = load_labels(work)
    state = backbone.load(checkpoint)
    layers = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layers."))
    model = Reader(labels, layers)
    # Training saw only the word pieces of its own texts; here they are all there.
    model.load_state_dict(state | {"encoder.pieces.weight": backbone.weights()["pieces.weight"]})
    model.eval()
    to.mkdir(parents=True, exist_ok=True)
    windows = Windows(model, sorted(set(labels.heads) - {"relation"})).eval()
    ids = torch.randint(1000, 2000, (2, 20))
    zero = torch.zeros_like(ids)
    inputs = (ids, zero, zero, torch.ones(2, 20), torch.arange(30))
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        raw, ready = Path(folder) / "raw.onnx", Path(folder) / "ready.onnx"
        piece = {0: "windows", 1: "pieces"}
        axes = {
            "ids": piece,
            "shapes": piece,
            "joints": piece,
            "mask": piece,
            "at": {0: "words"},
            "out": {0: "words"},
        }
        _export(windows, inputs, ["ids", "shapes", "joints", "mask", "at"], axes, raw)
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(to / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        for name, head in (("attribution", model.attribution_roles), ("frame", model.frame_roles)):
            given = (
                torch.zeros(2, 29, ROLE),
                torch.zeros(2, ROLE),
                torch.zeros(2, 29, dtype=torch.long),
                torch.ones(2, 29),
            )
            both = {0: "triggers", 1: "words"}
            axes = {"words": both, "triggers": {0: "triggers"}, "distances": both, "mask": both, "out": both}
            _export(FlatRoles(head).eval(), given, ["words", "triggers", "distances", "mask"], axes, raw)
            quantize_dynamic(
                str(raw),
                str(to / f"{name}_roles.onnx"),
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul"],
            )
            quantise_before_joins(to / f"{name}_roles.onnx")
        layout, at = {}, 0
        for name, part in windows.parts(torch.zeros(1, 384)):
            layout[name] = [at, at + part.shape[-1]]
            at += part.shape[-1]
    np.savez(
        to / "heads.npz",
        relation=model.relation.weight.detach().numpy().astype(np.float16),
        relation_bias=model.relation.bias.detach().numpy(),
        senses=model.senses.weight.detach().numpy().astype(np.float16),
        reach=model.reach.weight.detach().numpy()[:, 0],
        alone=model.alone.weight.detach().numpy()[0],
        alone_bias=model.alone.bias.detach().numpy(),
    )
    described = {
        "layout": layout, "distance_edges": DISTANCE_EDGES, "distances": DISTANCES,
        "heads": labels.heads, "attribution_roles": labels.attribution_roles,
        "frame_roles": labels.frame_roles, "rolesets": labels.rolesets,
    }  # fmt: skip
    (to / "layout.json").write_text(json.dumps(described), encoding="utf-8")
    shutil.copyfile(backbone.folder() / "tokenizer.json", to / "tokenizer.json")
