import pytest

from rag.reader.training.records import Record, UnusableRecords, read_records, write_records

NAIVE = Record("1", "Café", "Who?", "Zoë 🙂 met שָׁלוֹם.", ((0, 3), (10, 17)))


def test_records_come_back_as_they_were_written(tmp_path):
    records = [NAIVE, Record("2", "", "Why?", "Nobody said.", ())]
    write_records(tmp_path / "a.jsonl.gz", records)
    assert read_records(tmp_path / "a.jsonl.gz") == records


def test_the_same_records_give_the_same_bytes(tmp_path):
    for name in ("a.gz", "b.gz"):
        write_records(tmp_path / name, [NAIVE])
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_a_file_without_lines_holds_no_records(tmp_path):
    (tmp_path / "a.jsonl").write_text("")
    assert read_records(tmp_path / "a.jsonl") == []


def test_an_answer_that_is_not_where_it_should_be_is_told_with_its_line(tmp_path):
    line = '{"question": "q", "context": "abc", "answers": [{"text": "c", "answer_start": 1}]}\n'
    (tmp_path / "a.jsonl").write_text(line.replace('"answer_start": 1', '"answer_start": 2') + line)
    with pytest.raises(UnusableRecords, match=r"line 2: the context does not hold 'c' at 1"):
        read_records(tmp_path / "a.jsonl")


@pytest.mark.parametrize("line", ["no json", "[]", '{"question": "q"}'])
def test_a_line_that_is_no_record_is_told(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line)
    with pytest.raises(UnusableRecords, match="line 1 is no record"):
        read_records(tmp_path / "a.jsonl")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(UnusableRecords, match="there is no training file"):
        read_records(tmp_path / "none.jsonl")
