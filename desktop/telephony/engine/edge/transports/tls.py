"""TLS towards the exchange: 1.2 or 1.3, the system's trust store and the host's name checked; every no in words."""

import logging

from PySide6.QtNetwork import QSsl, QSslCertificate, QSslConfiguration, QSslError, QSslSocket

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr

_log = logging.getLogger(__name__)

SMALLEST_RSA_BITS = 2048

_Error = QSslError.SslError
# The first of these that is among the errors is the one to be told.
_ORDER = (
    _Error.CertificateRevoked,
    _Error.OcspStatusUnknown,
    _Error.CertificateExpired,
    _Error.CertificateNotYetValid,
    _Error.SelfSignedCertificate,
    _Error.HostNameMismatch,
    _Error.SelfSignedCertificateInChain,
    _Error.UnableToGetLocalIssuerCertificate,
    _Error.UnableToVerifyFirstCertificate,
    _Error.CertificateUntrusted,
    _Error.InvalidCaCertificate,
    _Error.NoPeerCertificate,
)
_UNKNOWN_ISSUER = _ORDER[6:10]


def configuration(extra_ca_file: str) -> QSslConfiguration:
    """The client's side; raises ConfigurationError when there is no TLS, or no certificate in the extra CA file."""
    if not QSslSocket.supportsSsl():
        raise ConfigurationError(
            tr("This computer's TLS library is missing, so the telephone line cannot be encrypted"),
            tr("Install OpenSSL 3, or choose another transport in the phone account's settings."),
        )
    made = QSslConfiguration.defaultConfiguration()
    made.setProtocol(QSsl.SslProtocol.TlsV1_2OrLater)
    made.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyPeer)
    authorities = QSslConfiguration.systemCaCertificates()
    if extra_ca_file:
        extra = QSslCertificate.fromPath(extra_ca_file, QSsl.EncodingFormat.Pem)
        if not extra:
            raise ConfigurationError(
                tr("The file with the exchange's certificate authority holds no certificate"),
                tr("Choose a PEM file in the phone account's settings, or none."),
            )
        authorities += extra
    made.setCaCertificates(authorities)
    if QSslSocket.isFeatureSupported(QSsl.SupportedFeature.Ocsp):
        made.setOcspStaplingEnabled(True)
    return made


def is_only_missing_staple(errors: list[QSslError]) -> bool:
    """A server need not bring proof that its certificate was not withdrawn; if it does, the proof counts."""
    return all(error.error() is _Error.OcspNoResponseFound for error in errors)


def refusal_words(errors: list[QSslError], name: str) -> tuple[str, str]:
    """Why the server's certificate was not accepted, and what to do."""
    kinds = {error.error() for error in errors} - {_Error.OcspNoResponseFound}
    _log.info("TLS refused: %s", ", ".join(sorted(str(kind) for kind in kinds)))
    for kind in _ORDER:
        if kind in kinds:
            return _words(kind, name), _hint(kind)
    weak = next((words for error in errors if (words := weak_key_words(error.certificate(), name))), "")
    text = weak or tr("The certificate of {name} was not accepted", name=name)
    return text, tr("Ask whoever runs the telephone system.")


def _words(kind: QSslError.SslError, name: str) -> str:
    if kind in _UNKNOWN_ISSUER:
        return tr("The certificate of {name} comes from an authority this computer does not know", name=name)
    words = {
        _Error.CertificateRevoked: tr("The certificate of {name} was withdrawn", name=name),
        _Error.OcspStatusUnknown: tr("The authority of {name} does not know its certificate", name=name),
        _Error.CertificateExpired: tr("The certificate of {name} is out of date", name=name),
        _Error.CertificateNotYetValid: tr("The certificate of {name} is not valid yet", name=name),
        _Error.SelfSignedCertificate: tr("The certificate of {name} is signed by itself, by no authority", name=name),
        _Error.HostNameMismatch: tr("The server's certificate is for another name than {name}", name=name),
        _Error.InvalidCaCertificate: tr(
            "The certificate of {name} comes from something that is no authority", name=name
        ),
        _Error.NoPeerCertificate: tr("{name} shows no certificate", name=name),
    }
    return words[kind]


def _hint(kind: QSslError.SslError) -> str:
    match kind:
        case _Error.CertificateNotYetValid | _Error.CertificateExpired:
            return tr("Check this computer's clock, or ask whoever runs the telephone system.")
        case _Error.SelfSignedCertificate:
            return tr("If it is your own, choose its file as certificate authority in the phone account's settings.")
        case _Error.HostNameMismatch:
            return tr("Check the server's name in the phone account's settings.")
    if kind in _UNKNOWN_ISSUER:
        return tr("If it is your own authority, choose its file in the phone account's settings.")
    return tr("Ask whoever runs the telephone system.")


def weak_key_words(certificate: QSslCertificate, name: str) -> str:
    """Empty if the certificate's key is long enough."""
    key = certificate.publicKey()
    if key.algorithm() is QSsl.KeyAlgorithm.Rsa and key.length() < SMALLEST_RSA_BITS:
        return tr("The certificate of {name} has a key too short to be safe", name=name)
    return ""
