"""The plural forms of a language: which numbers take which, by the rule in the head of its catalogue."""

import re
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py

HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", re.DOTALL)
# Enough to meet every form of every language in CLDR: some have one for millions only.
NUMBERS = (*range(200), 1000, 1_000_000, 2_000_000)
EXAMPLES = 5


@dataclass(frozen=True)
class PluralForm:
    """One form: its index in the catalogue, and the first whole numbers that take it, none if no number does."""

    index: int
    numbers: tuple[int, ...]

    @property
    def is_for_one_number(self) -> bool:
        """Whether a single number takes the form, as the Arabic dual: its text may say the number in letters."""
        return len(self.numbers) == 1


@lru_cache
def plural_forms(header: str) -> tuple[PluralForm, ...]:
    """The forms of a Plural-Forms header; ValueError for one that gettext can't read."""
    found = HEADER.fullmatch(header)
    if not found:
        raise ValueError("not a Plural-Forms header")
    count, rule = int(found[1]), c2py(found[2])
    numbers = {index: [] for index in range(count)}
    for number in NUMBERS:
        index = rule(number)
        if index not in numbers:
            raise ValueError(f"the rule gives form {index} of {count}")
        numbers[index].append(number)
    return tuple(PluralForm(index, tuple(found[:EXAMPLES])) for index, found in numbers.items())
