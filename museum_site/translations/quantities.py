"""The numbers and months that a text names, in nine languages, so that two texts can be compared.

A text says some things for certain (the figure 20, the month in "22 August 2022") and others perhaps: "two" may be a
number, an "X" the tenth or a letter. What one text says for certain, the other must say at least perhaps.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from museum_site.core.languages import babel_locale

from .terms.matching import WORD, plain_word


@dataclass
class Quantities:
    """What a text says: `numbers` and `months` for certain, with the words that say it, and perhaps others.

    `numerals` are numbers in Chinese characters: as certain as their reading is.
    """

    numbers: dict[Decimal, str] = field(default_factory=dict)
    numerals: dict[Decimal, str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    perhaps: set[Decimal] = field(default_factory=set)
    perhaps_months: set[int] = field(default_factory=set)

    def has_number(self, value: Decimal) -> bool:
        """Whether the text may say a number."""
        return value in self.numbers or value in self.numerals or value in self.perhaps

    def has_month(self, month: int) -> bool:
        """Whether the text may name a month."""
        return month in self.months or month in self.perhaps_months


# --- Figures --------------------------------------------------------------------------------------

# What separates thousands and decimals: CLDR, and what people write. A space is one in these languages only.
SPACED = ("fr", "es", "ru", "de")
DECIMAL_COMMA = ("fr", "es", "ru", "de")
GROUPS = (
    r"[0-9]{{1,3}}(?:[.,'’٬\u00a0\u202f\u2009{space}][0-9]{{3}})+(?![0-9])(?:[.,٫][0-9]{{1,2}}(?![0-9]))?"
)
NUMBER = {
    spaced: re.compile(
        rf"(?<![0-9]){GROUPS.format(space=' ' if spaced else '')}|[0-9]+(?:[.,٫][0-9]+(?![.,]?[0-9]))?"
    )
    for spaced in (True, False)
}
DATE = re.compile(
    r"(?<![0-9])(?:(?P<y>[0-9]{4})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})"
    r"|(?P<d2>[0-9]{1,2})[./](?P<m2>[0-9]{1,2})[./](?P<y2>[0-9]{4}))(?![0-9])"
)
SCALES = {
    "en": {r"hundred": 100, r"thousand": 1000, r"millions?": 10**6, r"billions?": 10**9},
    "fr": {r"mille": 1000, r"milliers": 1000, r"millions?": 10**6, r"milliards?": 10**9},
    "es": {r"mil millones": 10**9, r"mil": 1000, r"mill[oó]n(?:es)?": 10**6},
    "de": {r"[Tt]ausend": 1000, r"Million(?:en)?|Mio\.?": 10**6, r"Milliarden?|Mrd\.?": 10**9},
    "ru": {r"тыс\.?|тысяч\w*": 1000, r"млн|миллион\w*": 10**6, r"млрд|миллиард\w*": 10**9},
    "ar": {r"ألفا?|آلاف": 1000, r"مليونا?|ملايين": 10**6, r"مليارا?": 10**9},
    "zh": {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000, "百": 100},
    "ja": {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 1000, "百": 100},
    "ko": {"억": 10**8, "천만": 10**7, "백만": 10**6, "만": 10**4, "천": 1000},
}


def with_ascii_digits(text: str) -> str:
    """The text with the digits of every script as 0–9; its length stays the same."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@lru_cache
def scale_pattern(language: str) -> re.Pattern:
    """What may follow a figure and multiply it; Chinese writes 20余万 for something over 200,000."""
    words = "|".join(f"(?:{word})" for word in SCALES.get(language, ())) or r"(?!)"
    unspaced = language in ("zh", "ja", "ko")
    return re.compile(rf"\s?[余多數数]?({words})" if unspaced else rf"\s({words})\b")


def readings(figure: str, language: str) -> list[Decimal]:
    """What a figure may mean, likeliest first: "1.234" is 1234 in German and 1.234 in English."""
    compact = re.sub(r"['’٬\s]", "", figure).replace("٫", ".")
    marks = re.findall(r"[.,]", compact)
    if not marks:
        return [Decimal(compact)]
    if len(set(marks)) == 2:
        thousands = marks[0]
        return [Decimal(compact.replace(thousands, "").replace(",", "."))]
    whole = Decimal(re.sub(r"[.,]", "", compact))
    if len(marks) > 1:
        return [whole]
    fraction = Decimal(compact.replace(",", "."))
    if len(compact.split(marks[0])[1]) != 3:
        return [fraction]
    is_decimal = (marks[0] == ",") == (language in DECIMAL_COMMA)
    return [fraction, whole] if is_decimal else [whole, fraction]


# --- Chinese numerals -----------------------------------------------------------------------------

DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "億": 10**8}
NUMERAL = re.compile(f"[{''.join([*DIGITS, *UNITS, *MYRIADS])}]{{1,24}}")
DECADE = re.compile(f"([0-9]{{1,2}}|[{''.join(DIGITS)}十]{{1,3}})世[纪紀]([0-9]0|[{''.join(DIGITS)}]十)年代")
KOREAN_NUMERALS = str.maketrans("영일이삼사오육칠팔구십백천만억", "零一二三四五六七八九十百千万亿")
KOREAN_NUMERAL = re.compile(r"(?<![가-힣])[일이삼사오육칠팔구십백천만억]{1,24}")


def numeral_value(numeral: str) -> int:
    """The value of a number in Chinese characters: 三百五十 → 350, 二〇一八 → 2018."""
    if not any(c in UNITS or c in MYRIADS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in UNITS:
            section += (digit or 1) * UNITS[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * MYRIADS[c]
            section = digit = 0
    return total + section + digit


def is_unambiguous(numeral: str) -> bool:
    """Whether characters can only be a number: 二十, 一百 and 二〇一八, but not 万 (very), 百 (all) or 一 (whole)."""
    if len(numeral) == 4 and numeral[0] in "一二" and all(c in DIGITS for c in numeral):
        return True
    return (
        len(numeral) > 1
        and numeral[0] in (*DIGITS, "十")
        and numeral[0] not in "〇零"
        and any(c in UNITS or c in MYRIADS for c in numeral)
        and not re.search(f"[{''.join(DIGITS)}]{{2}}", numeral.replace("零", ""))
    )


# --- Words ----------------------------------------------------------------------------------------

# The beginnings of words that may say a number, without marks. The longest that fits counts.
WORDS = {
    "en": "one first once 1|two second twic both doubl pair 2|three third tripl 3|four quadr 4|five fifth 5|six 6|"
    "seven 7|eight 8|nine ninth 9|ten decad 10|eleven 11|twelve twelf dozen 12|thirteen 13|fourteen 14|fifteen 15|"
    "sixteen 16|seventeen 17|eighteen 18|nineteen 19|twent 20|thirt 30|fort 40|fifty fiftie 50|sixty sixtie 60|"
    "seventy seventie 70|eighty eightie 80|ninety ninetie 90|hundred centen centur 100|thousand 1000|million 1000000",
    "fr": "un premi 1|deux second doubl 2|trois tier 3|quatr 4|cinq 5|six 6|sept 7|huit 8|neuf neuv 9|"
    "dix diz decenn 10|onz 11|douz 12|treiz 13|quatorz 14|quinz 15|seiz 16|vingt 20|trent 30|quarant 40|"
    "cinquant 50|soixant 60|cent siecl 100|mill 1000|million 1000000",
    "es": "un prim 1|dos segund dobl ambos ambas 2|tres terc 3|cuatr cuart 4|cinc quint 5|seis sext 6|siet septim 7|"
    "och octav 8|nuev noven 9|diez decim decad 10|once 11|doce docen 12|trece 13|catorc 14|quinc 15|dieciseis 16|"
    "diecisiet 17|dieciocho 18|diecinuev 19|veint vigesim 20|treint 30|cuarent 40|cincuent quincuag 50|sesent 60|"
    "setent 70|ochent 80|novent 90|cien centen sigl 100|mil 1000|millon 1000000",
    "ru": "один одн перв 1|два две двух двум двоих дво втор оба обе обоих обеи пар 2|три трех трем трет троих 3|"
    "четыр четвер 4|пят 5|шест 6|сем седьм 7|восем вось восьм 8|девят 9|десят 10|одиннадцат 11|двенадцат дюжин 12|"
    "тринадцат 13|четырнадцат 14|пятнадцат 15|шестнадцат 16|семнадцат 17|восемнадцат 18|девятнадцат 19|двадцат 20|"
    "тридцат 30|сорок 40|пятьдесят пятидесят 50|шестьдесят шестидесят 60|семьдесят семидесят 70|"
    "восемьдесят восьмидесят 80|девяност 90|сто ста сот столет 100|двест 200|тысяч 1000|миллион 1000000",
    "ar": "واحد اول اولي احد احدي وحيد 1|اثن ثان كلا كلتا 2|ثلاث ثالث 3|اربع رابع 4|خمس خامس 5|ست سادس 6|سبع سابع 7|"
    "ثمان ثامن 8|تسع تاسع 9|عشر عاشر عقد 10|عشرون عشرين 20|ثلاثون ثلاثين 30|اربعون اربعين 40|خمسون خمسين 50|"
    "ستون ستين 60|سبعون سبعين 70|ثمانون ثمانين 80|تسعون تسعين 90|مئ ميه ميت مائ ماي قرن مئوي 100|الف الاف 1000|"
    "مليون ملايين 1000000",
    "de": "ein erst 1|zwei beid doppel 2|drei dritt 3|vier 4|funf 5|sechs 6|sieb 7|acht 8|neun 9|zehn jahrzehnt 10|"
    "elf 11|zwolf dutzend 12|sechzehn 16|siebzehn 17|zwanzig 20|dreißig dreissig 30|vierzig 40|funfzig 50|"
    "sechzig 60|siebzig 70|achtzig 80|neunzig 90|hundert jahrhundert 100|tausend 1000|million 1000000",
    "ko": "한 하나 첫 1|두 둘 양국 2|세 셋 3|네 넷 4|다섯 5|여섯 6|일곱 7|여덟 8|아홉 9|열 10|스무 스물 20|서른 30|"
    "마흔 40|쉰 50|예순 60|일흔 70|여든 80|아흔 90",
}
ANYWHERE = {
    "zh": {"首": 1, "双": 2, "双方": 2},
    "ja": {"初": 1, "両": 2, "双": 2, "ひと": 1, "ふた": 2, "みっ": 3},
}
ROMAN = re.compile(r"\b([IVXLC]+)(?:e|er|re|ème|ᵉ|-\w+)?\b")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
AFTERNOON = re.compile(r"p\.?\s?m\.?|下午|午後|오후|مساء|م\b", re.IGNORECASE)
AFTERNOON_HOUR = re.compile(r"(?<![0-9])(1[3-9]|2[0-3])\s?[:：h時时시点]")
# What joins a number word to the next within a word: fünfundzwanzig, двадцатипятилетие.
JOINT = re.compile(r"^(?:und|и|-)?")


@lru_cache
def number_words(language: str) -> dict[str, int]:
    """The number words of a language by their beginning."""
    found = {}
    for group in WORDS.get(language, "").split("|"):
        *beginnings, value = group.split() or [0]
        found |= dict.fromkeys(map(plain_word, beginnings), int(value))
    return found


def word_value(word: str, language: str) -> tuple[int, str] | None:
    """The value of the number word that a plain word begins with, and the rest of the word; None if there is none."""
    table = number_words(language)
    for length in range(min(len(word), 12), 0, -1):
        if word[:length] in table:
            return table[word[:length]], word[length:]
    return None


def word_numbers(text: str, language: str) -> set[int]:
    """The numbers that words of the text may say, alone and together with the words beside them."""
    found, total, before = set(), None, None
    for match in WORD.finditer(text):
        word = plain_word(match[0])
        if language == "ar":
            word = re.sub("^[وفبكل]?(?:ال)?(?=..)", "", word)
        read = word_value(word, language)
        value = None
        if read:
            value, rest = read
            inner = word_value(JOINT.sub("", rest, count=1), language)
            if inner:
                found |= {value + inner[0], value * inner[0]}
                value = max(value + inner[0], value * inner[0]) if inner[0] >= 100 else value + inner[0]
            found.add(value)
            if before is not None:
                found |= {before + value, total + value, before * value}
        total = None if value is None else value if total is None else total + value
        before = value
    return found


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral; of one that is none, some number."""
    values = [ROMAN_DIGITS[c] for c in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


# --- Months ---------------------------------------------------------------------------------------

RUSSIAN_MONTHS = (
    r"январ\w+",
    r"феврал\w+",
    r"март(?:а|у|ом|е)?",
    r"апрел\w+",
    r"ма(?:й|я|ю|ем|е)",
    r"июн\w+",
    r"июл\w+",
    r"август(?:а|у|ом|е)?",
    r"сентябр\w+",
    r"октябр\w+",
    r"ноябр\w+",
    r"декабр\w+",
)
# Words that are also something else count only beside a figure.
AMBIGUOUS = {"may", "march", "mars", "مارس", "mar", "mai", "sept"}


@lru_cache
def month_pattern(language: str) -> tuple[re.Pattern, dict[str, int]]:
    """The pattern of a language's months, and what they are by their plain name; none for those that use figures."""
    names = {}
    if language not in ("zh", "ja", "ko", "ru"):
        locale = babel_locale(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    names.setdefault(name.rstrip(".").casefold(), month)
    if language == "ru":
        alternatives = RUSSIAN_MONTHS
    else:
        alternatives = [re.escape(name) for name in sorted(names, key=len, reverse=True)] or [r"(?!)"]
    return re.compile(rf"\b(?:و)?({'|'.join(alternatives)})\b", re.IGNORECASE), names


def month_of(name: str, language: str, names: dict[str, int]) -> int | None:
    """The number of a month by its name."""
    if language == "ru":
        matching = (n for n, part in enumerate(RUSSIAN_MONTHS, 1) if re.fullmatch(part, name.casefold()))
        return next(matching, None)
    return names.get(name.casefold())


# --- Reading --------------------------------------------------------------------------------------


class Text:
    """A text that is read bit by bit: what has been read is blanked, so that it is not read twice."""

    def __init__(self, text: str):
        self.text = text

    def take(self, pattern: re.Pattern) -> Iterable[re.Match]:
        """All matches of a pattern, which are gone from the text afterwards."""
        matches = list(pattern.finditer(self.text))
        self.text = pattern.sub(lambda match: "\x00" * len(match[0]), self.text)
        return matches


CJK_MONTH = re.compile(r"([0-9]{1,2})\s?[月월]")
CJK_MONTH_NUMERAL = re.compile(r"(?<![一二三四五六七八九十])([一二三四五六七八九]|十[一二]?)月")


@lru_cache(maxsize=1024)
def read(text: str, language: str) -> Quantities:
    """The numbers and months that a text in a language names."""
    language = language.split("-")[0]
    found = Quantities(perhaps={Decimal(1)})  # "1 year" is "a year": too many words may say it
    rest = Text(with_ascii_digits(text))
    read_months(rest, language, found)
    read_figures(rest, language, found)
    if language in ("zh", "ja"):
        read_numerals(rest, found)
        found.perhaps |= {Decimal(value) for word, value in ANYWHERE[language].items() if word in rest.text}
    elif language == "ko":
        for match in KOREAN_NUMERAL.finditer(rest.text):
            found.perhaps.add(Decimal(numeral_value(match[0].translate(KOREAN_NUMERALS))))
    if language == "ar":
        found.perhaps.add(Decimal(2))  # the dual is an ending
    found.perhaps |= {Decimal(value) for value in word_numbers(rest.text, language)}
    found.perhaps |= {Decimal(roman_value(match[1])) for match in ROMAN.finditer(text)}
    if AFTERNOON.search(text):
        found.perhaps |= {value + 12 for value in found.numbers if value <= 12}
    found.perhaps |= {Decimal(match[1]) - 12 for match in AFTERNOON_HOUR.finditer(text)}
    return found


def read_months(rest: Text, language: str, found: Quantities) -> None:
    """Read dates in figures and names of months."""
    for match in rest.take(DATE):
        day, month, year = (int(match[name] or match[f"{name}2"]) for name in "dmy")
        if month > 12:
            day, month = month, day
        for value in (day, year):
            found.numbers.setdefault(Decimal(value), match[0])
        found.months.setdefault(month, match[0])
    if language in ("zh", "ja", "ko"):
        for match in rest.take(CJK_MONTH):
            found.months.setdefault(int(match[1]), match[0])
        for match in rest.take(CJK_MONTH_NUMERAL):
            found.perhaps_months.add(numeral_value(match[1]))
        return
    pattern, names = month_pattern(language)
    for match in pattern.finditer(rest.text):
        month = month_of(match[1], language, names)
        if month is None:
            continue
        around = (
            rest.text[max(0, match.start() - 5) : match.start()] + rest.text[match.end() : match.end() + 5]
        )
        if match[1].casefold() in AMBIGUOUS and not re.search("[0-9]", around):
            found.perhaps_months.add(month)
        else:
            found.months.setdefault(month, match[0])


def read_figures(rest: Text, language: str, found: Quantities) -> None:
    """Read numbers in figures, with the words that multiply them."""
    for match in rest.take(DECADE):
        century, decade = (int(part) if part[0].isdigit() else numeral_value(part) for part in match.groups())
        found.numbers[Decimal((century - 1) * 100 + decade)] = match[0]
    scales = scale_pattern(language)
    text, blanked = rest.text, list(rest.text)
    for match in NUMBER[language in SPACED].finditer(text):
        end, values, shown = match.end(), readings(match[0], language), match[0]
        if text[match.start() - 1 : match.start()] == ":" and not int(match[0][:2] or 0):
            continue  # the minutes of 9:00
        scale = scales.match(text, end)
        if scale:
            factor = next(value for word, value in SCALES[language].items() if re.fullmatch(word, scale[1]))
            found.perhaps |= set(values)
            values, end = [value * factor for value in values], scale.end()
            shown = text[match.start() : end]
        found.numbers.setdefault(values[0], shown)
        found.perhaps |= set(values[1:])
        blanked[match.start() : end] = "\x00" * (end - match.start())
    rest.text = "".join(blanked)


def read_numerals(rest: Text, found: Quantities) -> None:
    """Read numbers in Chinese characters."""
    for match in rest.take(NUMERAL):
        value = Decimal(numeral_value(match[0]))
        if is_unambiguous(match[0]):
            found.numerals.setdefault(value, match[0])
        found.perhaps |= {value, *(Decimal(DIGITS[c]) for c in match[0] if c in DIGITS)}
        found.perhaps |= {Decimal(UNITS[c]) for c in match[0] if c in UNITS}
