"""SDMX URNs of artefacts."""

from accord.formats.sdmx.shape import Ref

_CLASSES = {
    "dataflow": "datastructure.Dataflow",
    "datastructure": "datastructure.DataStructure",
    "codelist": "codelist.Codelist",
    "valuelist": "codelist.ValueList",
    "conceptscheme": "conceptscheme.ConceptScheme",
    "agencyscheme": "base.AgencyScheme",
    "dataproviderscheme": "base.DataProviderScheme",
    "categoryscheme": "categoryscheme.CategoryScheme",
    "categorisation": "categoryscheme.Categorisation",
    "contentconstraint": "registry.ContentConstraint",
    "dataconstraint": "registry.DataConstraint",
    "provisionagreement": "registry.ProvisionAgreement",
}


def urn(ref: Ref) -> str:
    """The URN of an artefact, e.g. urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)."""
    return f"urn:sdmx:org.sdmx.infomodel.{_CLASSES[ref.kind]}={ref}"
