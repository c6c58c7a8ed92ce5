"""What a reveal costs: the whole of it beside what it cannot do without, the committed audit line and AES-GCM.

``python -m bench reveal [--rows N]`` reveals N sealed fields one after the other, as an official at the desk.
"""

from bench import both
from bench.measure import Times, beside

SMALL = 500


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    both.measure("reveal", rows)


def here(rows: int) -> None:
    """Seal as many fields, and reveal them."""
    from django.conf import settings
    from django.db import connection, transaction

    from opennrm.access.actions import running
    from opennrm.access.reveal import reveal
    from opennrm.access.scope import acting
    from opennrm.vault.actions import record
    from opennrm.vault.cipher import bind, new_key, open_bytes, pad, seal_bytes, unpad
    from opennrm.vault.sealing import seal, subject_of
    from tests.rooms.access.madeup.models import Person
    from tests.rooms.access.world import everything, world

    settings.REVEALS_AN_HOUR = rows + 1  # one official at the desk opens no more than that; a bench does
    made = world()
    with running(everything()), transaction.atomic():
        people = [Person(case=made.mine) for _ in range(rows)]
        Person.objects.bulk_create(people)
        for person in people:
            seal(person, "full_name", f"Made-up Name {person.pk}")
        Person.objects.bulk_update(people, ["full_name"])
    key, place = new_key(), bind("bench")
    frame = seal_bytes(key, pad("Made-up Name 1"), bound=place)
    whole, line, cipher = Times(), Times(), Times()
    with acting(made.scope):
        for person in Person.objects.filter(pk__gte=people[0].pk).order_by("pk"):
            with whole.once():
                text = reveal(person, "full_name", purpose="support")
            assert text == f"Made-up Name {person.pk}"
            with line.once(), transaction.atomic(durable=True):
                record("field.revealed", subject_of(person, "full_name"), by="official:1")
            with cipher.once():
                unpad(open_bytes(key, frame, bound=place))
    name = f"reveal   {connection.vendor:<11}{rows:>7} fields"
    print(f"{name}  reveal           {whole.said}   {len(whole.wall) / sum(whole.wall):6.0f} a second")
    print(f"{name}  its audit line   {line.said}   reveal is {whole.ratio(line):.2f} times this")
    beside(f"{connection.vendor}: a sealed field revealed", whole.ratio(line), "its line in the audit")
    print(f"{name}  AES-GCM          {cipher.said}", flush=True)


if __name__ == "__main__":
    both.ask(here, main, SMALL, __doc__ or "")
