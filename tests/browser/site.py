"""The verifier on a loopback port, with a chain that says what a test wants it to say."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from certificate.address import Address
from certificate.facts import Facts, Unread
from certificate.qr_payload import encode_link
from tests.proofs import MemorySessions, reading
from tests.scenes import CONFIG, Scene, trusted, valid
from verifier.app import create_app
from verifier.config import VerifierConfig
from verifier.serving import Server


class Site:
    """A running verifier; `show` changes the scene that it judges by."""

    def __init__(self) -> None:
        self.scene = valid()
        self.address = ""

    def show(self, scene: Scene) -> Scene:
        self.scene = scene
        return scene

    def read(self, address: Address, key: bytes) -> Facts | Unread:  # noqa: ARG002  # the port's signature
        return self.scene.facts

    def clock(self) -> datetime:
        return self.scene.now

    def link(self, scene: Scene | None = None) -> str:
        """Return what the QR code of a scene's certificate says, as printed for this site."""
        return encode_link((scene or self.scene).data, verifier=self.address)


@contextmanager
def running_site(config: VerifierConfig = CONFIG, *, test_network: bool = True) -> Iterator[Site]:
    site = Site()
    network = replace(config.networks[0].network, test=test_network)
    sessions = MemorySessions(reading())
    app = create_app(replace(config, networks=(trusted(network),)), site, site.clock, sessions=sessions)
    with Server(app) as server:
        site.address = f"http://127.0.0.1:{server.port}"
        thread = threading.Thread(target=server.run, name="verifier", daemon=True)
        thread.start()
        yield site
    thread.join(timeout=10)
