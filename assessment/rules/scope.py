"""Whether somebody stood accredited at a moment: what R1 and R2 ask of the registries' history."""

from collections.abc import Iterator

from assessment.registry import Accreditor, Organisation, Registry, Site, Standing


def organisation_lacks(registry: Registry, number: int, family: bytes, level: int, moment: int) -> Iterator[str]:
    """Yield every link of root -> accreditor -> organisation that is broken at `moment` for (`family`, `level`)."""
    if registry.root_authority.at(moment) is None:
        yield "root-authority-unknown"
    organisation = registry.organisations.get(number)
    if organisation is None:
        yield "organisation-unknown"
        return
    yield from _lacks(organisation, "organisation", moment)
    scope = organisation.scopes[family].at(moment) if family in organisation.scopes else None
    if scope is None or not _includes(scope.levels, level) or not scope.span.holds_at(moment):
        yield "organisation-out-of-scope"
    accreditor = registry.accreditors.get(organisation.accreditor)
    if accreditor is None:
        yield "accreditor-unknown"
        return
    yield from _lacks(accreditor, "accreditor", moment)
    mask = accreditor.scopes[family].at(moment) if family in accreditor.scopes else None
    if not _includes(mask or 0, level):
        yield "accreditor-out-of-scope"


def site_lacks(site: Site, family: bytes, level: int, moment: int) -> Iterator[str]:
    """Yield what `site` lacks at `moment` for (`family`, `level`)."""
    yield from _standing_lacks(site, "site", moment)
    mask = site.scopes[family].at(moment) if family in site.scopes else None
    if not _includes(mask or 0, level):
        yield "site-out-of-scope"


def _lacks(body: Accreditor | Organisation, name: str, moment: int) -> Iterator[str]:
    yield from _standing_lacks(body, name, moment)
    if body.held.at(moment):
        yield f"{name}-held"


def _standing_lacks(body: Accreditor | Organisation | Site, name: str, moment: int) -> Iterator[str]:
    if body.standing.at(moment) is not Standing.ACTIVE:
        yield f"{name}-not-active"
    span = body.dates.at(moment)
    if span is None or not span.holds_at(moment):
        yield f"{name}-outside-dates"


def _includes(levels: int, level: int) -> bool:
    return level >= 1 and bool(levels >> (level - 1) & 1)
