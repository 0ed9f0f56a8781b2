"""The certificate: its document, its proofs, its QR payload and the rules that judge it. Pure: no file, socket, clock or randomness."""
