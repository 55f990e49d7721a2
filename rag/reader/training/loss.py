"""What the reader learns to lower: surprise at the annotators' spans, and rivals' scores."""

import torch
from torch import Tensor

from rag.reader.training.examples import Batch

AGREEMENT = 0.5  # between any annotated span alike (0) and spans in proportion to their votes (1)


def span_loss(start_logits: Tensor, end_logits: Tensor, batch: Batch) -> Tensor:
    """Minus the log probability that start and end are those of an annotated span, per window.

    Half of it is the marginal likelihood over the annotators' spans (any of them is right; Clark
    and Gardner 2018), half the cross entropy with their votes (the usual one is likelier right).
    With a single span both are the usual start plus end cross entropy. Shape: (windows,).
    """
    masked = batch.attention_mask == 0
    start = start_logits.float().masked_fill(masked, -1e4).log_softmax(-1)  # (windows, tokens)
    end = end_logits.float().masked_fill(masked, -1e4).log_softmax(-1)
    spans = start.gather(1, batch.starts) + end.gather(1, batch.ends)  # (windows, spans)
    absent = batch.weights == 0
    marginal = -spans.masked_fill(absent, -torch.inf).logsumexp(-1)
    voted = -(spans * batch.weights).sum(-1)
    return (1 - AGREEMENT) * marginal + AGREEMENT * voted


def rival_loss(start_logits: Tensor, end_logits: Tensor, batch: Batch) -> Tensor:
    """Minus the log probability that start and end are right, among all passages of a question.

    A passage's scores count from those of its own silence, as they do where answers are chosen, so
    that a score means the same in each (the shared normalisation of Clark and Gardner 2018). Zero
    for a window without an answer, and for one without rivals. Shape: (windows,).
    """
    same = batch.questions[:, None] == batch.questions[None, :]  # (windows, windows)
    contested = (batch.starts[:, 0] > 0) & (same.sum(-1) > 1)
    if not contested.any():
        return torch.zeros_like(contested, dtype=torch.float32)
    words = batch.attention_mask.bool().clone()  # of question and passage, without the first token
    words[:, 0] = False
    start, all_starts = _above_silence(start_logits, words, same)
    end, all_ends = _above_silence(end_logits, words, same)
    spans = start.gather(1, batch.starts) + end.gather(1, batch.ends)  # (windows, spans)
    right = spans.masked_fill(batch.weights == 0, -torch.inf).logsumexp(-1)
    return torch.where(contested, all_starts + all_ends - right, 0.0)


def _above_silence(logits: Tensor, words: Tensor, same: Tensor) -> tuple[Tensor, Tensor]:
    """Scores less those of the first token, and per window the log sum over its question's."""
    scores = logits.float() - logits[:, :1].float()
    own = scores.masked_fill(~words, -1e4).logsumexp(-1)
    return scores, own.expand_as(same).masked_fill(~same, -torch.inf).logsumexp(-1)
