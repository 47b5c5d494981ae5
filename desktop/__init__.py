"""Parley, the contact-centre agent's desk."""

__version__ = "0.1.0"
