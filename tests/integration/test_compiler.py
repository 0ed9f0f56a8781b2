"""The committed artifacts are what the sources compile to, and the compiler from npm behaves like a native one."""

import json
import subprocess
import time
from typing import Any

import solcx
from solcx.wrapper import get_version_str_from_solc_binary

from scripts.solidity import NPM_COMPILER, differences, pinned_version, source_units, standard_input

PIPE = 128 * 1024


def everything(source: str) -> dict[str, Any]:
    return {
        "language": "Solidity",
        "sources": {"src/A.sol": {"content": source}},
        "settings": {"outputSelection": {"*": {"*": ["*"], "": ["ast"]}}},
    }


def test_recompiling_gives_the_committed_artifacts() -> None:
    assert differences() == []


def test_every_source_brings_all_it_imports() -> None:
    for unit in source_units():
        sources = standard_input(unit)["sources"]
        assert unit in sources
        assert all(
            f"pragma solidity {pinned_version()};" in sources[own]["content"] for own in sources if own[:4] == "src/"
        )


def test_the_compiler_from_npm_is_the_pinned_one() -> None:
    assert get_version_str_from_solc_binary(NPM_COMPILER).startswith(f"{pinned_version()}+commit.")


def test_a_slow_reader_gets_more_than_a_pipe_holds() -> None:
    functions = "".join(f"function f{n}() external pure returns (uint256) {{ return {n}; }}\n" for n in range(300))
    given = everything(f"// SPDX-License-Identifier: Apache-2.0\npragma solidity ^0.8.0;\ncontract A {{ {functions} }}")
    with subprocess.Popen([NPM_COMPILER, "--standard-json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(given).encode())
        process.stdin.close()
        head = process.stdout.read(1)
        time.sleep(0.5)
        text = head + process.stdout.read()
    assert len(text) > 2 * PIPE
    assert "A" in json.loads(text)["contracts"]["src/A.sol"]


def test_a_source_with_a_fault_is_answered_with_the_fault() -> None:
    given = everything("pragma solidity ^0.8.0; contract A { nonsense }")
    process = subprocess.run(
        [NPM_COMPILER, "--standard-json"], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    assert json.loads(process.stdout)["errors"][0]["severity"] == "error"


def test_an_option_the_wrapper_does_not_know_is_refused() -> None:
    process = subprocess.run([NPM_COMPILER, "--bin-runtime"], capture_output=True, check=False)
    assert (process.returncode, process.stdout) == (1, b"")
    assert b"unknown option --bin-runtime" in process.stderr


def test_py_solc_x_takes_the_wrapper_for_a_compiler() -> None:
    output = solcx.compile_standard(
        everything("// SPDX-License-Identifier: Apache-2.0\npragma solidity ^0.8.0; contract A {}"),
        solc_binary=NPM_COMPILER,
    )
    assert output["contracts"]["src/A.sol"]["A"]["evm"]["bytecode"]["object"]
