"""The inbox: what connectors bring, each message once, with the customer it is from and the work it belongs to."""
