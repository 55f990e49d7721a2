"""What tests of the commands share."""

import pytest

from eval.cli import main


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """Where converted models are kept: once for all commands, since it takes ten seconds."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def command(tmp_path, monkeypatch, capsys, models):
    """Runs a command in this process; gives its exit code, output and error output."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache" / "citespan").mkdir(parents=True)
    (tmp_path / "cache" / "citespan" / "models").symlink_to(models)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        written = capsys.readouterr()
        return ended.value.code, written.out, written.err

    return run
