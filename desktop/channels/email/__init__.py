"""E-mail: IMAP and SMTP."""
