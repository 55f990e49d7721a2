import json
import random

import pytest
import torch
import typer
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

from rag.reader.checksum import check_sha256
from rag.reader.extractive import ExtractiveReader
from rag.reader.train import encoder_folder, main
from rag.reader.training.loop import Run, train
from rag.reader.training.publish import publish
from rag.reader.training.records import Record, write_records
from rag.reader.training.schedule import Schedule
from rag.reader.training.state import OtherRun
from rag.reader.training.stream import BATCHES_PER_POOL, Source, Stream

NAMES = ["anna", "bo", "carl", "dora", "emil", "fritz", "greta", "hans"]


class Killed(Exception):
    """Stands for the moment of a kill: nothing after it runs."""


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(encoder_folder())


def met(n):
    chance = random.Random(n)
    first, second, day = chance.choice(NAMES), chance.choice(NAMES), chance.randint(1, 28)
    context = f"On {day} May {first} met {second} in Rome."
    start = context.index(" met ") + 5
    return Record(str(n), "", "Who was met?", context, ((start, start + len(second)),))


def tiny_model():
    torch.manual_seed(0)
    size = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2}
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    return BertForQuestionAnswering(BertConfig(num_hidden_layers=1, **size, **still))


def run(folder, tokenizer, *, steps, seed=1, **more):
    stream = Stream(
        [Source([met(n) for n in range(80)], 1.0)], tokenizer, batch=2, max_tokens=64, seed=seed
    )
    return Run(folder, stream, Schedule(1e-2, steps=steps), {"seed": seed}, save_every_s=0, **more)


def test_a_run_learns(tmp_path, tokenizer):
    seen = []
    train(run(tmp_path, tokenizer, steps=120), tiny_model(), seen.append)
    assert [p.step for p in seen] == list(range(1, 121))
    assert seen[-1].loss < seen[0].loss / 2
    assert seen[-1].done == 1.0


def test_a_run_learns_with_words_moved_too(tmp_path, tokenizer):
    plain, moved = tiny_model(), tiny_model()
    (tmp_path / "plain").mkdir()
    (tmp_path / "moved").mkdir()
    train(run(tmp_path / "plain", tokenizer, steps=120), plain, lambda _: None)
    seen = []
    train(run(tmp_path / "moved", tokenizer, steps=120, adversarial=0.02), moved, seen.append)
    assert seen[-1].loss < seen[0].loss / 2
    name = "qa_outputs.weight"
    assert not torch.equal(plain.state_dict()[name], moved.state_dict()[name])


def test_a_killed_run_goes_on_to_the_very_same_weights(tmp_path, tokenizer):
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    steps = 50  # more than the 40 batches of the first pool
    whole = train(run(tmp_path / "whole", tokenizer, steps=steps), tiny_model(), lambda _: None)

    def die(at):
        if at.step in {7, 43}:
            raise Killed

    for _ in range(2):
        with pytest.raises(Killed):
            train(run(tmp_path / "killed", tokenizer, steps=steps), tiny_model(), die)
    after = []
    resumed = train(run(tmp_path / "killed", tokenizer, steps=steps), tiny_model(), after.append)
    assert after[0].step < 44
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_processes_that_prepare_change_nothing(tmp_path, tokenizer):
    (tmp_path / "none").mkdir()
    (tmp_path / "two").mkdir()
    alone = train(run(tmp_path / "none", tokenizer, steps=5), tiny_model(), lambda _: None)
    served = train(
        run(tmp_path / "two", tokenizer, steps=5, workers=2), tiny_model(), lambda _: None
    )
    assert all(torch.equal(alone[name], served[name]) for name in alone)


def test_a_state_of_other_settings_is_refused(tmp_path, tokenizer):
    train(run(tmp_path, tokenizer, steps=1), tiny_model(), lambda _: None)
    with pytest.raises(OtherRun, match="seed was 1, is 2"):
        train(run(tmp_path, tokenizer, steps=1, seed=2), tiny_model(), lambda _: None)


def test_a_pool_is_the_same_whenever_it_is_asked_for(tokenizer):
    sources = [Source([met(n) for n in range(300)], 1.0)]
    one, two = (Stream(sources, tokenizer, batch=2, max_tokens=64, seed=5) for _ in range(2))
    assert one.pools_per_epoch == 300 // (2 * BATCHES_PER_POOL)
    first = one[3]
    two[0]
    assert [b.input_ids.tolist() for b in first] == [b.input_ids.tolist() for b in two[3]]


def test_an_epoch_shows_each_file_at_its_share(tokenizer):
    many, few = [met(n) for n in range(100)], [met(n) for n in range(10)]
    stream = Stream(
        [Source(many, 0.5), Source(few, 2.0)], tokenizer, batch=2, max_tokens=64, seed=0
    )
    assert stream.windows_per_epoch == 70
    assert sum(len(batch.input_ids) for batch in stream[0]) == 70  # the epoch's only pool


def test_what_is_published_can_be_opened_checked_and_asked(tmp_path, tokenizer):
    model = tiny_model()
    weights = {name: tensor + 0.01 for name, tensor in model.state_dict().items()}
    publish(tmp_path, model, weights, tokenizer, data=["a set"], command="cmd", figures="- none")
    check_sha256(tmp_path)
    saved = BertForQuestionAnswering.from_pretrained(tmp_path, dtype="auto")
    assert saved.dtype == torch.float16
    name = "qa_outputs.weight"
    assert torch.equal(saved.state_dict()[name], weights[name].half())
    assert json.loads((tmp_path / "config.json").read_text())["dtype"] == "float16"
    card = (tmp_path / "README.md").read_text()
    assert "- a set" in card
    assert "    cmd" in card
    [reading] = ExtractiveReader(tmp_path).read("Who?", ["Anna met Bo."])
    assert reading.spans


def test_the_command_trains_from_files_to_a_reader(tmp_path, tokenizer):
    tiny_model().save_pretrained(tmp_path / "start")
    tokenizer.save_pretrained(tmp_path / "start")
    write_records(tmp_path / "met.jsonl.gz", [met(n) for n in range(60)])
    write_records(tmp_path / "dev.jsonl.gz", [met(n) for n in range(60, 90)])
    main(
        data=[f"{tmp_path / 'met.jsonl.gz'}=0.5"],
        dev=[tmp_path / "dev.jsonl.gz"],
        start=str(tmp_path / "start"),
        out=tmp_path / "run",
        epochs=2,
        batch=4,
    )
    card = (tmp_path / "run/reader/README.md").read_text()
    assert "met.jsonl.gz: 60 records × 0.5 an epoch, licence not stated" in card
    assert "loss on the first 30 records of dev.jsonl.gz: " in card
    check_sha256(tmp_path / "run/reader")


def test_the_command_wants_one_end(tmp_path):
    with pytest.raises(typer.BadParameter, match="one of them"):
        main(data=["a.jsonl"], out=tmp_path)
