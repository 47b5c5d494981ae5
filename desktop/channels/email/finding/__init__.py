"""Where the servers of an address are, as the name service of its domain says (RFC 6186, RFC 8314)."""
