"""Bad input against the running program: the real engine behind a real Kamailio, and the whole desk."""
