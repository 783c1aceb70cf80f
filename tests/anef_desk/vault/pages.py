"""Every page of a closed vault, decrypted as it lies on the disk, free ones included."""

from __future__ import annotations

import hmac
from hashlib import pbkdf2_hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT, IV, MAC = 4096, 80, 16, 16, 64


def decrypted(database: Path, key: bytes) -> list[bytes]:
    """Return the content of every page; each one must be authentic.

    SQLCipher 4: AES-256-CBC, an HMAC-SHA512 of the page, its vector and its number
    under a key made from the page key in two rounds; the first 16 bytes are the salt.
    """
    content = database.read_bytes()
    salt = bytes(byte ^ 0x3A for byte in content[:SALT])
    mac_key = pbkdf2_hmac("sha512", key, salt, 2, 32)
    pages = []
    for number in range(1, len(content) // PAGE + 1):
        page = content[(number - 1) * PAGE : number * PAGE]
        start = SALT if number == 1 else 0
        hidden, rest = page[start : PAGE - RESERVED], page[PAGE - RESERVED :]
        vector, mac = rest[:IV], rest[IV : IV + MAC]
        told = hidden + vector + number.to_bytes(4, "little")
        assert hmac.digest(mac_key, told, "sha512") == mac, number
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(cipher.update(hidden) + cipher.finalize())
    return pages
