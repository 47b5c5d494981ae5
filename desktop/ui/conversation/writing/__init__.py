"""Where one answers: the editor, to whom, with which files, and when it goes out."""
