"""Fetching over encrypted connections: the certificate has to be of the name that was asked for."""

import datetime
import ssl
from pathlib import Path

import pytest

from sources.errors import AddressUnreachable
from sources.fetch import Fetcher
from tests.loopback import LOOPBACK, PAGE, Server


def test_the_certificate_is_checked_against_the_name(tmp_path: Path, server: Server) -> None:
    certificate, key = _certificate(tmp_path, "documents.example")
    asked_for: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    fetcher = Fetcher(
        allowed=LOOPBACK.__eq__,
        allowed_ports=frozenset({server.server_port}),
        resolve=lambda host: [LOOPBACK],
        tls=ssl.create_default_context(cafile=certificate),
    )

    address = server.at("page", host="documents.example").replace("http:", "https:")
    assert fetcher.fetch(address).data == PAGE
    with pytest.raises(AddressUnreachable, match=r"other\.example"):
        fetcher.fetch(address.replace("documents", "other"))
    server.astray = address.replace("documents", "other")
    with pytest.raises(AddressUnreachable, match=r"other\.example"):
        fetcher.fetch(address.replace("page", "astray"))
    # The first site's robots.txt is asked for too, once.
    assert asked_for == ["documents.example", *["documents.example", "other.example"] * 2]


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(signed.public_bytes(encoding))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            encoding,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "certificate.pem", folder / "key.pem"
