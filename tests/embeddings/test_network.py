"""The engines that compute transformers, on the encoder that comes along."""

import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from embeddings.network import Loaded, Tokens, kept, prepared
from embeddings.network.batches import MOST_TOKENS, PAD_TO, batches, padded, shared
from embeddings.network.choice import LEAST, Candidate, candidates, correlations, preferred
from embeddings.network.cores import cores, of_quota
from embeddings.network.eight_bits import GROUP, quantised
from embeddings.network.openvino_network import openvino
from embeddings.network.sample import PASSAGES
from embeddings.network.torch_network import TorchNetwork
from embeddings.sentence_encoder import installed_weights
from embeddings.sentence_model import load
from tests.embeddings.processor import adds_bytes_exactly


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(installed_weights())


@pytest.fixture(scope="module")
def found(loaded: Loaded) -> list[Candidate]:
    return candidates(loaded)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("CITESPAN_ENGINE", raising=False)
    return tmp_path


class Double(torch.nn.Module):
    """A model small enough to be converted in no time."""

    def __init__(self) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(50, 64)
        self.layer = torch.nn.Linear(64, 64)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor]:
        return (self.layer(self.words(ids + types)) * mask[..., None],)


def small() -> Loaded:
    torch.manual_seed(0)
    sample = [Tokens([1, 2, 3] * n, [0, 0, 1] * n) for n in (1, 4, 9)]
    return Loaded(
        Double(), '{"a": "tokenizer"}', 0, {"identity": "small"}, sample, usual=sample, same=0.999
    )


class Untyped(Double):
    """Takes no notice of the types, as many models do."""

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor]:
        return super().forward(ids, mask, torch.zeros_like(ids))


class Untraceable(Double):
    """Needs eigenvalues, which OpenVINO has no operation for."""

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor]:
        (rows,) = super().forward(ids, mask, types)
        return (rows * torch.linalg.eigvalsh(torch.eye(2) * rows.mean()).sum(),)


def untraceable() -> Loaded:
    return replace(small(), module=Untraceable())


def never() -> Loaded:
    raise AssertionError("the kept model should have been taken")


def outputs(network_run: Sequence[tuple[np.ndarray, ...]]) -> Iterator[np.ndarray]:
    return (one[0] for one in network_run)


# batches


def test_batches_hold_one_padded_length_longest_first_and_every_number_once() -> None:
    lengths = [300, 10, 4000, 9, 290, 17]
    made = list(batches(lengths, most=640))
    assert made == [[2], [0, 4], [5], [1, 3]]  # 304 and 290 are padded to 304
    assert list(batches([], most=512)) == []


def test_a_batch_never_has_more_padded_tokens_than_allowed() -> None:
    lengths = list(np.random.default_rng(0).integers(0, 400, 200))
    made = list(batches(lengths, most=512))
    assert sorted(i for batch in made for i in batch) == list(range(200))
    for batch in made:
        size = padded([Tokens([5] * lengths[i], [0] * lengths[i]) for i in batch], 0).ids.size
        assert len(batch) == 1 or size <= 512


@pytest.mark.parametrize(
    ("lengths", "cores", "expected"),
    [
        ([150, 150], 2, [[0], [1]]),  # would fit one batch, and leave a core idle
        ([150] * 4, 2, [[0, 1], [2, 3]]),
        ([150] * 3, 1, [[0, 1, 2]]),
        ([150] * 30, 2, [[n, n + 1, n + 2] for n in range(0, 30, 3)]),  # plenty: as much as fits
        ([], 2, []),
    ],
)
def test_few_sequences_are_shared_out_among_cores(
    lengths: list[int], cores: int, expected: list[list[int]]
) -> None:
    most = shared(lengths, cores)
    assert most <= MOST_TOKENS
    assert list(batches(lengths, most)) == expected


def test_padding_is_masked_and_has_the_pad_id() -> None:
    batch = padded([Tokens([7, 8, 9], [0, 0, 1]), Tokens([7], [0])], pad_id=3)
    assert batch.ids.shape == (2, PAD_TO)
    assert batch.ids[1].tolist() == [7] + [3] * (PAD_TO - 1)
    assert batch.mask.sum(axis=1).tolist() == [3, 1]
    assert batch.types[0, :4].tolist() == [0, 0, 1, 0]


# cores


@pytest.mark.parametrize(
    ("text", "expected"),
    [("200000 100000\n", 2), ("150000 100000\n", 2), ("1000 100000\n", 1), ("max 100000\n", None)],
)
def test_a_containers_quota_is_read(tmp_path: Path, text: str, expected: int | None) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert of_quota(tmp_path / "cpu.max") == expected


