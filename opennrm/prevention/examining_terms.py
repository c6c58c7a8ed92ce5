"""The words of employers and their examinations at the desk: kinds, states, results, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class TieKind(TextChoices):
    """Who stands beside an employer."""

    OFFICER = "officer", label("Officer of the company", "役員")
    BROKER = "broker", label("Broker or recruiter", "仲介者・紹介事業者")
    SUPPORT = "support", label("Registered support organisation", "登録支援機関")


class ExaminationKind(TextChoices):
    """How closely an employer is examined."""

    ORDINARY = "ordinary", label("Examination", "審査")
    STRICT = "strict", label("Strict re-examination", "厳格な再審査")
    INSPECTION = "inspection", label("Inspection at the workplace", "実地検査")


class ExaminationState(TextChoices):
    """Where an examination stands."""

    UNDER_WAY = "under_way", label("Under way", "審査中")
    STOPPED = "stopped", label("Stopped", "中断")
    DECIDED = "decided", label("Decided", "判断済み")


class Result(TextChoices):
    """What was decided. It is an official's decision; nothing is decided by reckoning."""

    FULFILS = "fulfils", label("Fulfils the criteria", "基準に適合")
    DOES_NOT = "does_not", label("Does not fulfil the criteria", "基準に不適合")
    WITHDRAWN = "withdrawn", label("Ended without a decision: the application was withdrawn", "取下げにより終了")


class Review(TextChoices):
    """What a second official found of a decision."""

    UPHELD = "upheld", label("The decision stands", "判断を維持")
    REOPENED = "reopened", label("The examination is taken up again", "審査をやり直す")


class PaperKind(TextChoices):
    """What a document shows."""

    CONTRACT = "contract", label("Employment contract", "雇用契約書")
    WAGES = "wages", label("Wage ledger or pay slips", "賃金台帳・給与明細")
    HOURS = "hours", label("Record of hours", "労働時間の記録")
    SUPPORT = "support", label("Support plan or its record", "支援計画・支援の記録")
    INSPECTION = "inspection", label("Taken at an inspection", "検査時の資料")
    OTHER = "other", label("Other", "その他")


class MeasureKind(TextChoices):
    """What the authority did. Its articles stand in ``data/measures.toml``."""

    FINDING = "finding", label("Finding of an inspection", "検査での指摘")
    GUIDANCE = "guidance", label("Guidance and advice", "指導・助言")
    ORDER = "order", label("Order to improve", "改善命令")
    REFUSAL = "refusal", label("Refusal", "不許可")
    REVOCATION = "revocation", label("Revocation", "取消し")


class MeasureState(TextChoices):
    """What became of a measure."""

    OPEN = "open", label("To be fulfilled", "対応待ち")
    STANDS = "stands", label("Stands", "効力あり")
    FULFILLED = "fulfilled", label("Fulfilled", "履行済み")
    NOT_FULFILLED = "not_fulfilled", label("Not fulfilled", "不履行")
    WITHDRAWN = "withdrawn", label("Withdrawn", "取消し・撤回")


