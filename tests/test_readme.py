"""The README's Python session prints what it says it prints."""

import doctest
import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
SESSION = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_session_prints_what_the_readme_shows() -> None:
    session = "\n".join(SESSION.findall(README.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(session, {}, "README", str(README), 0)
    assert len(test.examples) > 12
    failures: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=failures.append)
    assert not failures, "".join(failures)
