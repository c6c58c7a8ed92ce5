"""The words of signing in: what a link is for, what a factor is, and why something is refused."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Purpose(TextChoices):
    """What a one-time link lets its holder do."""

    INVITATION = "invitation", label("Invitation", "招待")
    RECOVERY = "recovery", label("Recovery", "再設定")


class Factor(TextChoices):
    """What an official proves besides knowing a password."""

    APP = "app", label("Authenticator app", "認証アプリ")
    PASSKEY = "passkey", label("Passkey", "パスキー")
    CODE = "recovery-code", label("Recovery code", "予備コード")


class Outcome(TextChoices):
    """How a recovery ended."""

    DONE = "done", label("Done", "完了")
    CANCELLED = "cancelled", label("Cancelled", "取消し")


class Refusal(TextChoices):
    """Why signing in, or letting somebody in, is refused, and what to do instead."""

    WRONG = (
        "wrong",
        label(
            "The e-mail address or the password is not right. Check both and try again.",
            "メールアドレス又はパスワードが正しくありません。確認してもう一度入力してください。",
        ),
    )
    WRONG_CODE = (
        "wrong_code",
        label(
            "This code is not right, or was used already. Wait for the next one in your app, and type it as it stands.",
            "コードが正しくないか、既に使用されています。アプリに次のコードが表示されてから、そのまま入力してください。",
        ),
    )
    WRONG_PASSKEY = (
        "wrong_passkey",
        label(
            "The passkey was not accepted. Try again, or use another way to sign in.",
            "パスキーを確認できませんでした。もう一度試すか、他の方法を使用してください。",
        ),
    )
    WRONG_PASSWORD = (
        "wrong_password",
        label("This is not your password. Try again.", "パスワードが違います。もう一度入力してください。"),
    )
    TOO_OFTEN = (
        "too_often",
        label(
            "There were too many failed tries. Wait 15 minutes, then try again. A passkey works meanwhile.",
            "失敗が続いたため、一時的に受け付けていません。15分待ってからもう一度試してください。"
            "パスキーはその間も使用できます。",
        ),
    )
    LINK_OVER = (
        "link_over",
        label(
            "This link has been used, has expired, or was replaced by a newer one. Nothing was changed. "
            "Ask whoever gave it to you for a new one.",
            "このリンクは使用済みか、期限切れか、新しいものに替えられています。何も変更されていません。"
            "リンクを渡した人に新しいものを依頼してください。",
        ),
    )
    EMAIL_TAKEN = (
        "email_taken",
        label(
            "Somebody signs in with this e-mail address already. Give another one.",
            "このメールアドレスは既に使用されています。別のものを指定してください。",
        ),
    )
    HAS_ACCOUNT = (
        "has_account",
        label(
            "This official has an account already. If they cannot sign in, ask for a recovery.",
            "この担当者には既にアカウントがあります。サインインできない場合は再設定を申請してください。",
        ),
    )
    ALREADY_OPENED = (
        "already_opened",
        label(
            "This account is in use: an invitation is for a new one. If they cannot sign in, ask for a recovery.",
            "このアカウントは既に使用されています。サインインできない場合は再設定を申請してください。",
        ),
    )
    NOT_YOURS_TO_DECIDE = (
        "not_yours_to_decide",
        label(
            "Only an administrator, or a lead of the same organisation, may decide this. Ask one of them.",
            "管理者、又は同じ機関の責任者だけが決定できます。いずれかに依頼してください。",
        ),
    )
    YOUR_OWN = (
        "your_own",
        label(
            "Nobody decides on their own recovery. Ask two others.",
            "自分の再設定を自分で承認することはできません。他の2人に依頼してください。",
        ),
    )
    APPROVED_BY_YOU = (
        "approved_by_you",
        label(
            "You approved this already. A second person must approve it too.",
            "既に承認済みです。もう一人の承認が必要です。",
        ),
    )
    RECOVERY_OVER = (
        "recovery_over",
        label(
            "This recovery has ended. If it is still needed, ask for a new one.",
            "この再設定は終了しています。必要な場合は改めて申請してください。",
        ),
    )
    LAST_FACTOR = (
        "last_factor",
        label(
            "This is your only way to confirm that it is you. Add another one first.",
            "本人確認の手段がこれだけです。先に別の手段を追加してください。",
        ),
    )
    NO_INBOX = (
        "no_inbox",
        label(
            "Your organisation has no inbox yet. Ask the lead.",
            "この機関にはまだ受信箱がありません。責任者に確認してください。",
        ),
    )
    LEAD_FOUNDS = (
        "lead_founds",
        label(
            "The lead of your organisation does this, with the role of one who reads reports. Ask them.",
            "この操作は、通報・相談を受ける役割を持つ責任者が行います。責任者に依頼してください。",
        ),
    )
    NO_READER = (
        "no_reader",
        label(
            "Only officials of your organisation who read reports get a phrase. Give them that role first.",
            "パスフレーズを発行できるのは、所属機関で通報・相談を受ける担当者に限られます。先に役割を付与してください。",
        ),
    )
    LAST_MEMBER = (
        "last_member",
        label(
            "This is the last member: without one nobody opens the inbox. Add another first.",
            "最後のメンバーです。いなくなると受信箱を開ける者がいなくなります。先に別のメンバーを追加してください。",
        ),
    )
