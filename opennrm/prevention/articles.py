"""An article of the data files as Japanese law writes it: «Ordinance, art. 1(1)3» is 基準省令第1条第1項第3号."""

import re

ACTS = {"Ordinance": "特定技能基準省令", "Immigration Act": "入管法"}
ARTICLE = re.compile(
    r"(Ordinance|Immigration Act), art\. (\d+)(?:-(\d+))?((?:\(\d+\))*)(\d+)?( \(a\)-\(c\)|, opening words)?"
)
GUIDELINE = re.compile(r"operation guideline on art\.\s?(\d.*)")
ENDINGS = {" (a)-(c)": "イからハまで", ", opening words": "柱書"}


def in_language(law: str, language: str | None) -> str:
    """The article in Japanese for ``ja`` and its variants; as it stands for every other, and where we cannot tell."""
    if not language or language.split("-")[0].lower() != "ja":
        return law
    if guideline := GUIDELINE.fullmatch(law):
        return f"運用要領（{in_language(f'Immigration Act, art. {guideline[1]}', language)}関係）"
    found = ARTICLE.fullmatch(law)
    if found is None:
        return law
    act, article, branch, paragraphs, item, ending = found.groups()
    text = f"{ACTS[act]}第{article}条" + (f"の{branch}" if branch else "")
    text += "・".join(f"第{each}項" for each in re.findall(r"\d+", paragraphs))
    return text + (f"第{item}号" if item else "") + ENDINGS.get(ending or "", "")
