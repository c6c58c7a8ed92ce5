"""Texts of the demonstration's report: two sections, and two case examples that say they are made up.

Written by the statistician, approved by both editors; one more example waits. Twice is as once.
"""

from collections.abc import Mapping

from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.publication import writing
from opennrm.publication.models import SectionText

NONE = Text("", "")
SECTIONS = {
    "definition": Text(
        "Trafficking in persons is defined in article 3 of the Palermo Protocol by an act, a means and a purpose of "
        "exploitation. Of a child under 18 the means are not asked.",
        "人身取引は、人身取引議定書第3条において、行為・手段・搾取の目的により定義される。18歳未満の児童については、手段は問わない。",
    ),
    "framework": Text(
        "The ministries act together:\n\n- each reports every year on its measures\n- the secretariat puts the report "
        "together\n- 2 officials sign it",
        "関係省庁が連携して取り組んでいる。\n\n- 各省庁は毎年、取組を報告する\n"
        "- 事務局が報告書を取りまとめる\n- 2人の職員が署名する",
    ),
}
EXAMPLES = (
    (
        Text("An offer of work that was none", "実在しなかった仕事の紹介"),
        Text(
            "A woman was promised work in a restaurant. On arrival she was told of a debt of 3,000,000 yen and made to "
            "work in a bar. A friend wrote to the contact point in her language; she was put under protection, and 2 "
            "persons were arrested.",
            "飲食店の仕事を約束された女性が、来日後に3,000,000円の借金があると告げられ、酒場で働かされた。友人が母語で窓口に"
            "連絡し、女性は保護され、2人が検挙された。",
        ),
    ),
    (
        Text("A minor found through a message", "書込みから発見された未成年者"),
        Text(
            "A girl of 16 who had left home was housed by a man who kept what she earned. A counsellor answered her "
            "message, and the police protected her on the same day.",
            "家を出た16歳の少女が、稼ぎを取り上げる男の部屋に住まわされていた。相談員が書込みに応じ、警察が同日中に保護した。",
        ),
    ),
    (
        Text("3 interns without their pay", "賃金を受け取れなかった3人の実習生"),
        Text(
            "The passports of 3 interns were kept by their employer, and their pay was held back for 5 months.",
            "実習生3人の旅券が雇用主に取り上げられ、賃金が5か月間支払われなかった。",
        ),
    ),
)
APPROVED = 2


def stage(year: int, staff: Mapping[str, Official]) -> None:
    """Write and approve."""
    if SectionText.objects.filter(year=year).exists():
        return
    by = staff["statistician"]
    for section, text in SECTIONS.items():
        writing.write(year, section, seen=0, title=NONE, text=text, by=by)
    for at, (title, text) in enumerate(EXAMPLES):
        section = writing.next_example(year)
        writing.write(year, section, seen=0, title=title, text=text, made_up=True, by=by)
        for name in ("editor", "editor-2") if at < APPROVED else ():
            writing.approve(year, section, seen=1, by=staff[name])
