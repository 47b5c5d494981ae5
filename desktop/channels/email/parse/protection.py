"""Encryption and signatures of a mail, by their shape: what is inside is not opened, and nothing is checked."""

import re
from collections.abc import Iterator

from desktop.channels.email.parse.tree import Tree
from desktop.domain.text import told as tr
from desktop.domain.written import Mark, Remark

_INLINE_PGP = re.compile(r"^-----BEGIN PGP (SIGNED )?MESSAGE-----", re.MULTILINE)
_ENCRYPTED_TYPES = frozenset(("multipart/encrypted", "application/pgp-encrypted", "smime-encrypted"))
_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature"))
_SIGNED_TYPES = _SIGNATURES | {"multipart/signed", "smime-signed"}


def protection_of(tree: Tree, text: str, *, is_wrapped: bool) -> Iterator[Remark]:
    """`is_wrapped`: a signature was around all of it, and was taken off."""
    leaves = [_kind(part.media_type, part.parameters) for part in tree.parts]
    types = {media_type for media_type, _ in tree.media_types}.union(leaves)
    inline = {bool(found[1]) for found in _INLINE_PGP.finditer(text)} if "-----BEGIN PGP" in text else set()
    if types & _ENCRYPTED_TYPES or False in inline:
        words = tr(
            "What is inside cannot be read here. Save the message as it came and open it where its key is, "
            "or ask for it without encryption."
        )
        yield Remark(mark=Mark.ENCRYPTED, words=words)
    if is_wrapped or types & _SIGNED_TYPES or True in inline:
        is_all = is_wrapped or _is_signed_whole(tree, leaves)
        words = tr("Signed; the signature was not checked") if is_all else tr("A part of it is signed; not checked")
        yield Remark(mark=Mark.SIGNED_UNCHECKED, words=words)


def _kind(media_type: str, parameters: dict[str, str]) -> str:
    if not media_type.endswith("pkcs7-mime"):
        return media_type.replace("/x-", "/")
    is_signed = parameters.get("smime-type", "").lower() in ("signed-data", "certs-only")
    return "smime-signed" if is_signed else "smime-encrypted"


def _is_signed_whole(tree: Tree, leaves: list[str]) -> bool:
    """Two things are in a `multipart/signed` (RFC 1847 §2.1): what comes beside them or after them nobody signed."""
    if not tree.media_types:
        return leaves == ["smime-signed"]
    has_two = len(leaves) == 2 or len(tree.media_types) > 1
    return tree.media_types[0][0] == "multipart/signed" and leaves[-1:] != [] and leaves[-1] in _SIGNATURES and has_two
