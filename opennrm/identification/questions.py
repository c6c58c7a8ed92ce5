"""The words of a screening: what an indicator speaks of, what an answer shows, why an interview stops, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Dimension(TextChoices):
    """What the operational indicators of the ILO are grouped by, in the order they are asked."""

    DECEPTIVE_RECRUITMENT = "deceptive_recruitment", label("Deceptive recruitment", "欺もうによる募集")
    COERCIVE_RECRUITMENT = "coercive_recruitment", label("Coercive recruitment", "強制による募集")
    RECRUITMENT_ABUSE = (
        "recruitment_abuse_of_vulnerability",
        label("Recruitment by abuse of vulnerability", "脆弱性への付け込みによる募集"),
    )
    EXPLOITATION = "exploitation", label("Exploitation", "搾取")
    COERCION = "coercion_at_destination", label("Coercion at destination", "到着地での強制")
    DESTINATION_ABUSE = (
        "abuse_of_vulnerability_at_destination",
        label("Abuse of vulnerability at destination", "到着地での脆弱性への付け込み"),
    )


class Element(TextChoices):
    """An element of trafficking in persons (Palermo Protocol, article 3); consent is none, and changes nothing."""

    ACT = "act", label("Act", "行為")
    MEANS = "means", label("Means", "手段")
    PURPOSE = "purpose", label("Purpose of exploitation", "搾取の目的")
    CONSENT = (
        "consent",
        label("Consent (irrelevant once a means was used)", "同意（手段が用いられた場合は考慮されない）"),
    )


class Phase(TextChoices):
    """When it happened."""

    RECRUITMENT = "recruitment", label("Recruitment", "募集段階")
    DESTINATION = "destination", label("Destination", "到着地")


class Strength(TextChoices):
    """How much an indicator weighs in its dimension."""

    STRONG = "strong", label("strong", "強")
    MEDIUM = "medium", label("medium", "中")
    WEAK = "weak", label("weak", "弱")


class AskedOf(TextChoices):
    """Of whom a list is asked. Who may be under 18 is asked what a child is asked."""

    ADULT = "adult", label("adults", "成人")
    CHILD = "child", label("children, and who may be one", "児童（年齢不明を含む）")
    EVERYONE = "everyone", label("everyone", "全員")


class ListEvidence(TextChoices):
    """How sure it is that a list reads so."""

    ATTESTED = "attested", label("Seen in sources that quote it", "引用する典拠で確認")
    SECONDARY = (
        "secondary",
        label(
            "From a secondary source; not compared with the ILO's own document",
            "二次資料による。ILOの原文との照合は未了",
        ),
    )
    GATHERED = "gathered", label("Gathered by us; no official list", "当方で収集したもの。公式の一覧ではない")


class Shown(TextChoices):
    """Whether the answers show an element."""

    SHOWN = "shown", label("Shown", "示されている")
    NOT_SHOWN = "not_shown", label("Not shown so far", "まだ示されていない")
    NOT_NEEDED = (
        "not_needed",
        label("Not asked and not needed: under 18, or not sure", "18歳未満又は不明のため、問わず、要しない"),
    )


class StopReason(TextChoices):
    """Why an interview waits."""

    UNSAFE = "unsafe", label("The person does not feel safe to speak", "安心して話せない")
    NOT_ALONE = "not_alone", label("Somebody is present whom they may fear", "恐れる相手が同席している")
    INTERPRETER = "interpreter", label("No interpreter", "通訳がいない")
    DISTRESS = "distress", label("The person needs rest or care", "休息や手当てが必要")
    WISH = "wish", label("The person wishes to stop", "本人が中断を希望")
    TIME = "time", label("To be continued another day", "後日続ける")


class ScreeningRefusal(TextChoices):
    """Why not, and what to do instead."""

    OPEN_ALREADY = (
        "open_already",
        label(
            "An interview is open in this case. Go on with that one.",
            "このケースには進行中の聞き取りがあります。それを続けてください。",
        ),
    )
    CONCLUDED = (
        "concluded",
        label(
            "The interview was concluded. Begin another, or decide.",
            "この聞き取りは終了しています。新たに始めるか、判断に進んでください。",
        ),
    )
    STOPPED = (
        "stopped",
        label(
            "The interview waits. Resume it first: say where, with which interpreter, and that it is safe.",
            "この聞き取りは中断しています。場所・通訳・安全を確認して、再開してください。",
        ),
    )
    NOT_STOPPED = ("not_stopped", label("The interview does not wait.", "この聞き取りは中断していません。"))
    NOT_ASKED_OF_A_CHILD = (
        "not_asked_of_a_child",
        label(
            "Of a person under 18, or whose age is not sure, means are not asked. Leave this question out.",
            "18歳未満又は年齢不明の人には手段について尋ねません。この質問は省いてください。",
        ),
    )
    NO_SUCH_QUESTION = (
        "no_such_question",
        label(
            "The lists of this interview have no such question. Load the page again.",
            "この聞き取りの一覧にない質問です。ページを読み込み直してください。",
        ),
    )
    CHILD_IN_THE_CASE = (
        "child_in_the_case",
        label(
            "The case says that the person is under 18. Choose so here, or correct the case first.",
            "このケースでは18歳未満とされています。ここでもそう選ぶか、先にケースを訂正してください。",
        ),
    )
    NOT_HEARD = (
        "not_heard",
        label(
            "Nobody is confirmed or turned down unheard: conclude a screening first, or decide «possible» or «more "
            "must be known».",
            "聞き取りをせずに認定も否定もしません。先に聞き取りを終えるか、「可能性あり」又は「追加の確認が必要」としてください。",
        ),
    )
    STILL_OPEN = (
        "still_open",
        label(
            "The interview is not concluded. Conclude it first, or decide «possible» or «more must be known».",
            "聞き取りが終わっていません。先に終えるか、「可能性あり」又は「追加の確認が必要」としてください。",
        ),
    )
    NO_ACT = (
        "no_act",
        label(
            "No act is shown (recruited, transported, transferred, harboured, received). Answer that part, or decide "
            "«possible».",
            "行為（獲得・輸送・引渡し・蔵匿・収受）が示されていません。その部分に答えるか、「可能性あり」としてください。",
        ),
    )
    NO_PURPOSE = (
        "no_purpose",
        label(
            "No purpose of exploitation is shown, done or meant. Answer that part, or decide «possible».",
            "搾取の目的（その意図を含む）が示されていません。その部分に答えるか、「可能性あり」としてください。",
        ),
    )
    NO_MEANS = (
        "no_means",
        label(
            "No means is shown, and of an adult the Palermo Protocol asks for one (article 3 (a)). Answer that part, "
            "or decide «possible».",
            "手段が示されていません。成人については人身取引議定書第3条(a)が手段を要します。その部分に答えるか、「可能性あり」としてください。",
        ),
    )
    DECIDED_MEANWHILE = (
        "decided_meanwhile",
        label(
            "Another official decided meanwhile. Read that decision first; yours was not kept.",
            "その間に別の担当者が判断しました。まずその判断を確認してください。あなたの判断は保存されていません。",
        ),
    )
    DECIDED = (
        "decided",
        label(
            "The case was decided. Another official may review the decision, or the person may ask for it anew.",
            "既に判断されています。別の担当者による再検討か、本人の不服申出によってください。",
        ),
    )
    NOTHING_DECIDED = ("nothing_decided", label("Nothing was decided yet.", "まだ判断されていません。"))
    OWN_DECISION = (
        "own_decision",
        label(
            "You took part in the decision. Another official must look at it.",
            "あなたはこの判断に関わっています。別の担当者が検討しなければなりません。",
        ),
    )
    APPEALED = (
        "appealed",
        label(
            "The person asked for it to be decided anew. Decide on that first.",
            "本人から不服申出があります。先にそれについて判断してください。",
        ),
    )
    NOT_APPEALED = (
        "not_appealed",
        label(
            "The person has not asked for it to be decided anew. Record that they did, or review.",
            "不服申出は記録されていません。申出を記録するか、再検討によってください。",
        ),
    )
    NO_DECISION = (
        "no_decision",
        label("«Not decided» is no decision. Choose another.", "「未判断」は判断ではありません。他を選んでください。"),
    )
    BEFORE = (
        "before",
        label(
            "The day lies before what it follows. Enter that day or a later one.",
            "前の出来事より前の日付です。その日以後の日付を入力してください。",
        ),
    )
