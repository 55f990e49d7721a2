"""The page in a real browser, over articles made for it."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.chromium import ask, look, visit
from tests.ui.fake import EMOJI, FIRST, FOURTH, HEBREW, HOSTILE, FakeCorpus, article, cite
from ui.app import build
from ui.history import History
from ui.serve import serve

pytestmark = pytest.mark.browser

PLACE_OF_MARK = """() => {
  const whole = document.querySelector(".source-text"), mark = whole.querySelector("mark.chosen");
  const before = document.createRange();
  before.selectNodeContents(whole);
  before.setEndBefore(mark);
  const points = (text) => Array.from(text).length;
  const start = points(before.toString());
  return [whole.textContent, start, start + points(mark.textContent)];
}"""


def test_choosing_a_citation_opens_its_article_at_its_words(page) -> None:
    ask(page, "Who cut the ribbon?")
    assert page.evaluate(PLACE_OF_MARK) == [FIRST.text, 37, 45]
    page.click('.sources [data-citation="1"]')
    page.wait_for_selector("#source >> text=Mayor opens bridge")
    assert page.inner_text("#source mark.chosen") == "Ada Berg, the mayor"
    chosen = page.locator('[aria-current="true"]')  # its number, and its line in the list
    assert [chosen.nth(i).get_attribute("data-citation") for i in range(2)] == ["1", "1"]
    assert chosen.count() == 2


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Where did they land?", (EMOJI, "Łódź 🚀")),
        ("Who opened the bridge in Hebrew?", (HEBREW, "דוד כהן")),
    ],
)
def test_highlights_are_at_the_right_characters(page, question, found) -> None:
    text, quote = found
    ask(page, question)
    start = text.index(quote)
    assert page.evaluate(PLACE_OF_MARK) == [text, start, start + len(quote)]


def test_a_hostile_article_is_shown_and_nothing_of_it_runs(page) -> None:
    ask(page, "Who said it?")
    ask(page, "<script>window.hacked=5</script><img src=x onerror=window.hacked=6>${hacked}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert (
        page.locator("#conversation :is(script, img, b), #source :is(script, img, b)").count() == 0
    )
    page.click('.turn[data-turn="0"] .ref')
    page.wait_for_selector("#source mark.chosen")
    assert page.evaluate(PLACE_OF_MARK)[0] == HOSTILE.replace("\x1b", "␛")
    for name, part in (("Articles", "#articles .lead"), ("History", "#history .page-title")):
        page.click(f'button[role="tab"] >> text={name}')
        page.wait_for_selector(part, state="visible")
    assert page.locator(":is(#articles, #history) :is(script, img, b)").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_follow_up_is_asked_with_what_came_before(page, fake) -> None:
    asked_before = len(fake.asked)
    ask(page, "Who cut the ribbon?")
    ask(page, "Where did they land?")
    ask(page, "And then?")
    assert page.locator(".turn").count() == 3
    asked = fake.asked[asked_before:]
    questions = [[earlier.question for earlier in history] for _, history in asked]
    assert questions == [
    [], ["Who cut the ribbon?"], ["Who cut the ribbon?", "Where did they land?"],
    ]  # fmt: skip


def test_a_new_topic_forgets_what_came_before(page, fake) -> None:
    ask(page, "Who cut the ribbon?")
    page.click("#new-topic")
    page.wait_for_selector(".welcome")
    assert page.locator(".turn, #source mark").count() == 0
    ask(page, "Where did they land?")
    assert fake.asked[-1] == ("Where did they land?", ())


def test_an_unanswerable_question_shows_passages_that_open(page) -> None:
    ask(page, "Why?")
    assert page.inner_text(".abstains") == "The articles do not say."
    page.click('[data-passage="2"]')
    page.wait_for_selector("#source .source-caution")
    assert page.evaluate(PLACE_OF_MARK) == [EMOJI, *FOURTH.body[0]]


def test_a_refused_question_stays_in_the_box(page) -> None:
    long = "why " * 60
    page.fill("#question textarea", long)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#notice p")
    assert page.inner_text("#notice p") == "the question has 240 characters; ask <shorter>"
    assert page.input_value("#question textarea") == long
    ask(page, "Who cut the ribbon?")
    assert page.locator("#notice p").count() == 0


def test_a_bug_says_so_and_the_question_stays(page) -> None:
    page.fill("#question textarea", "break")
    page.click("#ask")
    page.wait_for_selector("#notice p")
    assert page.input_value("#question textarea") == "break"
    assert page.locator(".turn").count() == 0
    ask(page, "Who cut the ribbon?")


def test_two_people_at_once_do_not_mix(browser, address, page) -> None:
    with visit(browser, address) as other:
        ask(page, "Who cut the ribbon?")
        other.keyboard.type("Where did they land?")  # the box has the focus from the start
        other.keyboard.press("Enter")
        other.wait_for_selector(".finding")
        ask(page, "Why?")
        assert page.locator(".question").all_inner_texts() == ["Who cut the ribbon?", "Why?"]
        assert other.locator(".question").all_inner_texts() == ["Where did they land?"]
        assert other.inner_text("#source mark.chosen") == "Łódź 🚀"


def test_on_a_phone_the_source_opens_over_the_talk_and_closes(page) -> None:
    look(page, 390, "dark")
    ask(page, "Who cut the ribbon?")
    assert not page.is_visible("#source mark")
    page.click(".sources .source-link >> nth=0")
    page.wait_for_selector("#source mark", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source mark", state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    tabs = page.locator('#pages button[role="tab"]:visible').all_inner_texts()
    assert tabs == ["Ask", "History", "Articles"]  # none hides in a menu


def test_the_page_can_be_used_with_the_keyboard_alone(page) -> None:
    page.wait_for_function("document.activeElement.matches('#question textarea')")
    page.keyboard.type("Who cut the ribbon?")  # a new topic puts the cursor into the box
    page.keyboard.press("Enter")
    page.wait_for_selector(".finding")
    for _ in range(20):  # backwards from the box: judging, sources, numbers
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.ref[data-citation=\"0\"]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.source-title')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.ref')")


def test_a_citation_can_be_copied(page) -> None:
    ask(page, "Who cut the ribbon?")
    page.click("#source .copy")
    page.wait_for_selector("#source >> text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Ada Berg” — The bridge opens, City Herald, 7 June 2011")


class SlowCorpus(FakeCorpus):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def answer(self, question, **settings):
        self.go_on.wait(20)
        return super().answer(question, **settings)


@pytest.fixture(scope="module")
def slow() -> SlowCorpus:
    return SlowCorpus()


@pytest.fixture(scope="module")
def slow_page(browser, slow, tmp_path_factory) -> Iterator[Page]:
    page_ = build(slow, History(tmp_path_factory.mktemp("slow") / "chat.sqlite"))
    with visit(browser, serve(page_)) as page:
        yield page
    slow.go_on.set()
    page_.close(verbose=False)


def begin(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".reading")


def test_a_question_can_be_stopped_and_is_kept(slow_page, slow) -> None:
    slow.go_on.clear()
    begin(slow_page, "Who cut the ribbon?")
    slow_page.click("#stop")
    slow_page.wait_for_selector(".welcome")
    assert slow_page.input_value("#question textarea") == "Who cut the ribbon?"
    slow.go_on.set()
    slow_page.click("#ask")
    slow_page.wait_for_selector(".finding")


def test_an_answer_that_comes_after_a_new_topic_is_not_shown(slow_page, slow) -> None:
    slow.go_on.clear()
    begin(slow_page, "Who cut the ribbon?")
    slow_page.click("#new-topic")
    slow_page.wait_for_selector(".welcome")
    slow.go_on.set()
    ask(slow_page, "Where did they land?")
    assert slow_page.locator(".question").all_inner_texts() == ["Where did they land?"]


def test_what_is_typed_while_a_new_topic_begins_is_kept(browser, address) -> None:
    with visit(browser, address) as page:
        box = page.locator("#question textarea")
        box.fill("Who cut the")
        held = []

        def hold(request: Route) -> None:
            held.append(request)

        page.route("**/queue/join*", hold)
        page.click("#new-topic")
        expect(box).to_have_value("")
        page.keyboard.type("Where did they")
        for request in held:
            request.continue_()
        page.unroute("**/queue/join*")
        page.wait_for_timeout(500)
        assert box.input_value() == "Where did they"


def test_dates_and_outlets_limit_what_is_asked_of(browser, address) -> None:
    with visit(browser, address) as page:
        page.click("#limits > button")
        page.fill("#since textarea", "2011-06-08")
        page.fill("#outlets input", "Evening")
        page.press("#outlets input", "Enter")
        page.wait_for_selector("#limits >> text=Only articles from 8 June 2011 on, by Evening Post")
        ask(page, "Why?")
        assert page.inner_text(".scope") == "Only articles from 8 June 2011 on, by Evening Post"
        assert page.locator(".nearest .outlet").all_inner_texts() == ["Evening Post"]
        page.fill("#until textarea", "2010")
        page.fill("#question textarea", "And now?")
        page.click("#ask")
        page.wait_for_selector("#notice p")
        assert "is after the last, 2010-12-31; swap them" in page.inner_text("#notice p")
        assert page.input_value("#question textarea") == "And now?"


def test_a_suggestion_asks_its_question(browser, served) -> None:
    news = article("n.txt", "Oslo demanded a new treaty. Rome rejected the plan.")
    corpus = FakeCorpus(
        {
            "What did Oslo demand?": [cite(news, "a new treaty")],
            "What did Rome reject?": [cite(news, "the plan")],
        }
    )
    corpus.articles = (news,)
    with visit(browser, served(corpus)) as page:
        page.wait_for_selector('.suggestion >> text="What did Rome reject?"')
        assert page.inner_text(".suggestions-label") == "For example"
        page.click(".suggestion >> nth=0")
        page.wait_for_selector(".finding")
        assert page.inner_text(".question") == "What did Oslo demand?"
        page.wait_for_selector(".suggestions-label >> text=The articles also answer")
        assert page.locator(".suggestion").all_inner_texts() == ["What did Rome reject?"]
        page.click("#new-topic")
        page.wait_for_selector(".suggestions-label >> text=For example")
