"""The demonstration: the whole life of certificates on an embedded chain that begins in the past and ends today."""
