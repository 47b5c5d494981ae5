"""Whether a device that sounds is still there. For Linux alone; the other systems tell.

WORKAROUND Qt 6.11 on PulseAudio: when a device goes that is not the default, the server moves its streams to another
one, and Qt notices nothing and goes on listing it. To be opened once more is what it cannot do any longer.
"""

import sys

from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QAudioSource, QtAudio

from desktop.domain.phone import DeviceRole

IS_NEEDED = sys.platform == "linux"


def is_there(role: DeviceRole, device: QAudioDevice, wanted: QAudioFormat) -> bool:
    """Takes a millisecond or two; nothing is heard of it."""
    stream = QAudioSource(device, wanted) if role is DeviceRole.MICROPHONE else QAudioSink(device, wanted)
    stream.start()
    is_open = stream.error() is not QtAudio.Error.OpenError
    stream.stop()
    return is_open
