/** A station with a key and a log of its own, which sends to a collector what it has written so far. */

import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256 } from '../../../core/hash/node-hash.ts';
import { concat, toBase64url, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import type { Disclosure } from '../../../shared/log/leaf/disclosure.ts';
import { encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { jcs } from '../../../shared/log/leaf/jcs.ts';
import { type Signer, signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { consistencyProof, inclusionProof, rootOf } from '../../../shared/log/tree/proof.ts';
import { writeTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import { chunkTree, entryPackages } from '../log/chunk-tree.ts';
import { seeded } from '../log/sample-log.ts';
import type { RunningCollector } from './running-collector.ts';

export interface StationOptions {
  readonly seed: number;
  readonly name: string;
  readonly practice?: boolean;
  /** Where the log key is kept, as its genesis says. */
  readonly keyKind?: string;
}

export class TestStation {
  readonly origin: string;
  readonly oh: string;
  readonly name: string;
  readonly vkey: string;
  readonly leaves: Uint8Array[] = [];
  readonly hashes: string[] = [];
  readonly #signer: Signer;
  readonly #practice: boolean;
  readonly #device: string;
  readonly #random: (length: number) => Uint8Array;
  readonly #disclosures: Disclosure[] = [];
  /** What the collector has of it. */
  #sent = 0;

  constructor({ seed, name, practice = false, keyKind = 'libsecret' }: StationOptions) {
    this.name = name;
    this.origin = `halligan.localhost/v_acme/s_${seed}/1`;
    this.oh = toHex(sha256(utf8(this.origin)));
    const key = logKey(new Uint8Array(32).fill(seed));
    this.#signer = { key: noteKey(this.origin, key.publicKey, sha256), sign: key.sign };
    this.vkey = vkeyText(this.#signer.key);
    this.#practice = practice;
    this.#device = `s_${seed}`;
    this.#random = seeded(`station ${seed}`);
    this.add({ act: 'log.genesis', out: 'ok', d: { vkey: this.vkey, key_kind: keyKind, reason: 'founded' } });
  }

  /** Writes an entry, by a clock that says `wall`. */
  add(draft: EntryDraft, wall = Date.now()): this {
    const station = { log: this.origin, dev: this.#device, vault: 'v_acme', app: '0.1.0', practice: this.#practice };
    const clock = { wall, monoMs: 5_000 + this.leaves.length, boot: 'boot-1', run: 'run-1' };
    const { entry, disclosures } = buildEntry(draft, { station, seq: this.leaves.length, clock }, { random: this.#random, sha256 });
    const leaf = encodeEntry(entry);
    this.leaves.push(leaf);
    this.hashes.push(nodeTreeHasher.leaf(leaf));
    this.#disclosures.push(...disclosures);
    return this;
  }

  get checkpoint(): string {
    return this.#checkpointOf(this.hashes);
  }

  #checkpointOf(hashes: readonly string[]): string {
    return this.signed(hashes.length, rootOf(hashes, nodeTreeHasher));
  }

  /** A checkpoint over whatever it is told. */
  signed(size: number, root: string): string {
    return signCheckpoint({ origin: this.origin, size, root }, this.#signer);
  }

  async ask(running: RunningCollector, code?: string): Promise<string> {
    const genesis = new Uint8Array(this.leaves[0] ?? []);
    const proof = inclusionProof(this.hashes, 0, nodeTreeHasher);
    const body = { name: this.name, vkey: this.vkey, app: '0.1.0', checkpoint: this.checkpoint, genesis, proof };
    const given = code ?? (await makeCode(running.collector, null));
    const said = await running.post('/v1/enroll', writeEnrolRequest({ ...body, code: given }, this.#signer, sha256));
    if (said.status >= 300) throw new Error(said.text);
    this.#sent = this.leaves.length;
    const row = await running.collector.db.one<{ enrol_id: string }>('SELECT enrol_id FROM log WHERE origin = ?', this.origin);
    return row?.enrol_id ?? '';
  }

  async enrol(running: RunningCollector): Promise<this> {
    await decide(running.collector, await this.ask(running), 'active', null);
    return this;
  }

  /** One entry ahead of the rest. */
  async tell(running: RunningCollector, index = this.leaves.length - 1): Promise<void> {
    const proof = inclusionProof(this.hashes, index, nodeTreeHasher);
    const extra = new Uint8Array(this.leaves[index] ?? []);
    await expectTaken(running.post('/v1/alert', writeTlogProof({ index, proof, checkpoint: this.checkpoint, extra })));
  }

  /** Everything so far: head, entries and words. */
  async send(running: RunningCollector): Promise<void> {
    const proof = consistencyProof(this.hashes, this.#sent, nodeTreeHasher);
    await expectTaken(running.post('/w/add-checkpoint', writeAddCheckpoint({ oldSize: this.#sent, proof, checkpoint: this.checkpoint })));
    this.#sent = this.leaves.length;
    const tree = chunkTree(this.hashes, nodeTreeHasher);
    for (let start = 0; start < this.leaves.length; start += 32 * 256) {
      const packages = entryPackages(tree, start, this.leaves.slice(start)).take(32);
      const header = { origin: this.origin, start, end: this.leaves.length, ticket: new Uint8Array() };
      await expectTaken(running.post('/w/add-entries', concat(...writeAddEntries(header, packages))));
    }
    const lines = this.#disclosures.map(({ salt, ...rest }) => `${jcs({ log: this.origin, ...rest, salt: toBase64url(salt) })}\n`);
    if (lines.length > 0) await expectTaken(running.post('/v1/disclosures', lines.slice(0, 1_000).join('')));
  }

  /** A head over another last entry: what a clone of this station would send. */
  async fork(running: RunningCollector): Promise<void> {
    const other = [...this.hashes.slice(0, -1), nodeTreeHasher.leaf(utf8('other'))];
    const proof = consistencyProof(other, this.#sent, nodeTreeHasher);
    await running.post('/w/add-checkpoint', writeAddCheckpoint({ oldSize: this.#sent, proof, checkpoint: this.#checkpointOf(other) }));
  }
}

async function expectTaken(said: ReturnType<RunningCollector['post']>): Promise<void> {
  const { status, text } = await said;
  if (status >= 300) throw new Error(`${status} ${text}`);
}

const person = (id: string) => ({ id, role: 'custodian', am: ['key', 'pin'], key: `key-${id}` });

/** An emergency or a drill from its declaration to its end, at a station. */
export function incident(
  station: TestStation,
  {
    cer,
    inc,
    drill = false,
    at,
    until,
  }: {
    readonly cer: string;
    readonly inc: string;
    readonly drill?: boolean;
    readonly at: number;
    readonly until: 'declared' | 'open' | 'closed';
  },
): void {
  const about = { cer, inc, drill };
  const who = [person('m_mara')];
  let minute = 0;
  const add = (draft: EntryDraft): void => void station.add(draft, at + 60_000 * minute++);
  add({
    ...about,
    act: 'request.declare',
    out: 'ok',
    who,
    d: { minutes: 60 },
    say: { reason: 'Core routers are down', compartments: 'Network' },
  });
  if (until === 'declared') return;
  for (const id of ['m_mara', 'm_kenji', 'm_sam']) add({ ...about, act: 'ceremony.approve', out: 'ok', who: [person(id)] });
  const intent = (draft: EntryDraft): void => {
    const ref = station.leaves.length;
    add(draft);
    add({ ...draft, ph: 'result', ref, out: 'ok' } as EntryDraft);
  };
  intent({ ...about, act: 'vault.unseal', ph: 'intent', who, d: { need: 3, have: 3 }, say: { compartments: 'Network' } });
  intent({
    ...about,
    act: 'item.reveal',
    ph: 'intent',
    who,
    obj: { k: 'credential', id: 'x_1' },
    d: { field: 'password' },
    say: { title: 'Core routers: administrator' },
  });
  if (until === 'open') return;
  add({ ...about, act: 'vault.seal', out: 'ok', d: { how: 'person' }, say: { compartments: 'Network' } });
  if (drill) add({ ...about, act: 'drill.result', out: 'ok', d: { to_quorum_ms: 240_000, to_first_ms: 300_000, refusals: 0 } });
  else add({ ...about, act: 'closing.close', out: 'ok', who });
}
