// Calls the compiler's own entry point instead of solcjs: solcjs prints a `>>>` line before its JSON and leaves
// before a slow reader has emptied the pipe, which cuts the JSON at 128 KB.
"use strict";

const fs = require("node:fs");
const solc = require("solc");

const known = new Set(["--version", "--standard-json", "--allow-paths"]);

function fail(message) {
  process.stderr.write(`solc-npm: ${message}\n`);
  process.exitCode = 1;
}

function main(args) {
  const unknown = args.find((arg) => arg.startsWith("--") && !known.has(arg));
  if (unknown !== undefined) return fail(`unknown option ${unknown}`);
  if (args.includes("--version")) {
    process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
  } else if (args.includes("--standard-json")) {
    // Sources are given in the input, so nothing is read from the disk. The exit code is left to the end of the
    // event loop, which comes after the last byte has been taken.
    process.stdout.write(solc.compile(fs.readFileSync(0, "utf8")) + "\n");
  } else {
    fail("say --version or --standard-json");
  }
}

main(process.argv.slice(2));
