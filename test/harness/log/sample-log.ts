import { hash } from 'node:crypto';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import type { Disclosure } from '../../../shared/log/leaf/disclosure.ts';
import { encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type ClockReading, type EntryDraft, type LogStation } from '../../../shared/log/leaf/entry-draft.ts';
import { signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { rootOf } from '../../../shared/log/tree/proof.ts';
import type { LogCrypto } from '../../../shared/log/verify/verify-log.ts';

export const NODE_CRYPTO: LogCrypto = { sha256, tree: nodeTreeHasher, verify: verifyEd25519 };

export const STATION: LogStation = {
  log: 'halligan.localhost/v_test/s_test/1',
  dev: 's_test',
  vault: 'v_test',
  app: '0.1.0',
  practice: false,
};
export const CLOCK: ClockReading = { wall: 1_764_034_331_123, monoMs: 5_000, boot: 'boot-1', run: 'run-1' };
export const KEY = logKey(new Uint8Array(32).fill(7));

export const SIGNER = { key: noteKey(STATION.log, KEY.publicKey, sha256), sign: KEY.sign };
export const VKEY = vkeyText(SIGNER.key);

/** A random source that gives the same bytes at every run, so that a failure can be looked at twice. */
export function seeded(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    let out = Buffer.alloc(0);
    while (out.length < length) out = Buffer.concat([out, hash('sha256', `${seed} ${counter++}`, 'buffer')]);
    return new Uint8Array(out.subarray(0, length));
  };
}

export interface SampleLog {
  readonly leaves: readonly Uint8Array[];
  readonly leafHashes: readonly string[];
  readonly checkpoint: string;
  readonly vkey: string;
  readonly disclosures: readonly Disclosure[];
}

export const GENESIS: EntryDraft = { act: 'log.genesis', out: 'ok', d: { vkey: VKEY, key_kind: 'file', reason: 'founded' } };

/** A log of these drafts after its genesis, each leaf as the app writes it, signed by the station. */
export function sampleLog(drafts: readonly EntryDraft[] = STORY, station: LogStation = STATION): SampleLog {
  const random = seeded('sample');
  const built = [GENESIS, ...drafts].map((draft, seq) => buildEntry(draft, { station, seq, clock: CLOCK }, { random, sha256 }));
  const leaves = built.map(({ entry }) => encodeEntry(entry));
  return signedLog(
    leaves,
    built.flatMap(({ disclosures }) => disclosures),
  );
}

/** Whatever leaves, under the station's own signature: what a station gone bad could make. */
export function signedLog(leaves: readonly Uint8Array[], disclosures: readonly Disclosure[] = []): SampleLog {
  const leafHashes = leaves.map((leaf) => nodeTreeHasher.leaf(leaf));
  const root = rootOf(leafHashes, nodeTreeHasher);
  return {
    leaves,
    leafHashes,
    checkpoint: signCheckpoint({ origin: STATION.log, size: leaves.length, root }, SIGNER),
    vkey: VKEY,
    disclosures,
  };
}

const who = [{ id: 'm_mara', role: 'custodian', am: ['key', 'pin'], key: 'key-1' }];

export const STORY: readonly EntryDraft[] = [
  { act: 'app.start', out: 'ok', d: { host: 'rescue' } },
  { act: 'request.declare', out: 'ok', who, cer: 'r_1', inc: 'INC-4471', say: { reason: 'Core routers are down', title: 'Ops' } },
  { act: 'ceremony.approve', out: 'ok', who, cer: 'r_1' },
  { act: 'share.reject', out: 'refused', err: 'share.wrong_set', who, cer: 'r_1' },
  { act: 'vault.unseal', ph: 'intent', who, cer: 'r_1', d: { need: 3, have: 3, compartments: ['k_1', 'k_2'] } },
  { act: 'vault.unseal', ph: 'result', ref: 5, out: 'ok', who, cer: 'r_1' },
  { act: 'item.reveal', ph: 'intent', who, cer: 'r_1', obj: { k: 'credential', id: 'x_1' }, say: { title: 'Core routers: administrator' } },
  { act: 'item.reveal', ph: 'result', ref: 7, out: 'ok', who, cer: 'r_1' },
  { act: 'vault.seal', out: 'ok', cer: 'r_1', d: { how: 'person' } },
];
