"""SIP as bytes: the values a message is read to, its grammar, the limits it must keep, and the strict reader."""
