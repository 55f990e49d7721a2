"""The wheel alone carries all it needs: code, seeds, weights."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install` of the wheel puts into site-packages."""
    built = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(built), str(ROOT)],
        check=True,
    )
    site = built / "site"
    with zipfile.ZipFile(next(built.glob("citespan-*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def test_it_carries_the_packages_the_seeds_and_the_weights(unpacked: Path) -> None:
    for name in (
        "rag/__init__.py",
        "rag/py.typed",
        "embeddings/py.typed",
        "rag/answering/calibrator.json",
        "rag/reader/weights/model.safetensors",
        "rag/reader/weights/README.md",
        "eval/questions.jsonl",
        "ui/app.py",
    ):
        assert (unpacked / name).is_file(), name
    assert len(list((unpacked / "rag" / "seeds").glob("*.txt"))) == 5


def test_it_answers_from_any_directory(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import rag; print(rag.__file__); "
        'print(rag.answer("Who is Russia\'s foreign minister?").text)'
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(unpacked),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
    )
    where, answer = done.stdout.splitlines()
    assert Path(where).is_relative_to(unpacked)
    assert answer == "Sergei Lavrov"
