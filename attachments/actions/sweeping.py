"""sweep_strays(): files on the disk that no row names, left by a request that came to nothing."""

from datetime import datetime, timedelta

from attachments.actions.storing import kept_before, remove
from attachments.models import Attachment

# Longer than any request or restore takes.
GRACE = timedelta(hours=24)


def sweep_strays(*, at: datetime) -> int:
    """Call within for_system; returns how many were removed."""
    found = list(kept_before(at - GRACE))
    names = {path.name.partition(".")[0] for path in found}
    known = set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
    strays = [path for path in found if path.name.partition(".")[0] not in known]
    for path in strays:
        remove(path)
    return len(strays)
