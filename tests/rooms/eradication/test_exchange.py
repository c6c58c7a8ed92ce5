"""Exchanges, conferences and packages: what falls, what is due, and every bad package refused in words."""

import json
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.eradication import parcel
from opennrm.eradication.actions import conferences, exchanges, packages, partners
from opennrm.eradication.actions.exchanges import Noted
from opennrm.eradication.exchange_terms import (
    Act,
    Closing,
    ConferenceWay,
    DecisionState,
    Direction,
    ExchangeRefusal,
    PackageRefusal,
    PackageState,
    PartnerKind,
)
from opennrm.eradication.models import Agreement, Conference, InformationExchange, Package, Partner, ReceivedRecord
from opennrm.page.refusals import Refused
from opennrm.understanding.facts import InformationExchanged
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing, standing_keys
from opennrm.vault.envelope import new_private
from opennrm.vault.models import AuditLine
from tests.rooms.eradication.exchange_world import agreement, days_ago, ours, partner, squad, today

pytestmark = pytest.mark.django_db
in_the_open = pytest.mark.django_db(transaction=True)
CSV = b"reference,offence_day,origin\nR-1,2026-01-02,PH\nR-2,2026-01-03,TH\n"


@pytest.fixture
def s():
    return squad()


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason


def noted(of, **more):
    told = {"direction": Direction.OUT, "act": Act.REQUEST, "on": days_ago(5), "words": "made up", "due": days_ago(1)}
    return Noted(of, **told | more)


def test_a_request_is_late_until_its_reply_closes_it_and_both_fall(s):
    abroad = partner(s)
    with s.investigating():
        asked = exchanges.note(noted(abroad), by=s.officer, on=today())
        assert asked.late(today()) and list(InformationExchange.objects.open_requests()) == [asked]
        told = {"words": "made up", "sent": today(), "closing": Closing.ANSWERED}
        reply = exchanges.reply(asked, **told, by=s.officer, on=today())
        assert not InformationExchange.objects.open_requests().exists()
        assert refused(lambda: exchanges.reply(asked, **told, by=s.officer, on=today())) == (
            ExchangeRefusal.NOT_A_REQUEST
        )
    assert (reply.direction, reply.answers_id) == (Direction.IN, asked.pk)
    assert standing(InformationExchanged, asked.key, collection=NAME).partner == "PH"
    assert standing_keys(InformationExchanged, collection=NAME) == {asked.key, reply.key}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"words": " "}, ExchangeRefusal.NOTHING_SAID),
        ({"due": None}, ExchangeRefusal.NO_DUE),
        ({"due": days_ago(6)}, ExchangeRefusal.DUE_PAST),
        ({"on": days_ago(-1), "due": days_ago(-2)}, ExchangeRefusal.FUTURE),
        ({"act": Act.REPLY}, ExchangeRefusal.NOT_A_REQUEST),
    ],
)
def test_an_exchange_that_cannot_be_is_refused_in_words(s, more, reason):
    abroad = partner(s)
    with s.investigating():
        assert refused(lambda: exchanges.note(noted(abroad, **more), by=s.officer, on=today())) == reason


def test_a_conference_counts_once_a_partner_and_is_closed_with_its_last_decision(s):
    abroad = partner(s)
    world = {"kind": PartnerKind.INTERNATIONAL, "country": "", "name_en": "Made-up Organisation", "name_ja": "架空機関"}
    with s.investigating():
        organisation = partners.add_partner(partners.Named(**world), by=s.officer, on=today())
        told = {"day": today(), "way": ConferenceWay.ONLINE, "agenda": "made up"}
        made = conferences.plan([abroad, organisation], **told, by=s.officer, on=today())
        due = {"due": days_ago(-7), "by": s.officer}
        early = lambda: conferences.decide(made, words="x", who=s.second, partner=None, **due)  # noqa: E731
        assert refused(early) == ExchangeRefusal.NOT_HELD
        conferences.hold(made, minutes="made up", by=s.officer, on=today())
        conferences.hold(made, minutes="made up, corrected", by=s.officer, on=today())
        both = lambda: conferences.decide(made, words="x", who=s.second, partner=abroad, **due)  # noqa: E731
        assert refused(both) == ExchangeRefusal.NOBODY
        decisions = [early(), conferences.decide(made, words="y", who=None, partner=abroad, **due)]
        assert Conference.objects.get().closed is None
        for each in decisions:
            conferences.close_decision(each, state=DecisionState.DONE, by=s.officer, on=today())
        assert Conference.objects.get().closed == today()
    keys = standing_keys(InformationExchanged, collection=NAME)
    found = {standing(InformationExchanged, key, collection=NAME).partner for key in keys}
    assert (len(keys), found) == (2, {"PH", None})


