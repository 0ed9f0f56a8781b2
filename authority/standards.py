"""Publishing standards: the registry keeps the version hash, the family and what the life cycle needs."""

from collections.abc import Callable, Iterable

from authority.office import Office
from certificate.checks import family_id
from certificate.standard import Standard
from chain.registry_values import StandardTerms


def terms_of(standard: Standard, *, in_force_from: int) -> StandardTerms:
    """Return what the registry keeps of `standard`; `in_force_from` in Unix seconds, 0 for now."""
    return StandardTerms(
        levels=(1 << len(standard.levels)) - 1,
        interval_months=standard.reassessment.interval_months,
        makeup_months=standard.reassessment.makeup_months,
        lead_months=standard.reassessment.lead_months,
        utc_offset_minutes=standard.utc_offset_minutes,
        in_force_from=in_force_from,
    )


def publish_standards(
    office: Office,
    standards: Iterable[Standard],
    *,
    in_force_from: int = 0,
    done: Callable[[Standard], None] = lambda _: None,
) -> int:
    """Publish those of `standards` that the registry does not know yet; return how many. Safe to run again."""
    published = 0
    for standard in standards:
        if office.views.standard(standard.version) is None:
            terms = terms_of(standard, in_force_from=in_force_from)
            office.act(office.calls.publish_standard(family_id(standard.family), standard.version, terms))
            published += 1
        done(standard)
    return published
