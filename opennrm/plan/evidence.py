"""Activities as a version keeps them: plain values to be written as JSON, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from opennrm.plan.progress_rules import Activity
from opennrm.plan.progress_terms import ActivityKind, Counted


def written(activities: Iterable[Activity]) -> list[dict[str, Any]]:
    """Activities as JSON, the earliest first."""
    return [
        {
            "day": each.day.isoformat(),
            "kind": each.kind.value,
            "text_ja": each.text_ja,
            "text_en": each.text_en,
            "number": each.number,
            "counted": each.counted.value,
            "link": each.link,
        }
        for each in sorted(activities, key=lambda each: (each.day, each.kind, each.text_ja, each.text_en))
    ]


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Activity, ...]:
    """Activities from JSON."""
    return tuple(
        Activity(
            day=date.fromisoformat(each["day"]),
            kind=ActivityKind(each["kind"]),
            text_ja=each["text_ja"],
            text_en=each["text_en"],
            number=each["number"],
            counted=Counted(each["counted"]),
            link=each["link"],
        )
        for each in kept
    )
