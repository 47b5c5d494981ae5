"""Signing in without a password: the user does it in the system's browser, and we keep a token (RFC 8252, RFC 7636)."""
