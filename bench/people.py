"""Made-up records of persons: names put together of syllables and characters, seen by several bodies, with errors.

No name is anybody's. Which records are of one person is known, so that linking can be marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


# Latin and the kana a Japanese clerk may write; the first is the usual one.
SYLLABLES = [
    tuple(each.split("/"))
    for each in _words("""
ma/マ ri/リ li/リ a/ア san/サン to/ト ko/コ ca/カ la/ラ ra/ラ na/ナ di/ディ/ジ ti/ティ/チ
vi/ヴィ/ビ va/ヴァ/バ fa/ファ je/ジェ jo/ジョ cha/チャ chi/チ shi/シ she/シェ phu/フ thi/ティ/チ
tha/タ nguye/グエ ho/ホ hu/フ su/ス se/セ min/ミン kin/キン lan/ラン ben/ベン do/ド mon/モン ni/ニ
no/ノ pa/パ pe/ペ po/ポ ra/ラー/ラ ro/ロ lo/ロ sa/サ si/シ ta/タ te/テ wa/ワ wi/ウィ ya/ヤ yo/ヨ
yu/ユ zha/ジャ xia/シャ ga/ガ gu/グ go/ゴ be/ベ bi/ビ bo/ボ mu/ム me/メ ke/ケ ki/キ ku/ク
thu/トゥ/ツ ou/オウ/オー i/イ e/エ u/ウ ha/ハ he/ヘ
""")
]
ENDINGS = [("", ""), ("", ""), *(tuple(each.split("/")) for each in _words("n/ン s/ス ng/ン r/ル l/ル t/ト m/ム"))]
CHARACTERS = [
    tuple(each.split("/"))
    for each in _words("""
架/か 空/くう 山/やま 川/かわ 田/た 野/の 原/はら 石/いし 木/き 林/はやし 森/もり 池/いけ 浜/はま
島/しま 崎/さき 高/たか 中/なか 小/こ 大/おお 上/うえ 下/しも 北/きた 南/みなみ 東/ひがし 西/にし
花/はな 春/はる 秋/あき 夏/なつ 子/こ 美/み 恵/え 太/た 郎/ろう 一/いち 二/じ 真/ま 由/ゆ 里/り
香/か 奈/な 沙/さ 優/ゆう 陽/よう 健/けん 翔/しょう 直/なお 樹/き 斉/さい 沢/さわ 渡/わた 辺/べ
""")
]
LATIN = dict(
    each.split("/")
    for each in _words("""
か/ka くう/kuu やま/yama かわ/kawa た/ta の/no はら/hara いし/ishi き/ki はやし/hayashi もり/mori
いけ/ike はま/hama しま/shima さき/saki たか/taka なか/naka こ/ko おお/oo うえ/ue しも/shimo
きた/kita みなみ/minami ひがし/higashi にし/nishi はな/hana はる/haru あき/aki なつ/natsu み/mi
え/e ろう/rou いち/ichi じ/ji ま/ma ゆ/yu り/ri な/na さ/sa ゆう/yuu よう/you けん/ken しょう/shou
なお/nao さい/sai さわ/sawa わた/wata べ/be
""")
)
VARIANTS = str.maketrans("高崎浜斉辺沢島真恵", "髙﨑濵齋邊澤嶋眞惠")
ABROAD = ["PH", "VN", "TH", "CN", "NP", "ID", "MM", "KH", "CO", "BR"]
COLLATED = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Name:
    """One name in the ways it is written: parts, family name first."""

    kanji: tuple[str, ...]
    kana: tuple[str, ...]
    latin: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A person as one body knows them. ``of`` is who it truly is."""

    of: int
    kanji: str
    kana: str
    latin: str
    birth: date | None
    phone: str
    document: str
    sex: str
    nationality: str

    @property
    def names(self) -> list[str]:
        """The names that are known."""
        return [each for each in (self.kanji, self.kana, self.latin) if each]


class Pool:
    """Parts of names, common and rare ones as in life: the n-th is met 1/(n + 10) as often."""

    def __init__(self, parts: list[tuple[str, str, str]]) -> None:
        self.parts = parts
        self.often = list(accumulate(1 / (place + 10) for place in range(len(parts))))

    def draw(self, random: Random) -> tuple[str, str, str]:
        """Kanji, kana and Latin letters of one part."""
        return random.choices(self.parts, cum_weights=self.often)[0]


def records(rows: int, seed: int = 1) -> Iterator[Seen]:
    """So many records; of five persons about one is known to two bodies or three."""
    random = Random(seed)
    at_home = _home(random, 6000), _home(random, 4000)
    abroad = [(_abroad(random, 2000), _abroad(random, 2500)) for _nationality in ABROAD]
    made, person = 0, 0
    while made < rows:
        whole = _person(random, person, at_home, abroad)
        for _body in range(random.choices((1, 2, 3), (80, 15, 5))[0]):
            if made < rows:
                yield _seen(random, *whole)
                made += 1
        person += 1


