"""What tests of the commands share."""

import pytest

from eval.cli import main


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Runs a command in this process; gives its exit code, output and error output."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        written = capsys.readouterr()
        return ended.value.code, written.out, written.err

    return run
