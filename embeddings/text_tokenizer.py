"""Texts to tokens, as an encoder's own tokeniser makes them."""

from collections.abc import Mapping, Sequence
from typing import Any, final

from tokenizers import Encoding, Tokenizer

from embeddings.network import Tokens

FEW = 32  # texts: to hand them to other threads, all busy encoding, took longer than the work


@final
class TextTokenizer:
    """The tokeniser and prompts of a sentence-transformers model; safe to share between threads."""

    def __init__(self, tokenizer: str, facts: Mapping[str, Any]) -> None:
        """From the JSON of a `tokenizers.Tokenizer`, and what `sentence_model.load` tells."""
        self._facts = facts
        self._cutting, self._counting = Tokenizer.from_str(tokenizer), Tokenizer.from_str(tokenizer)
        for one in (self._cutting, self._counting):
            one.no_padding()
            one.no_truncation()
        self._cutting.enable_truncation(facts["max_tokens"])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not counted."""
        return [len(one.ids) for one in _encoded(self._counting, texts, special=False)]

    def passages(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text as a passage, cut to the most tokens that fit."""
        return self._tokens(self._facts["passage_prompt"], texts)

    def questions(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text as a question, cut to the most tokens that fit."""
        return self._tokens(self._facts["question_prompt"], texts)

    def _tokens(self, prompt: str, texts: Sequence[str]) -> list[Tokens]:
        prompted = [prompt + text.strip() for text in texts]
        encoded = _encoded(self._cutting, prompted, special=True)
        return [Tokens(one.ids, one.type_ids) for one in encoded]


def _encoded(tokenizer: Tokenizer, texts: Sequence[str], *, special: bool) -> list[Encoding]:
    if len(texts) < FEW:
        return [tokenizer.encode(text, add_special_tokens=special) for text in texts]
    return tokenizer.encode_batch_fast(list(texts), add_special_tokens=special)
