// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Where each number of a session stands: place << 8 | bits (libraries/Fields.sol). What an event usually reads or
// writes together stands in one word.

// The word that every event reads, and all that an issue needs.
uint256 constant STATE = 0 << 8 | 5;
uint256 constant HELD = 5 << 8 | 1;
uint256 constant IS_REPORTED = 6 << 8 | 1;
uint256 constant REPORT_FIRST = 7 << 8 | 1;
uint256 constant LATE = 8 << 8 | 5;
uint256 constant WAIVED = 13 << 8 | 5;
uint256 constant ASSIGNMENT = 18 << 8 | 8;
uint256 constant LEVEL = 26 << 8 | 8;
uint256 constant PARTS = 34 << 8 | 2;
uint256 constant PAPERS = 36 << 8 | 5;
uint256 constant ORGANISATION = 41 << 8 | 32;
uint256 constant STANDARD_NO = 73 << 8 | 32;
uint256 constant CANDIDATES = 105 << 8 | 24;
uint256 constant PASSED = 129 << 8 | 24;
uint256 constant GRANTED = 153 << 8 | 24;
uint256 constant UNREVEALED = 177 << 8 | 16;
uint256 constant REVEALED = 193 << 8 | 3;
uint256 constant CERTIFICATES = 201 << 8 | 24;
uint256 constant SCORES = 225 << 8 | 24;

// What was planned, and of the terms what is asked for beside it.
uint256 constant SITE = 0 << 8 | 32;
uint256 constant BEGINS = 32 << 8 | 40;
uint256 constant OFFSET_2 = 72 << 8 | 16;
uint256 constant OFFSET_3 = 88 << 8 | 16;
uint256 constant SEATS = 104 << 8 | 24;
uint256 constant TERMS_NO = 128 << 8 | 16;
uint256 constant ACCREDITOR = 144 << 8 | 32;
uint256 constant ROSTER_LEAD = 176 << 8 | 32;
uint256 constant SEAL_LEAD = 208 << 8 | 32;

// Preparation and sitting. `PAPER_PART` is the part of paper 0, 0 while it is not sealed; the other papers follow.
uint256 constant DECLARERS = 0 << 8 | 8;
uint256 constant DECLARED = 8 << 8 | 8;
uint256 constant CONFLICT = 16 << 8 | 1;
uint256 constant PAPER_PART = 17 << 8 | 2;
uint256 constant UNSEALED = 49 << 8 | 16;
uint256 constant OPEN_RUNS = 65 << 8 | 8;
uint256 constant ALL_OPEN_RUNS = 65 << 8 | 24;
uint256 constant STARTED = 89 << 8 | 3;
uint256 constant PRESENT = 92 << 8 | 24;
uint256 constant LAST_END = 164 << 8 | 40;
uint256 constant ROSTER_LOCKED_AT = 204 << 8 | 40;

// Marking and what follows; incidents stand here because most sessions have none before. `CLOSED` has a bit for each of the
// incidents 0 to 3 that is closed, and for each of the appeals 0 to 3 that is decided; later ones have words of their own.
uint256 constant SEALED_AT = 0 << 8 | 40;
uint256 constant SCORES_LOCKED_AT = 40 << 8 | 40;
uint256 constant PUBLISHED_AT = 80 << 8 | 40;
uint256 constant DECIDED_AT = 120 << 8 | 40;
uint256 constant DEFERRED = 160 << 8 | 24;
uint256 constant INCIDENTS = 184 << 8 | 16;
uint256 constant OPEN_INCIDENTS = 200 << 8 | 16;
uint256 constant APPEALS = 216 << 8 | 16;
uint256 constant OPEN_APPEALS = 232 << 8 | 16;
uint256 constant CLOSED = 248 << 8 | 8;

// What one actor did in a session; `OWN_UNREVEALED` is for part 1, the other parts follow.
uint256 constant NONCES = 200;
uint256 constant EXAMINED = 200 << 8 | 1;
uint256 constant HAS_ADJUDICATED = 201 << 8 | 1;
uint256 constant HAS_LOCKED = 202 << 8 | 1;
uint256 constant HAS_CORRECTED = 203 << 8 | 1;
uint256 constant HAS_DECIDED = 204 << 8 | 1;
uint256 constant HAS_APPEALED = 205 << 8 | 1;
uint256 constant OWN_ASSIGNMENT = 206 << 8 | 8;
uint256 constant OWN_UNREVEALED = 214 << 8 | 8;
