"""Rules of the gate: what in a text could identify a child or a person.

Rules find e-mail addresses, telephone and identity numbers, coordinates, accounts, dates of birth, and guess at a name
with a child's age. They do not find names as such: an officer's eye stays necessary, and the pages say so. Identity
numbers are known by a word before them or by their own check digit, since statistics and UN symbols are full of digits.

Check digits: GB 11643 (China), Real Decreto 1553/2005 (Spain), Receita Federal (Brazil), INSEE (France).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from accord.calc.screening_checks import is_brazilian, is_chinese, is_french, is_phone, is_place, is_spanish, is_token

Severity = Literal["refuse", "look"]


@dataclass(frozen=True)
class Finding:
    """`start` and `end` count characters of the text; `excerpt` is masked.

    `severity`: what is refused at the gate, or what an officer should look at (often harmless).
    """

    kind: str  # email, phone, id_number, coordinates, account, birth_date, named_child
    start: int
    end: int
    excerpt: str
    severity: Severity = "refuse"

    @property
    def message(self) -> str:
        """What it is and what to do, in English; a page says its own by `kind`."""
        return MESSAGES[self.kind]


MESSAGES = {
    "email": "This looks like an e-mail address. Take it out, or use the field for an office's address.",
    "phone": "This looks like a telephone number. Take it out, or use the field for an office's number.",
    "id_number": "This looks like an identity number of a person. Take it out.",
    "coordinates": "This looks like the exact place of something. Name the district or the country instead.",
    "account": "This looks like a person's account. Take it out, unless it is an organisation's.",
    "birth_date": "This looks like a date of birth. Give an age group instead.",
    "named_child": "This looks like a child's name with an age. Take the name out.",
}

_DAY = (
    r"(?:\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)?\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th|er)?\s++(?:de\s++)?[^\W\d_]{3,10}\.?,?\s++(?:de\s++)?(?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.?\s++\d{1,2}(?:st|nd|rd|th)?,\s*+(?:19|20)\d\d|(?:19|20)\d\d\s*+年\s*+\d{1,2}\s*+月\s*+\d{1,2}\s*+日)"
)
_PHONE_WORDS = (
    r"(?<!\w)(?:tel|tél|telephone|téléphone|teléfono|phone|mobile|móvil|celular|cell|portable|whatsapp|viber"
    r"|(?:call|text|ring|appel(?:er|ez)|llam[ae]r?)(?:\s++[^\W\d]{2,6}){0,2}|тел|телефон[уа]?|моб|моб(?:ильный)?"
    r"|(?:ال)?هاتف|(?:ال)?جوال|(?:ال)?موبايل|واتساب)(?!\w)|电话|手机|致电"
)
_ID_WORDS = (
    r"(?<!\w)(?:passport|identity (?:card|number|document)|id (?:no|number|card)|national id(?:entity)?|social security"
    r"|birth certificate|pasaporte|cédula(?: de identidad)?|documento de identidad|dni|curp|acta de nacimiento"
    r"|passeport|carte d['’]identité|numéro d['’]identité|sécurité sociale|acte de naissance|паспорт[а-я]{0,2}"
    r"|удостоверени[а-я]{1,2}(?: личности)?|снилс|инн|свидетельств[а-я](?: о рождении)?|جواز(?: ال?سفر)?"
    r"|(?:ال)?رقم (?:ال)?(?:هوية|قومي|وطني)|شهادة (?:ال)?ميلاد)(?!\w)|护照|身份证|出生证明?"
)
_ID_LINK = r"\W{0,4}(?:no|nos|number|num|numéro|número|nr|n[°º]|№|номер|серия|رقم|号码|号|is|es|est)?\W{0,4}"
_BORN = (
    r"(?<!\w)(?:born(?: on)?|date of birth|birth ?date|d\.?o\.?b\.?|née? le|date de naissance|nacid[oa] el"
    r"|nació el|fecha de nacimiento|дата рождения|родил(?:ся|ась)|تاريخ (?:ال)?ميلاد[هها]{0,2}|ولدت? (?:في|بتاريخ|يوم))"
    r"|出生日期|出生于|生于"
)
_NAME = r"[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё'’-]{1,20}"
_AGE = r"(?:[1-9]|1[0-7])"


class Spread(NamedTuple):
    digits: int


type Check = Callable[[re.Match[str]], bool]
# What each match holds, so that the rule is passed over where the text does not: so many digits that no letter parts (or that
# letters may part: `Spread`), or one of some signs.
type Needs = int | str | Spread
type Rule = tuple[str, Severity, re.Pattern[str], Check | None, Needs]
# White space without end is matched possessively (`\s*+`): a gate that tries 20,000 spaces in every way stands still.
_RULES: tuple[Rule, ...] = (
    ("email", "refuse", re.compile(r"[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{2,63})+"), None, "@"),
    ("email", "refuse", re.compile(
        r"[\w.+-]{2,64}+\s?[(\[]\s?(?:at|@|arroba)\s?[)\]]\s?[\w-]+\s?(?:\.|[(\[]dot[)\]])\s?\w+", re.I), None, "(["),
    ("coordinates", "refuse", re.compile(
        r"(?<![\d.])([-+]?\d{1,2}\.\d{4,})\s*+(?:°\s*+)?(?:[NSns]\s*+)?(?:[,;/]\s*+|(?<= )|(?<= \n))([-+]?\d{1,3}\.\d{4,})(?!\d)"
        r"(?:\s*+(?:°\s*+)?[EWOeow](?!\w)|\s*+°|(?!\w))"), is_place, 5),
    ("coordinates", "refuse", re.compile(
        r"\d{1,2}\s?°\s*+\d{1,2}\s?['′’]\s*+(?:\d{1,2}(?:[.,]\d+)?\s?[\"″”]?\s*+)?[NSns]\W{0,3}\d{1,3}\s?°\s*+\d{1,2}\s?['′’]"
        r"(?:\s*+\d{1,2}(?:[.,]\d+)?\s?[\"″”]?)?(?:\s*+[EWOeow])?"), None, "°"),
    ("coordinates", "refuse", re.compile(
        r"(?:geo:|maps\S{0,60}[@=/]|#map=\d+/)-?\d{1,2}\.\d{3,},?/?-?\d{1,3}\.\d{3,}", re.I), None, 8),
    ("coordinates", "refuse", re.compile(r"(?<!\w)[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"), None, "+"),
    ("birth_date", "refuse", re.compile(rf"(?:{_BORN})\W{{0,4}}{_DAY}", re.I), None, 4),
    ("id_number", "refuse", re.compile(
        rf"(?:{_ID_WORDS}){_ID_LINK}([A-ZА-Я]{{0,4}}\s?\d[\dA-Z -]{{3,22}}\d[A-Z]?)(?!\w)", re.I), is_token, Spread(6)),
    ("id_number", "refuse", re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])"), is_chinese, 17),
    ("id_number", "refuse", re.compile(r"(?<![\w/])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?!\w)"), is_spanish, 7),
    ("id_number", "refuse", re.compile(r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d\d(?!\d)"), is_brazilian, 11),
    ("id_number", "refuse", re.compile(r"(?<!\w)[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?!\w)"), None, 6),
    ("id_number", "refuse", re.compile(
        r"(?<!\d)[12]\s?\d\d\s?(?:0[1-9]|1[0-2])\s?(?:\d\d|2[AB])\s?\d{3}\s?\d{3}\s?\d\d(?!\d)"), is_french, 8),
    ("id_number", "refuse", re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])"), None, 9),
    ("id_number", "refuse", re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ -]\d\d(?!\d)"), None, 11),
    ("phone", "refuse", re.compile(rf"(?:{_PHONE_WORDS})\W{{0,12}}(\+?\(?\d[\d\s().–-]{{5,18}}\d)(?!\w)", re.I), is_phone, 7),
    ("phone", "refuse", re.compile(
        r"(?<![\w/.,+])((?:\+|00\s?(?=[1-9]))\(?[1-9]\d{0,2}\)?[\s.-]?(?:\(?\d{1,4}\)?[\s.-]?){1,5}\d{2,9})(?!\w)"), is_phone, 7),
    ("phone", "refuse", re.compile(
        r"(?<![\w/.,-])(?<!ISBN )(\(?0[1-9]\d{0,3}\)?[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,3})(?!\w|[./,-]\d)"), is_phone, 7),
    ("phone", "refuse", re.compile(r"(?<![\w-])((?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4})(?![\w-])"), is_phone, 10),
    ("phone", "refuse", re.compile(
        r"(?<![\w.,/-])(1[3-9]\d{9}|8[ -]?\(?9\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d)(?![\w]|[.,]\d)"), None, 11),
    ("account", "refuse", re.compile(
        r"(?:(?<!\w)(?:instagram|insta|snapchat|tiktok|telegram|wechat|discord|roblox|skype|vk|qq)(?!\w)"
        r"|微信号?|微博|انستغرام|سناب ?شات|телеграм|инстаграм)"
        r"\s*+(?:(?:id|account|user(?:name)?|compte|cuenta|аккаунт|حساب)\s*+)?[:：=]\s*+@?[\w.]{3,30}"
        r"|(?:instagram|insta|snapchat|tiktok|telegram|discord)\s++@[\w.]{3,30}", re.I), None, ":：=@"),
    ("account", "look", re.compile(
        r"(?:instagram\.com|facebook\.com|tiktok\.com|snapchat\.com/add|t\.me|vk\.com|twitter\.com|//x\.com|weibo\.com)/@?[\w.-]{3,}",
        re.I), None, "/"),
    ("account", "look", re.compile(r"(?<![\w./])@[A-Za-z][\w.]{3,29}"), None, "@"),
    ("named_child", "look", re.compile(
        rf"(?<![\w'’])({_NAME})(?: {_NAME})?(?:\s?[,(]\s?|\s)"
        rf"(?:who is |is |aged |âgée? de |de |tiene |a )?{_AGE}"
        r"(?:[ -]years?[ -]old| years? of age| yrs? old| ans(?! après| plus| de | d['’])"
        r"| años(?! después| de | m[áa]s)| лет(?! назад)| года?(?= ?[,.)]))"
    ), None, 1),
    ("named_child", "look", re.compile(
        rf"(?<![\w'’])({_NAME})(?: {_NAME})?, (?:aged|âgée? de|edad) {_AGE}(?![\d-]| ?(?:–|to) ?\d)"), None, 1),
    ("named_child", "look", re.compile(
        rf"(?:الطفلة?|الفتاة|الصبي|الفتى) [\u0621-\u064a]{{3,12}}[^.\n]{{0,20}}?"
        rf"(?:العمر|عمر[هها]{{1,2}}) {_AGE}(?!\d)"), None, 1),
    ("named_child", "look", re.compile(
        rf"小[\u4e00-\u9fff][，,（(]?\s?{_AGE}\s?岁|(?<!\d){_AGE}\s?岁的小[\u4e00-\u9fff]"), None, 1),
)  # fmt: skip
# Words with a capital before an age that are no names.
_NO_NAMES = frozenset(
    """
    Children Child Girls Girl Boys Boy Women Men Pupils Students Adolescents Persons People Those Anyone Everyone Someone
    Article Goal Target Every Each All Both She He They Who It And From Between Until Under Over Age Aged Minimum Minors
    Minor Workers Adult Adults Youth Juveniles Offenders
    Les Des Enfants Filles Garçons Enfant Fille Garçon Toute Tout Il Elle
    Niños Niñas Niño Niña Menores Ella Él Los Las
    Дети Девочки Мальчики Ребенок Ребёнок Девочка Мальчик Он Она Лица До
    """.split()  # noqa: SIM905 (read as lines of words, not as a column)
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９＠＋\u00a0\u202f", "012345678901234567890123456789@+  ")


_FIGURE = re.compile(r"\d[\d\W]*")
_REFUSING = tuple(rule for rule in _RULES if rule[1] == "refuse")  # they stand before the others, and take their places first


def screen(text: str) -> list[Finding]:
    """Findings in order of place, without overlaps; Arabic and full-width digits count as digits."""
    return _screened(text, _RULES)


def _screened(text: str, rules: Sequence[Rule]) -> list[Finding]:
    plain = text.translate(_DIGITS)
    taken = bytearray(len(text))
    found: list[Finding] = []
    figures = [sum(map(str.isdecimal, run)) for run in _FIGURE.findall(plain)]
    figure, digits = max(figures, default=0), sum(figures)
    for kind, severity, rule, check, needs in rules:
        if isinstance(needs, str):
            if not any(sign in plain for sign in needs):
                continue
        elif digits < needs.digits if isinstance(needs, Spread) else figure < needs:
            continue
        for hit in rule.finditer(plain):
            start, end = hit.span()
            if (check and not check(hit)) or (kind == "named_child" and hit.re.groups and hit[1] in _NO_NAMES):
                continue
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end, _masked(text[start:end]), severity))
    return sorted(found, key=lambda f: f.start)


def refusals(text: str) -> list[Finding]:
    """Of `screen`, what the gate refuses."""
    return _screened(text, _REFUSING)


def _masked(excerpt: str) -> str:
    return excerpt[:3] + "…" + excerpt[-2:] if len(excerpt) > 6 else "…"
