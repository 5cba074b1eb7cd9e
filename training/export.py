"""Export a checkpoint to the two ONNX graphs that the package ships.

    python -m training.export --base FOLDER/minilm --checkpoint FOLDER/checkpoint.pt --out src/onrecord/tagger/model

`encoder.onnx` is int8 (weights and, when it runs, activations), `linker.onnx` stays float:
it is small, and its scores decide the borders of spans.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.fuse import describe, fuse
from training.model import Tagger


class Encode(nn.Module):
    """`Tagger.encode` with probabilities instead of scores."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        outer, cue, token_side, cue_side = self.tagger.encode(ids, shapes, mask)
        return outer.log_softmax(-1), cue.log_softmax(-1), token_side, cue_side


class Link(nn.Module):
    """The linker over all windows at once: each cue says which window it reads."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.linker = tagger.linker

    def forward(
        self, token: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor, shapes: Tensor, mask: Tensor
    ) -> Tensor:
        return self.linker(token, cue, distance, paragraph, shapes, mask).log_softmax(-1)


def load(base: str, checkpoint: str) -> Tagger:
    """The model of a checkpoint, ready to read."""
    model = Tagger(base)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["weights"])
    return model.eval()


def export(model: Tagger, base: Path, out: Path, quantized: bool = True) -> None:
    """Write encoder.onnx, linker.onnx, tokenizer.json and model.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    width = 2 * model.linker.norm.normalized_shape[0]
    count, length, cues = 2, 40, 3
    whole = torch.ones(count, length, dtype=torch.long)
    row = torch.ones(cues, length, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        dynamic = {0: "windows", 1: "pieces"}
        torch.onnx.export(
            Encode(model), (whole, whole, whole), plain, dynamo=False, opset_version=17,
            input_names=["ids", "shapes", "mask"], output_names=["outer", "cue", "token_side", "cue_side"],
            dynamic_axes=dict.fromkeys(("ids", "shapes", "mask", "outer", "cue", "token_side", "cue_side"), dynamic),
        )  # fmt: skip
        if quantized:
            ready = Path(folder) / "ready.onnx"
            quant_pre_process(plain, ready, skip_symbolic_shape=True)
            # Without VNNI, products of u8 and s8 saturate on AVX2: seven-bit weights cannot.
            quantize_dynamic(
                ready, out / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
            )
        else:
            shutil.copy(plain, out / "encoder.onnx")
    pairs = {0: "cues", 1: "pieces"}
    per_cue = ("token", "distance", "paragraph", "shapes", "mask", "roles")
    torch.onnx.export(
        Link(model),
        (torch.ones(cues, length, width), torch.ones(cues, width), row, row, row, row),
        out / "linker.onnx", dynamo=False, opset_version=17,
        input_names=["token", "cue", "distance", "paragraph", "shapes", "mask"], output_names=["roles"],
        dynamic_axes={"cue": {0: "cues"}, **dict.fromkeys(per_cue, pairs)},
    )  # fmt: skip
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="onrecord-tagger-1")
    parser.add_argument("--float", action="store_true", help="leave the encoder in float, to see what int8 costs")
    args = parser.parse_args()
    out = Path(args.out)
    export(load(args.base, args.checkpoint), Path(args.base), out, quantized=not args.float)
    fuse(out, out)
    describe(out, args.name)


if __name__ == "__main__":
    main()
