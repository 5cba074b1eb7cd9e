"""Put one attention operator in the place of the dozen that an export makes of it, in both graphs.

    python -m training.fuse --model src/onrecord/tagger/model --out FOLDER

onnxruntime's MultiHeadAttention without a mask never writes the scores of all pairs to memory (Dao et al. 2022,
"FlashAttention"). Windows are then run one at a time and need no padding, so the `mask` inputs go. The weights stay
as they are. `training.export` ends with this; the command is for graphs that were exported without.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import onnx
from onnx import GraphProto, ModelProto, NodeProto, helper

ENCODER_HEADS, LINKER_HEADS = 12, 4
_ENCODER = "/encoder/encoder/layer.{}/attention/self/"
_LINKER = "/linker/layer/"


def fuse_encoder(model: ModelProto) -> ModelProto:
    """The encoder with one operator for each layer's attention, and without its mask."""
    layers = sum(node.op_type == "Softmax" for node in model.graph.node)
    fused = [
        _attention(
            [_ENCODER.format(layer) + f"{part}/Add_output_0" for part in ("query", "key", "value")],
            _ENCODER.format(layer) + "Reshape_3_output_0",
            ENCODER_HEADS,
        )
        for layer in range(layers)
    ]
    return _with(model, fused)


def fuse_linker(model: ModelProto) -> ModelProto:
    """The linker with one operator for its attention, and without its mask."""
    parts = [f"{_LINKER}Slice{number}_output_0" for number in ("", "_1", "_2")]
    return _with(model, [_attention(parts, f"{_LINKER}Reshape_3_output_0", LINKER_HEADS)])


def _attention(parts: list[str], output: str, heads: int) -> NodeProto:
    return helper.make_node(
        "MultiHeadAttention", parts, [output], domain="com.microsoft", num_heads=heads, name=output + "_fused"
    )


def _with(model: ModelProto, fused: list[NodeProto]) -> ModelProto:
    """A copy in which these operators make what others made, with only what is still needed, in an order that runs."""
    found = ModelProto()
    found.CopyFrom(model)
    graph = found.graph
    replaced = {name for node in fused for name in node.output}
    made = [node for node in graph.node if replaced.isdisjoint(node.output)] + fused
    missing = replaced - {name for node in graph.node for name in node.output}
    if missing:
        raise ValueError(f"the graph has no {', '.join(sorted(missing))}: it was exported by other versions")
    nodes = _in_order(graph, _needed(graph, made))
    used = {name for node in nodes for name in node.input}
    for field, kept in (
        (graph.node, nodes),
        (graph.initializer, [tensor for tensor in graph.initializer if tensor.name in used]),
        (graph.input, [value for value in graph.input if value.name in used]),
    ):
        kept = list(kept)
        del field[:]
        field.extend(kept)
    if all(entry.domain != "com.microsoft" for entry in found.opset_import):
        found.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return found


def _needed(graph: GraphProto, nodes: Iterable[NodeProto]) -> list[NodeProto]:
    maker = {name: node for node in nodes for name in node.output}
    open_, seen = [value.name for value in graph.output], set[str]()
    while open_:
        name = open_.pop()
        if name not in seen and name in maker:
            open_ += maker[name].input
        seen.add(name)
    return [node for node in nodes if not seen.isdisjoint(node.output)]


def _in_order(graph: GraphProto, nodes: list[NodeProto]) -> list[NodeProto]:
    known = {"", *(value.name for value in graph.input), *(tensor.name for tensor in graph.initializer)}
    ordered: list[NodeProto] = []
    while nodes:
        ready = [node for node in nodes if known.issuperset(node.input)]
        known.update(name for node in ready for name in node.output)
        ordered += ready
        nodes = [node for node in nodes if node.output[0] not in known]
    return ordered


def fuse(folder: Path, out: Path) -> None:
    """Both graphs of a model, fused, with its other files."""
    out.mkdir(parents=True, exist_ok=True)
    for name, work in (("encoder.onnx", fuse_encoder), ("linker.onnx", fuse_linker)):
        onnx.save(work(onnx.load(folder / name)), out / name)
    if out.resolve() != folder.resolve():
        shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")


def describe(out: Path, name: str) -> None:
    """Write model.json: the name, and the hash of the files together."""
    digest = sha256()
    for file in ("encoder.onnx", "linker.onnx", "tokenizer.json"):
        digest.update((out / file).read_bytes())
    described = {"name": name, "sha256": digest.hexdigest(), "license": "Apache-2.0", "card": "MODEL_CARD.md"}
    (out / "model.json").write_text(json.dumps(described, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="onrecord-tagger-1")
    args = parser.parse_args()
    fuse(Path(args.model), Path(args.out))
    describe(Path(args.out), args.name)


if __name__ == "__main__":
    main()
