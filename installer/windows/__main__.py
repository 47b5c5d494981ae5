"""`python3 -m installer.windows`."""

import sys

from installer.windows.build import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
