"""The endless, seeded order in which training sees its records."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, final

from torch.utils.data import Dataset

from rag.reader.training.disturb import by_title, disturbed, masked, some_words
from rag.reader.training.examples import Batch, Example, collate, encode
from rag.reader.training.exchange import Exchanges
from rag.reader.training.questions import vary
from rag.reader.training.records import Record
from rag.reader.training.rivals import Rivals

BATCHES_PER_POOL = 64  # sorted by length together: under 3 % of the tokens are padding then


class Source(NamedTuple):
    """The records of one file, and how often an epoch shows each: 0.5 shows half, 2 shows twice."""

    records: Sequence[Record]
    share: float


@final
class Stream(Dataset[list[Batch]]):
    """Pool n of the stream, for any n >= 0: a list of batches of windows of like length.

    Which records a pool holds, how their questions are varied and where long contexts are cut
    follow from the seed and n alone. So a run goes on where it stopped without going through what
    it has seen, and several processes can prepare pools side by side.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        tokenizer: Any,
        *,
        batch: int,
        max_tokens: int,
        seed: int,
        disturb: float = 0.0,
        rivals: float = 0.0,
        exchange: float = 0.0,
    ) -> None:
        """Take the records of `sources`, by their shares.

        Args:
            sources: What to show.
            tokenizer: The model's.
            batch: Windows in a step, at most.
            max_tokens: In a window, question included.
            seed: Decides all that is left to chance.
            disturb: The share of the windows that are shown otherwise each time.
            rivals: The share of the answered questions that are shown with a second passage too,
                one like the question that does not answer it.
            exchange: The share of the answered questions that are shown a second time, asking for
                something else.
        """
        self._sources, self._tokenizer, self._disturb = sources, tokenizer, disturb
        self._share_of_rivals = rivals
        records = [record for one in sources for record in one.records]
        self._rivals = Rivals(records) if rivals else None
        self._share_exchanged = exchange
        self._exchanges = Exchanges(records) if exchange else None
        self._batch, self._max_tokens, self._seed = batch, max_tokens, seed
        self._epoch: tuple[int, list[tuple[int, int]]] = (-1, [])
        self.pools_per_epoch = max(1, len(self._order(0)) // (batch * BATCHES_PER_POOL))

    @property
    def windows_per_epoch(self) -> int:
        """How many windows an epoch shows, about."""
        order = self._order(0)
        answered = sum(bool(self._sources[s].records[r].answers) for s, r in order)
        return len(order) + round(answered * (self._share_of_rivals + self._share_exchanged))

    def __getitem__(self, n: int) -> list[Batch]:
        # 1. choose the records: an epoch's order, cut into as many pools as it fills
        epoch, pool = divmod(n, self.pools_per_epoch)
        order = self._order(epoch)
        size = self._batch * BATCHES_PER_POOL
        end = len(order) if pool == self.pools_per_epoch - 1 else (pool + 1) * size
        chosen = [self._sources[s].records[r] for s, r in order[pool * size : end]]
        # 2. vary the questions, disturb the contexts, and encode
        chance = random.Random(f"{self._seed} pool {n}")
        varied = [vary(record, chance) for record in chosen]
        if self._disturb:
            alike = by_title(chosen)
            varied = [
                disturbed(record, chosen, alike, chance) if self._chosen(chance) else record
                for record in varied
            ]
        shown = self._beside_rivals(varied, chance)
        shown += [(other,) for other in self._exchanged(varied, chance)]
        examples = encode(
            [record for group in shown for record in group],
            self._tokenizer,
            max_tokens=self._max_tokens,
            seed=chance.getrandbits(32),
        )
        if self._disturb:
            examples = [self._masked(one, chance) for one in examples]
        # 3. batch by length, a question's windows together, then shuffle the batches
        given = iter(examples)
        groups = [[next(given) for _ in group] for group in shown]
        groups.sort(key=lambda group: max(len(one.ids) for one in group))
        batches = [
            collate(part, self._tokenizer.pad_token_id) for part in _parts(groups, self._batch)
        ]
        chance.shuffle(batches)
        return batches

    def _beside_rivals(
        self, records: Sequence[Record], chance: random.Random
    ) -> list[tuple[Record, ...]]:
        """Each record, or the record and its question with another passage of about its length."""
        if not self._rivals:
            return [(record,) for record in records]
        contested = [bool(r.answers) and chance.random() < self._share_of_rivals for r in records]
        found = self._rivals.of([r for r, yes in zip(records, contested, strict=True) if yes])
        shown: list[tuple[Record, ...]] = []
        for record, yes in zip(records, contested, strict=True):
            contexts = next(found) if yes else []
            if contexts:
                words = len(record.context.split())
                rival = some_words(chance.choice(contexts), words, chance)
                shown.append((record, replace(record, context=rival, answers=())))
            else:
                shown.append((record,))
        return shown

    def _exchanged(self, records: Sequence[Record], chance: random.Random) -> Iterator[Record]:
        """Some of the answered questions, asking for something else."""
        if not self._exchanges:
            return
        for record in records:
            if record.answers and chance.random() < self._share_exchanged:
                other = self._exchanges.of(record, chance)
                if other:
                    yield other

    def _chosen(self, chance: random.Random) -> bool:
        return chance.random() < self._disturb

    def _masked(self, one: Example, chance: random.Random) -> Example:
        if not self._chosen(chance):
            return one
        hidden = self._tokenizer.mask_token_id
        ids = masked(one.ids, one.question_tokens, one.spans, hidden, chance)
        return one._replace(ids=ids)

    def _order(self, epoch: int) -> list[tuple[int, int]]:
        """(source, record) of each window of an epoch; the last epoch asked for is remembered."""
        if self._epoch[0] != epoch:
            chance = random.Random(f"{self._seed} epoch {epoch}")
            order = []
            for s, source in enumerate(self._sources):
                numbers = range(len(source.records))
                whole = int(source.share)
                part = round((source.share - whole) * len(numbers))
                order += [(s, r) for _ in range(whole) for r in numbers]
                order += [(s, r) for r in chance.sample(numbers, part)]
            chance.shuffle(order)
            self._epoch = (epoch, order)
        return self._epoch[1]


def _parts(groups: Sequence[list[Example]], size: int) -> Iterator[list[list[Example]]]:
    """The groups in order, in parts of at most `size` windows; a larger group is a part alone."""
    part: list[list[Example]] = []
    for group in groups:
        if part and sum(map(len, part)) + len(group) > size:
            yield part
            part = []
        part.append(group)
    if part:
        yield part
