"""What the reader learns to lower: surprise at the annotators' spans."""

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
