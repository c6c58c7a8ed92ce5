"""The words of this room."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Promise(TextChoices):
    """What a release promises to the people its numbers come from."""

    PRIVATE = "private", label("Differential privacy", "差分プライバシー")
    SUPPRESSED = (
        "suppressed",
        label("Suppressed cells; no bound on what is learnt", "秘匿処理（漏えいの上限は保証されない）"),
    )
    ANONYMOUS = "anonymous", label("k-anonymity; no bound on what is learnt", "k-匿名性（漏えいの上限は保証されない）")


class Method(TextChoices):
    """How a table is made fit to go out."""

    SUPPRESS = "suppress", label("Withhold small counts", "少数の値を秘匿する")
    ROUND = "round", label("Round every count", "全ての値を丸める")


class ReleaseState(TextChoices):
    """Where a request for a release stands."""

    ASKED = "asked", label("Waits for two approvals", "承認待ち（2人）")
    FIRST = "first", label("Waits for the second approval", "2人目の承認待ち")
    PUBLISHED = "published", label("Published", "公表済み")
    REFUSED = "refused", label("Refused", "却下")


class DraftState(TextChoices):
    """Where an edition of the annual report stands."""

    DRAFT = "draft", label("Draft", "作成中")
    ASKED = "asked", label("Waits for two signatures", "署名待ち（2人）")
    FIRST = "first", label("Waits for the second signature", "2人目の署名待ち")
    PUBLISHED = "published", label("Published", "公表済み")
    REFUSED = "refused", label("Sent back", "差戻し")


OPEN_STATES = (ReleaseState.ASKED, ReleaseState.FIRST)


class Refusal(TextChoices):
    """Why a release may not spend or go out, and what to do instead."""

    DECIDED = (
        "decided",
        label(
            "This request is decided already. Ask for a new release.",
            "この申請は既に決定されています。新たに申請してください。",
        ),
    )
    OWN_REQUEST = (
        "own_request",
        label(
            "You asked for this release. Two other officials decide.",
            "自分が申請した公表です。別の2人の職員が決定します。",
        ),
    )
    GAVE_FIRST = (
        "gave_first",
        label(
            "You gave the first approval. The second is another official's.",
            "1人目の承認をした職員です。2人目は別の職員が承認します。",
        ),
    )
    NO_REASON = (
        "no_reason",
        label("Say why in a sentence or two.", "理由を1～2文で記入してください。"),
    )
    TOO_FEW = (
        "too_few",
        label(
            "The table counts fewer persons than the policy's threshold. Nothing of so few is published: add years or "
            "places together.",
            "表の対象者の総数が方針の基準値を下回ります。複数の年や地域をまとめてください。",
        ),
    )
    NO_LONGER_SAFE = (
        "no_longer_safe",
        label(
            "The attacker finds a weakness under the policy in force now. Refuse this request and ask anew.",
            "現在の方針では攻撃者による検査に合格しません。この申請を却下し、改めて申請してください。",
        ),
    )
    WITHDRAWN = (
        "withdrawn",
        label("This release is withdrawn already.", "この公表は既に撤回されています。"),
    )
    NOT_THE_RECORDS = (
        "not_the_records",
        label(
            "The page speaks of other records: the digests differ. Paste both files as opennrm synthesize wrote them.",
            "説明書のハッシュ値が記録と一致しません。opennrm synthesizeの2つの出力をそのまま貼り付けてください。",
        ),
    )
    NOT_A_PAGE = (
        "not_a_page",
        label(
            "This is not the page opennrm synthesize writes beside its records. Paste the whole JSON file.",
            "opennrm synthesizeが出力した説明書ではありません。JSONファイル全体を貼り付けてください。",
        ),
    )
    NOT_A_KEY = (
        "not_a_key",
        label(
            "This is no public key for exchange, or it was mistyped. Copy the whole line.",
            "交換用の公開鍵として読めません。行全体をそのまま貼り付けてください。",
        ),
    )
    PRIVATE_KEY = (
        "private_key",
        label(
            "This is the private half of a key. It must not leave its owner: tell them to make a new pair.",
            "これは秘密鍵です。提供先に、新しい鍵の組を作成するよう伝えてください。",
        ),
    )

    BUDGET_SPENT = (
        "budget_spent",
        label(
            "This would spend more than was declared for this population and year. Publish suppressed tables, or wait.",
            "この集団・年について宣言した予算を超えます。秘匿処理した表を公表するか、翌年を待ってください。",
        ),
    )
    NO_BUDGET = (
        "no_budget",
        label(
            "No budget was declared for this population and year. Declare it first.",
            "この集団・年の予算が宣言されていません。先に宣言してください。",
        ),
    )
    BUDGET_DECLARED = (
        "budget_declared",
        label(
            "The budget of this population and year is declared already, and stays as it is.",
            "この集団・年の予算は既に宣言されており、変更できません。",
        ),
    )
    CAP_PASSED = (
        "cap_passed",
        label("Epsilon lies above 0 and is at most 8.", "εは0より大きく8以下にしてください。"),
    )
    DELTA_WRONG = (
        "delta_wrong",
        label("Delta lies above 0 and is at most 0.0001.", "δは0より大きく0.0001以下にしてください。"),
    )
    NOTHING_PROMISED = (
        "nothing_promised",
        label(
            "Only a release with differential privacy has an epsilon and a delta; leave them out for this one.",
            "εとδは差分プライバシーによる公表だけにあります。この公表では指定しないでください。",
        ),
    )
    ONE_OFFICIAL = (
        "one_official",
        label(
            "A second official has to approve the release; nobody approves their own.",
            "公表には別の職員の承認が必要です。自分の申請を自分で承認することはできません。",
        ),
    )
    ALREADY_ENTERED = (
        "already_entered",
        label("This release stands in the ledger already.", "この公表は既に台帳に記載されています。"),
    )
    NOT_A_DRAFT = (
        "not_a_draft",
        label(
            "This is no longer a draft. Build a new one.",
            "作成中の案ではなくなっています。新しい案を作成してください。",
        ),
    )
    DRAFT_OPEN = (
        "draft_open",
        label(
            "A draft of this year is open already. Send it back, or have it signed, before you build another.",
            "この年の案が既にあります。差し戻すか署名を終えてから、新しい案を作成してください。",
        ),
    )
    OWN_WORK = (
        "own_work",
        label(
            "You built this draft or wrote part of it. Two officials who did neither sign.",
            "案を作成した、又は本文を執筆した職員は署名できません。別の2人の職員が署名します。",
        ),
    )
    MOVED_ON = (
        "moved_on",
        label(
            "Another official decided meanwhile. Look at the draft as it stands now, then decide.",
            "この間に別の職員が決定しました。現在の案を確認してから決定してください。",
        ),
    )
    OPEN_FINDINGS = (
        "open_findings",
        label(
            "A check found something nobody has answered. Mend the numbers, or write a note on each finding.",
            "検証の指摘に未回答のものがあります。数値を直すか、各指摘に注記を書いてください。",
        ),
    )
    OPEN_REMARKS = (
        "open_remarks",
        label(
            "A remark on a section is not resolved. Resolve each, then send the draft.",
            "本文への意見に未解決のものがあります。全て解決してから送付してください。",
        ),
    )
    NUMBERS_DIFFER = (
        "numbers_differ",
        label(
            "A text gives other numbers in English than in Japanese. Write the same ones, in figures.",
            "英語と日本語で数値が異なる本文があります。同じ数値を算用数字で書いてください。",
        ),
    )
    NO_REASON_TO_CORRECT = (
        "no_reason_to_correct",
        label(
            "An edition of this year is published. Say in both languages why there is to be another.",
            "この年の版は既に公表されています。新しい版を出す理由を両言語で記入してください。",
        ),
    )
    NOTHING_NEW = (
        "nothing_new",
        label(
            "Numbers and texts are those of the published edition. There is nothing to publish.",
            "数値も本文も公表済みの版と同じです。公表するものがありません。",
        ),
    )
    NOT_FIT = (
        "not_fit",
        label(
            "A table may not go out as it is: its numbers could give somebody away. The page names it.",
            "このままでは公表できない表があります（個人が推測されるおそれ）。ページに示した表を直してください。",
        ),
    )
    NO_SUCH_SIGN = (
        "no_such_sign",
        label(
            "A text holds a character that the fonts of the PDF do not have. Write it another way.",
            "PDFの書体にない文字が本文にあります。別の表記にしてください。",
        ),
    )
    NO_FACTS = (
        "no_facts",
        label(
            "The register has no facts of this year, or there is no register. Take in its facts first.",
            "この年の事実が登録簿にないか、登録簿がありません。先に事実を取り込んでください。",
        ),
    )
    WRITTEN_MEANWHILE = (
        "written_meanwhile",
        label(
            "Somebody wrote a newer version meanwhile. It stands below; take over what you need, and save again.",
            "この間に別の職員が新しい版を保存しました。下の新しい版を確認し、必要な部分を取り入れて保存してください。",
        ),
    )
    ONE_LANGUAGE = (
        "one_language",
        label(
            "Write both languages, or leave both empty to take the section out.",
            "両方の言語で書いてください。節を載せない場合は両方を空欄にしてください。",
        ),
    )
    NO_TITLE = (
        "no_title",
        label("A case example has a title in both languages.", "事例には両言語の見出しを付けてください。"),
    )
    NOT_AN_EXAMPLE = (
        "not_an_example",
        label("Only a case example is approved by itself.", "個別に承認するのは事例のみです。"),
    )
    OWN_EXAMPLE = (
        "own_example",
        label(
            "You wrote a version of this example. Two officials who did not approve it.",
            "この事例を執筆した職員は承認できません。執筆していない2人の職員が承認します。",
        ),
    )
    APPROVED_ALREADY = (
        "approved_already",
        label(
            "You approved this version already. A second official approves it too.",
            "この版は既に承認しました。2人目の職員の承認が必要です。",
        ),
    )
    NOT_THE_NEWEST = (
        "not_the_newest",
        label(
            "There is a newer version. Read it, then approve it.", "新しい版があります。確認してから承認してください。"
        ),
    )
    NOT_THE_SAME_UNITS = (
        "not_the_same_units",
        label(
            "This population cannot be counted by these rows or columns. Choose others.",
            "この対象は、選択した行又は列では集計できません。別の項目を選んでください。",
        ),
    )
    YEARS_TURNED = (
        "years_turned",
        label("The first year lies after the last. Turn them round.", "開始年が終了年より後になっています。"),
    )
    NOT_YOURS_TO_BUILD = (
        "not_yours_to_build",
        label(
            "Drafts are built by whoever compiles statistics. Ask a statistician.",
            "案を作成できるのは統計を作成する職員です。統計担当者に依頼してください。",
        ),
    )
    TOO_MANY_CELLS = (
        "too_many_cells",
        label(
            "The table has too many cells to be protected at once. Choose fewer years, or other rows and columns.",
            "表のセルが多すぎて秘匿処理ができません。年の範囲を狭めるか、別の項目を選んでください。",
        ),
    )
    NOT_PROTECTABLE = (
        "not_protectable",
        label(
            "No way was found to withhold enough of this table. Add categories or years together.",
            "この表は秘匿処理の方法が見つかりません。区分や年をまとめてください。",
        ),
    )
