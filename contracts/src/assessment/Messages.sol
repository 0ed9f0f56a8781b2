// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IAssessmentLedger} from "../interfaces/IAssessmentLedger.sol";

/// @title What is signed, and who signed it
/// @notice Chain and ledger are in the domain, the session in the message: a signature counts in one place only.
/// @dev OpenZeppelin's EIP712 needs an EVM with MCOPY (Cancun) in this release, and the chains meant here may be older.
abstract contract Messages is IAssessmentLedger {
    // The words of EIP-712 are as long as they are, and are hashed when the contract is compiled.
    // solhint-disable gas-small-strings
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant SESSION_EVENT_TYPE = keccak256(
        "SessionEvent(bytes32 session,uint8 code,uint32 nonce,uint40 claimedAt,bytes32 commitment,uint256 figures)"
    );
    // solhint-enable gas-small-strings

    // Solhint asks for this spelling of an immutable.
    // slither-disable-start naming-convention
    uint256 private immutable CHAIN_ID;
    bytes32 private immutable DOMAIN;
    // slither-disable-end naming-convention

    constructor() {
        CHAIN_ID = block.chainid;
        DOMAIN = _domain();
    }

    /// @inheritdoc IAssessmentLedger
    function digestOf(SessionEvent calldata entry) external view returns (bytes32) {
        return _digestOf(entry);
    }

    function _digestOf(SessionEvent memory entry) internal view returns (bytes32) {
        bytes32 message = keccak256(
            abi.encode(
                SESSION_EVENT_TYPE,
                entry.session,
                entry.code,
                entry.nonce,
                entry.claimedAt,
                entry.commitment,
                entry.figures
            )
        );
        // After a fork the other chain has the same ledger and must not have the same domain.
        bytes32 domain = block.chainid == CHAIN_ID ? DOMAIN : _domain();
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    /// @dev `place` is 0 for the first signature and 1 for the second. High s is refused: a signature has one form.
    function _signer(bytes32 digest, Signature memory signature, uint8 place) internal pure returns (address signer) {
        ECDSA.RecoverError problem;
        // The third value only explains a problem.
        // slither-disable-next-line unused-return
        (signer, problem,) = ECDSA.tryRecover(digest, signature.r, signature.vs);
        if (problem != ECDSA.RecoverError.NoError) revert AssessmentLedgerSignatureInvalid(place);
    }

    function _domain() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                DOMAIN_TYPE, keccak256("xcert AssessmentLedger"), keccak256("1"), block.chainid, address(this)
            )
        );
    }
}
