"""Articles in HTML, PDF, DOCX and mail: real files, and files that only pretend."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from rag.articles.article import Article
from rag.articles.folder import ArticleFile, article_files, articles, articles_in
from rag.errors import UnreadableArticle

FILES = Path(__file__).parent / "files"


def article(name: str) -> Article:
    (found,) = articles(ArticleFile(name, FILES / name))
    assert isinstance(found, Article), found
    return found


def read(name: str, data: bytes) -> Article | UnreadableArticle:
    (found,) = articles_in(ArticleFile(name, Path(name)), data)
    return found


def read_article(name: str, data: bytes) -> Article:
    found = read(name, data)
    assert isinstance(found, Article), found
    return found


def body(article: Article) -> str:
    return "".join(article.text[start:end] for start, end in article.body)


@pytest.mark.parametrize(
    "name", ["barrier.html", "barrier.pdf", "aurelia.docx", "aurelia.pdf", "postoffice.eml"]
)
def test_the_hash_is_of_the_file_and_all_ranges_lie_in_the_text(name: str) -> None:
    found = article(name)
    assert found.sha256 == hashlib.sha256((FILES / name).read_bytes()).hexdigest()
    assert found.text_sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    assert found.body
    assert all(0 <= start < end <= len(found.text) for start, end in found.body)
    titles = [one for one in found.stated if one.field == "title"]
    assert [found.text[one.start : one.end] for one in titles] == [found.title]


# web pages


def test_a_page_gives_its_article_and_what_its_metadata_says() -> None:
    found = article("barrier.html")
    assert found.title == "Tide barrier opens after nine years of delay"
    assert found.outlet == "Harbour Courier"
    assert found.author == "Nadia Okafor"
    assert found.published == date(2014, 3, 18)
    assert found.url == "https://courier.example/2014/03/18/tide-barrier-opens"
    assert found.text.startswith(f"{found.title}\n\nPORT ELLERY – The tide barrier across")
    assert found.text.endswith("“We may as well look at it.”")
    assert found.page(0) is None


@pytest.mark.parametrize(
    "words", ["Subscribe", "Ferry strike", "gates4u", "never said", "All rights reserved"]
)
def test_menus_teasers_comments_and_scripts_are_no_part_of_it(words: str) -> None:
    assert words in (FILES / "barrier.html").read_text()
    assert words not in article("barrier.html").text


def test_a_date_that_only_the_text_mentions_is_not_when_it_was_published() -> None:
    page = (
        "<html><head><title>On the sea</title></head><body><article>"
        "<p>The lighthouse was built on 4 May 1987 and has shone ever since, its keeper said.</p>"
        "<p>It will be repainted in the summer by two men from the village of Sund.</p>"
        "</article><footer>© 2019</footer></body></html>"
    )
    assert read_article("a.html", page.encode()).published is None


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8"),  # saved anew, its label left as it was
        ("", "utf-16"),
        ('<meta charset="no-such-thing">', "utf-8"),
    ],
)
def test_a_page_is_decoded_as_it_says_unless_it_is_plainly_utf8(head: str, encoding: str) -> None:
    said = "Мост открыт." if encoding == "koi8-r" else "“Ça va”, said Åsa."
    page = f"<html><head>{head}</head><body><article><p>{said} It was a fine day.</p></article>"
    assert said in read_article("a.htm", page.encode(encoding)).text


def test_an_xhtml_page_and_a_fragment_are_pages_too() -> None:
    words = "<p>The council met in Sochi on Monday. It was short.</p>"
    for page in (words, f"<?xml version='1.0' encoding='utf-8'?><html><body>{words}</body></html>"):
        assert read_article("a.html", page.encode()).text.endswith("Monday. It was short.")


def test_a_page_without_an_article_is_refused() -> None:
    menu = '<html><body><nav><a href="/">Home</a> <a href="/n">News</a></nav></body></html>'
    for page in (menu, "<html></html>", "<div id=root></div><script>start()</script>"):
        refusal = read("app.html", page.encode())
        assert isinstance(refusal, UnreadableArticle)
        assert str(refusal).startswith("app.html: no article was found on the page; if a browser")


def test_the_resources_that_a_browser_saves_beside_a_page_are_no_articles(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/frame.html", "other_files/frame.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Words.</p>")
    assert [file.id for file in article_files(tmp_path)] == ["other_files/frame.html", "page.html"]


# PDFs


def test_each_paragraph_of_a_pdf_is_one_line_though_drawn_as_many() -> None:
    assert (
        "\n\nThe county council closed the line in November because the new bridge carries 3,100 "
        "cars a day and the ferry carried 90. Councillor Piet Anders, who voted against the "
        "closure, called it arithmetic without a memory.\n\nThe Aurelia was built"
    ) in article("aurelia.pdf").text


def test_a_paragraph_that_runs_over_a_pages_end_is_one() -> None:
    found = article("aurelia.pdf")
    assert "but its quay is\ftoo shallow by half a metre." in found.text
    (start, end) = found.body[0]
    assert "its quay is\ftoo shallow" in found.text[start:end]


def test_every_character_of_a_pdf_has_its_page() -> None:
    found = article("aurelia.pdf")
    assert found.text.count("\f") == 3
    pages = {
        words: found.page(found.text.index(words))
        for words in ("Last crossing", "its quay is", "too shallow", "Captain Marsh has been")
    }
    assert pages == {
        "Last crossing": 1,
        "its quay is": 1,
        "too shallow": 2,
        "Captain Marsh has been": 3,
    }


def test_running_heads_and_page_numbers_are_left_out() -> None:
    text = article("aurelia.pdf").text
    assert "Weekend" not in text
    assert "Page " not in text
    printed = article("barrier.pdf").text
    assert "file:///" not in printed
    assert "11/25/26" not in printed


def test_a_page_printed_to_pdf_has_the_body_of_the_page() -> None:
    page, printed = body(article("barrier.html")), body(article("barrier.pdf"))
    assert " ".join(page.split()) == " ".join(printed.split())


def test_properties_of_a_pdf_count_where_its_text_says_the_same() -> None:
    found = article("aurelia.pdf")
    assert (found.title, found.author) == ("Last crossing of the Aurelia", "Ewa Lindqvist")
    assert found.published == date(2014, 5, 17)
    assert article("barrier.pdf").author is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [("locked.pdf", "it is encrypted; save it"), ("scan.pdf", "it has no text layer, its 1 page")],
)
def test_a_pdf_without_text_that_can_be_read_is_refused_with_a_remedy(
    name: str, reason: str
) -> None:
    (refusal,) = articles(ArticleFile(name, FILES / name))
    assert isinstance(refusal, UnreadableArticle)
    assert str(refusal).startswith(f"{name}: {reason}")


# Word documents


def test_a_document_gives_its_text_in_order_without_page_header_and_footer() -> None:
    found = article("aurelia.docx")
    assert (found.title, found.author) == ("Last crossing of the Aurelia", "Ewa Lindqvist")
    assert found.published == date(2014, 5, 17)
    assert "\n\nCrossing\tPrice in crowns\n\nFerry, single\t36\n\nBus, single\t38\n\n" in found.text
    assert "Weekend" not in found.text
    assert found.page(0) is None


def test_a_document_and_the_pdf_of_it_have_the_same_words() -> None:
    document, pdf = article("aurelia.docx"), article("aurelia.pdf")
    assert document.text.split() == pdf.text.split()


def test_tracked_changes_are_read_as_accepted_and_links_and_controls_are_not_lost() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The bridge opens in ")
    for tag, kind, words in (("w:del", "w:delText", "May"), ("w:ins", "w:t", "June")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    content.append(document.add_paragraph("It is free of charge.")._p)
    document.element.body.insert(1, control)
    stream = io.BytesIO()
    document.save(stream)
    found = read_article("a.docx", stream.getvalue())
    assert found.text == "The bridge opens in June\n\nIt is free of charge."


def test_a_text_box_is_read_once_though_it_is_kept_twice() -> None:
    document = docx.Document()
    run = document.add_paragraph("Outside the box.").add_run()._r
    for tag in ("Choice", "Fallback"):
        held = OxmlElement("w:t").makeelement(
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}" + tag
        )
        box = OxmlElement("w:txbxContent")
        box.append(docx.Document().add_paragraph("Inside the box.")._p)
        held.append(box)
        run.append(held)
    stream = io.BytesIO()
    document.save(stream)
    assert read_article("a.docx", stream.getvalue()).text == "Outside the box.\n\nInside the box."


# mail


def test_a_mail_gives_subject_sender_day_and_its_plain_text() -> None:
    found = article("postoffice.eml")
    assert found.title == "Sund votes to keep its post office – by seven votes"
    assert (found.author, found.published) == ("Zoë Ångström", date(2014, 6, 6))
    assert found.text.startswith(f"{found.title}\n\nSUND, June 6 – The village")
    assert "about €6,700" in found.text
    assert "HTML part" not in found.text
    assert "Price" not in found.text  # of the attachment


def test_a_mail_in_html_alone_is_read_like_a_page() -> None:
    mail = (
        b"From: news@dispatch.example\r\nSubject: Gulls\r\n"
        b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        b"<p>The gulls of Port Ellery are back, the caf\xe9 says. They are hungry.</p>"
    )
    found = read_article("a.eml", mail)
    assert found.text.startswith("Gulls\n\nThe gulls of Port Ellery are back, the café says.")
    assert (found.author, found.published) == ("news@dispatch.example", None)


def test_lines_that_a_mail_program_wrapped_are_joined_and_others_are_not() -> None:
    text = article("postoffice.eml").text
    assert "said the clerk, Åsa Nyström.\n\nThe post had meant" in text
    mail = (
        "From: a@b.example\r\n\r\n"
        "The council met on Monday in the town hall of Port Ellery, said Mrs Ilse\r\n"
        "Brandt. It decided on:\r\n"
        "- a bus that leaves the island of Vang at twenty to six in the morning,\r\n"
        "- and one that returns.\r\n"
    )
    assert read_article("a.eml", mail.encode()).text == (
        "The council met on Monday in the town hall of Port Ellery, said Mrs Ilse "
        "Brandt. It decided on:\n"
        "- a bus that leaves the island of Vang at twenty to six in the morning,\n"
        "- and one that returns.\n"
    )


def test_lines_of_flowed_mail_are_joined() -> None:
    mail = (
        b"From: a@b.example\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
        b"The council met \r\non Monday.\r\nIt was short.\r\n"
    )
    assert read_article("a.eml", mail).text == "The council met on Monday.\nIt was short.\n"


# files that pretend

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9


def truncated(name: str) -> bytes:
    return (FILES / name).read_bytes()[:9_000]


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", PNG, "it is a PNG image"),
        ("a.docx", PNG, "it is a PNG image"),
        ("a.html", PNG, "it is a PNG image"),
        ("a.eml", PNG, "it is a PNG image"),
        ("a.pdf", b"", "it is no PDF"),
        ("a.docx", b"", "it is no Word document"),
        ("a.html", b"", "it is empty"),
        ("a.eml", b"", "it is no e-mail"),
        ("a.pdf", truncated("aurelia.pdf"), "the PDF is damaged"),
        ("a.docx", truncated("aurelia.docx"), "the document is damaged"),
        ("a.docx", archive(readme=b"an archive"), "the document is damaged"),
        ("a.docx", archive(bomb=bytes(201_000_000)), "it unpacks to 201,000,000 bytes"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(512), "it has a password"),
        ("a.txt", (FILES / "aurelia.pdf").read_bytes(), "it is a PDF; let its name end in .pdf"),
        ("a.txt", (FILES / "aurelia.docx").read_bytes(), "it is a ZIP archive or an office"),
        ("a.eml", b"Subject: only this\r\n\r\n", "the mail has no text of its own"),
        ("a.eml", b"The council met on Monday.\n", "it is no e-mail"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_not_what_its_name_says_is_refused_by_name_with_reason_and_remedy(
    name: str, data: bytes, reason: str
) -> None:
    refusal = read(name, data)
    assert isinstance(refusal, UnreadableArticle)
    assert str(refusal).startswith(f"{name}: {reason}")
    assert ";" in str(refusal)


@pytest.mark.parametrize("name", ["aurelia.pdf", "aurelia.docx", "barrier.html", "postoffice.eml"])
def test_whatever_bytes_are_broken_the_file_is_read_or_refused(name: str) -> None:
    whole = (FILES / name).read_bytes()
    for n in range(6):
        data = bytearray(whole)
        for place in range(n * 97 + 13, len(data), 811):
            data[place] ^= 0xFF
        found = read(name, bytes(data))
        assert isinstance(found, Article | UnreadableArticle)
        if isinstance(found, Article):
            found.text.encode()
