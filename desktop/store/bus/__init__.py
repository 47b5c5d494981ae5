"""What makes the store the bus between programs: the change feed, leases, the inbox, the outbox, drafts."""
