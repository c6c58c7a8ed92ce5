"""Why there is no backup, or no restore, with what to do next. Nothing was written where one of these is met."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label
from opennrm.page.refusals import Refused

_NOTHING = "何も復元していません。"


class Shut(TextChoices):
    """What stands against it."""

    NOT_A_KEY = (
        "not_a_key",
        label(
            "This is no key of a backup, or a letter of it is wrong. Give the file that «opennrm backup key» wrote, or "
            "type the letters again from the paper, four at a time.",
            "バックアップの鍵ではないか、文字に誤りがあります。「opennrm backup key」が作成したファイルを指定するか、"
            "書面の文字を4文字ずつ確かめて入力し直してください。",
        ),
    )
    PRIVATE_GIVEN = (
        "private_given",
        label(
            "This is the private half of a backup's key. It does not belong on this machine: seal to the public half "
            "(the file that ends in .public), and take this one away.",
            "これはバックアップの鍵の秘密鍵です。この機器に置くものではありません。公開鍵（末尾が .public の"
            "ファイル）を指定し、秘密鍵は別の場所に移してください。",
        ),
    )
    KEY_THERE = (
        "key_there",
        label(
            "There is a file already. A key is never written over; choose another name.",
            "既にファイルがあります。鍵は上書きしません。別の名前を指定してください。",
        ),
    )
    FILE_THERE = (
        "file_there",
        label(
            "There is a file of this name, or of this name with .part, which a backup that was broken off left. "
            "Nothing is written over: choose another name, or remove the .part.",
            "同じ名前のファイルか、中断したバックアップの残り（末尾が .part）があります。上書きはしません。別の名前に"
            "するか、.part を削除してください。",
        ),
    )
    NOTHING_THERE = (
        "nothing_there",
        label(
            "There is no database of OpenNRM here, so nothing was backed up. Check OPENNRM_HOME and "
            "OPENNRM_DATABASE_URL.",
            "ここには OpenNRM のデータベースがなく、バックアップは作成していません。OPENNRM_HOME 及び "
            "OPENNRM_DATABASE_URL を確認してください。",
        ),
    )
    DATABASE_NEWER = (
        "database_newer",
        label(
            "This database was brought up to date by a newer version of OpenNRM. Make the backup with that version.",
            "このデータベースはより新しい OpenNRM で更新されています。その版でバックアップを作成してください。",
        ),
    )
    NOT_A_BACKUP = (
        "not_a_backup",
        label(
            "This file is no backup of OpenNRM, or its first bytes were changed. Nothing was restored. Check the name, "
            "or take another copy.",
            f"このファイルは OpenNRM のバックアップではないか、先頭が改変されています。{_NOTHING}"
            "ファイル名を確認するか、別の写しを使用してください。",
        ),
    )
    BROKEN = (
        "broken",
        label(
            "This backup was cut short or changed after it was made. Nothing was restored. Take another copy of it, or "
            "the backup before.",
            f"このバックアップは作成後に途中で切れたか、改変されています。{_NOTHING}別の写しか、一つ前のバックアップを"
            "使用してください。",
        ),
    )
    BACKUP_NEWER = (
        "backup_newer",
        label(
            "This backup was made by a newer version of OpenNRM. Nothing was restored. Install that version, then "
            "restore.",
            f"このバックアップはより新しい OpenNRM で作成されたものです。{_NOTHING}その版を導入してから復元して"
            "ください。",
        ),
    )
    NOT_EMPTY = (
        "not_empty",
        label(
            "The database to restore into is not empty. Nothing was restored and nothing was touched. Name an empty "
            "folder with --into, or an empty PostgreSQL database in OPENNRM_DATABASE_URL.",
            f"復元先のデータベースが空ではありません。{_NOTHING}既存のデータにも触れていません。--into "
            "で空のフォルダーを指定するか、OPENNRM_DATABASE_URL で空の PostgreSQL データベースを指定してください。",
        ),
    )
    NOT_AS_COUNTED = (
        "not_as_counted",
        label(
            "What arrived in the database is not what the backup counted. All of it was undone. Tell whoever looks "
            "after OpenNRM for you; the backup itself is whole.",
            "データベースに入った内容がバックアップの件数と一致しません。全て取り消しました。バックアップ自体は正常です。"
            "保守の担当者に連絡してください。",
        ),
    )


class SealedToAnother(Refused):
    """The private key given is not that of the backup; the text names both."""

    def __init__(self, wanted: str, given: str) -> None:
        super().__init__(Shut.NOT_A_KEY)
        self.wanted, self.given = wanted, given

    def __str__(self) -> str:
        said = label(
            "This backup is sealed to the key %(wanted)s; the one given is %(given)s. Nothing was restored. Bring the "
            "private key of that name.",
            f"このバックアップは鍵 %(wanted)s で封印されていますが、指定された鍵は %(given)s です。{_NOTHING}"
            "該当する名の秘密鍵を用意してください。",
        )
        return str(said % {"wanted": self.wanted, "given": self.given})
