"""opennrm backup: the whole database in one file sealed to a public key, and the key pair for it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.backup import actions, keys
from opennrm.page.bilingual import label
from opennrm.page.progress import Progress
from opennrm.page.refusals import Refused


class Command(BaseCommand):
    """A backup, or first the keys for all of them."""

    help = "seal the whole database to a public key, in one file; «backup key FILE» makes the key pair"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and to whom."""
        parser.add_argument("--to", type=Path, metavar="FILE", help="the new file; nothing is written over")
        parser.add_argument("--key", metavar="PUBLIC", help="the file with the public key, or its letters")
        verbs = parser.add_subparsers(dest="verb")
        pair = verbs.add_parser("key", help="make a key pair; its private half belongs on paper or offline")
        pair.add_argument("file", type=Path, metavar="FILE", help="for the private half; beside it FILE.public")

    def handle(self, *, verb: str | None, to: Path | None, key: str | None, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            if verb == "key":
                self.stdout.write(_pair(options["file"]))
            elif to and key:
                self.stdout.write(_made(to, key))
            else:
                raise CommandError("opennrm backup --to FILE --key PUBLIC   |   opennrm backup key FILE")
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as wrong:
            raise CommandError(unwritten(wrong)) from None


def _pair(file: Path) -> str:
    name, beside = keys.make(file)
    said = label(
        "Wrote the private half to %(file)s and the public half to %(beside)s. Name of the key: %(name)s\n"
        "Print the private half twice or put it on two sticks, keep them in two safes, and delete the file here: who "
        "has it opens every backup, and without it nobody opens one, ever. The public half stays on this machine.",
        "秘密鍵を %(file)s に、公開鍵を %(beside)s に作成しました。鍵の名：%(name)s\n"
        "秘密鍵は二部印刷するか二つの媒体に写して別々の金庫に保管し、ここのファイルは削除してください。秘密鍵を持つ者は"
        "全てのバックアップを開くことができ、失えば誰も開くことができません。公開鍵はこの機器に置きます。",
    )
    return str(said % {"file": file, "beside": beside, "name": name})


def _made(to: Path, key: str) -> str:
    public = keys.public(key)
    with Progress("Backup") as progress:
        manifest = actions.make(to, public, said=progress.step)
    said = label(
        "Wrote %(file)s: %(rows)d rows of %(tables)d tables, as of %(at)s; the audit ended at %(seq)d:%(hash)s. "
        "The master key is not in it: keep that elsewhere.",
        "%(file)s を作成しました。%(tables)d表%(rows)d行、%(at)s時点、監査記録の末尾 %(seq)d:%(hash)s。"
        "マスター鍵は含まれません。別の場所に保管してください。",
    )
    end = {"seq": manifest.head.seq, "hash": manifest.head.hash}
    counted = {"file": to, "rows": manifest.rows, "tables": len(manifest.tables), "at": manifest.made_at}
    return str(said % (end | counted))


def unwritten(wrong: OSError) -> str:
    """What to say where a file could not be written or read."""
    said = label(
        "%(why)s: %(file)s. No backup was made or restored, and nothing else was changed. Make room, or name a place "
        "you may use, and run this again.",
        "%(file)s：%(why)s。バックアップの作成・復元は行われておらず、他の内容も変わっていません。空き容量を確保するか、"
        "使用できる場所を指定して、もう一度実行してください。",
    )
    return str(said % {"why": wrong.strerror or type(wrong).__name__, "file": wrong.filename or ""})
