"""How well a reader does on held-out pairs."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor

from .pairs import Batch, Pair, sentence_means

Read = Callable[[Batch], tuple[Tensor, Tensor]]


def held_out_figures(read: Read, held: Sequence[tuple[Sequence[Pair], Batch]]) -> dict[str, float]:
    """Return the figures of a reader, which ``read`` runs, on held-out pairs.

    ``sentence``: of answered pairs of several sentences whether the highest answers. ``passage``
    and ``best sentence``: area under the ROC curve of the passage's logit, and of the highest
    sentence's, between answered and not; ``against KIND`` the same for one kind of the latter.
    """
    hits: dict[str, list[float]] = defaultdict(list)
    passages: dict[str, list[float]] = defaultdict(list)
    best: dict[bool, list[float]] = {True: [], False: []}
    for pairs, batch in held:
        tokens, passage = read(batch)
        means = sentence_means(tokens.float(), batch).masked_fill(batch.real == 0, -1e9)
        for row, pair in enumerate(pairs):
            answered = any(pair.answers)
            passages["" if answered else pair.kind].append(float(passage[row]))
            best[answered].append(float(means[row].max()))
            if answered and len(pair.answers) > 1:
                made = "sentence" if pair.kind == "answered" else "made sentence"
                hits[made].append(float(batch.answers[row, means[row].argmax()]))
    figures = {name: sum(each) / len(each) for name, each in hits.items()}
    answered_logits = passages.pop("")
    figures["passage"] = _area(answered_logits, [v for each in passages.values() for v in each])
    figures["best sentence"] = _area(best[True], best[False])
    for kind in sorted(passages):
        figures[f"against {kind}"] = _area(answered_logits, passages[kind])
    return {name: round(value, 4) for name, value in figures.items()}


def _area(high: Sequence[float], low: Sequence[float]) -> float:
    return float(roc_auc_score([1] * len(high) + [0] * len(low), [*high, *low]))


def losses(tokens: Tensor, passage: Tensor, batch: Batch) -> Tensor:
    """Return the loss of a batch: is it answered, by which sentences, and by which foremost."""
    cross = torch.nn.functional.binary_cross_entropy_with_logits
    here = cross(passage.float(), batch.answered)
    means = sentence_means(tokens.float(), batch)
    each = cross(means, batch.answers, reduction="none") * batch.real
    sentences = (each.sum(dim=1) / batch.real.sum(dim=1).clamp(min=1.0)).mean()
    among = torch.log_softmax(means.masked_fill(batch.real == 0, -1e4), dim=1)
    share = batch.answers / batch.answers.sum(dim=1, keepdim=True).clamp(min=1.0)
    foremost = -(share * among).sum() / batch.answered.sum().clamp(min=1.0)
    return here + sentences + 0.5 * foremost
