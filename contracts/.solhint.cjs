// Each rule that is off or changed has its reason.
module.exports = {
  extends: "solhint:recommended",
  rules: {
    "compiler-version": ["error", "0.8.37"],
    // Constructors have no visibility since Solidity 0.7.
    "func-visibility": ["warn", { ignoreConstructors: true }],
    // What is indexed follows from what is looked for; each topic costs more gas than it saves.
    "gas-indexed-events": "off",
    // `>=` says what is meant.
    "gas-strict-inequalities": "off",
    // Storage layouts are measured in the gas report; a view's answer is laid out for its reader.
    "gas-struct-packing": "off",
    // The same gas under via-IR.
    "gas-increment-by-one": "off",
    // Interfaces carry the documentation; a title and an author per file repeat the name and the licence.
    "use-natspec": [
      "warn",
      {
        title: { enabled: false },
        author: { enabled: false },
        notice: { enabled: true },
        param: { enabled: false },
        return: { enabled: false },
      },
    ],
  },
};
