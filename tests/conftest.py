"""What all tests share: no test depends on how fast the machine is today."""

from hypothesis import settings

settings.register_profile("klar", deadline=None)
settings.load_profile("klar")
