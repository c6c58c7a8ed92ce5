"""What a person may meet at a lock, with what to do next; our own mistakes raise Python's errors instead."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Lock(TextChoices):
    """Why something stays shut."""

    BROKEN = (
        "broken",
        label(
            "This content does not open: it was changed, cut short or moved since it was sealed. Nothing was altered. "
            "Tell the operator, who can compare it with a backup.",
            "この内容は開けません。封印した後に改変、欠落又は移動があったものです。データには手を加えていません。"
            "運用者に連絡し、バックアップと照合してください。",
        ),
    )
    ERASED = (
        "erased",
        label(
            "The key of this case was erased on purpose: what it sealed cannot be read, and nothing can be added.",
            "この事案の鍵は正規の手続により消去されています。封印した内容は読み出せず、追加もできません。",
        ),
    )
    WRONG_PHRASE = (
        "wrong_phrase",
        label(
            "This is not the inbox phrase. Nothing was opened. Try again; if it is lost, "
            "another member or the recovery key can give you a new one.",
            "受信箱のパスフレーズが違います。何も開かれていません。もう一度入力してください。"
            "忘れた場合は、他のメンバー又は復旧用の鍵で再発行できます。",
        ),
    )
    WRONG_RECOVERY_KEY = (
        "wrong_recovery_key",
        label(
            "This is not the recovery key of this inbox, or it was mistyped. Nothing was opened. "
            "Compare it with the paper, four letters at a time.",
            "この受信箱の復旧用の鍵ではないか、入力に誤りがあります。何も開かれていません。"
            "書面と4文字ずつ照合してください。",
        ),
    )
    WEAK_PHRASE = (
        "weak_phrase",
        label(
            "This phrase is too short to protect an inbox. Take the one that was made for you.",
            "このパスフレーズは短すぎて受信箱を守れません。発行されたものを使用してください。",
        ),
    )
    NO_SLOT = (
        "no_slot",
        label(
            "You are not a member of this inbox. Ask a member to add you.",
            "この受信箱のメンバーではありません。メンバーに追加を依頼してください。",
        ),
    )
    HAS_SLOT = (
        "has_slot",
        label(
            "This person is already a member of the inbox.",
            "この人は既に受信箱のメンバーです。",
        ),
    )
    HAS_INBOX = (
        "has_inbox",
        label(
            "This organisation has an inbox already. Ask one of its members to add you.",
            "この機関には既に受信箱があります。メンバーに追加を依頼してください。",
        ),
    )
    ROTATED = (
        "rotated",
        label(
            "The inbox has a new key since you opened it. Open it again with your phrase.",
            "開いた後に受信箱の鍵が更新されました。パスフレーズで開き直してください。",
        ),
    )
    STILL_IN_USE = (
        "still_in_use",
        label(
            "This key still receives messages. Rotate the inbox first.",
            "この鍵は現在も受信に使われています。先に受信箱の鍵を更新してください。",
        ),
    )
    FORGED = (
        "forged",
        label(
            "A key of this inbox was put there by nobody who could open it. Nothing was handed to it. "
            "Tell the operator at once.",
            "この受信箱に、開く権限を持つ者以外が置いた鍵があります。その鍵には何も渡していません。"
            "直ちに運用者に連絡してください。",
        ),
    )
    MASTER_MISSING = (
        "master_missing",
        label(
            "The master key is not where it should be. Put its file back, or name it in OPENNRM_MASTER_KEY_FILE; "
            "make one for a new installation with: opennrm keys make FILE",
            "マスター鍵が所定の場所にありません。ファイルを戻すか、OPENNRM_MASTER_KEY_FILE で指定してください。"
            "新規の場合は opennrm keys make FILE で作成します。",
        ),
    )
    MASTER_READABLE = (
        "master_readable",
        label(
            "Others can read the master key's file. Take their rights away: chmod 600",
            "マスター鍵のファイルが他の利用者から読める状態です。chmod 600 で権限を外してください。",
        ),
    )
    MASTER_SHUT = (
        "master_shut",
        label(
            "This account or process may not read the master key. The desk, the worker and commands that need it run "
            "under the account that owns its file; the public door never reads it.",
            "このアカウント又はプロセスはマスター鍵を読み取れません。業務画面、ワーカー及び鍵を要するコマンドは、鍵の"
            "ファイルを所有するアカウントで実行してください。公開側のプロセスが鍵を読み取ることはありません。",
        ),
    )
    MASTER_DAMAGED = (
        "master_damaged",
        label(
            "The master key's file cannot be understood. Put a whole copy of it back; do not edit it by hand.",
            "マスター鍵のファイルを読み取れません。完全な写しに戻してください。手で編集しないでください。",
        ),
    )
    MASTER_OTHER = (
        "master_other",
        label(
            "This database's keys are wrapped under another master key than the one in the file. "
            "Put back the file that belongs to this database, or the retired one for an older backup.",
            "このデータベースの鍵は、ファイルにあるものとは別のマスター鍵で保護されています。"
            "対応するファイルに戻すか、古いバックアップの場合は当時の鍵を使用してください。",
        ),
    )
    MASTER_THERE = (
        "master_there",
        label(
            "There is a file already. A master key is never written over; choose another name.",
            "既にファイルがあります。マスター鍵は上書きしません。別の名前を指定してください。",
        ),
    )


class NotAudited(RuntimeError):
    """A field was to be opened without its line in the audit: our mistake, never a person's."""