def _home(random: Random, size: int) -> Pool:
    made = [tuple(random.choice(CHARACTERS) for _ in range(random.choice((1, 2, 2, 2)))) for _ in range(size)]
    return Pool([("".join(a for a, _ in each), "".join(b for _, b in each), _roman(each)) for each in made])


def _roman(characters: tuple[tuple[str, str], ...]) -> str:
    return "".join(LATIN[kana] for _kanji, kana in characters)


def _abroad(random: Random, size: int) -> Pool:
    made = []
    for _each in range(size):
        syllables = [random.choice(SYLLABLES) for _ in range(random.choice((1, 2, 2, 3)))]
        latin, kana = random.choice(ENDINGS)
        made.append(("", "".join(random.choice(each[1:]) for each in syllables) + kana,
                     ("".join(each[0] for each in syllables) + latin)))  # fmt: skip
    return Pool(made)


def _person(
    random: Random, person: int, at_home: tuple[Pool, Pool], abroad: list[tuple[Pool, Pool]]
) -> tuple[Seen, Name]:
    home = random.random() < 0.4
    place = random.randrange(len(ABROAD))
    pools = at_home if home else abroad[place]
    parts = [pools[0].draw(random), pools[1].draw(random)]
    if not home and random.random() < 0.3:
        parts.append(pools[1].draw(random))
    name = Name(*(tuple(each[kind] for each in parts) for kind in range(3)))
    born = date(1960, 1, 1) + timedelta(days=int(random.triangular(0, 18262, 14000)))
    phone = f"0{random.choice('789')}0{random.randrange(10**8):08}" if random.random() < 0.6 else ""
    document = "".join(random.choice("ABCDEFGHKLMNPRT") for _ in range(2)) + f"{random.randrange(10**7):07}"
    told = Seen(person, "", "", "", born, phone, document, random.choice(("female", "female", "male")),
                "JP" if home else ABROAD[place])  # fmt: skip
    return told, name


def _seen(random: Random, told: Seen, name: Name) -> Seen:
    """What one body wrote down of a person."""
    kanji, kana, latin = (_slip(random, parts) for parts in (name.kanji, name.kana, name.latin))
    if random.random() < 0.03:
        kanji = kanji.translate(VARIANTS)
    if told.nationality == "JP":
        kinds = random.choices(((1, 1, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)), (60, 15, 15, 10))[0]
    else:
        kinds = random.choices(((0, 1, 1), (0, 0, 1), (0, 1, 0)), (40, 35, 25))[0]
    changed = random.random() < 0.25
    return replace(
        told,
        kanji=kanji * kinds[0],
        kana=kana * kinds[1],
        latin=latin.title() * kinds[2],
        birth=_born(random, told.birth),
        phone=(_phone(random) if changed else told.phone) if random.random() < 0.7 else "",
        document=_document(random, told.document) if random.random() < 0.5 else "",
        sex=told.sex if random.random() < 0.98 else "",
        nationality=told.nationality if random.random() < 0.94 else "",
    )


def _slip(random: Random, parts: tuple[str, ...]) -> str:
    """A name as it is written down: now and then in another order, without a part, with a letter wrong."""
    written = [each for each in parts if each]
    if len(written) > 1 and random.random() < 0.15:
        written.reverse()
    if len(written) > 2 and random.random() < 0.3:
        written.pop(1)
    text = " ".join(written)
    if len(text) > 3 and random.random() < 0.08:
        at = random.randrange(len(text))
        wrong = random.choice(COLLATED) if text[at] in COLLATED else ""
        text = text[:at] + random.choice((wrong, "")) + text[at + 1 :]
    return text


def _born(random: Random, born: date | None) -> date | None:
    chance = random.random()
    if born is None or chance < 0.08:
        return None
    if chance < 0.10 and born.day <= 12:
        return born.replace(month=born.day, day=born.month)
    if chance < 0.13:
        return born.replace(day=random.randint(1, 28))
    if chance < 0.15:
        return born.replace(day=min(born.day, 28), month=random.randint(1, 12))
    if chance < 0.17:
        return born.replace(year=born.year + random.choice((-1, 1, 10)), day=min(born.day, 28))
    return born


def _phone(random: Random) -> str:
    return f"090-{random.randrange(10**4):04}-{random.randrange(10**4):04}"


def _document(random: Random, number: str) -> str:
    if random.random() < 0.1:
        return f"XX{random.randrange(10**7):07}"
    if random.random() < 0.04:
        at = random.randrange(2, 9)
        return number[:at] + random.choice("0123456789") + number[at + 1 :]
    return number
