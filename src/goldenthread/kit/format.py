"""Figures, money and dates as the public reads them. Exact decimals in, rounded once if at all."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import ngettext

from goldenthread.rules.figure import MINUS, QUALIFIER_WORDS, sign_and_rest
from goldenthread.rules.figure import is_percentage as is_percentage
from goldenthread.rules.figure import no_figure as no_figure
from goldenthread.rules.figure import number as number
from goldenthread.rules.period_name import MONTHS
from goldenthread.rules.sentence_fact import place
from goldenthread.rules.tongue import Words, say

_POUNDS = {
    "£": 1,
    "£ thousand": 1_000,
    "£000": 1_000,
    "£ million": 1_000_000,
    "£m": 1_000_000,
    "£ billion": 1_000_000_000,
}
_HEADINGS = Words({"£ thousand": "£ thousand", "£ million": "£ million", "£ billion": "£ billion"})
"""Units of money that have a word to say."""
_MILLION = Decimal(1_000_000)


def short(value: Decimal) -> str:
    """A number without the zeros that say nothing: `80.30` as "80.3"."""
    written = number(value)
    return written.rstrip("0").rstrip(".") if "." in written else written


def sign_of(unit: str) -> str:
    """The sign that stands against a figure where there is no room for its unit: "%" or nothing."""
    return "%" if is_percentage(unit) else ""


def is_money(unit: str) -> bool:
    return unit.strip() in _POUNDS


def money(pounds: Decimal | int, decimals: int | None = None) -> str:
    """`80300000` as "£80.3 million", `11500` as "£11,500".

    Millions and billions keep one decimal unless `decimals` says otherwise; pounds keep what they have.
    """
    exact = Decimal(pounds)
    sign = MINUS if exact < 0 else ""
    if abs(exact) < _MILLION:
        return f"{sign}£{number(abs(exact), decimals)}"
    places = Decimal(1).scaleb(-(1 if decimals is None else decimals))
    millions = (abs(exact) / _MILLION).quantize(places, rounding=ROUND_HALF_EVEN)
    if millions < 1000:
        return say("{pounds} million", pounds=f"{sign}£{short(millions)}")
    billions = (abs(exact) / _MILLION / 1000).quantize(places, rounding=ROUND_HALF_EVEN)
    return say("{pounds} billion", pounds=f"{sign}£{short(billions)}")


def money_range(least: Decimal | int, most: Decimal | int, decimals: int | None = None) -> str:
    """ "£62 million to £143 million"."""
    return say("{lower} to {upper}", lower=money(least, decimals), upper=money(most, decimals))


def with_unit(
    value: Decimal | int | None, unit: str = "", decimals: int | None = None, qualifier: str = ""
) -> str:
    """A figure with its unit and its qualifier: "2.8%", "under 0.5%", "about £4 billion", "12 per 1,000".

    None gives "no figure". Money units are £, £000, £ thousand, £m and £ million; words may follow them, as
    they may follow a per cent sign: "£90 million a year", "31% change".
    """
    if value is None:
        return no_figure()
    unit, rest = sign_and_rest(unit)
    before = QUALIFIER_WORDS.get(qualifier, "")
    if is_money(unit):
        return before + _scaled_money(Decimal(value), _POUNDS[unit], decimals) + rest
    written = number(value, decimals)
    if is_percentage(unit):
        return f"{before}{written}%{rest}"
    return f"{before}{written} {unit}".rstrip()


def _scaled_money(value: Decimal, scale: int, decimals: int | None) -> str:
    """Money delivered in pounds, thousands, millions or billions. Stated decimals are kept in their unit."""
    if decimals is None or scale < _MILLION or not 1 <= abs(value) < 1000:
        pounds = value * scale
        if scale > 1 and pounds == pounds.to_integral_value():
            pounds = pounds.quantize(Decimal(1))  # 0.4 of a million is £400,000, not £400,000.0
        return money(pounds, decimals if scale == 1 else None)
    rounded = abs(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    said = f"{MINUS if value < 0 else ''}£{short(rounded)}"
    if scale == _MILLION:
        return say("{pounds} million", pounds=said)
    return say("{pounds} billion", pounds=said)


def unit_heading(unit: str) -> str:
    """The unit as it stands in a column's heading: "%", "£ million", "per 1,000"."""
    return "%" if is_percentage(unit) else _HEADINGS.get(unit.strip(), unit.strip())


def cell(
    value: Decimal | int | None, unit: str = "", decimals: int | None = None, qualifier: str = ""
) -> str:
    """A figure for a table whose heading carries the unit."""
    if value is None:
        return no_figure()
    return QUALIFIER_WORDS.get(qualifier, "") + number(value, decimals)


def percentage_points(change: Decimal, decimals: int | None = None) -> str:
    """ "1 percentage point", "0.4 percentage points": the size of a change, without its direction."""
    size = number(abs(change), decimals)
    count = int(size) if size.isdecimal() else 0
    return ngettext("{size} percentage point", "{size} percentage points", count).format(size=size)


def change(value: Decimal | None, unit: str = "", decimals: int | None = None) -> str:
    """ "up 0.2 percentage points", "down 300", "no change"; None gives "no figure"."""
    if value is None:
        return no_figure()
    if value == 0:
        return say("no change")
    size = (
        percentage_points(value, decimals) if is_percentage(unit) else with_unit(abs(value), unit, decimals)
    )
    return say("up {size}", size=size) if value > 0 else say("down {size}", size=size)


def day(when: date) -> str:
    """ "14 July 2026"."""
    return f"{when.day} {month(when)}"


def month(when: date) -> str:
    """ "July 2026"."""
    return f"{MONTHS[when.month]} {when.year}"


def financial_year(when: date) -> str:
    """The financial year, April to March, that holds a day: "2026/27"."""
    first = when.year if when.month >= 4 else when.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def quarter(when: date) -> str:
    """The quarter of the financial year that holds a day: "Quarter 2 2026/27"."""
    number_of = (when.month - 4) % 12 // 3 + 1
    return say("Quarter {number} {year}", number=number_of, year=financial_year(when))


def days(start: date, end: date) -> str:
    """A span, both days included: "1 to 14 July 2026", "28 June to 14 July 2026"."""
    if (start.year, start.month) == (end.year, end.month):
        return say("{first} to {last}", first=start.day, last=day(end))
    first = f"{start.day} {MONTHS[start.month]}" if start.year == end.year else day(start)
    return say("{first} to {last}", first=first, last=day(end))


def count_of(count: int, one: str, many: str = "") -> str:
    """ "1 outcome", "20 outcomes"."""
    many = many or f"{one}s"
    return ngettext(f"{{count}} {one}", f"{{count}} {many}", count).format(count=number(count))


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return say("{others} and {last}", others=", ".join(words[:-1]), last=words[-1])


def ordinal(count: int) -> str:
    """ "1st", "2nd", "11th"."""
    return place(count)
