"""Turn records into token windows with the spans to learn."""

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch

from rag.reader.training.records import Record
from rag.reader.window_tokenizer import MAX_QUESTION_TOKENS

ELSEWHERE = 0.15  # of the records longer than a window: one from anywhere, to learn its silence
PAD_TO = 8  # tokens: few shapes for the kernels to keep, each of which takes memory


class Example(NamedTuple):
    """One window: `[CLS] question [SEP] part of the context [SEP]`.

    `spans` are the first and last tokens of each annotator's answer, repeated where they agree;
    none: the window does not answer the question, and the model shall point at `[CLS]`.
    """

    ids: list[int]
    question_tokens: int  # with [CLS] and the first [SEP]: where the context begins
    spans: tuple[tuple[int, int], ...]


class Batch(NamedTuple):
    """Windows of like length as tensors, and which (start, end) pairs are right for each."""

    input_ids: torch.Tensor  # (windows, tokens)
    attention_mask: torch.Tensor  # (windows, tokens)
    token_type_ids: torch.Tensor  # (windows, tokens)
    starts: torch.Tensor  # (windows, spans)
    ends: torch.Tensor  # (windows, spans)
    weights: torch.Tensor  # (windows, spans): the share of the annotators that chose the span
    questions: torch.Tensor  # (windows,): the same number where passages are rivals for one


def encode(
    records: Sequence[Record], tokenizer: Any, *, max_tokens: int, seed: int
) -> list[Example]:
    """One window of at most `max_tokens` tokens for each record, in order.

    A longer context is cut: mostly to a window that holds an answer, at a place chosen at random;
    at the rate `ELSEWHERE` to any window, whether it holds an answer or not.
    """
    if not records:
        return []
    chance = random.Random(seed)
    plain = {"add_special_tokens": False, "verbose": False}
    questions = tokenizer([record.question.strip() for record in records], **plain)["input_ids"]
    contexts = tokenizer(
        [record.context for record in records], return_offsets_mapping=True, **plain
    )
    cls, sep = tokenizer.cls_token_id, tokenizer.sep_token_id
    examples = []
    for i, record in enumerate(records):
        question = [cls, *questions[i][:MAX_QUESTION_TOKENS], sep]
        ids, offsets = contexts["input_ids"][i], contexts["offset_mapping"][i]
        spans = [span for answer in record.answers if (span := token_span(answer, offsets))]
        room = max_tokens - len(question) - 1
        begin = _window_start(len(ids), room, spans, chance)
        inside = [(s, e) for s, e in spans if begin <= s and e < begin + room]
        shift = len(question) - begin
        examples.append(
            Example(
                [*question, *ids[begin : begin + room], sep],
                len(question),
                tuple((s + shift, e + shift) for s, e in inside),
            )
        )
    return examples


def token_span(
    answer: tuple[int, int], offsets: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first and last token that share characters with the answer; None where no token does."""
    touched = [n for n, (s, e) in enumerate(offsets) if s < answer[1] and e > answer[0]]
    return (touched[0], touched[-1]) if touched else None


def _window_start(
    tokens: int, room: int, spans: Sequence[tuple[int, int]], chance: random.Random
) -> int:
    last = max(0, tokens - room)
    if not last or not spans or chance.random() < ELSEWHERE:
        return chance.randint(0, last)
    first_token, last_token = chance.choice(spans)
    lowest = min(max(0, last_token + 1 - room), last)
    return chance.randint(lowest, max(lowest, min(first_token, last)))


def collate(groups: Sequence[Sequence[Example]], pad_token_id: int) -> Batch:
    """Pad windows to about the longest, and list each window's distinct spans with their shares.

    Each group holds the windows shown for one question.
    """
    examples = [example for group in groups for example in group]
    longest = max(len(example.ids) for example in examples)
    padded = -(-longest // PAD_TO) * PAD_TO
    counted = [_shares(example.spans) for example in examples]
    width = max(len(shares) for shares in counted)
    ids = torch.full((len(examples), padded), pad_token_id)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    starts = torch.zeros(len(examples), width, dtype=torch.long)
    ends, weights = torch.zeros_like(starts), torch.zeros(len(examples), width)
    for row, (example, shares) in enumerate(zip(examples, counted, strict=True)):
        n = len(example.ids)
        ids[row, :n] = torch.tensor(example.ids)
        mask[row, :n] = 1
        types[row, example.question_tokens : n] = 1
        for k, ((start, end), share) in enumerate(shares.items()):
            starts[row, k], ends[row, k], weights[row, k] = start, end, share
    numbers = [n for n, group in enumerate(groups) for _ in group]
    return Batch(ids, mask, types, starts, ends, weights, torch.tensor(numbers))


def _shares(spans: tuple[tuple[int, int], ...]) -> dict[tuple[int, int], float]:
    if not spans:
        return {(0, 0): 1.0}
    return {span: spans.count(span) / len(spans) for span in dict.fromkeys(spans)}
