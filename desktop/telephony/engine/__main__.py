"""`python -m desktop.telephony.engine`: the engine without the rest of the command line."""

import sys

from desktop.telephony.engine.main import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
