"""Files of the kinds that readers know, made of paragraphs."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

import docx
import pyarrow
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "()"})


def make_pdf(pages: Sequence[Sequence[str]], about: str = "") -> bytes:
    """A PDF with lines of ASCII on its pages; `about` are entries of its dictionary of information."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line.translate(_ESCAPED)}) Tj T* " for line in lines)
        drawn = f"BT /F1 10 Tf 12 TL 50 750 Td {shown}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    return _pdf_file([*objects, f"<< {about} >>"])


def _pdf_file(objects: Sequence[str]) -> bytes:
    """The objects with the table of where they stand; the last one is the information."""
    data, places = b"%PDF-1.4\n", list[int]()
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return data + f"{table}{trailer}startxref\n{len(data)}\n%%EOF\n".encode()


def make_docx(paragraphs: Sequence[str], title: str = "") -> bytes:
    """A document of Word."""
    document, written = docx.Document(), io.BytesIO()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(written)
    return written.getvalue()


def make_parquet(columns: Mapping[str, Sequence[object]]) -> bytes:
    """A table."""
    written = io.BytesIO()
    parquet.write_table(pyarrow.table(dict(columns)), written)
    return written.getvalue()


def make_warc(pages: Mapping[str, bytes], kind: str = "text/html", *, packed: bool = False) -> bytes:
    """A crawl of the pages at these addresses, on 21 May 2024."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    for url, page in pages.items():
        answer = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        fetched = {"WARC-Date": "2024-05-21T10:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(page), http_headers=answer, warc_headers_dict=fetched)
        )
    return written.getvalue()


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """An archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def make_tar(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    """An archive; "w:gz" for one that is packed."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return written.getvalue()
