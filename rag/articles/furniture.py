"""What one paragraph is, by its looks alone: a menu, a credit, a heading over comments, or prose.

English words, with the commonest German, French, Spanish, Italian and Russian ones. Every rule asks
for a short paragraph and most ask that it is no sentence, so that an article which speaks of
comments, of sharing or of copyright loses nothing.
"""

import re

from rag.articles.dates import FULL_DATE, MONTH
from rag.articles.layout import BULLET

MAX_FURNITURE_CHARS = 240
MAX_HEADLINE_CHARS = 160  # longer lines without a full stop are prose that was cut off
MAX_MENU_WORDS = 40

SENTENCE_END = re.compile(r"[.!?…。！？؟।۔][^\w.!?]{0,12}(?:\([\w ./-]{2,30}\)|\[\d+\])?\W{0,3}\Z")

HAS_SENTENCE = re.compile(r"[a-z)\"”’][.!?][\"”’)]*(?:\s+[\"“‘(]?[A-Z]|\Z)")


def _one_of(*patterns: str) -> re.Pattern[str]:
    """Matches a whole paragraph that fits one of `patterns`, punctuation around it aside."""
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})[\W_]*\Z", re.IGNORECASE | re.DOTALL)


COMMENT_HEADING = _one_of(
    r"(?:(?:\d[\d,.]*|no|one|all|view|show|read|see|reader|readers['’]|user|latest|top|recent"
    r"|facebook"
    r"|visitor|load|older|more)\s+){0,4}comments?"
    r"(?:\s+(?:so far|yet|closed|below|section|are (?:now )?closed|(?:on|to|for)\s.{1,120}))?"
    r"(?:\s?[(\[]\d+[)\]])?",
    r"(?:leave|post|add|write|submit|make) (?:an?|your|the first) (?:\w+ )?(?:comment|reply"
    r"|response)"
    r"(?: .{0,40})?",
    r"be the first to (?:comment|reply|respond)(?: .{0,40})?",
    r"join the (?:discussion|conversation|debate)",
    r"have your say",
    r"(?:discussion|responses|replies|reactions) ?\(\d+\)",
    r"\d[\d,.]* (?:responses|thoughts|replies|reactions)(?: (?:to|on) .{1,120})?",
    r"(?:\d+ )?(?:kommentare?|commentaires?|comentarios?|commenti|комментари[ийев]+)(?: ?\(\d+\))?",
    r"leser-?kommentare|(?:laisser|ajouter) un commentaire|dejar? un comentario"
    r"|оставить комментарий",
)
BLOG_COMMENTER = re.compile(r"\S.{0,40}\s(?:said|says|wrote)\s?(?:\.\.\.|…)\Z", re.IGNORECASE)

RELATED_HEADING = _one_of(
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested).{0,40}",
    r"(?:[\w’']+[\s-]+){0,4}"
    r"(?:stories|headlines|articles|posts|links|picks?|coverage|reading|topics|galleries"
    r"|discussions?)",
    r"(?:more|other|further|latest|recent|related|recommended|popular|top|featured|most"
    r"|breaking|world"
    r"|sponsored|trending|today['’]s|in)(?: (?:\w+ )?(?:news|videos?|photos|features|reports"
    r"|reviews))",
    r"(?:most|recently|trending) (?:read|viewed|popular|commented|emailed|shared|watched|now"
    r"|active)",
    r"(?:weekly|daily|monthly) (?:review|digest|roundup)",
    r"related(?: to this)?|trending|recommended(?: for you)?|see also|read also|also read"
    r"|further reading",
    r"also in (?:the )?news|don['’]t miss|elsewhere(?: on .{1,40})?|around the web|from the web"
    r"|hot topics",
    r"more (?:from|on|about|in) .{1,60}",
    r"mehr zum thema|auch interessant|weitere artikel|[àa] lire aussi|lire aussi"
    r"|sur le m[êe]me sujet",
    r"noticias relacionadas|te puede interesar|leggi anche|читайте также|по теме",
)

