"""opennrm restore: an empty database filled from a backup, or a look at one."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.backup import actions, keys
from opennrm.backup.actions import Restored
from opennrm.backup.form import Manifest
from opennrm.backup.management.commands.backup import unwritten
from opennrm.page.bilingual import label
from opennrm.page.progress import Progress
from opennrm.page.refusals import Refused
from opennrm.vault import checkpoints, master
from opennrm.vault.checkpoints import Checkpoint, WrongFile
from opennrm.vault.rules import Verdict
from opennrm.vault.terms import Fault


class Command(BaseCommand):
    """Everything, or nothing; exit code 1 where the audit of what was restored is not whole."""

    help = "fill an empty database from a backup; --look opens one to its end without restoring it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, by which key, to where."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--key", required=True, metavar="PRIVATE", help="the file with the private key, or letters")
        parser.add_argument(
            "--into", metavar="FOLDER", help="another, empty home; «database» or left out: where the settings point"
        )
        parser.add_argument("--against", type=Path, metavar="FILE", help="checkpoints that an organisation keeps")
        parser.add_argument("--look", action="store_true", help="open the backup to its last byte, restore nothing")

    def handle(self, *, file: Path, key: str, into: str | None, against: Path | None, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            private = keys.private(key)
            signed = checkpoints.read(against) if against else ()
            with Progress("Restore") as progress:
                if options["look"]:
                    found = actions.look(file, private, said=progress.step)
                else:
                    ends = [each.head for each in signed]
                    place = Path(into) if into and into != "database" else None
                    done = actions.restore(file, private, into=place, signed=ends, said=progress.step)
        except (Refused, WrongFile) as wrong:
            raise CommandError(str(wrong)) from None
        except OSError as wrong:
            raise CommandError(unwritten(wrong)) from None
        if options["look"]:
            self.stdout.write(_whole(found))
            return
        self.stdout.write("\n".join([_restored(done), *_next(done, signed)]))
        if not done.audit.ok:
            raise CommandError(_broken(done.audit, done.manifest))


def _whole(manifest: Manifest) -> str:
    said = label(
        "This backup is whole: %(rows)d rows of %(tables)d tables, as of %(at)s, by version %(version)s. Nothing was "
        "restored.",
        "このバックアップは正常です。%(tables)d表%(rows)d行、%(at)s時点、版 %(version)s。復元は行っていません。",
    )
    return str(said % _counted(manifest))


def _restored(done: Restored) -> str:
    said = label(
        "Restored %(rows)d rows of %(tables)d tables, as they were at %(at)s (version %(version)s).",
        "%(tables)d表%(rows)d行を %(at)s時点の状態に復元しました（版 %(version)s）。",
    )
    return str(said % _counted(done.manifest))


def _counted(manifest: Manifest) -> dict[str, object]:
    return {
        "rows": manifest.rows,
        "tables": len(manifest.tables),
        "at": manifest.made_at,
        "version": manifest.version,
    }


def _next(done: Restored, signed: Sequence[Checkpoint]) -> list[str]:
    """What whoever restores must know now, one line each."""
    at = {"at": done.manifest.made_at}
    lines = [_audit(done, signed), _master(done)]
    lines.append(
        label(
            "What was erased by retention after %(at)s is here again. Have it erased once more before anybody works "
            "here: docs/how-to/retention.md, «After a backup was restored».",
            "%(at)s より後に保存期間の満了等で消去された記録が、この復元で戻っています。業務を再開する前に、改めて消去"
            "してください（docs/how-to/retention.md「After a backup was restored」）。",
        )
        % at
    )
    lines.append(
        label(
            "What was written after %(at)s is not here, and nobody is signed in: officials sign in anew.",
            "%(at)s より後に記録された内容は含まれていません。サインインの状態は復元されないため、全員が改めて"
            "サインインします。",
        )
        % at
    )
    return [str(line) for line in lines if line]


def _audit(done: Restored, signed: Sequence[Checkpoint]) -> str:
    if not done.audit.ok:
        return ""
    said = label(
        "The audit is whole to %(end)s, where the backup was made.",
        "監査記録はバックアップ時点の末尾 %(end)s まで正常です。",
    ) % {"end": f"{done.audit.head.seq}:{done.audit.head.hash}"}
    if not signed:
        return said
    agreed = label(" It agrees with all %(count)d checkpoints.", "署名%(count)d件の全てと一致します。")
    return f"{said}{agreed % {'count': len(signed)}}"


def _master(done: Restored) -> str:
    try:
        held = {each.name for each in master.read().masters}
    except Refused:
        held = set()
    if done.masters <= held:
        return ""
    said = label(
        "Sealed fields need the master key %(names)s, which is not in a backup and not in place here: put its file "
        "back (OPENNRM_MASTER_KEY_FILE).",
        "封印した項目を読むにはマスター鍵 %(names)s が必要です。バックアップには含まれず、ここにも置かれていません。"
        "鍵のファイルを戻してください（OPENNRM_MASTER_KEY_FILE）。",
    )
    return str(said % {"names": ", ".join(sorted(done.masters - held))})


def _broken(audit: Verdict, manifest: Manifest) -> str:
    """The backup is whole, so its database was so already; or a checkpoint is younger than the backup."""
    if audit.fault is Fault.MISSING and audit.head.seq == manifest.head.seq:
        said = label(
            "A checkpoint speaks of line %(seq)d, and the backup ends before it at %(last)d: it is older than the "
            "checkpoint, and the acts between are lost. Restore a younger backup if there is one; else keep the "
            "checkpoint file with a note of why.",
            "署名は%(seq)d行目以降を示していますが、バックアップは%(last)d行目までです。署名より古いバックアップであり、"
            "その間の記録は失われています。より新しいバックアップがあればそれを復元し、なければ理由を添えて署名の"
            "ファイルを保管してください。",
        )
    else:
        said = label(
            "The audit of what was restored is not whole from line %(seq)d on: the backup is as it was made, so this "
            "was so in the database before. Compare it with an older backup: opennrm audit verify --against FILE",
            "復元した監査記録は%(seq)d行目から正常ではありません。バックアップ自体は作成時のままであり、元のデータベース"
            "で既に生じていたものです。より古いバックアップと照合してください（opennrm audit verify --against FILE）。",
        )
    return str(said % {"seq": audit.first_bad or 0, "last": manifest.head.seq})
