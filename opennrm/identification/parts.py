"""The parts an interview is asked in, what is open in each, and the codes its answers suggest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from opennrm.identification.indicators import Indicator
from opennrm.identification.lists import Questions
from opennrm.identification.questions import Dimension, Element
from opennrm.identification.terms import Answer
from opennrm.page.bilingual import label_of


@dataclass(frozen=True)
class Part:
    """Questions asked together: those of a dimension, an element or a list without weights."""

    id: str
    title: str  # in the language of the page
    of: Questions
    items: tuple[Indicator, ...]
    answered: int

    @property
    def whole(self) -> bool:
        """Whether every question was asked."""
        return self.answered == len(self.items)


def parts(lists: Sequence[Questions], items: Sequence[Indicator], answers: Mapping[str, Answer]) -> Iterator[Part]:
    """The parts in the order they are asked: acts first, the Protocol's means, purpose and consent last."""
    of = {item.code: each for each in lists for item in each.all}
    names = list(dict.fromkeys(item.part for item in items))
    last = [each for each in names if each in Element.values and each != Element.ACT]
    own = {each.id: each for each in lists}
    weighted = next((each for each in lists if each.weighted), lists[0])
    for name in [*(each for each in names if each not in last), *last]:
        held = tuple(item for item in items if item.part == name)
        source = of.get(held[0].code, weighted)
        yield Part(name, _title(name, own), source, held, sum(item.code in answers for item in held))


def suggested(items: Sequence[Indicator], answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """The codes of the register that the «yes» suggest, to begin from."""
    yes = [item for item in items if answers.get(item.code) == Answer.YES]
    return {
        "exploitation": sorted({code for item in yes for code in item.exploitation}),
        "means": sorted({code for item in yes for code in item.means}),
    }


def _title(name: str, own: Mapping[str, Questions]) -> str:
    if name in Dimension.values:
        return str(Dimension(name).label)
    return str(Element(name).label) if name in Element.values else label_of(own[name].title)
