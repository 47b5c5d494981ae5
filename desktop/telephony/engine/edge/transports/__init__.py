"""The edge's sockets: one to the exchange, one to PJSIP on loopback."""
