"""Sound between PJSIP and the devices: the bridge, the streams, the tones, and which device is used for what."""
