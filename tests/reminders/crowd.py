"""Thousands of dossiers in a few statements: copies of one, each with a person of his own."""

from itertools import islice

from cases.models import Cadre, Dossier, DossierRow
from columns.codes import new_code
from visits.models import Obligation


def crowd(template: Dossier, number: int) -> list[Dossier]:
    """So many dossiers like this one, its duties and its line of the list included."""
    people = [_like(template.cadre, code=new_code()) for _ in range(number)]
    Cadre.objects.bulk_create(people, batch_size=1000)
    files = [
        _like(template, code=new_code(), number=f"副本{template.pk}之{n}", cadre=person)
        for n, person in enumerate(people)
    ]
    Dossier.objects.bulk_create(files, batch_size=1000)
    row, duties = DossierRow.objects.get(dossier=template), template.obligations.all()
    DossierRow.objects.bulk_create(
        [_like(row, dossier=file, cadre_id=file.cadre_id, code=file.code) for file in files],
        batch_size=1000,
    )
    copies = (_like(duty, dossier=file) for duty in duties for file in files)
    while chunk := list(islice(copies, 2000)):
        Obligation.objects.bulk_create(chunk)
    return files


def _like(row, **changes):
    """A copy of a row without its key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    kept = {f.attname: getattr(row, f.attname) for f in fields if f.name not in changes}
    return type(row)(**kept, **changes)
