"""opennrm audit: is the chain of audit lines whole, and a signed word of where it stands."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.page.bilingual import label
from opennrm.page.refusals import Refused
from opennrm.vault import checkpoints
from opennrm.vault.actions import clock_set_back, verify
from opennrm.vault.checkpoints import Checkpoint, WrongFile
from opennrm.vault.rules import HASH, Head, Verdict
from opennrm.vault.signing import NotTheChain, checkpoint
from opennrm.vault.terms import Fault


class Command(BaseCommand):
    """One clear line on the whole chain; exit code 1 where it is broken."""

    help = "verify, checkpoint: is the audit whole, or which line was changed first; sign where it stands"

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
        check.add_argument("--against", type=Path, metavar="FILE", help="checkpoints that an organisation keeps")
        sign = verbs.add_parser("checkpoint", help="sign where the chain stands, for an organisation to keep")
        sign.add_argument("--to", type=Path, required=True, metavar="FILE", help="one file for each organisation")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Verify, or sign."""
        if verb == "checkpoint":
            self._sign(options["to"])
        else:
            self._verify(options.get("seen"), options.get("against"))

    def _verify(self, seen: Head | None, against: Path | None) -> None:
        """Print the verdict; leave with 1 where the chain is broken."""
        signed = _checkpoints(against) if against else ()
        verdict = verify(seen=seen, signed=[each.head for each in signed])
        if not verdict.ok:
            self.stderr.write(_broken(verdict, signed))
            sys.exit(1)
        self.stdout.write(_whole(verdict, against_notes=bool(seen or signed)))
        if signed:
            self.stdout.write(_agreed(signed))
        if line := clock_set_back():
            self.stdout.write(_clock(line))

    def _sign(self, to: Path) -> None:
        """Write a checkpoint, and say by which key."""
        try:
            one = checkpoint(to)
        except (WrongFile, NotTheChain, Refused) as wrong:
            raise CommandError(str(wrong)) from None
        except OSError as wrong:
            raise CommandError(_unreadable(to, wrong)) from None
        said = label(
            "Signed the end %(end)s by the key %(key)s, in %(file)s. Let the organisation fetch the file, and note the "
            "key's name once, elsewhere.",
            "末尾 %(end)s に鍵 %(key)s で署名し、%(file)s に記しました。機関がこのファイルを受け取り、鍵の名を別の所に"
            "一度控えてください。",
        )
        end, key = f"{one.head.seq}:{one.head.hash}", checkpoints.key_name(one.key)
        self.stdout.write(str(said % {"end": end, "key": key, "file": to}))


def _clock(line: int) -> str:
    said = label(
        "The clock was set back before line %(line)d: the lines stand in the order they were written, but hours about "
        "there do not. Sign-in codes, grants and retention go by the clock: compare it with a trusted source.",
        "%(line)d行目の前で機器の時計が戻されています。記録の順序は正しいものの、その前後の時刻は正しくありません。"
        "認証コード、閲覧権限及び保存期間は時計に従うため、信頼できる時刻源と照合してください。",
    )
    return str(said % {"line": line})


def _checkpoints(file: Path) -> tuple[Checkpoint, ...]:
    try:
        found = checkpoints.read(file)
    except WrongFile as wrong:
        raise CommandError(str(wrong)) from None
    except OSError as wrong:
        raise CommandError(_unreadable(file, wrong)) from None
    if not found:
        said = label("%(file)s holds no checkpoint yet.", "%(file)s にはまだ署名がありません。")
        raise CommandError(str(said % {"file": file}))
    return found


def _unreadable(file: Path, wrong: OSError) -> str:
    said = label(
        "%(file)s cannot be opened (%(why)s). Name a file that you may read and write.",
        "%(file)s を開けません（%(why)s）。読み書きのできるファイルを指定してください。",
    )
    return str(said % {"file": file, "why": wrong.strerror})


def _agreed(signed: Sequence[Checkpoint]) -> str:
    said = label(
        "It agrees with all %(count)d checkpoints, the last of %(at)s, signed by the key %(key)s.",
        "署名%(count)d件の全てと一致します（最後の署名：%(at)s、署名の鍵：%(key)s）。",
    )
    last = signed[-1]
    at = last.at.isoformat(timespec="seconds")
    return str(said % {"count": len(signed), "at": at, "key": checkpoints.key_name(last.key)})


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


def _broken(verdict: Verdict, signed: Sequence[Checkpoint]) -> str:
    said = {
        Fault.NOT_AS_SIGNED: label(
            "The audit is not the one that was signed: line %(seq)d differs from its checkpoint of %(at)s, and the "
            "lines from %(from)d to it may have been written anew.",
            "監査記録は署名された時のものではありません。%(seq)d行目が%(at)sの署名と異なり、%(from)d行目から"
            "この行までが書き直された可能性があります。",
        ),
        Fault.CHANGED: _("The audit is broken: line %(seq)d was changed."),
        Fault.MISSING: _("The audit is broken: line %(seq)d is missing."),
        Fault.UNCOUNTED: _("The audit is broken: line %(seq)d lies beyond the end recorded for the chain."),
    }[verdict.fault or Fault.CHANGED] % {
        "seq": verdict.first_bad or 0,
        "at": next((each.at.isoformat() for each in signed if each.head.seq == verdict.first_bad), ""),
        "from": verdict.agreed + 1,
    }
    return f"{said} " + _("Keep this database as it is, and compare it with a backup from before.")
