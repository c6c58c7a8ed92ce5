"""What a committee reads before a table goes out: what is lost, what an outsider can reckon, both tables side by side.

Computed once, when the release is asked for, by the same tools as ``opennrm suppress`` and ``opennrm attack``.
"""

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from opennrm.disclosure import protect
from opennrm.disclosure.attack.equations import Contradictory
from opennrm.disclosure.attack.reading import Unreadable, read_text
from opennrm.disclosure.attack.verdict import attack
from opennrm.disclosure.policies import Policy
from opennrm.disclosure.protect import Source, Unprotectable
from opennrm.disclosure.tidy import VALUE, Faulty
from opennrm.page.refusals import Refused, refuse
from opennrm.publication.rules import why_not_ask
from opennrm.publication.terms import Method, Promise, Refusal

NAME = "table.csv"
SECONDS = 20.0
WHOLE_BOUNDS = 400  # cells; of a larger table bounds are sought only until they are wide enough
FAULTS = (Faulty, Unprotectable, Unreadable, Contradictory)


@dataclass(frozen=True)
class Examined:
    """What would go out, its digest, the report of it, and how it was made."""

    promise: Promise
    counted: str
    text: str
    report: dict[str, Any]
    parameters: dict[str, Any]
    epsilon: str | None = None
    delta: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of what would go out."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def table(counted: str, policy: Policy, method: str) -> Examined:
    """A tidy table with its margins, protected. Raises one of ``FAULTS``, with all that is wrong, or Refused."""
    counted = counted.replace("\r\n", "\n").strip() + "\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text(counted, "utf-8")
        source = Source.of(path)
        whole = max((entry.value for entry in source.table.cells.values()), default=0)
        refuse(why_not_ask(whole, threshold=policy.threshold))
        if method == Method.ROUND:
            made = protect.round_to_base(source, policy, seconds=SECONDS)
        else:
            made = protect.suppress(source, policy, seconds=SECONDS)
    amounts = source.table.of_amounts
    verdict = attack(read_text(made.text, name=NAME), policy, amounts=amounts, hasty=made.cells > WHOLE_BOUNDS)
    report = {
        "columns": list(source.table.columns),
        "method": made.method,
        "notes": list(made.notes),
        "cells": made.cells,
        "primary": len(made.reasons),
        "secondary": len(made.secondary),
        "lost": round(made.lost, 4),
        "rounded": made.rounded,
        "whole": made.cells <= WHOLE_BOUNDS,
        "bounds": [
            {"cell": list(each.key), "status": each.status, "low": each.low, "high": each.high, "proved": each.proved}
            for each in verdict.bounded
        ],
        "findings": [str(each) for each in verdict.findings],
    }
    # No digest of the counted table: whoever guessed the few withheld counts could tell by it that they are right.
    parameters = {
        "method": str(method), "policy": policy.id, "threshold": policy.threshold, "width": policy.width,
        "insiders": policy.insiders, "rounding_base": policy.rounding_base, "amounts": amounts,
        "cells": made.cells, "withheld": len(made.reasons) + len(made.secondary),
    }  # fmt: skip
    return Examined(Promise.SUPPRESSED, counted, made.text, report, parameters)


def records(text: str, page: str) -> Examined:
    """Made-up records and the page ``opennrm synthesize`` wrote beside them. Refused where they do not belong."""
    try:
        told = json.loads(page)
        digest, privacy = told["file"]["sha256"], told["privacy"]
        epsilon, delta = str(privacy["epsilon"]), str(privacy["delta"])
        parameters = {
            name: told[name] for name in ("records", "strict", "privacy", "domain", "mechanisms", "libraries")
        }
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(Refusal.NOT_A_PAGE) from error
    plain = text.replace("\r\n", "\n").strip("\n") + "\n"
    forms = (text, plain, plain.replace("\n", "\r\n"), "\ufeff" + plain, "\ufeff" + plain.replace("\n", "\r\n"))
    found = next((each for each in forms if hashlib.sha256(each.encode()).hexdigest() == digest), None)
    if found is None:
        raise Refused(Refusal.NOT_THE_RECORDS)
    report = {
        "records": told["records"],
        "accuracy": told.get("accuracy", {}),
        "population": told.get("population", ""),
    }
    return Examined(Promise.PRIVATE, "", found, report, parameters, epsilon, delta)


def why_not_now(text: str, policy: Policy, *, amounts: bool) -> Refusal | None:
    """Whether the attacker finds nothing in what would go out, by the policy in force on the day it goes out."""
    try:
        verdict = attack(read_text(text, name=NAME), policy, amounts=amounts, hasty=True)
    except (Contradictory, Unreadable):
        return Refusal.NO_LONGER_SAFE
    return Refusal.NO_LONGER_SAFE if verdict.findings else None


def rows(text: str) -> tuple[Sequence[str], list[dict[str, str]]]:
    """The dimensions and rows of a tidy table."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    named = [
        name for name in reader.fieldnames or () if name not in (VALUE, "status", "contributors", "largest", "second")
    ]
    return named, list(reader)
