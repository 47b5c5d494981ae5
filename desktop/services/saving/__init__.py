"""Files of strangers kept on this computer, with the mark by which the system warns whoever opens them."""
