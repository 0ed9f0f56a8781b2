// Hardhat serves one purpose here: a real local node (`npx hardhat node`, see ../hardhat-local.md).
// The contracts are compiled by ../scripts/compile; the settings below are the same, so that
// `npx hardhat build` agrees, and the compiler comes from npm, so that nothing is downloaded.
import { fileURLToPath } from "node:url";

import { defineConfig } from "hardhat/config";

export default defineConfig({
  paths: { sources: "./src" },
  solidity: {
    version: "0.8.37",
    path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
    settings: {
      evmVersion: "paris",
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: "none" },
    },
  },
});
