"""A question and passages to windows of tokens, with the characters each token stands for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, final

from tokenizers import Encoding, Tokenizer

from embeddings.network import Tokens

WINDOW_TOKENS = 384  # question and passage together: the length of public SQuAD recipes
STRIDE_TOKENS = 128  # shared by neighbouring windows, so that an answer on a seam is whole in one
MAX_QUESTION_TOKENS = 96  # a longer question would leave the passage no room in the window


class Window(NamedTuple):
    """Part of a passage with the question before it, or behind it, as the model wants it."""

    passage: int
    tokens: Tokens
    offsets: list[tuple[int, int]]  # characters of the text that a token is of
    in_passage: list[bool]


@final
class WindowTokenizer:
    """A reader's tokeniser; safe to share between threads."""

    def __init__(self, tokenizer: str) -> None:
        """From the JSON of a `tokenizers.Tokenizer`."""
        self._pairs, self._questions = Tokenizer.from_str(tokenizer), Tokenizer.from_str(tokenizer)
        for one in (self._pairs, self._questions):
            one.no_padding()
            one.no_truncation()
        self._pairs.enable_truncation(WINDOW_TOKENS, stride=STRIDE_TOKENS, strategy="only_second")

    def windows(self, question: str, passages: Sequence[str]) -> Iterator[Window]:
        """The windows of all passages, in order; those of one passage overlap by the stride."""
        asked = self._shortened(question)
        encoded = self._pairs.encode_batch([(asked, passage) for passage in passages])
        for passage, first in enumerate(encoded):
            for one in (first, *first.overflowing):
                yield window(passage, one)

    def _shortened(self, question: str) -> str:
        """The question's first `MAX_QUESTION_TOKENS` tokens, as text."""
        offsets = self._questions.encode(question, add_special_tokens=False).offsets
        kept = offsets[:MAX_QUESTION_TOKENS]
        return question[: kept[-1][1]] if kept else question


def window(passage: int, encoding: Encoding) -> Window:
    """One encoding as a window."""
    return Window(
        passage,
        Tokens(encoding.ids, encoding.type_ids),
        encoding.offsets,
        [of_text == 1 for of_text in encoding.sequence_ids],
    )