class ExaminationRefusal(TextChoices):
    """Why something is not done to an employer or an examination, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such record for you. Ask the office that examines this employer.",
            "該当する記録がないか、閲覧が許可されていません。この事業者を担当する機関に問い合わせてください。",
        ),
    )
    NUMBER = (
        "number",
        label(
            "This is no corporate number: it has 13 digits, and its first digit checks the other twelve. "
            "Look for a slip of the pen.",
            "法人番号として正しくありません。13桁で、先頭の桁が残り12桁の検査用数字です。入力の誤りを確認してください。",
        ),
    )
    NUMBER_TAKEN = (
        "number_taken",
        label(
            "Your office has this employer already. Look it up by its corporate number.",
            "この事業者は既に登録されています。法人番号で検索してください。",
        ),
    )
    CONTRACT_TAKEN = (
        "contract_taken",
        label(
            "This employer has a contract with that id already. Open that one, or give another id.",
            "この事業者には同じ識別子の契約が既にあります。その契約を開くか、別の識別子を付けてください。",
        ),
    )
    TERMS = (
        "terms",
        label(
            "Some terms cannot be read; each field says what to write instead.",
            "読み取れない条件があります。各項目の説明に従って修正してください。",
        ),
    )
    NO_CONTRACT = (
        "no_contract",
        label(
            "Choose at least one contract of this employer. Enter one first where there is none.",
            "この事業者の契約を1件以上選んでください。契約がない場合は先に登録してください。",
        ),
    )
    UNDER_WAY = (
        "under_way",
        label(
            "An examination of this employer is not decided yet. Go on with that one.",
            "この事業者には未了の審査があります。その審査を続けてください。",
        ),
    )
    NOT_UNDER_WAY = (
        "not_under_way",
        label(
            "The examination is stopped or decided. Resume it first, or ask for a review.",
            "この審査は中断中又は判断済みです。先に再開するか、見直しを依頼してください。",
        ),
    )
    NOT_STOPPED = ("not_stopped", label("The examination is not stopped.", "この審査は中断されていません。"))
    NO_REASON = ("no_reason", label("Give a reason.", "理由を記入してください。"))
    NO_EVIDENCE = (
        "no_evidence",
        label(
            "Say what shows it: your finding differs from what the terms and answers show.",
            "条件・回答から導かれる結果と異なるため、何によって確認したかを記入してください。",
        ),
    )
    APPLIES = (
        "applies",
        label(
            "This criterion has no exception, so it always applies. Choose met, not met or not shown.",
            "この基準に例外はなく、常に適用されます。適合・不適合・確認できないのいずれかを選んでください。",
        ),
    )
    CHANGED = (
        "changed",
        label(
            "Somebody changed this meanwhile. Look at it again, then decide. Nothing of yours was kept.",
            "その間に別の担当者が変更しました。内容を確認してからやり直してください。今回の入力は保存されていません。",
        ),
    )
    NOTHING_MISSING = (
        "nothing_missing",
        label(
            "No criterion is open: there is nothing to ask the employer.",
            "未確認又は不適合の基準がないため、照会する事項がありません。",
        ),
    )
    DUE_PAST = (
        "due_past",
        label(
            "The day it is due lies in the past. Choose a later day.",
            "期限が過去の日付です。明日以降の日付を入力してください。",
        ),
    )
    NO_DUE = (
        "no_due",
        label("Say by when it is to be fulfilled.", "いつまでに履行すべきかを入力してください。"),
    )
    LETTER_OPEN = (
        "letter_open",
        label(
            "A letter waits for its answer. Enter the answer, or withdraw the letter, first.",
            "回答待ちの照会があります。先に回答を登録するか、照会を取り下げてください。",
        ),
    )
    LETTER_DONE = (
        "letter_done",
        label("This letter was answered or withdrawn before.", "この照会は回答済み又は取下げ済みです。"),
    )
    NO_LETTER_TEXT = (
        "no_letter_text",
        label(
            "The letter has no text in this language. Choose another, and have it interpreted.",
            "この言語の文面はありません。別の言語を選び、通訳を手配してください。",
        ),
    )
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    TOO_EARLY = (
        "too_early",
        label(
            "The day lies before what it ends. Enter a later one.",
            "対象となる出来事より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    STILL_OPEN = (
        "still_open",
        label(
            "A criterion is not met or not shown, so the employer does not fulfil them all. Settle each first, "
            "or decide otherwise.",
            "不適合又は確認できない基準が残っているため、適合とは判断できません。個々に解消するか、別の判断を選んでください。",
        ),
    )
    ALL_MET = (
        "all_met",
        label(
            "Every criterion is met or does not apply: nothing of it says that they are not fulfilled.",
            "全ての基準が適合又は該当なしのため、不適合とする根拠がありません。",
        ),
    )
    NOT_DECIDED = (
        "not_decided",
        label("There is no decision yet. Decide first.", "まだ判断されていません。先に判断してください。"),
    )
    OWN_DECISION = (
        "own_decision",
        label(
            "Nobody reviews their own decision. Ask a colleague.",
            "自らの判断を見直すことはできません。同僚に依頼してください。",
        ),
    )
    REVIEWED = ("reviewed", label("This decision was reviewed before.", "この判断は既に見直し済みです。"))
    NO_GROUND = (
        "no_ground",
        label(
            "A refusal, an order or a revocation rests on a criterion that is not met. Enter the finding first.",
            "不許可・改善命令・取消しには、不適合とした基準が必要です。先に審査結果を登録してください。",
        ),
    )
    MEASURE_SETTLED = (
        "measure_settled",
        label("What became of this measure is entered already.", "この措置の結果は既に登録されています。"),
    )
    NO_NAME = ("no_name", label("Give a name.", "名称を入力してください。"))
