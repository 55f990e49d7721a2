"""Text that anyone may have written cannot become anything but text."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.markup import escape, tag, text


class Reader(HTMLParser):
    """Collects what a browser would: the text, and every tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_tags_in_a_text_are_shown_and_not_made() -> None:
    assert escape("<script>x</script>") == "&lt;script&gt;x&lt;/script&gt;"
    assert escape("<img src=x onerror='f()'>") == "&lt;img src=x onerror=&#x27;f()&#x27;&gt;"


def test_an_attribute_cannot_be_left() -> None:
    made = tag("button", title='" onclick="f()', hidden=True, data_turn=0, id=None, open=False)
    assert made == '<button title="&quot; onclick=&quot;f()" hidden data-turn="0"></button>'


def test_an_ansi_sequence_becomes_a_picture_of_itself() -> None:
    assert escape("\x1b[31mred\x00\x7f") == "␛[31mred␀␡"


def test_a_lone_surrogate_can_be_sent_to_the_browser() -> None:
    assert escape("a\ud800b") == "a\ufffdb"


def test_line_ends_stay_as_they_are() -> None:
    assert escape("a\r\nb\tc") == "a&#13;\nb\tc"


def test_markdown_and_templates_stay_as_they_are() -> None:
    assert text("p", "**b** `c` ${d} {{e}}") == "<p>**b** `c` ${d} {{e}}</p>"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_browser_reads_back_the_text_and_nothing_else(written: str) -> None:
    shown = read(text("p", written))
    assert shown.text == written
    assert shown.tags == ["p"]


@given(st.text())
def test_escaping_keeps_the_number_of_characters(written: str) -> None:
    assert len(read(escape(written)).text) == len(written)
