"""Bytes to text, or a refusal that helps."""

import codecs
import gzip

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.articles.decode import CONTROL, FEW_CONTROLS, decode
from rag.errors import UnreadableArticle

ENGLISH = "“NATO will never attack Russia” – that’s the alliance’s promise, he said in a café."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ENGLISH),
        ("utf-8-sig", ENGLISH),
        ("utf-16", ENGLISH),
        ("utf-16-le", ENGLISH),
        ("utf-16-be", ENGLISH),
        ("utf-32", ENGLISH),
        ("cp1252", ENGLISH),
        ("cp1252", "It’s"),
        ("cp1252", "It cost £5."),
        ("cp1252", "The café in Zürich closed."),
        ("latin-1", "Der Generalsekretär erklärte, man müsse nach Brüssel fahren."),
        ("latin-1", "El secretario dijo que nunca atacará. ¿Qué pasará mañana en España?"),
        ("latin-1", "O secretário-geral disse que a OTAN não atacará a Rússia."),
        ("latin-1", "Generalsekretæren sagde, at samtalerne fortsætter på søndag på Ærø."),
        ("iso8859-2", "Sekretarz powiedział, że NATO nie zaatakuje. Wciąż trwają rozmowy."),
        ("cp1250", "Generální tajemník řekl, že příští schůzka proběhne v Praze."),
        ("cp1251", "Генеральный секретарь заявил, что НАТО никогда не нападёт на Россию."),
        ("koi8-r", "Генеральный секретарь заявил, что НАТО никогда не нападет на Россию."),
        ("cp1253", "Ο γενικός γραμματέας δήλωσε ότι το ΝΑΤΟ δεν θα επιτεθεί ποτέ."),
        ("cp1256", "قال الأمين العام إن حلف شمال الأطلسي لن يهاجم روسيا أبدا."),
        ("cp1255", "המזכיר הכללי אמר כי נאטו לעולם לא תתקוף את רוסיה. השיחות נמשכות בבריסל."),
        ("gb18030", "北约秘书长表示，北约永远不会攻击俄罗斯。谈判将在布鲁塞尔继续进行。"),
        ("big5", "北約秘書長表示，北約永遠不會攻擊俄羅斯。談判將在布魯塞爾繼續進行。"),
        ("cp932", "事務総長は、協議はブリュッセルで続いていると述べた。"),
        ("euc_jp", "事務総長は、協議はブリュッセルで続いていると述べた。"),
        ("cp949", "사무총장은 나토가 러시아를 절대 공격하지 않을 것이라고 말했다."),
    ],
    ids=lambda value: value[:12],
)
def test_text_comes_back_as_it_was_written(encoding: str, text: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == text


def test_line_ends_are_kept() -> None:
    assert decode("a.txt", b"One\r\ntwo\rthree\n") == "One\r\ntwo\rthree\n"


def test_a_stray_nul_is_tolerated() -> None:
    assert decode("a.txt", b"He said no.\x00 Then") == "He said no.\x00 Then"


def test_a_file_cut_off_inside_a_letter_is_still_utf8() -> None:
    data = ("Le café était fermé, a déclaré l’hôtelière à Besançon. " * 3).encode() + b"\xc3"
    assert decode("a.txt", data).endswith("Besançon. \ufffd")
    assert decode("a.txt", data)[:7] == "Le café"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0..JFIF", "a JPEG image"),
        (gzip.compress(b"text"), "a gzip archive"),
        (bytes(range(256)) * 8, "control characters"),
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x00" * 64, "empty"),
        (codecs.BOM_UTF16_LE + b"abc", "UTF-16"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_text_is_refused_with_name_reason_and_remedy(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticle, match=reason) as refusal:
        decode("folder/é.txt", data)
    assert str(refusal.value).startswith("folder/é.txt: ")
    assert ";" in str(refusal.value)


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8")  # half a surrogate pair in UTF-16
@example(b"\xed\xa0\x80 text")  # the same in UTF-8
def test_any_bytes_are_text_that_can_be_stored_or_are_refused(data: bytes) -> None:
    try:
        text = decode("a.txt", data)
    except UnreadableArticle:
        return
    text.encode("utf-8")  # fails on half a surrogate pair


def few_controls(text: str) -> bool:
    return len(CONTROL.findall(text)) <= FEW_CONTROLS  # more, and the file is refused as binary


@given(st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t)).filter(few_controls))
@example("0\x1f\x1f\x1f")
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    text = "It was said: " * 20 + text
    assert decode("a.txt", text.encode()) == text
