"""opennrm keys: the master key and what lies under it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.page.bilingual import label
from opennrm.page.refusals import Refused
from opennrm.vault import keys, master
from opennrm.vault.terms import Mark


class Command(BaseCommand):
    """What stands, a first master key, or a new one in the old one's place."""

    help = "state, make, rotate: the master key, under which every case's key lies"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("state", help="who made the master key, and how many keys lie under it")
        make = verbs.add_parser("make", help="make a master key for a new installation")
        make.add_argument("file", type=Path, metavar="FILE", help="where; name it in OPENNRM_MASTER_KEY_FILE")
        verbs.add_parser("rotate", help="put a new master key in the old one's place; ends one that broke off")

    def handle(self, *, verb: str, file: Path | None = None, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            said = _made(file) if file else _rotated() if verb == "rotate" else _state()
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(said)


def _state() -> str:
    found = keys.state()
    master.set_mark()
    who = {
        Mark.DEMO: label(
            "The master key was made by itself: good for a demonstration. Put your own in its place with: "
            "opennrm keys rotate",
            "マスター鍵は自動で作成されたもので、デモ用です。opennrm keys rotate で運用者の鍵に替えてください。",
        ),
        Mark.OPERATOR: label("The master key was made by the operator.", "マスター鍵は運用者が作成したものです。"),
    }[found.mark]
    count = label(
        "Under it: %(held)d keys; erased for good: %(erased)d.",
        "保護している鍵：%(held)d、消去済みの鍵：%(erased)d。",
    ) % {"held": found.held, "erased": found.erased}
    unfinished = label(
        "A rotation broke off; every key can be read. End it with: opennrm keys rotate",
        "鍵の更新が途中で止まっています。全ての鍵は読み取れます。opennrm keys rotate で完了してください。",
    )
    return "\n".join(map(str, [who, count, *([unfinished] if len(found.generations) > 1 else [])]))


def _made(file: Path) -> str:
    master.make(file, mark=Mark.OPERATOR)
    said = label(
        "Wrote %(file)s. Name it in OPENNRM_MASTER_KEY_FILE, and keep a copy apart from the database and its backups.",
        "%(file)s を作成しました。OPENNRM_MASTER_KEY_FILE で指定し、写しをデータベース及びそのバックアップとは"
        "別に保管してください。",
    )
    return str(said % {"file": file})


def _rotated() -> str:
    done = keys.rotate(by="system")
    said = label(
        "The master key is new (generation %(generation)d); keys rewrapped under it: %(count)d. Backups from before "
        "need the retired key in %(retired)s: destroy it when the last of them is gone.",
        "マスター鍵を更新しました（第%(generation)d世代）。移した鍵：%(count)d。以前のバックアップには旧い鍵 "
        "%(retired)s が必要です。該当するバックアップが全て無くなった時点で廃棄してください。",
    )
    return str(said % {"generation": done.generation, "count": done.rewrapped, "retired": done.retired})
