"""A package of any kind, opened by the one mechanism that knows its kind."""

from extractors.packed.package import Package
from extractors.triage import LETTER, OUTLOOK, ZIP, Finding


def open_package(data: bytes, finding: Finding) -> Package:
    """The package that these bytes were found to be; raises `RefusedError` where it is not to be unpacked."""
    if finding.media_type == ZIP:
        from extractors.packed.zip import open_zip  # noqa: PLC0415

        return open_zip(data, finding.package)
    if finding.media_type == OUTLOOK:
        from extractors.packed.outlook import open_outlook  # noqa: PLC0415

        return open_outlook(data, finding.package)
    if finding.media_type == LETTER:
        from extractors.packed.mail import open_mail  # noqa: PLC0415

        return open_mail(data, finding.package)
    from extractors.packed.tnef import open_tnef  # noqa: PLC0415

    return open_tnef(data, finding.package)
