/** Stations with keys and logs of their own, and the truth about what a collector holds of them. */
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { hashesOf, leavesFrom } from '../../../collector/store/bundles.ts';
import type { ReadHandle } from '../../../collector/store/database.ts';
import { ownHead } from '../../../collector/store/own-log.ts';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { askToEnrol } from '../../../core/sync/ask-to-enrol.ts';
import type { HeadToSend } from '../../../core/sync/upload.ts';
import { writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import { type HeadsEntry, parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { openCheckpoint, type Signer, signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import type { NoteKey } from '../../../shared/log/note/vkey.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { inclusionProof, rootOf } from '../../../shared/log/tree/proof.ts';
import { headToSend } from '../log/head-to-send.ts';
import { CLOCK, type SampleLog, STATION, seeded } from '../log/sample-log.ts';
import type { RunningCollector } from './running-collector.ts';

export class StationLog {
  readonly signer: Signer;
  readonly origin: string;
  readonly #leaves: readonly Uint8Array[];
  readonly #hashes: readonly string[];
  readonly #vkey: string;

  /** Station `n`, with `size` entries to come. `branch`: another story after the first three entries. `storyOf`: what each entry says. */
  constructor(n: number, size: number, branch = 0, storyOf = plainStory) {
    const key = logKey(new Uint8Array(32).fill(n + 20));
    this.origin = `halligan.localhost/v_test/s_${n}/1`;
    this.signer = { key: noteKey(this.origin, key.publicKey, sha256), sign: key.sign };
    this.#vkey = vkeyText(this.signer.key);
    const genesis: EntryDraft = { act: 'log.genesis', out: 'ok', d: { vkey: this.#vkey, key_kind: 'file', reason: 'founded' } };
    const station = { ...STATION, log: this.origin, dev: `s_${n}` };
    const random = seeded(`station ${n}`);
    this.#leaves = Array.from({ length: size }, (_, seq) => {
      const draft: EntryDraft = seq === 0 ? genesis : storyOf(seq, seq < 3 ? 0 : branch);
      return encodeEntry(buildEntry(draft, { station, seq, clock: { ...CLOCK, monoMs: seq } }, { random, sha256 }).entry);
    });
    this.#hashes = this.#leaves.map(nodeTreeHasher.leaf);
  }

  /** Its log when it had so many entries. */
  log(size: number): SampleLog {
    const leafHashes = this.#hashes.slice(0, size);
    const root = rootOf(leafHashes, nodeTreeHasher);
    const checkpoint = signCheckpoint({ origin: this.origin, size, root }, this.signer);
    return { leaves: this.#leaves.slice(0, size), leafHashes, checkpoint, vkey: this.#vkey, disclosures: [] };
  }

  head(size: number): Promise<HeadToSend> {
    return headToSend(this.log(size));
  }

  async enrol(running: RunningCollector): Promise<void> {
    const log = this.log(3);
    const body = writeEnrolRequest(
      {
        code: await makeCode(running.collector, null),
        name: this.origin.split('/')[2] ?? '',
        vkey: this.#vkey,
        app: '0.1.0',
        checkpoint: log.checkpoint,
        genesis: new Uint8Array(log.leaves[0] ?? []),
        proof: inclusionProof(log.leafHashes, 0, nodeTreeHasher),
      },
      this.signer,
      sha256,
    );
    const asking = { log: this.signer.key, transport: { wall: Date.now }, signal: new AbortController().signal };
    const { pins } = await askToEnrol(running.address, body, asking);
    await decide(running.collector, pins.id, 'active', null);
  }

  /** Why what is held of this log is not its first `next` entries, each once; null where it is. `atLeast`: what a receipt was given for. */
  async faultIn(db: ReadHandle, atLeast: number): Promise<string | null> {
    const row = await db.one<{ n: number; size: number; next: number }>('SELECT n, size, next FROM log WHERE origin = ?', this.origin);
    if (row === null) return 'the log is not there';
    if (row.next < atLeast) return `lost: ${row.next} are there and ${atLeast} were acknowledged`;
    const hashes = this.#hashes.slice(0, row.next);
    if ((await hashesOf(db, row.n, 0, row.next)).join() !== hashes.join()) return 'the hashes differ';
    for (let at = 0; at < row.next; ) {
      const leaves = await leavesFrom(db, row.n, at);
      if (leaves.length === 0) return `entry ${at} is not there`;
      for (const leaf of leaves) if (nodeTreeHasher.leaf(leaf) !== hashes[at++]) return `entry ${at - 1} differs`;
    }
    const sql = `SELECT (SELECT COUNT(*) FROM event WHERE log = ?) AS events, (SELECT COUNT(DISTINCT seq) FROM event WHERE log = ?) AS seqs,
      (SELECT COALESCE(SUM(count), 0) FROM bundle WHERE log = ?) AS bundled`;
    const counted = await db.one<{ events: number; seqs: number; bundled: number }>(sql, row.n, row.n, row.n);
    const { events = 0, seqs = 0, bundled = 0 } = counted ?? {};
    return events === row.next && seqs === row.next && bundled === row.next
      ? null
      : `${row.next} entries, indexed ${events}, bundled ${bundled}`;
  }
}

function plainStory(seq: number, branch: number): EntryDraft {
  if (seq % 200 === 4)
    return { act: 'request.declare', out: 'ok', cer: `r_${seq}`, inc: 'INC-1', say: { reason: 'Core routers are down' } };
  return { act: 'config.change', out: 'ok', d: { n: seq, branch } };
}

/** The collector's own log, once it was found to be one sequence under the head that is signed. Throws where it is not. */
export async function ownEntries(db: ReadHandle, heads: NoteKey): Promise<HeadsEntry[]> {
  const rows = await db.all<{ seq: number; hash: string; leaf: Uint8Array }>('SELECT seq, hash, leaf FROM own_entry ORDER BY seq');
  const entries = rows.map(({ leaf }) => parseHeadsEntry(leaf));
  const head = openCheckpoint((await ownHead(db)) ?? '', heads, verifyEd25519);
  for (const [i, { seq, hash, leaf }] of rows.entries()) {
    if (seq !== i || entries[i]?.seq !== i || nodeTreeHasher.leaf(leaf) !== hash)
      throw new Error(`entry ${i} of the own log is out of place`);
  }
  const root = rootOf(
    rows.map(({ hash }) => hash),
    nodeTreeHasher,
  );
  if (head.size !== rows.length || head.root !== root) throw new Error('the head of the own log is of other entries');
  return entries;
}
