"""Tries the Windows program under Wine, from the Linux side; `inside/` holds what runs in Windows."""
