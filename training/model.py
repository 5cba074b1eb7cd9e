"""The attribution tagger: an encoder, two taggers, and a linker that reads each cue's roles.

Semantic role labelling's shape (Shi and Lin 2019, "Simple BERT models for relation
extraction and semantic role labeling"): find the cues, then tag source and content once
for every cue. So cues may share a source, and a statement may stand inside another one's
content, with no second pass over the text. Unlike theirs the encoder reads a window once;
only the small linker runs per cue.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, linear, scaled_dot_product_attention
from transformers import AutoModel

from onrecord.tagger.labels import CUE_TAGS, DISTANCES, OUTER_TAGS, PARAGRAPHS, ROLE_TAGS
from onrecord.tagger.pieces import SHAPES


@dataclass(frozen=True)
class Config:
    """Sizes of the parts that are not the encoder's own."""

    linker: int = 128  # width of the linker
    heads: int = 4
    dropout: float = 0.1


class LockedDropout(nn.Module):
    """Dropout with one mask for all pieces of a window (Gal and Ghahramani 2016): as good a
    regulariser here, and without a random number per activation, which costs a CPU dearly."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, hidden: Tensor) -> Tensor:
        """(B, T, size) -> the same, with whole channels left out of each window."""
        if not self.training:
            return hidden
        kept = torch.rand(hidden.shape[0], 1, hidden.shape[-1]) >= self.rate
        return hidden * (kept / (1 - self.rate))


def lock_dropout(model: nn.Module, rate: float) -> None:
    """Put locked dropout where the encoder has its own, and none inside attention."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout):
                inside = type(module).__name__.endswith("SelfAttention")
                setattr(module, name, nn.Dropout(0.0) if inside else LockedDropout(rate))


class Tagger(nn.Module):
    """`encode` once per window, `link` once per cue."""

    def __init__(self, base: str, config: Config = Config()) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        lock_dropout(self.encoder, config.dropout)
        size, width = self.encoder.config.hidden_size, config.linker
        self.shape = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shape.weight)
        self.dropout = LockedDropout(config.dropout)
        self.outer = nn.Linear(size, len(OUTER_TAGS))
        self.cue = nn.Linear(size, len(CUE_TAGS))
        self.token_side = nn.Linear(size, 2 * width)
        self.cue_side = nn.Linear(size, 2 * width)
        self.linker = Linker(config)

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids, shapes, mask (B, T) -> outer tags (B, T, 7), cue tags (B, T, 3),
        token side and cue side (B, T, 2 x width)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.outer(hidden), self.cue(hidden), self.token_side(hidden), self.cue_side(hidden)


class Linker(nn.Module):
    """Reads a window again from one cue's place and tags that cue's source and content."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width = config.linker
        self.distance = nn.Embedding(DISTANCES, width)
        self.paragraph = nn.Embedding(PARAGRAPHS, width)
        self.shape = nn.Embedding(SHAPES, width)
        self.norm = nn.LayerNorm(width)
        self.layer = Layer(width, config.heads)
        self.dropout = LockedDropout(config.dropout)
        self.final = nn.LayerNorm(width)
        self.role = nn.Linear(width, len(ROLE_TAGS))

    def forward(
        self, token: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor, shapes: Tensor, mask: Tensor
    ) -> Tensor:
        """token (K, T, 2w), cue (K, 2w), distance, paragraph, shapes, mask (K, T) -> roles (K, T, 5)."""
        add, times = token.chunk(2, -1)
        cue_add, cue_times = cue.unsqueeze(1).chunk(2, -1)
        place = self.distance(distance) + self.paragraph(paragraph) + self.shape(shapes)
        hidden = self.dropout(self.norm(add + cue_add + times * cue_times + place))
        hidden = self.layer(hidden, mask)
        return self.role(self.final(hidden))


class Layer(nn.Module):
    """One pre-norm transformer layer. PyTorch's own one fixes the batch's size when exported;
    the names of the weights are the same."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.self_attn = nn.MultiheadAttention(width, heads, batch_first=True)
        self.linear1, self.linear2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """hidden (K, T, width), mask (K, T) -> (K, T, width)."""
        hidden = hidden + self.attend(self.norm1(hidden), mask)
        return hidden + self.linear2(gelu(self.linear1(self.norm2(hidden))))

    def attend(self, hidden: Tensor, mask: Tensor) -> Tensor:
        count, length, width = hidden.shape
        joint = linear(hidden, self.self_attn.in_proj_weight, self.self_attn.in_proj_bias)
        query, key, value = (
            part.reshape(count, length, self.heads, width // self.heads).transpose(1, 2) for part in joint.chunk(3, -1)
        )  # (K, heads, T, width / heads)
        read = scaled_dot_product_attention(query, key, value, attn_mask=(mask > 0)[:, None, None, :])
        return self.self_attn.out_proj(read.transpose(1, 2).reshape(count, length, width))
