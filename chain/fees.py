"""What a transaction may cost per unit of gas, and what the network asks for (EIP-1559, or one price before it)."""

from dataclasses import dataclass

from chain.errors import FeeTooHighError
from chain.rpc import LATEST, Rpc

GWEI = 10**9


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees in wei per gas: at most `maximum` in all; `tip` is None on a network without EIP-1559."""

    maximum: int
    tip: int | None

    def fields(self) -> dict[str, int]:
        """Return the transaction's fields."""
        if self.tip is None:
            return {"gasPrice": self.maximum}
        return {"maxFeePerGas": self.maximum, "maxPriorityFeePerGas": self.tip, "type": 2}


def current_fees(rpc: Rpc, *, cap: int) -> Fees:
    """Ask what the network takes; raises `FeeTooHighError` when that is over `cap` wei per gas."""
    block = rpc.block(LATEST)
    if block is None or block.base_fee is None:
        price = rpc.gas_price()
        _require_within(price, cap, rpc.name)
        return Fees(price, None)
    tip = rpc.tip()
    if tip is None:
        tip = max(0, rpc.gas_price() - block.base_fee)
    _require_within(block.base_fee + tip, cap, rpc.name)
    # Twice the base fee holds for six full blocks of growth; the cap holds in any case.
    return Fees(min(2 * block.base_fee + tip, cap), tip)


def _require_within(price: int, cap: int, where: str) -> None:
    if price > cap:
        raise FeeTooHighError(
            f"{where} asks {price / GWEI:.3f} gwei per gas and at most {cap / GWEI:.3f} may be paid; "
            "wait, or raise the limit"
        )
