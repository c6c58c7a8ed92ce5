"""Signing where the audit stands, for an organisation to keep."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from opennrm.page.bilingual import label
from opennrm.vault import checkpoints
from opennrm.vault.actions import await_turn
from opennrm.vault.checkpoints import Checkpoint, WrongFile
from opennrm.vault.keys import key_for
from opennrm.vault.models import AuditLine
from opennrm.vault.rules import Head
from opennrm.vault.terms import KeyKind


class NotTheChain(ValueError):
    """The audit is empty, or is not the one the file's last checkpoint speaks of: nothing is signed."""

    def __str__(self) -> str:
        return str(
            label(
                "Nothing was signed: the audit is empty, or is not the one this file was signed for. Run: "
                "opennrm audit verify --against FILE",
                "署名していません。監査記録が空か、このファイルに署名された時のものと異なります。"
                "opennrm audit verify --against FILE を実行してください。",
            )
        )


def checkpoint(file: Path) -> Checkpoint:
    """Sign the last committed line into a file, and give the checkpoint.

    Raises NotTheChain, WrongFile where the file is damaged or under another key, OSError, Refused without a master.
    """
    earlier = checkpoints.read(file) if file.exists() else ()
    with transaction.atomic():
        await_turn()
        private = key_for(KeyKind.CHECKPOINT, "audit")
        last = AuditLine.objects.order_by("-seq").values_list("seq", "hash").first()
        if last is None or not _stands(earlier[-1:]):
            raise NotTheChain
    one = checkpoints.sign(private, Head(*last), timezone.now())
    if earlier and earlier[0].key != one.key:
        raise WrongFile(1)
    checkpoints.append(file, one)
    return one


def _stands(known: tuple[Checkpoint, ...]) -> bool:
    return all(AuditLine.objects.filter(seq=each.head.seq, hash=each.head.hash).exists() for each in known)
