"""Issue one directory of certificates with cert-issuer and print the seconds it took.

Runs inside the peer's own virtual environment, started by `peer_cert_issuer.py`. Timed:
`issue_certificates.issue()` alone. Not timed: starting Python, importing the peer, reading its
configuration.
"""

import json
import logging
import sys
import time
from importlib import import_module, metadata
from pathlib import Path


def peer_arguments(directory: Path) -> list[str]:
    """Give the peer's own command line for the files below `directory`."""
    return [
        "cert-issuer",
        "--chain=mockchain",
        # Without this the peer asks the network whether it is offline, and waits until it is.
        "--no_safe_mode",
        "--issuing_address=benchmark",
        "--verification_method=did:example:benchmark#key-1",
        f"--usb_name={directory}",
        "--key_file=key.txt",
        f"--unsigned_certificates_dir={directory / 'unsigned'}",
        f"--signed_certificates_dir={directory / 'signed'}",
        f"--blockchain_certificates_dir={directory / 'issued'}",
        f"--work_dir={directory / 'work'}",
    ]


def issue(directory: Path) -> float:
    """Issue all of `directory`/unsigned as one batch into `directory`/issued; gives the seconds."""
    # First, because the peer logs while it is being imported; disable() outlasts the level that it
    # sets for itself.
    logging.disable(logging.CRITICAL)
    # The peer reads sys.argv itself and keeps the answer in a module variable.
    sys.argv = peer_arguments(directory)
    # Imported by name because these modules exist in the peer's environment only, not where this
    # file is type-checked.
    configuration = import_module("cert_issuer.config").get_config()
    handlers = import_module("cert_issuer.blockchain_handlers.bitcoin")
    peer = import_module("cert_issuer.issue_certificates")
    batch_handler, transaction_handler, _connector = handlers.instantiate_blockchain_handlers(configuration)
    start = time.perf_counter()
    peer.issue(configuration, batch_handler, transaction_handler)
    return time.perf_counter() - start


def main() -> None:
    """Read the directory from the command line and print one JSON line with version and seconds."""
    seconds = issue(Path(sys.argv[1]))
    print(json.dumps({"version": metadata.version("cert-issuer"), "seconds": seconds}))


if __name__ == "__main__":
    main()
