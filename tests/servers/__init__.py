"""Real servers for the tests, the benchmarks and the demo: started on free loopback ports, stopped without a trace.

Each module holds one server as a context manager. Linux only: Debian's packages, `/proc`, process groups.
See `docs/test-servers.md`.
"""
