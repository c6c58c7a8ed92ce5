"""opennrm export: what the rooms below write, and the sealed file of an export that two officials approved."""

import contextlib
import os
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.identification.actions import exports
from opennrm.identification.actions.exports import Parcel
from opennrm.identification.interchange import ExportRefusal
from opennrm.identification.management.officials import identifying, official_named
from opennrm.identification.models import Export
from opennrm.page.refusals import Refused
from opennrm.understanding.exporting import ExportCommand

OWNER_ONLY = 0o600


class Command(ExportCommand):
    """Records of cases leave sealed: asked for and approved at the desk, made here or there, once."""

    help = "register | figures | htcds: write facts, published figures, or an approved export of cases to files"

    def add_kinds(self, kinds: Any) -> None:
        """``htcds NUMBER --as ADDRESS --out FILE``."""
        super().add_kinds(kinds)
        htcds = kinds.add_parser("htcds", help="the sealed file of an export two officials approved at the desk")
        htcds.add_argument("export", type=UUID, metavar="NUMBER", help="of the export, as its page shows it")
        htcds.add_argument("--as", dest="official", required=True, metavar="ADDRESS", help="who makes the file")
        htcds.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Write, and say what was written."""
        if what != "htcds":
            super().handle(*args, what=what, **options)
            return
        out: Path = options["out"]
        if out.exists():
            raise CommandError(_("%(file)s is there already. Choose another name.") % {"file": out})
        official = official_named(options["official"])
        try:
            with identifying(official), written_whole(out) as beside:
                export = Export.objects.filter(pk=options["export"]).first()
                if export is None:
                    raise Refused(ExportRefusal.NOT_HERE)
                exports.make(export, by=official, on=timezone.localdate(), keep=lambda parcel: put(beside, parcel))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("%(file)s: sealed to the receiver. Nobody else opens it.") % {"file": out})


@contextlib.contextmanager
def written_whole(out: Path) -> Any:
    """A place beside a file, which takes the file's name once all went well and is gone otherwise."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def put(file: Path, parcel: Parcel) -> None:
    """Write a sealed file to the disk, whole and lasting, before it counts as made."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as to:
        to.write(parcel.data)
        to.flush()
        os.fsync(to.fileno())