NOTICE = _one_of(  # these may end like a sentence
    r"(?:©|\(c\)|&copy;|copyright(?= ?(?:©|\(c\)|\d{4}|by\b|:))).{0,200}",
    r".{0,160}\ball rights reserved\b.{0,160}",
    r".{0,120}\bmay not be (?:published|reproduced|copied|redistributed)\b.{0,160}",
    r"(?:sign up|subscribe|register)\b.{0,120}\b(?:newsletters?|alerts?|updates?|e-?mail|inbox"
    r"|feed)\b"
    r".{0,60}",
    r"(?:get|receive|have) .{0,60}\b(?:newsletter|to your inbox|in your inbox"
    r"|e-?mail alerts)\b.{0,60}",
    r"(?:follow|like|find|join) .{0,60}\b(?:on|at) (?:twitter|facebook|instagram|linkedin|youtube"
    r"|telegram|whatsapp|tiktok|threads|x)\b.{0,40}",
    r"(?:click|tap) here\b.{0,160}",
    r"(?:story|article) (?:continues|resumes) below.{0,40}",
    r"(?:we use|this (?:web)?site uses|by (?:using|continuing)) .{0,120}\bcookies\b.{0,100}",
    r".{0,120}\b(?:enable|requires?) javascript\b.{0,100}",
    r"(?:thank you|thanks) for (?:reading|commenting|visiting|subscribing|sharing"
    r"|watching)\b.{0,160}",
    r"let us know\b.{0,80}\bcomments?\b.{0,40}",
    r"(?:do you have|have) (?:anything|something|a (?:story|tip|comment)) .{0,60}\?",
    r"what (?:do you think|are your thoughts).{0,80}",
    r"(?:this|the) (?:article|story|post|piece) (?:was |has been )?(?:first |originally )+"
    r"(?:appeared|published|posted).{0,160}",
    r"(?:additional |further )?(?:reporting|writing|editing|compiled|edited"
    r"|translated)(?: and \w+)?"
    r"(?: in [\w ]+)?(?: for [\w ]+)? by .{0,200}",
    r"(?:please )?report (?:abuse|an error|a typo)\b.{0,60}",
    r"your e-?mail address will not be published.{0,80}|required fields are marked.{0,20}",
    r"\[?(?:https?://|www\.)\S+",
    r"\S+@[\w-]+\.[\w.]+",
)
LABEL = _one_of(  # "Tags: nato, russia"
    r"(?:tags?|tagged|filed under|filed in|categor(?:y|ies)|keywords?|labels?|posted in|topics?"
    r"|section"
    r"|related topics|schlagworte|mots-clés|etiquetas|теги) ?:.{0,230}",
    r"(?:author|writer|by-?line|correspondent|reporter|date|time|sources?|url|link|permalink|via"
    r"|publisher|publication|outlet|title|headline|dateline|language|word count|rating|autor|auteur"
    r"|автор|quelle|fuente|fonte|источник) ?: .{1,230}",
    r"(?:(?:last|first) )?(?:updated|modified|edited|revised|published|posted|created"
    r"|uploaded) ?:.{1,120}",
    r"(?:file )?(?:photo|image|picture|photograph|illustration|graphic|video|foto)s?"
    r"(?: by| credit| courtesy| source)? ?[:/©|].{1,200}",
    r"(?:also read|also see|see also|read also|related(?: \w+)?|read more|see more"
    r"|more on this(?: story)?"
    r"|recommended|don['’]t miss|watch|lire aussi|leggi anche|siehe auch|lea también|читайте также)"
    r" ?[:|»>].{1,230}",
    r"(?:re|fwd?|subject|from|to|sent|reply-to|joined|posts|message-id|quote) ?: .{1,120}",
)
LINK = _one_of(  # these end like no sentence
    r"(?:share|e-?mail|print|tweet|save|bookmark|send|copy|flag) (?:this|on|via|with|to a|it"
    r"|article"
    r"|story|page|post|link)\b.{0,60}",
    r"(?:follow|like) (?:us|me|@\w+).{0,40}|(?:log|sign) (?:in|up|out)\b.{0,60}|subscribe\b.{0,60}",
    r"(?:read|see|watch|listen|learn|find out) (?:more|also|next|related|full)\b.{0,160}",
    r"(?:read|see|view|watch) (?:the )?(?:full|original|complete|rest|entire|photos?|video|gallery"
    r"|slideshow)\b.{0,100}",
    r"(?:continue reading|loading|please wait|skip to|jump to|back to|go to|scroll)\b.{0,40}",
    r".{0,140}(?:»|>>|→)",
    r"(?:image|media|photo|video) captions?\b.{0,200}",
    r".{0,200}[(\[](?:.{0,40}\b)?(?:photos?|images|file picture|file)(?: ?[:/] ?.{0,60})?[)\]]",
    r".{0,100}/ ?(?:getty(?: images)?|afp|reuters|ap|epa|shutterstock|istock|flickr)\b.{0,40}",
    r"(?:advert|ad|advertisement|advertorial|sponsored(?: content| links?)?|promoted|anzeige"
    r"|werbung"
    r"|publicité|publicidad|реклама)",
    r"(?:(?:last|first) )?(?:updated|modified|published|posted|created|uploaded) (?:on|at|by|in"
    r"|\d)\b.{0,120}",
    r"(?:written|submitted|reported) by\b.{0,80}",
    r"(?:\d[\d,.]*[km]? ?(?:shares?|views?|likes?|comments?|replies|retweets|votes?|ratings?"
    r"|min(?:ute)?s?"
    r"(?: read| ago)?|hours? ago|hrs? ago|days? ago|weeks? ago|reads?)\b[\W_]*){1,4}",
    r"(?:(?:shares?|views?|likes?|hits|rating|posts|joined"
    r"|reading time) ?:? ?[\d.,()]+[\W_]*){1,4}",
    r"(?:page )?\d+ ?(?:/|of) ?\d+|(?:older|newer|next|previous) (?:posts?|article|story"
    r"|page)\b.{0,80}",
    r"(?:privacy|cookie) (?:policy|notice|settings)|terms (?:of|and) \w+(?: \w+)?",
    r"(?:en)?ditem|end item|\(?ends?\)?|reuter|more to come|developing(?: story)?",
)

