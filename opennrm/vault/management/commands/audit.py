"""opennrm audit verify: is the chain of audit lines whole?"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.vault.actions import verify
from opennrm.vault.rules import HASH, Head, Verdict
from opennrm.vault.terms import Fault


class Command(BaseCommand):
    """One clear line on the whole chain; exit code 1 where it is broken."""

    help = "verify: is the audit whole, and if not, which line was changed or is missing first?"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``verify``, with the end noted at an earlier run if there is one."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("verify", help="walk the chain and name its first bad line")
        check.add_argument(
            "--seen",
            type=_head,
            metavar="SEQ:HASH",
            help="an end that an earlier run printed and somebody kept elsewhere",
        )

    def handle(self, *args: Any, seen: Head | None = None, **options: Any) -> None:
        """Print the verdict; leave with 1 where the chain is broken."""
        verdict = verify(seen=seen)
        if not verdict.ok:
            self.stderr.write(_broken(verdict))
            sys.exit(1)
        self.stdout.write(_whole(verdict, against_notes=bool(seen)))


def _head(text: str) -> Head:
    seq, _colon, digest = text.partition(":")
    if not (seq.isascii() and seq.isdigit() and HASH.fullmatch(digest)):
        raise ArgumentTypeError(_("give what an earlier run printed, as in 42:9f86d0…, not %(text)r") % {"text": text})
    return Head(int(seq), digest)


def _whole(verdict: Verdict, *, against_notes: bool) -> str:
    said = ngettext(
        "The audit is whole: %(lines)d line, ending at %(end)s.",
        "The audit is whole: %(lines)d lines, ending at %(end)s.",
        verdict.lines,
    ) % {"lines": verdict.lines, "end": f"{verdict.head.seq}:{verdict.head.hash}"}
    if against_notes:
        return said
    return f"{said} " + _(
        "Keep that end elsewhere and give it back with --seen: "
        "a chain written anew together with its recorded end cannot be told apart from inside."
    )


def _broken(verdict: Verdict) -> str:
    said = {
        Fault.CHANGED: _("The audit is broken: line %(seq)d was changed."),
        Fault.MISSING: _("The audit is broken: line %(seq)d is missing."),
        Fault.UNCOUNTED: _("The audit is broken: line %(seq)d lies beyond the end recorded for the chain."),
    }[verdict.fault or Fault.CHANGED] % {"seq": verdict.first_bad or 0}
    return f"{said} " + _("Keep this database as it is, and compare it with a backup from before.")
