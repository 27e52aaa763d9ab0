"""Small XBRL documents, written by hand: what a test adds to them is all that differs."""

from __future__ import annotations

from titre.sources.documents import Document

ACCESSION = "0001326801-25-000017"
_NAMESPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:gaap="http://fasb.org/us-gaap/2024" xmlns:dei="http://xbrl.sec.gov/dei/2024" '
    'xmlns:own="http://www.example.org/20241231"'
)
_IX = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
    'xmlns:ixt-sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31"'
)


def context(
    name: str = "year",
    period: str = "<xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>",
    segment: str = "",
    scenario: str = "",
    identifier: str = '<xbrli:identifier scheme="http://www.sec.gov/CIK">0001326801</xbrli:identifier>',
) -> str:
    """Return a context of Meta's year 2024, or of what is given instead."""
    inner = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    outer = f"<xbrli:scenario>{scenario}</xbrli:scenario>" if scenario else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity>{identifier}{inner}</xbrli:entity>'
        f"<xbrli:period>{period}</xbrli:period>{outer}</xbrli:context>"
    )


def unit(name: str = "usd", measure: str = "iso4217:USD") -> str:
    """Return a unit of one measure."""
    return f'<xbrli:unit id="{name}"><xbrli:measure>{measure}</xbrli:measure></xbrli:unit>'


PER_SHARE = (
    '<xbrli:unit id="perShare"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>'
    "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>"
    "</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"
)


def page(
    body: str,
    *,
    resources: str | None = None,
    hidden: str = "",
    schema: str = "",
    name: str = f"{ACCESSION}.htm",
    prolog: str = "<?xml version='1.0' encoding='UTF-8'?>\n",
) -> Document:
    """Return an inline XBRL page; ``resources`` are its contexts and units, by default a year and dollars."""
    given = context() + unit() if resources is None else resources
    reference = f'<link:schemaRef xlink:type="simple" xlink:href="{schema}"/>' if schema else ""
    header = (
        f"<ix:header><ix:hidden>{hidden}</ix:hidden><ix:references>{reference}</ix:references>"
        f"<ix:resources>{given}</ix:resources></ix:header>"
    )
    start = f"{prolog}<html {_IX} {_NAMESPACES}><head><title>t</title></head><body>{header}"
    return Document.of_bytes(name, f"{start}\n{body}\n</body></html>".encode())


def number(shown: str, attributes: str = "", *, concept: str = "gaap:Revenues", context: str = "year") -> str:
    """Return an ``ix:nonFraction`` in dollars."""
    return (
        f'<ix:nonFraction name="{concept}" contextRef="{context}" unitRef="usd" '
        f"{attributes}>{shown}</ix:nonFraction>"
    )


def words(shown: str, attributes: str = "", *, concept: str = "own:Note") -> str:
    """Return an ``ix:nonNumeric``."""
    return f'<ix:nonNumeric name="{concept}" contextRef="year" {attributes}>{shown}</ix:nonNumeric>'


def instance(items: str, *, resources: str | None = None, name: str = f"{ACCESSION}.xml") -> Document:
    """Return a plain instance."""
    given = context() + unit() if resources is None else resources
    text = (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<xbrli:xbrl {_NAMESPACES}>"
        f'<link:schemaRef xlink:type="simple" xlink:href="own.xsd"/>{given}\n{items}\n</xbrli:xbrl>'
    )
    return Document.of_bytes(name, text.encode())