def test_who_entered_keys_does_not_compare_them(s):
    abroad = partner(s)
    with s.investigating():
        lines = dict(zip(("seals", "signs"), ours(s).lines, strict=True))
        partners.set_keys(abroad, **lines, by=s.officer)
        assert not Partner.objects.get().ready
        assert refused(lambda: partners.compare_keys(abroad, by=s.officer, on=today())) == ExchangeRefusal.KEY_OWN
        swapped = {"seals": lines["signs"], "signs": lines["seals"]}
        assert refused(lambda: partners.set_keys(abroad, **swapped, by=s.officer)) == ExchangeRefusal.NOT_A_KEY


def asked(s, under=None, data=CSV):
    with s.investigating():
        return packages.ask(under or agreement(s), data, by=s.officer, on=today())


def approved(s, made):
    for who in (s.second, s.third):
        with s.investigating(who):
            packages.approve(made, by=who, on=today())
    return made


def test_a_package_takes_two_others_and_the_database_says_so_too(s):
    made = asked(s)

    def approve(who):
        with s.investigating(who):
            return packages.approve(made, by=who, on=today()).state

    assert refused(lambda: approve(s.officer)) == PackageRefusal.OWN
    assert approve(s.second) == PackageState.SECOND
    assert refused(lambda: approve(s.second)) == PackageRefusal.TWICE
    assert approve(s.third) == PackageState.APPROVED
    assert refused(lambda: approve(s.third)) == PackageRefusal.STATE
    for twice in ({"second_by": s.second}, {"first_by": s.officer}):
        with s.investigating(), pytest.raises(IntegrityError), transaction.atomic():
            Package.objects.update(**twice)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"reference,suspect_name\nR-1,made up\n", PackageRefusal.OUTSIDE),
        (b"reference,victim_name\nR-1,made up\n", PackageRefusal.OUTSIDE),
        (b"reference,offence_day\nR-1,yesterday\n", PackageRefusal.NO_ROWS),
        (b"\xff\xfe", PackageRefusal.NO_ROWS),
        (b"reference\n" + b"R\n" * 2001, PackageRefusal.TOO_LARGE),
    ],
)
def test_what_the_agreement_does_not_name_does_not_leave(s, data, reason):
    under = agreement(s)
    assert refused(lambda: asked(s, under, data)) == reason
    with s.investigating():
        assert not Package.objects.exists()


def test_nothing_passes_without_an_agreement_in_force_and_compared_keys(s):
    over = agreement(s, until=days_ago(1))
    assert refused(lambda: asked(s, over)) == PackageRefusal.EXPIRED
    Agreement.objects.update(until=None)
    Partner.objects.update(compared=None, compared_by=None)
    assert refused(lambda: asked(s, Agreement.objects.get())) == PackageRefusal.NO_KEY


@in_the_open
def test_a_package_is_made_once_opens_with_the_partners_key_alone_and_leaves_nothing_here(s):
    made = approved(s, asked(s))
    with s.investigating():
        sealed = packages.make(made, by=s.second, on=today())
        assert refused(lambda: packages.make(made, by=s.second, on=today())) == PackageRefusal.STATE
        assert Package.objects.get().content is None
    said = parcel.unpack(sealed.data, opens=s.theirs.opens, signer=ours(s).public[1])
    assert said["rows"] == [["R-1", "2026-01-02", "PH"], ["R-2", "2026-01-03", "TH"]]
    assert said["agreement"] == "MADE-UP-2026"
    assert standing(InformationExchanged, made.key, collection=NAME).partner == "PH"
    stolen = lambda: parcel.unpack(sealed.data, opens=new_private(), signer=ours(s).public[1])  # noqa: E731
    assert refused(stolen) == PackageRefusal.NOT_OPENED


@in_the_open
def test_an_agreement_that_ends_after_the_approval_stops_the_file(s):
    made = approved(s, asked(s))
    with s.investigating():
        Agreement.objects.update(classes=["route"])
        assert refused(lambda: packages.make(made, by=s.second, on=today())) == PackageRefusal.OUTSIDE
        partners.end_agreement(made.agreement, by=s.officer, on=today())
        assert refused(lambda: packages.make(made, by=s.second, on=today())) == PackageRefusal.EXPIRED
        assert not standing_keys(InformationExchanged, collection=NAME)


def said(**more):
    columns, rows = ["reference", "offence_day"], [["A-1", "2026-02-03"], ["A-2", "soon"], ["A-3"]]
    told = {"format": packages.FORMAT, "number": str(uuid4()), "agreement": "MADE-UP-2026"}
    return told | {"columns": columns, "rows": rows} | more


