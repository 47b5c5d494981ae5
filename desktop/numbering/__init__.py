"""Telephone numbers: the only importer of phonenumbers (libphonenumber)."""

from desktop.numbering.numbering import PhoneNumbering

__all__ = ["PhoneNumbering"]