def test_without_a_quota_all_cores_that_may_be_used_count(tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text("100000 100000")
    assert cores(tmp_path / "absent") >= cores(tmp_path / "cpu.max") == 1


# 8 bits


def test_weights_in_8_bits_are_off_by_half_a_step_at_most() -> None:
    values = np.random.default_rng(0).normal(size=(5, 3 * GROUP)).astype(np.float32)
    values[2, :GROUP] = 0  # a group of nothing has no scale of its own
    integers, scales = quantised(values)
    assert integers.dtype == np.int8
    back = (integers * scales).reshape(values.shape)
    off = np.abs(back - values).reshape(integers.shape)
    assert (off <= scales / 2 + 1e-7).all()
    assert (back[2, :GROUP] == 0).all()


# choice


def test_engines_here_tell_what_torch_tells(loaded: Loaded, found: list[Candidate]) -> None:
    forms = {one.network.form: one.correlation for one in found}
    assert forms["torch f32"] == 1.0
    assert forms["openvino f32"] > 0.99999
    static = forms.pop("openvino i8-static", 1.0)  # which may differ more, and is not taken then
    assert min(forms.values()) >= loaded.same
    assert static > 0.98


def test_the_one_preferred_tells_the_same_of_every_text(
    loaded: Loaded, found: list[Candidate]
) -> None:
    one = preferred(found, loaded.same)
    assert one.correlation >= loaded.same
    assert one.correlation >= one.least >= LEAST


def test_the_fastest_of_those_that_tell_the_same_is_preferred(found: list[Candidate]) -> None:
    slow, fast, wrong, odd = (
        found[0]._replace(milliseconds=ms, correlation=same, least=least)
        for ms, same, least in ((9, 1.0, 1.0), (5, 0.9995, 0.999), (1, 0.9, 0.9), (1, 0.9995, 0.98))
    )
    assert preferred([slow, fast, wrong, odd], same=0.999) is fast
    assert preferred([slow, fast, wrong, odd], same=0.9999) is slow


def test_engines_give_vectors_of_the_same_direction(loaded: Loaded, found: list[Candidate]) -> None:
    expected = np.stack(list(outputs(TorchNetwork(loaded.module, 0).run(loaded.sample))))
    for one in found:
        vectors = np.stack(list(outputs(one.network.run(loaded.sample))))
        cosines = (vectors * expected).sum(axis=1)
        is_static = one.network.form == "openvino i8-static"
        prose = cosines[: len(PASSAGES)]
        fixed = 0.998 if adds_bytes_exactly() else 0.995  # the product refuses it there
        assert prose.mean() >= (fixed if is_static else 0.999), one.network.form
        assert cosines.mean() >= (0.98 if is_static else 0.999), one.network.form


def test_a_model_that_needs_no_types_runs_on_every_engine() -> None:
    one = replace(small(), module=Untyped())
    found = candidates(one)
    assert {"torch f32", "openvino f32"} <= {candidate.network.form for candidate in found}
    assert min(candidate.correlation for candidate in found) > 0.99


def test_correlations_see_other_numbers() -> None:
    rows = np.random.default_rng(0).normal(size=(4, 30)).astype(np.float32)
    same, other = [(row,) for row in rows], [(row,) for row in rows[::-1]]
    np.testing.assert_allclose(correlations(same, same), np.ones(4), rtol=1e-6)
    assert (correlations(same, other) < 0.5).all()
    assert correlations([(rows[0],)], [(np.ones(30, np.float32),)]) == [0.0]  # not a number


def test_callers_in_many_threads_get_what_one_gets(loaded: Loaded, found: list[Candidate]) -> None:
    for one in found:
        alone = np.stack(list(outputs(one.network.run(loaded.sample))))
        with ThreadPoolExecutor(8) as pool:
            for together in pool.map(one.network.run, [loaded.sample] * 16):
                np.testing.assert_array_equal(np.stack(list(outputs(together))), alone)


# kept


def test_a_model_is_converted_once_and_then_taken_as_it_was_kept(home: Path) -> None:
    folder = home / "model"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    first = prepared(str(folder), "test", small)
    again = prepared(str(folder), "test", never if "openvino" in first.network.form else small)
    assert again.facts == {"identity": "small"}
    assert again.tokenizer == '{"a": "tokenizer"}'
    sample = small().sample
    for a, b in zip(first.network.run(sample), again.network.run(sample), strict=True):
        np.testing.assert_allclose(a[0], b[0], atol=1e-6)


def test_a_model_of_a_hub_is_kept_by_what_it_is(home: Path) -> None:
    first = prepared("hub/name", "test", small)
    [place] = (home / "citespan" / "models").iterdir()
    before = (place / "about.json").stat().st_mtime_ns
    assert prepared("hub/name", "test", small).network.form == first.network.form
    assert (place / "about.json").stat().st_mtime_ns == before


def test_what_openvino_cannot_convert_torch_computes_and_that_is_remembered(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = home / "model"
    folder.mkdir()
    with caplog.at_level(logging.WARNING):
        first = prepared(str(folder), "test", untraceable)
        assert "OpenVINO cannot compute this model" in caplog.text
        caplog.clear()
        again = prepared(str(folder), "test", untraceable)
    assert (first.network.form, again.network.form, caplog.text) == ("torch f32", "torch f32", "")


def test_other_weights_are_another_model(home: Path) -> None:
    (home / "model.bin").write_bytes(b"weights")
    before = kept.fingerprint(home, "encoder")
    assert before == kept.fingerprint(home, "encoder") != kept.fingerprint(home, "reader")
    (home / "model.bin").write_bytes(b"weights!")
    assert kept.fingerprint(home, "encoder") != before


@pytest.mark.parametrize("damage", [b"", b"half of"])
def test_a_damaged_kept_model_is_made_anew(home: Path, damage: bytes) -> None:
    def write(folder: Path) -> Iterator[Path]:
        (folder / "model.xml").write_bytes(b"half of it and more")
        yield folder / "model.xml"

    place = home / "models" / "m"
    kept.keep(place, write, {"form": "f"})
    about = kept.opened(place)
    assert about is not None
    assert about["form"] == "f"
    (place / "model.xml").write_bytes(damage)
    assert kept.opened(place) is None
    kept.keep(place, write, {"form": "g"})
    about = kept.opened(place)
    assert about is not None
    assert about["form"] == "g"
    assert [path.name for path in place.parent.iterdir()] == ["m"]  # nothing unfinished is left


def test_a_full_disk_leaves_nothing_behind(home: Path) -> None:
    def write(folder: Path) -> Iterator[Path]:
        (folder / "model.xml").write_bytes(b"some of it")
        raise OSError(28, "No space left on device")
        yield folder

    with pytest.raises(OSError, match="No space left"):
        kept.keep(home / "models" / "m", write, {})
    assert list((home / "models").iterdir()) == []


def test_a_model_that_cannot_be_kept_still_computes(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = home / "model"
    folder.mkdir()
    (home / "citespan").write_text("a file where the cache folder should be")
    with caplog.at_level(logging.WARNING):
        ready = prepared(str(folder), "test", small)
    assert "could not be kept" in caplog.text
    assert len(ready.network.run(small().sample)) == 3


def test_without_openvino_torch_computes(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "embeddings.network.openvino_network", None)
    with caplog.at_level(logging.WARNING):
        ready = prepared(str(home), "test", small)
    assert ready.network.form == "torch f32"
    assert "OpenVINO cannot be used" in caplog.text


def test_an_engine_can_be_named_and_an_unknown_one_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITESPAN_ENGINE", "openvino f32")
    assert prepared(str(home), "test", small).network.form == "openvino f32"
    monkeypatch.setenv("CITESPAN_ENGINE", "abacus")
    with pytest.raises(ValueError, match=r"'abacus'.*there are: torch f32, openvino f32"):
        prepared(str(home), "test", small)


def test_usage_statistics_are_off() -> None:
    openvino()
    assert sys.modules["openvino_telemetry"] is None


def test_a_process_that_finds_its_models_kept_does_without_torch(home: Path) -> None:
    ask = (
        "import sys; from embeddings import load_encoder; from rag.reader import load;"
        "encoder, reader = load_encoder(), load();"
        "encoder.encode_questions(['Who?']); reader.read('Who?', ['Anna met Bo.']);"
        "print(encoder.form.split()[0], reader.form.split()[0],"
        " 'torch' in sys.modules or 'transformers' in sys.modules)"
    )
    run = [sys.executable, "-c", ask]
    first = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    again = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    assert first[2] == "True"
    assert again == [*first[:2], str("torch" in first)]


def test_the_first_computation_of_a_process_may_come_from_many_threads() -> None:
    """OpenVINO sets up tables in it while other threads run: they waited for one another."""
    ask = (
        "import sys; sys.setswitchinterval(1e-6); from embeddings import load_encoder;"
        "vectors = load_encoder().encode_passages(['word ' * n for n in (100, 90, 80, 70, 60)]);"
        "print(len(vectors))"
    )
    run = [sys.executable, "-c", ask]
    told = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120).stdout
    assert told == "5\n"
