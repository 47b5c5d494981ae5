"""Writing a mail: from what an agent typed to the bytes that go over the wire."""