_MENU = """
    a about account accessibility ad ads advertise advertisement advertising all and app apps
    archive archives back blog blogs blogthis bookmark business careers comment comments contact
    cookie cookies copy culture delicious digg download economy edition email e-mail
    entertainment events facebook faq favorite favourites feedback feeds finance flipboard
    follow font forum forums friend friendly gallery google google+ health help home in
    instagram international jobs larger latest life lifestyle like link linkedin listen live
    local login log logout mail main menu messenger mobile more multimedia my navigation news
    newsletter next on opinion opinions our page permalink photo photos pinterest pocket podcast
    podcasts policy politics popular post prev previous print printable printer privacy reddit
    register reply report rss save science search section sections send share shop sign sitemap
    site size skip smaller sms sport sports stumbleupon subscribe subscription support tags team
    tech technology telegram terms text this to toggle top topics travel tumblr tweet tweets
    twitter up us use version viber video videos view views vk watch weather whatsapp with world
    x xing your youtube close open change language drucken teilen imprimer partager compartir
    imprimir stampa condividi поделиться печать
"""
MENU_WORDS = frozenset(_MENU.split())

BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Oo]т)\s+(?:the\s+)?[A-ZÀ-ÞА-Я][\w.’'-]*"
    r"(?:[\s,|/&·•–—-]+(?:and|et|und|y|of|for|in|at|on|de|van|von|der|den|al|el|la|bin|the|am|pm"
    r"|[A-ZÀ-ÞА-Я(@\d][\w.’'@:()-]*)){0,16}\s*\Z"
)
DIGIT = re.compile(r"\d")
SYMBOLS = re.compile(r"[\W_]*\Z")
NO_WORD = re.compile(r"[\W\d_]*\Z")
DAY_OR_MONTH = re.compile(
    rf"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b{MONTH}",
    re.IGNORECASE,
)
DATE_WORD = re.compile(
    r"\b(?:published|updated|posted|created|modified|edited|added|uploaded|originally|last"
    r"|first|on|at"
    r"|as of|the|date|time|gmt|utc|bst|cet|cest|est|edt|pst|pdt|cst|cdt|mst|mdt|et|pt|ct|ist"
    r"|msk|jst"
    r"|aest|local|hrs?|hours|am|pm|a\.m|p\.m|noon|midnight|h|uhr|z|t|\d{1,2}h\d{0,2})\b\.?"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams"
    r"|sonn)tag"
    r"|mittwoch|lunes|martes|miércoles|jueves|viernes|sábado|domingo|publié|mis à jour|le|à"
    r"|veröffentlicht|aktualisiert|publicado|actualizado|pubblicato|aggiornato|опубликовано"
    r"|обновлено"
    r"|г|год|года)\b\.?",
    re.IGNORECASE,
)


