"""What all tests share: hypothesis judges laws, not the clock."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