def came(s, under, what=None, *, signs=None, to=None, break_at=None):
    """What the partner sends, received; ``break_at`` changes a byte on the way."""
    data = parcel.pack(what or said(), signs=signs or s.theirs.signs, to=to or ours(s).public[0])
    if break_at is not None:
        data = bytearray(data)
        data[break_at] ^= 1
        data = bytes(data)
    with s.investigating():
        return packages.receive(under, data, by=s.officer, on=today())


@in_the_open
def test_a_package_waits_in_quarantine_then_its_good_rows_are_taken_in_and_the_others_listed(s):
    under = agreement(s)
    got = came(s, under)
    assert (got.state, got.rows) == (PackageState.QUARANTINED, 3)
    assert got.problems == [[3, "offence_day", "not_a_day"], [4, "", "not_a_row"]]
    assert (got.keep_until - today()).days == 90
    with s.investigating():
        assert not ReceivedRecord.objects.exists()
        done = packages.take_in(got, by=s.second, on=today())
        row = ReceivedRecord.objects.get()
        assert json.loads(reveal(row, "content", purpose=Purpose.INVESTIGATION))["reference"] == "A-1"
        assert len(json.loads(reveal(done, "content", purpose=Purpose.INVESTIGATION))["rows"]) == 3
        assert refused(lambda: packages.take_in(got, by=s.second, on=today())) == PackageRefusal.STATE
    assert (done.state, done.taken) == (PackageState.IMPORTED, 1)
    assert standing(InformationExchanged, got.key, collection=NAME)


@in_the_open
def test_a_column_outside_the_agreement_is_listed_and_never_taken_in(s):
    under = agreement(s)
    got = came(s, under, said(columns=["reference", "suspect_name"], rows=[["A-1", "made up"]]))
    assert got.problems == [[0, "suspect_name", "outside"]]
    with s.investigating():
        packages.take_in(got, by=s.second, on=today())
        assert json.loads(reveal(ReceivedRecord.objects.get(), "content", purpose=Purpose.INVESTIGATION)) == {
            "reference": "A-1"
        }


BAD = {
    "another's key": ({"to": "another"}, PackageRefusal.NOT_OPENED),
    "another's signature": ({"signs": "another"}, PackageRefusal.NOT_SIGNED),
    "a byte of the head": ({"break_at": 60}, PackageRefusal.NOT_OPENED),
    "the last byte": ({"break_at": -1}, PackageRefusal.NOT_OPENED),
    "no package": ({"break_at": 0}, PackageRefusal.NOT_A_PACKAGE),
    "another agreement": ({"what": {"agreement": "OTHER"}}, PackageRefusal.OTHER_AGREEMENT),
    "another form": ({"what": {"format": "x"}}, PackageRefusal.NOT_A_PACKAGE),
    "no rows": ({"what": {"rows": "x"}}, PackageRefusal.NOT_A_PACKAGE),
    "no number": ({"what": {"number": "7"}}, PackageRefusal.NOT_A_PACKAGE),
}


@in_the_open
def test_every_bad_package_is_refused_with_a_line_in_the_audit_and_nothing_is_kept(s):
    under = agreement(s)
    for name, (how, reason) in BAD.items():
        told = dict(how)
        if told.get("to") == "another":
            told["to"] = parcel.Ours(new_private(), new_private()).public[0]
        if told.get("signs") == "another":
            told["signs"] = new_private()
        if "what" in told:
            told["what"] = said(**told["what"])
        assert refused(lambda told=told: came(s, under, **told)) == reason, name
    with s.investigating():
        assert not Package.objects.exists()
        assert not standing_keys(InformationExchanged, collection=NAME)
    assert AuditLine.objects.filter(act__startswith="package.", subject=under.word).count() == len(BAD)


@in_the_open
def test_the_same_package_again_and_one_signed_for_somebody_else_are_refused(s):
    under, once = agreement(s), said()
    came(s, under, once)
    assert refused(lambda: came(s, under, once)) == PackageRefusal.SEEN
    elsewhere = parcel.Ours(new_private(), new_private())
    data = parcel.pack(said(), signs=s.theirs.signs, to=elsewhere.public[0])
    inner = b"".join(parcel.stream.opened(BytesIO(data), elsewhere.opens, what=parcel.WHAT))
    out = BytesIO()
    writer = parcel.stream.SealedWriter(out, ours(s).public[0], what=parcel.WHAT)
    writer.write(inner)
    writer.finish()
    with s.investigating():
        passed_on = lambda: packages.receive(under, out.getvalue(), by=s.officer, on=today())  # noqa: E731
        assert refused(passed_on) == PackageRefusal.NOT_SIGNED
        assert Package.objects.count() == 1


@in_the_open
def test_what_came_under_an_agreement_that_is_over_is_not_opened(s):
    under = agreement(s)
    Agreement.objects.update(ended=today())
    assert refused(lambda: came(s, Agreement.objects.get())) == PackageRefusal.EXPIRED
    assert under.reference == "MADE-UP-2026"
