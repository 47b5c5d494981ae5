"""TLS to the exchange: two good handshakes, and for every other a sentence that names the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtNetwork import QSsl, QSslSocket
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ConfigurationError
from desktop.telephony.engine.edge.transports import tls
from desktop.telephony.engine.edge.transports.outside import OutsideStream
from desktop.telephony.engine.edge.transports.servers import Endpoint
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.telephony.edge.transports.tls_servers import revocation, signed, tls_server


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@dataclass(frozen=True)
class Verdict:
    security: str = ""
    text: str = ""
    hint: str = ""


def _verdict(qtbot: QtBot, port: int, ca_file: str, name: str = "127.0.0.1") -> Verdict:
    endpoint = Endpoint(name=name, address="127.0.0.1", port=port)
    outside = OutsideStream(endpoint, 8192, tls.configuration(ca_file))
    verdicts: list[Verdict] = []
    outside.ready.connect(lambda: verdicts.append(Verdict(security=outside.security)))
    outside.failed.connect(lambda text, hint: verdicts.append(Verdict(text=text, hint=hint)))
    outside.open()
    qtbot.waitUntil(lambda: bool(verdicts))
    outside.close()
    return verdicts[0]


def _asked(
    qtbot: QtBot, trusted: Authority, certificate: ServerCertificate, *options: str, name: str = "127.0.0.1"
) -> Verdict:
    with tls_server(certificate, *options) as port:
        return _verdict(qtbot, port, str(trusted.ca_file), name)


@pytest.mark.parametrize(("option", "security"), [("-tls1_2", "TLS 1.2"), ("-tls1_3", "TLS 1.3")])
def test_both_good_versions_connect(qtbot: QtBot, trusted: Authority, option: str, security: str) -> None:
    assert _asked(qtbot, trusted, trusted.good(), option) == Verdict(security=security)


def test_the_name_that_counts_is_the_accounts(qtbot: QtBot, trusted: Authority) -> None:
    assert _asked(qtbot, trusted, trusted.good(), name="localhost").security
    assert "another name" in _asked(qtbot, trusted, trusted.good(), name="pbx.example.com").text


@pytest.mark.parametrize("option", ["-tls1", "-tls1_1"])
def test_an_outdated_version_is_refused(qtbot: QtBot, trusted: Authority, option: str) -> None:
    verdict = _asked(qtbot, trusted, trusted.good(), option, "-cipher", "ALL:@SECLEVEL=0")
    assert "No safe connection" in verdict.text
    assert "TLS 1.2" in verdict.hint


def test_each_bad_certificate_has_its_own_sentence(qtbot: QtBot, trusted: Authority) -> None:
    texts = {
        "signed by itself": _asked(qtbot, trusted, trusted.self_signed()).text,
        "out of date": _asked(qtbot, trusted, trusted.expired()).text,
        "for another name": _asked(qtbot, trusted, trusted.wrong_name()).text,
    }
    assert all(words in text for words, text in texts.items()), texts


def test_an_authority_nobody_trusts_is_told_from_a_certificate_signed_by_itself(
    qtbot: QtBot, trusted: Authority
) -> None:
    with tls_server(trusted.good()) as port:
        verdict = _verdict(qtbot, port, "")
    assert "an authority this computer does not know" in verdict.text
    assert "settings" in verdict.hint


def test_a_name_with_a_nul_in_it_fools_nobody(qtbot: QtBot, trusted: Authority, tmp_path: Path) -> None:
    name = b"localhost\x00.evil.example"
    der = bytes([0x30, len(name) + 2, 0x82, len(name)]) + name
    odd = signed(trusted, tmp_path, key="rsa:2048", names=f"DER:{der.hex()}")
    assert "another name" in _asked(qtbot, trusted, odd, name="localhost").text


def test_a_key_too_short_is_refused(qtbot: QtBot, trusted: Authority, tmp_path: Path) -> None:
    weak = signed(trusted, tmp_path, key="rsa:1024")
    verdict = _asked(qtbot, trusted, weak, "-cipher", "ALL:@SECLEVEL=0")
    assert not verdict.security
    assert "too short" in verdict.text


def test_a_withdrawn_certificate_whose_server_says_so_is_refused(
    qtbot: QtBot, trusted: Authority, tmp_path: Path
) -> None:
    certificate = trusted.good()
    stapled = revocation(trusted, tmp_path, certificate)
    verdict = _asked(qtbot, trusted, certificate, "-status_file", str(stapled))
    assert "withdrawn" in verdict.text


def test_a_port_without_tls_is_refused_in_words(qtbot: QtBot, trusted: Authority) -> None:
    with tls_server(trusted.good()) as port:
        pass
    assert "Nothing answers" in _verdict(qtbot, port, str(trusted.ca_file)).text


def test_a_file_without_a_certificate_is_a_mistake_of_the_settings(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for name in (str(empty), str(tmp_path / "missing.pem")):
        with pytest.raises(ConfigurationError):
            tls.configuration(name)


def test_a_computer_without_tls_never_sends_in_clear_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSslSocket, "supportsSsl", lambda: False)
    with pytest.raises(ConfigurationError):
        tls.configuration("")


def test_what_is_asked_of_qt_is_the_strict_kind() -> None:
    """OpenSSL's own defaults refuse old versions too, here; elsewhere nothing but this may stand between."""
    made = tls.configuration("")
    assert made.protocol() is QSsl.SslProtocol.TlsV1_2OrLater
    assert made.peerVerifyMode() is QSslSocket.PeerVerifyMode.VerifyPeer
    assert made.caCertificates()
