"""Whom a TLS connection believes: the system's own store, and a file of the account's beside it. Names are checked."""

import ssl

import truststore

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr


def trust(extra_ca_file: str = "") -> ssl.SSLContext:
    """TLS 1.2 and later. Raises ConfigurationError when the file cannot be used."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if extra_ca_file:
        try:
            context.load_verify_locations(extra_ca_file)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; a NUL in the path is the other
            raise ConfigurationError(
                tr("The certificate file {file} cannot be used.", file=extra_ca_file),
                tr("Give a PEM file with the certificate of the authority, or none."),
            ) from error
    return context
