"""The mail servers of an account: IMAP to read from, SMTP to send by, and how one signs in to both."""
