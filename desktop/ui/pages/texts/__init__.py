"""The settings of ready texts and macros: a list of all, and a form for one."""
