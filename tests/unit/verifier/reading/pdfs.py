"""Small PDFs written by hand, so that a test controls every byte of them."""

ROOT = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>"
ONE_PAGE = b"<< /Type /Pages /Count 1 /Kids [] >>"
ONE_FILE = b"<< /Names [(a) 4 0 R] >>"
SPECIFICATION = b"<< /Type /Filespec /F (certificate.json) /EF << /F 5 0 R >> >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object of `data` with further dictionary `entries`."""
    return b"<< " + entries + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of `objects`, numbered from 1, of which the first is the catalogue."""
    body = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer\n<< /Size %d /Root 1 0 R " % size + trailer.replace(b"SELF", b"%d" % len(body))
    return body + head + table + end + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def with_file(contents: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF whose one attachment `certificate.json` has these stored `contents`."""
    return pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION, stream(contents, entries))
