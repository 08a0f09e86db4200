"""look(): bytes become Found, or a refusal; runs only inside the limited process."""

from attachments.rules.reading.found import Found
from attachments.rules.reading.kinds import family


def look(data: bytes) -> Found:
    """Each family loads its own library only."""
    kind = family(data)
    if kind == "zip":
        from attachments.rules.reading.office import read_zip  # noqa: PLC0415

        return read_zip(data)
    if kind == "pdf":
        from attachments.rules.reading.pdfs import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    from attachments.rules.reading.pictures import read_picture  # noqa: PLC0415

    return read_picture(data, kind)
