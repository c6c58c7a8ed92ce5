"""The roles of officials, as plain classes: what each is called, what it is for, and what it lets one do."""

from collections.abc import Iterable
from typing import ClassVar

from opennrm.agencies.terms import Power
from opennrm.page.bilingual import Text


class Role:
    """A role. ``code`` is what the database keeps; ``by_lead`` whether a lead may give it in their organisation."""

    code: ClassVar[str]
    name: ClassVar[Text]
    description: ClassVar[Text]
    may: ClassVar[frozenset[Power]]
    by_lead: ClassVar[bool] = True


class Counsellor(Role):
    """Answers those who write or call."""

    code = "counsellor"
    name = Text("Counsellor", "相談員")
    description = Text(
        "Reads reports that reach the organisation, answers them and passes them on.",
        "機関に届いた通報・相談を読み、返答し、引き継ぐ。",
    )
    may = frozenset({Power.RECEIVE})


class IdentificationOfficer(Role):
    """Decides with others whether a person is a victim."""

    code = "identification_officer"
    name = Text("Identification officer", "被害者認知担当官")
    description = Text(
        "Screens persons and confirms, or does not confirm, that they are victims.",
        "聞き取りを行い、被害者に当たるかを判断する。",
    )
    may = frozenset({Power.RECEIVE, Power.IDENTIFY})


class Caseworker(Role):
    """Protects and supports."""

    code = "caseworker"
    name = Text("Caseworker", "支援担当者")
    description = Text(
        "Plans and gives protection: shelter, health, law, residence, return.",
        "保護と支援（宿泊、医療、法律、在留、帰国）を計画し、提供する。",
    )
    may = frozenset({Power.SUPPORT})


class Investigator(Role):
    """Follows the offence."""

    code = "investigator"
    name = Text("Investigator", "捜査担当官")
    description = Text(
        "Investigates offences and follows them to their disposition.",
        "犯罪を捜査し、処分まで追う。",
    )
    may = frozenset({Power.IDENTIFY, Power.INVESTIGATE})


class Examiner(Role):
    """Looks at workplaces."""

    code = "examiner"
    name = Text("Examiner", "審査担当官")
    description = Text(
        "Examines employers and bodies that supervise interns, and records findings.",
        "事業者や監理団体を審査し、結果を記録する。",
    )
    may = frozenset({Power.EXAMINE})


class MatchingOfficer(Role):
    """The one who may see that two bodies know the same person."""

    code = "matching_officer"
    name = Text("National matching officer", "照合担当官")
    description = Text(
        "Finds out whether two organisations know the same person, and tells neither more than that.",
        "複数の機関が同一人を把握しているかを照合する。照合の結果のほかは伝えない。",
    )
    may = frozenset({Power.MATCH})
    by_lead = False


class Statistician(Role):
    """Counts, and names nobody."""

    code = "statistician"
    name = Text("Statistician", "統計担当者")
    description = Text(
        "Compiles tables from the register, which names nobody.",
        "個人を特定しない登録簿から統計表を作成する。",
    )
    may = frozenset({Power.COMPILE})


class Editor(Role):
    """Brings the annual report out."""

    code = "editor"
    name = Text("Editor", "公表担当者")
    description = Text(
        "Checks and releases editions, and keeps contact points up to date.",
        "年次報告などを確認して公表し、相談窓口の情報を管理する。",
    )
    may = frozenset({Power.PUBLISH, Power.KEEP_CONTACTS})


class ProgressReporter(Role):
    """Writes what their body did of the plan."""

    code = "progress_reporter"
    name = Text("Progress reporter", "進捗報告担当者")
    description = Text(
        "Reports for their organisation, measure by measure, a year's progress of the action plan. Opens no file.",
        "行動計画の施策ごとに、所属機関の1年間の進捗を報告する。個別の記録は開かない。",
    )
    may = frozenset({Power.REPORT_PROGRESS})


class PlanSecretariat(Role):
    """Brings the progress of all bodies together."""

    code = "plan_secretariat"
    name = Text("Secretariat of the action plan", "行動計画事務局")
    description = Text(
        "Opens a reporting year, assigns measures to bodies, asks back, edits and accepts progress. Opens no file.",
        "報告年を開き、施策を各機関に割り当て、進捗を照会・修正・確定する。個別の記録は開かない。",
    )
    may = frozenset({Power.COORDINATE})
    by_lead = False


class DataProtectionOfficer(Role):
    """Looks after the looking."""

    code = "data_protection_officer"
    name = Text("Data protection officer", "個人情報保護担当官")
    description = Text(
        "Searches the audit, and approves what is erased and what is kept.",
        "監査記録を調べ、消去と保存を承認する。",
    )
    may = frozenset({Power.READ_AUDIT, Power.ERASE})
    by_lead = False


class Administrator(Role):
    """Says who is who, and opens no file."""

    code = "administrator"
    name = Text("Administrator", "管理者")
    description = Text(
        "Appoints officials and suspends organisations. Opens no file.",
        "担当者を任命し、機関を停止する。個別の記録は開かない。",
    )
    may = frozenset({Power.APPOINT})
    by_lead = False


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        Counsellor,
        IdentificationOfficer,
        Caseworker,
        Investigator,
        Examiner,
        MatchingOfficer,
        Statistician,
        Editor,
        ProgressReporter,
        PlanSecretariat,
        DataProtectionOfficer,
        Administrator,
    )
}


def powers(codes: Iterable[str]) -> frozenset[Power]:
    """What roles let one do together. Raises KeyError for a code that names no role."""
    return frozenset(power for code in codes for power in ROLES[code].may)
