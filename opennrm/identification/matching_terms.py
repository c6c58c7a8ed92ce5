"""The words of matching: what is compared, how it agrees, what was asked and answered, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class MatchField(TextChoices):
    """What two records are compared by."""

    NAME = "name", label("Name", "氏名")
    BIRTH = "birth", label("Date of birth", "生年月日")
    DOCUMENT = "document", label("Document number", "旅券・在留カード番号")
    PHONE = "phone", label("Telephone", "電話番号")
    SEX = "sex", label("Sex", "性別")
    NATIONALITY = "nationality", label("Nationality", "国籍")


class Agreement(TextChoices):
    """How two records stand to each other in a field."""

    SAME = "same", label("Agrees", "一致")
    CLOSE = "close", label("Close", "類似")
    DIFFERENT = "different", label("Differs", "不一致")
    UNKNOWN = "unknown", label("Not known of both", "一方又は双方が不明")


class Exactly(TextChoices):
    """In what two records agree or are close, by field and level, where the field alone does not say."""

    WRITTEN = "name_written", label("written the same", "表記が同じ")
    HEARD = "name_heard", label("sounds the same", "読みが同じ")
    SKELETON = "name_skeleton", label("the consonants agree", "子音が一致")
    LETTERS = "name_letters", label("most letters agree", "文字の大半が一致")
    MOSTLY = "name_mostly", label("one part and many letters agree", "姓又は名と多くの文字が一致")
    PART = "name_part", label("one part agrees", "姓又は名の一部が一致")
    NEAR = (
        "birth_near",
        label("all but one part, or day and month exchanged", "年月日の一つが異なるか月日が逆"),
    )


class AgreesIn(TextChoices):
    """What a body is told of a likely duplicate among its own files: what agrees, never the value."""

    NAME = "name", label("same name", "同じ氏名")
    BIRTH = "birth", label("same date of birth", "同じ生年月日")
    DOCUMENT = "document", label("same document number", "同じ旅券・在留カード番号")
    PHONE = "phone", label("same telephone", "同じ電話番号")
    NAME_CLOSE = "name_close", label("similar name", "似た氏名")
    BIRTH_CLOSE = "birth_close", label("similar date of birth", "似た生年月日")


class Strength(TextChoices):
    """How likely it is that two records are of one person, in words."""

    VERY_LIKELY = "very_likely", label("Very likely the same person", "同一人の可能性が非常に高い")
    LIKELY = "likely", label("Likely the same person", "同一人の可能性が高い")
    POSSIBLE = "possible", label("Possibly the same person", "同一人の可能性がある")


class Digested(TextChoices):
    """Of what a digest was made."""

    WRITTEN = "written", label("Name as written", "氏名の表記")
    SOUND = "sound", label("Name as heard", "氏名の音")
    SKELETON = "skeleton", label("Consonants of the name", "氏名の子音")
    PART = "part", label("Part of the name", "氏名の一部")
    BIRTH = "birth", label("Day of birth", "生年月日")
    BIRTH_PART = "birth_part", label("Two parts of the day of birth", "生年月日の一部")
    PHONE = "phone", label("Telephone", "電話番号")
    DOCUMENT = "document", label("Document number", "旅券・在留カード番号")


class Answered(TextChoices):
    """What the matching officer answered a body that asked: no more than this."""

    COUNTED_ONCE = "counted_once", label("Settled: counted once", "確認済み：1人として計上")
    NOTHING_FOUND = "nothing_found", label("Nothing was found to settle", "確認の必要な記録なし")


class Stage(TextChoices):
    """How far a sweep is."""

    READING = "reading", label("Reading the keys", "照合キーの読み込み中")
    COMPARING = "comparing", label("Comparing", "照合中")
    NOTING = "noting", label("Noting what was found", "結果の登録中")
    DONE = "done", label("Done", "完了")


class MatchingRefusal(TextChoices):
    """Why not, and what to do instead."""

    NOT_YOURS = (
        "not_yours",
        label(
            "Only the national matching officer settles whether two records are of one person. Ask them.",
            "同一人かどうかを確定できるのは照合担当官だけです。照合担当官に依頼してください。",
        ),
    )
    SETTLED = (
        "settled",
        label(
            "Another official settled this pair meanwhile. Look at what was decided.",
            "この組は他の担当者が既に確定しています。確定の内容を確認してください。",
        ),
    )
    STILL_OPEN = (
        "still_open",
        label("This pair is not settled yet. Settle it.", "この組はまだ確定されていません。確定してください。"),
    )
    MERGED = (
        "merged",
        label(
            "The two are counted as one. Undo the merge, and the pair is open again.",
            "この2件は1人として計上されています。統合を取り消すと、確認待ちに戻ります。",
        ),
    )
    CONTRADICTS = (
        "contradicts",
        label(
            "It was decided that records of these two are of different persons. Take that decision back first.",
            "この2人の記録については別人と判断されています。先にその判断を取り消してください。",
        ),
    )
    UNDONE = ("undone", label("This merge was undone already.", "この統合は既に取り消されています。"))
    LATER_FIRST = (
        "later_first",
        label(
            "A later merge rests on this one: undo first the one that dissolved the key kept here.",
            "後の統合がこの統合を前提としています。ここで残した番号を統合した、後の統合を先に取り消してください。",
        ),
    )
    NO_REASON = ("no_reason", label("Give a reason.", "理由を入力してください。"))
    ASKED = (
        "asked",
        label(
            "The matching officer was asked about this person already. Wait for the answer.",
            "この人については照合担当官に依頼済みです。回答をお待ちください。",
        ),
    )
    ANSWERED = ("answered", label("This question was answered already.", "この依頼には回答済みです。"))
