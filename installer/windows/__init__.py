"""The Windows program, put together on Debian and tried under Wine."""
