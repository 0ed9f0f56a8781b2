"""Accounts: their keys stay inside, whatever goes wrong."""

import json

import pytest
from eth_account import Account

from chain import KeyAccount
from chain.errors import KeyFileError

# The first account of every Hardhat and Anvil node; its address is published in their manuals.
WORDS = "test test test test test test test test test test test junk"
FIRST = "f39fd6e51aad88f6f4ce6ab8827279cfffb92266"
SECP256K1_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def test_an_account_has_the_address_of_its_key() -> None:
    Account.enable_unaudited_hdwallet_features()
    key = bytes(Account.from_mnemonic(WORDS).key)
    assert KeyAccount(key).address.hex() == FIRST


def test_two_new_accounts_differ() -> None:
    assert KeyAccount.create().address != KeyAccount.create().address


def test_a_signature_is_of_that_account() -> None:
    account = KeyAccount.create()
    fields: dict[str, int | bytes] = {
        "chainId": 5,
        "nonce": 0,
        "gas": 21_000,
        "gasPrice": 1,
        "to": bytes(20),
        "value": 1,
    }
    transaction_hash, raw = account.sign(fields)
    assert Account.recover_transaction(raw)[2:].lower() == account.address.hex()
    assert len(transaction_hash) == 32


def test_a_key_file_is_opened_with_its_passphrase() -> None:
    account = KeyAccount.create()
    file = account.to_keystore("六个 words and 数字", work=2)
    assert KeyAccount.from_keystore(file, "六个 words and 数字").address == account.address
    assert json.loads(file)["version"] == 3


def test_a_key_file_made_elsewhere_is_opened() -> None:
    # The scrypt example of the Web3 Secret Storage Definition.
    crypto = {
        "cipher": "aes-128-ctr",
        "cipherparams": {"iv": "83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
        "kdf": "scrypt",
        "kdfparams": {
            "dklen": 32,
            "n": 262144,
            "p": 8,
            "r": 1,
            "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
        },
        "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
    }
    file = json.dumps({"crypto": crypto, "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}).encode()
    account = KeyAccount.from_keystore(file, "testpassword")
    expected = bytes.fromhex("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d")
    assert account.address == KeyAccount(expected).address


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated() -> None:
    file = KeyAccount.create().to_keystore("right", work=2)
    with pytest.raises(KeyFileError, match="wrong passphrase") as caught:
        KeyAccount.from_keystore(file, "wrong horse battery")
    assert "wrong horse" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "file", [b"", b"{}", b"[]", b"1", b'{"version": 9}', b"\xff\xfe", b'{"crypto": {}, "version": 3}']
)
def test_what_is_no_key_file_is_refused(file: bytes) -> None:
    with pytest.raises(KeyFileError, match="cannot be opened"):
        KeyAccount.from_keystore(file, "x")


@pytest.mark.parametrize(
    "key", [b"", b"\x01" * 31, b"\x01" * 33, bytes(32), b"\xff" * 32, SECP256K1_ORDER.to_bytes(32, "big")]
)
def test_what_is_no_key_is_refused_and_not_repeated(key: bytes) -> None:
    with pytest.raises(KeyFileError, match="no private key") as caught:
        KeyAccount(key)
    assert key.hex() not in str(caught.value) or not key
    assert caught.value.__cause__ is None


def test_an_account_shows_its_address_only() -> None:
    assert repr(KeyAccount(b"\x01" * 32)) == "KeyAccount(0x1a642f0E3c3aF545E7AcBD38b07251B3990914F1)"
