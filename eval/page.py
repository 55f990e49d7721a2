"""A report as one HTML page that needs nothing else: no script, no font, no request."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from itertools import pairwise

from eval import plots
from eval.causes import cause, causes, why
from eval.example import Gold
from eval.outcome import CONTEXT, Outcome, Quotation, Retrieved
from eval.report import Figure, Report
from eval.table import brief, ms, title

TILES = {
    "run": ("right and cited", "abstention recall"),
    "open": ("recall@10", "right and cited"),
    "reader": ("EM, never declining", "F1, never declining", "best F1"),
}
PASSAGES_SHOWN = 5


def render(report: Report) -> str:
    """The page: figures, plots, categories, the worst examples, and what it all stands on."""
    heading = escape(title(report))
    parts = (
        _head(report),
        _tiles(report),
        _plots(report),
        _figures(report),
        _categories(report),
        _worst(report),
        _ground(report),
    )
    css = files("eval").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{css}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _head(report: Report) -> str:
    about = " · ".join(f"{escape(k)}: {escape(brief(v))}" for k, v in report.about.items())
    return f'<h1>{escape(title(report))}</h1><p class="lead">{about}</p>'


def _tiles(report: Report) -> str:
    known = {figure.name: figure for figure in report.figures}
    shown = [
        _tile(_number(known[name]), name, _range(known[name]))
        for name in TILES[report.kind]
        if name in known
    ]
    if report.kind != "reader":
        bad = report.not_verbatim > 0
        shown.append(_tile(str(report.not_verbatim), "quotes not verbatim", "must be 0", bad))
    seconds = report.latency_s
    shown.append(_tile(ms(seconds["p50"]), "a question, median", f"p95 {ms(seconds['p95'])}"))
    if report.failed:
        shown.append(_tile(str(report.failed), "questions crashed", "they count as wrong", True))
    return f'<div class="tiles">{"".join(shown)}</div>'


def _tile(value: str, name: str, detail: str, bad: bool = False) -> str:
    kind = "tile bad" if bad else "tile"
    return (
        f'<div class="{kind}"><b>{escape(value)}</b>{escape(name)}<br>'
        f"<span>{escape(detail)}</span></div>"
    )


def _plots(report: Report) -> str:
    if not report.outcomes:
        return ""
    panels = []
    if report.kind == "open":
        panels.append(
            _panel(
                "Is the article found?", "Gold articles among the first k.", plots.recall(report)
            )
        )
    if report.kind != "reader":
        panels.append(
            _panel(
                "Does confidence mean what it says?",
                "On the dashed line it does; red is the gap, the size of a dot its questions.",
                plots.reliability(report),
            )
        )
    panels.append(
        _panel(
            "What does answering more cost?",
            "Wrong answers among the given ones, if only the surest questions are answered.",
            plots.risk(report),
        )
    )
    panels.append(
        _panel(
            "Can right be told from wrong?",
            "The best guess of each question; those left of the dashed line are withheld.",
            plots.confidences(report),
        )
    )
    panels.append(_causes(report))
    return f'<div class="panels">{"".join(panels)}</div>'


def _causes(report: Report) -> str:
    """What went wrong how often, as bars."""
    found = causes(report.outcomes)
    most = max(found.values(), default=1)
    bars = "".join(
        f'<dt>{count}</dt><dd><i style="width:{count / most:.1%}"></i>{name}</dd>'
        for name, count in found.items()
    )
    note = f"{sum(found.values())} of {len(report.outcomes)} questions, by what first went wrong."
    return _panel("Where does it fail?", note, f'<dl class="causes">{bars}</dl>')


def _panel(heading: str, note: str, svg: str) -> str:
    return f'<figure class="panel"><h3>{heading}</h3><p>{note}</p>{svg}</figure>'


def _figures(report: Report) -> str:
    rows = "".join(
        f"<tr><td>{escape(f.name)}</td><td class=n><b>{_number(f)}</b></td>"
        f'<td>{_bar(f)}</td><td class="n range">{_range(f)}</td><td class=n>{f.count}</td>'
        f'<td class="what">{escape(f.about)}</td></tr>'
        for f in report.figures
    )
    return (
        "<h2>All figures</h2>"
        '<p class="note">With 95 % bootstrap intervals over the questions.</p>'
        '<div class="scroll"><table><thead><tr><th></th><th class=n>value</th><th></th>'
        '<th class="n range">95 % interval</th><th class=n>questions</th>'
        '<th class="what">what it says</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _categories(report: Report) -> str:
    if len(report.categories) < 2:  # noqa: PLR2004 - one category is the whole set
        return ""
    name = "F1" if report.kind == "reader" else "served"
    rows = "".join(
        f"<tr><td>{escape(category)}</td><td class=n>{figure.count}</td>"
        f"<td class=long>{_bar(figure)}</td><td class=n><b>{figure.value:.2f}</b></td></tr>"
        for category, figures in report.categories.items()
        for figure in figures
        if figure.name == name
    )
    about = next(figure.about for figure in report.figures if figure.name == name)
    return (
        f'<h2>By kind of question</h2><p class="note">{escape(name)}: {escape(about)}. '
        "The band is the 95 % interval, the number before it that of the questions.</p>"
        f'<div class="panel"><table class="kinds"><tbody>{rows}</tbody></table></div>'
    )


def _worst(report: Report) -> str:
    if not report.worst:
        return "<h2>The worst examples</h2><p>There is none: every question was served.</p>"
    cases = "".join(_case(outcome, report.threshold) for outcome in report.worst)
    return (
        f"<h2>The worst {len(report.worst)} examples</h2>"
        '<p class="note">What was wrongly said with most confidence comes first. In the passages '
        "<mark>gold answers</mark> are marked, <u class=said>what was said</u> is underlined.</p>"
        f"{cases}"
    )


def _case(outcome: Outcome, threshold: float | None) -> str:
    past = "".join(f'<p class="past" dir="auto">{escape(q)}</p>' for q in outcome.history)
    tags = (
        f'<span class="tag">{escape(outcome.category)}</span>'
        f'<span class="tag bad">{cause(outcome)}</span>'
    )
    rows = [("expected", _expected(outcome.golds)), ("said", _said(outcome))]
    if outcome.resolved and outcome.resolved != outcome.question:
        rows.insert(0, ("understood as", escape(outcome.resolved)))
    rows += [("cited", _cited(c)) for c in outcome.citations if c.article != CONTEXT]
    if told := why(outcome, threshold):
        rows.append(("why", escape(told)))
    body = "".join(f'<dt>{name}</dt><dd dir="auto">{value}</dd>' for name, value in rows)
    kind = "case declined" if outcome.declined else "case"
    return (
        f'<article class="{kind}">{past}<p class="q" dir="auto">{escape(outcome.question)}</p>'
        f"<p>{tags}</p><dl>{body}</dl>{_passages(outcome)}</article>"
    )


def _expected(golds: tuple[Gold, ...]) -> str:
    if not golds:
        return "no answer: the articles do not say"
    texts = list(dict.fromkeys(gold.text for gold in golds))
    more = f" <small>and {len(texts) - 3} more</small>" if len(texts) > 3 else ""  # noqa: PLR2004
    return " <small>or</small> ".join(f"<mark>{escape(t)}</mark>" for t in texts[:3]) + more


def _said(outcome: Outcome) -> str:
    if outcome.error is not None:
        return f"<code>{escape(outcome.error)}</code>"
    sure = f'<small class="lead">confidence {outcome.confidence:.2f}</small>'
    guess = f"<u class=said>{escape(outcome.guess)}</u>"
    if outcome.declined:
        return f"declined {sure}" + (f"; would have said {guess}" if outcome.guess else "")
    return f"{guess} {sure}"


def _cited(citation: Quotation) -> str:
    verdict = "supports the answer" if citation.supports else "does not support the answer"
    odd = "" if citation.verbatim else ' <span class="tag bad">not verbatim</span>'
    return (
        f"{escape(citation.quote)} <small class=lead>{escape(citation.article)}, "
        f"{citation.start} to {citation.end}: {verdict}</small>{odd}"
    )


def _passages(outcome: Outcome) -> str:
    if not outcome.passages:
        return ""
    if outcome.passages[0].article == CONTEXT:
        context = _marked(outcome.passages[0], outcome)
        return (
            "<details><summary>Its context</summary>"
            f'<p class="passage" dir="auto">{context}</p></details>'
        )
    found = next((r for r, p in enumerate(outcome.passages, start=1) if p.relevant), None)
    shown = "".join(
        f'<p class="passage" dir="auto"><small>{rank}. {escape(p.article)}, {p.start} to {p.end}, '
        f"score {p.score:.3f}{' · holds a gold answer' if p.relevant else ''}</small>"
        f"{_marked(p, outcome)}</p>"
        for rank, p in enumerate(outcome.passages, start=1)
        if rank <= PASSAGES_SHOWN or rank == found
    )
    note = f"the answer is in number {found}" if found else "none holds the answer"
    summary = f"Retrieved passages ({note})" if outcome.answerable else "Retrieved passages"
    return f"<details><summary>{summary}</summary>{shown}</details>"


def _marked(passage: Retrieved, outcome: Outcome) -> str:
    """The passage with gold spans marked and cited spans underlined, cut at their borders."""
    golds = [
        (g.start, g.start + len(g.text))
        for g in outcome.golds
        if g.start is not None and g.article in (None, passage.article)
    ]
    cited = [(c.start, c.end) for c in outcome.citations if c.article == passage.article]
    borders = {passage.start, passage.end}
    borders |= {b for span in golds + cited for b in span if passage.start < b < passage.end}
    ordered = sorted(borders)
    pieces = []
    for start, end in pairwise(ordered):
        text = escape(passage.text[start - passage.start : end - passage.start])
        if _inside(start, cited):
            text = f"<u class=said>{text}</u>"
        pieces.append(f"<mark>{text}</mark>" if _inside(start, golds) else text)
    return "".join(pieces)


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _ground(report: Report) -> str:
    versions = ", ".join(f"{escape(n)} {escape(v)}" for n, v in report.versions.items())
    return (
        f'<footer class="note"><p>Measured {escape(report.created)}; seed {report.seed}; '
        f"questions sha256 <code>{escape(report.questions_sha256) or '-'}</code>. {versions}.</p>"
        "<p>An answer is right if it shares at least half of its words with a gold answer (token "
        "F1 of 0.5), and cited if its first citation overlaps a gold span of an accepted article. "
        "A question that crashed counts as wrong.</p></footer>"
    )


def _number(figure: Figure) -> str:
    return f"{figure.value:.3f}"


def _range(figure: Figure) -> str:
    if figure.interval is not None:
        return f"{figure.interval.low:.3f} to {figure.interval.high:.3f}"
    return "" if figure.threshold is None else f"at score {figure.threshold:.2f}"


def _bar(figure: Figure) -> str:
    """The value as a dot and its interval as a band, on a scale from 0 to 1."""
    low, high = figure.interval or (figure.value, figure.value)
    return (
        f'<span class="bar"><i style="left:{low:.1%};width:{max(high - low, 0):.1%}"></i>'
        f'<b style="left:{figure.value:.1%}"></b></span>'
    )