def is_prose(paragraph: str) -> bool:
    """Whether it ends like a sentence, or is too long for a headline."""
    return (
        len(paragraph) > MAX_HEADLINE_CHARS
        or SENTENCE_END.search(paragraph) is not None
        or HAS_SENTENCE.search(paragraph) is not None
    )


def is_furniture(paragraph: str) -> bool:
    """Whether it is the page speaking, not the article: menus, credits, dates, notices."""
    if len(paragraph) > MAX_FURNITURE_CHARS:
        return False
    if SYMBOLS.match(paragraph) or NOTICE.match(paragraph) or is_comment_heading(paragraph):
        return True
    if is_menu(paragraph) or is_byline(paragraph) or is_date_line(paragraph):
        return True
    if LABEL.match(paragraph):
        return True
    parts = [part for part in re.split(r"\s*[|•·]\s*", paragraph) if part]
    if len(parts) > 1 and all(is_furniture(part) for part in parts):
        return True
    return not HAS_SENTENCE.search(paragraph) and LINK.match(paragraph) is not None


def is_comment_heading(paragraph: str) -> bool:
    """Whether readers' comments start below it, or with it."""
    return (
        len(paragraph) <= MAX_FURNITURE_CHARS
        and (COMMENT_HEADING.match(paragraph) or BLOG_COMMENTER.match(paragraph)) is not None
    )


def is_related_heading(paragraph: str) -> bool:
    """Whether headlines of other stories start below it."""
    return len(paragraph) <= MAX_FURNITURE_CHARS // 3 and bool(RELATED_HEADING.match(paragraph))


def is_menu(paragraph: str) -> bool:
    """Whether all its words are those of menus and share bars."""
    words = [
        w for w in re.findall(r"[^\W_]+(?:[-+][^\W_]*)?", paragraph.lower()) if not w.isdigit()
    ]
    return 0 < len(words) <= MAX_MENU_WORDS and MENU_WORDS.issuperset(words)


def is_byline(paragraph: str) -> bool:
    """Whether it names who wrote the article: "By Jane Doe and John Smith, Moscow"."""
    return len(paragraph) <= MAX_FURNITURE_CHARS and BYLINE.match(paragraph) is not None


def is_date_line(paragraph: str) -> bool:
    """Whether it holds a date, with or without a year, and no other words."""
    if len(paragraph) > MAX_FURNITURE_CHARS or not DIGIT.search(paragraph):
        return False
    rest, dates = FULL_DATE.subn(" ", paragraph)
    rest, days = DAY_OR_MONTH.subn(" ", rest)
    return dates + days > 0 and NO_WORD.match(DATE_WORD.sub(" ", rest)) is not None


def is_bulleted(paragraph: str) -> bool:
    """Whether it starts like an item of a list."""
    return BULLET.match(paragraph) is not None
