"""Train the tagger.

    python -m training.train --base FOLDER/minilm --gold FOLDER/gold --out FOLDER

Each half epoch leaves `checkpoint.pt` (the running average of the weights) in --out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.data import IGNORED, Article, Batch, Window, batches, collate, cut, load_tokenizer, prepare
from training.gold import read_lines
from training.model import Tagger

SEED = 11
ROLES_WEIGHT = 6.0  # a window has about six cues: an error on a cue's roles then weighs as one on a tag
OUTER_WEIGHT = 0.5


class Average:
    """Running average of the weights, debiased while it is young."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.seen = decay, 0
        self.weights = {name: p.detach().clone() for name, p in model.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.seen += 1
        decay = min(self.decay, (1 + self.seen) / (10 + self.seen))
        for name, p in model.named_parameters():
            if p.requires_grad:
                self.weights[name].lerp_(p.detach(), 1 - decay)

    def state(self, model: nn.Module) -> dict[str, Tensor]:
        return {**model.state_dict(), **self.weights}


def losses(model: Tagger, batch: Batch) -> dict[str, Tensor]:
    """Cross-entropy of the outer tags, the cue tags and the roles of every gold cue."""
    outer, cue, token_side, cue_side = model.encode(batch.ids, batch.shapes, batch.mask)
    found = {
        "outer": cross_entropy(outer.flatten(0, 1), batch.outer.flatten(), ignore_index=IGNORED),
        "cue": cross_entropy(cue.flatten(0, 1), batch.cue.flatten(), ignore_index=IGNORED),
    }
    if len(batch.window):
        members = batch.members.unsqueeze(1).to(cue_side.dtype)
        pooled = (members @ cue_side[batch.window]).squeeze(1) / members.sum(-1)
        roles = model.linker(
            token_side[batch.window], pooled, batch.distance, batch.paragraph,
            batch.shapes[batch.window], batch.mask[batch.window],
        )  # fmt: skip
        found["roles"] = cross_entropy(roles.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED)
    return found


def optimizer_for(model: Tagger, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW; the word embeddings stay as pretrained, biases and norms do not decay."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            groups.setdefault((name.startswith("encoder."), p.ndim > 1), []).append(p)
    return torch.optim.AdamW(
        [
            {"params": params, "lr": encoder_rate if encoder else head_rate, "weight_decay": 0.01 if matrix else 0.0}
            for (encoder, matrix), params in groups.items()
        ],
        fused=True,
    )


def windows_of(articles: list[Article], rng: random.Random) -> list[Window]:
    return [window for article in articles for window in cut(article, rng)]


def train(args: argparse.Namespace) -> None:
    """One training run, from the base model to the last checkpoint."""
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    rng = random.Random(SEED)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base)
    start_id, end_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    gold = Path(args.gold)
    docs = read_lines(gold / "polnear.train.jsonl") + args.repeat * read_lines(gold / "records.train.jsonl")
    docs = docs[: args.limit] if args.limit else docs

    model = Tagger(args.base)
    optimizer = optimizer_for(model, args.encoder_rate, args.head_rate)
    average = Average(model, 0.998)
    steps_planned = None
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        articles = [prepare(doc, tokenizer, flatten=rng.random() < 0.1) for doc in docs]
        grouped = list(batches(windows_of(articles, rng), args.batch, rng))
        if steps_planned is None:
            steps_planned = args.epochs * len(grouped)
            scheduler = torch.optim.lr_scheduler.OneCycleLR(
                optimizer, [g["lr"] for g in optimizer.param_groups], steps_planned + args.epochs * 8,
                pct_start=0.06, anneal_strategy="linear", cycle_momentum=False, div_factor=20, final_div_factor=100,
            )  # fmt: skip
        for number, group in enumerate(grouped):
            model.train()
            parts = losses(model, collate(group, start_id, end_id))
            loss = parts["cue"] + OUTER_WEIGHT * parts["outer"]
            if "roles" in parts:
                loss = loss + ROLES_WEIGHT * parts["roles"]
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            scheduler.step()
            step += 1
            if step > 50:
                average.update(model)
            if step % 25 == 0:
                row = {name: round(value.item(), 4) for name, value in parts.items()}
                print(json.dumps({"epoch": epoch, "step": step, "of": steps_planned,
                                  "minutes": round((time.time() - began) / 60, 1), **row}), flush=True)  # fmt: skip
            if number + 1 in (len(grouped) // 2, len(grouped)):
                torch.save({"weights": average.state(model), "step": step}, out / "checkpoint.tmp")
                (out / "checkpoint.tmp").replace(out / "checkpoint.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=8, help="windows a step")
    parser.add_argument("--repeat", type=int, default=2, help="times records.train is seen an epoch")
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="only so many articles, for a trial")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
