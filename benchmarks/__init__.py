"""Programs that measure; none is a test. Each prints a table, and JSON with `--json FILE`."""
