"""Lines that a PDF draws, put together to paragraphs and pages."""

from rag.articles.pdf_lines import Fragment, Line, lines_of, page_texts


def page(*texts: str, top: float = 700, leading: float = 14, size: float = 10) -> list[Line]:
    """Lines one below the other; an empty one is a gap."""
    lines = [Line(text, 72, top - n * leading, size) for n, text in enumerate(texts)]
    return [line for line in lines if line.text]


def text(*pages: list[Line]) -> str:
    return "".join(page_texts(pages))


def test_fragments_of_one_line_are_joined_and_keep_where_it_begins() -> None:
    fragments = [
        Fragment("The \ufb01rst", 72, 700, 10),
        Fragment(" line", 101, 700, 10),
        Fragment("\nand the second", 72, 686, 10),
    ]
    assert lines_of(fragments) == [
        Line("The first line", 72, 700, 10),
        Line("and the second", 72, 686, 10),
    ]


def test_a_page_without_lines_is_a_page_all_the_same() -> None:
    first, last = page("One ends here."), page("Three begins.")
    assert text(first, [], last) == "One ends here.\n\f\fThree begins.\n\f"
    assert text() == ""


def test_a_wider_gap_begins_a_paragraph() -> None:
    lines = page("The bridge is shut and", "will stay so.", "", "The ferry goes again at", "noon.")
    assert (
        text(lines) == "The bridge is shut and will stay so.\n\nThe ferry goes again at noon.\n\f"
    )


def test_an_indent_begins_a_paragraph_where_there_is_no_gap() -> None:
    lines = page("The bridge is shut today.", "The ferry goes again at", "noon and at four.")
    indented = [lines[0], lines[1]._replace(x=86), lines[2]]
    assert (
        text(indented)
        == "The bridge is shut today.\n\nThe ferry goes again at noon and at four.\n\f"
    )
    assert text(lines).count("\n\n") == 0


def test_another_size_begins_a_paragraph() -> None:
    head = Line("Bridge shut", 72, 720, 20)
    assert text([head, *page("The bridge is shut.")]) == "Bridge shut\n\nThe bridge is shut.\n\f"


def test_a_sentence_goes_on_at_the_top_of_the_next_column() -> None:
    left = page("The bridge is shut and the", "ferry of Saturday to the", top=120)
    right = [line._replace(x=320) for line in page("Island of Vang is full.", top=700)]
    assert text([*left, *right]) == (
        "The bridge is shut and the ferry of Saturday to the Island of Vang is full.\n\f"
    )


def test_a_sentence_goes_on_on_the_next_page_behind_a_bare_form_feed() -> None:
    assert text(page("The mayor, Mrs"), page("Brandt, spoke.")) == (
        "The mayor, Mrs\fBrandt, spoke.\n\f"
    )
    assert text(page("She spoke."), page("He did not.")) == "She spoke.\n\fHe did not.\n\f"


def test_a_hyphen_at_a_lines_end_goes_where_the_whole_word_stands_elsewhere() -> None:
    lines = page("A missile here. The mis-", "sile, the half-", "time and the \u00ad", "")
    assert text(lines).startswith("A missile here. The missile, the half-time")
    assert text(page("The sil\u00ad", "very sea.")) == "The silvery sea.\n\f"


def test_each_chapter_of_a_long_file_may_have_its_own_running_head() -> None:
    names = [*["Bridges"] * 3, *["Ferries"] * 3, *["Index"] * 2]
    pages = [
        [Line(f"{name}, page {n}", 72, 780, 8), *page(f"Story {word} is told here.")]
        for n, (name, word) in enumerate(zip(names, "abcdefgh", strict=True))
    ]
    made = text(*pages)
    assert "Bridges" not in made
    assert "Ferries" not in made
    assert made.count("Index, page") == 2  # too few to tell


def test_what_most_pages_have_at_their_edges_is_left_out_numbers_aside() -> None:
    pages = [
        [Line("Courier · page " + str(n), 72, 780, 8), *page(f"Story {word} is told here.")]
        for n, word in enumerate(("one", "two", "three"))
    ]
    assert text(*pages) == (
        "Story one is told here.\n\fStory two is told here.\n\fStory three is told here.\n\f"
    )
    assert text(pages[0]) == "Courier · page 0\n\nStory one is told here.\n\f"  # one page: unknown
