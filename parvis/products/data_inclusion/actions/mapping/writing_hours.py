"""A week of opening hours, written in the way of the national map."""

from itertools import groupby
from typing import Final

from parvis.kernel.french import opening_hours
from parvis.kernel.french.opening_hours import CODES, Week, merged, read_week

LONGEST_LIST: Final = 2


def written(week: Week) -> str:
    """A week in the way of the national map: ``Mo-Fr 09:00-12:00; We off``, the most frequent hours first.

    Read back to be sure that it says the same week; days are listed one by one when it does not.
    """
    if not any(week):
        return ""
    compact = _compact(week)
    try:
        back = read_week(compact)
    except ValueError:
        back = None
    same = back is not None and [merged(list(slots)) for slots in back] == [merged(list(slots)) for slots in week]
    return compact if same else opening_hours.written(week)


def _compact(week: Week) -> str:
    groups = [
        (slots, [day for day in range(7) if week[day] == slots])
        for slots in dict.fromkeys(slots for slots in week if slots)
    ]
    groups.sort(key=lambda group: -len(group[1]))
    rules: list[str] = []
    off: list[int] = []
    for position, (slots, days) in enumerate(groups):
        named = f"{CODES[days[0]]}-{CODES[days[-1]]}" if len(days) > LONGEST_LIST else ",".join(CODES[d] for d in days)
        rules.append(f"{named} {','.join(f'{opens}-{closes}' for opens, closes in slots)}")
        if len(days) > LONGEST_LIST:
            later = {day for _, others in groups[position + 1 :] for day in others}
            off.extend(day for day in range(days[0], days[-1]) if day not in days and day not in later)
    closed = [key for key, _ in groupby(sorted(day for day in off if not week[day]))]
    if closed:
        rules.append(f"{','.join(CODES[day] for day in closed)} off")
    return "; ".join(rules)
