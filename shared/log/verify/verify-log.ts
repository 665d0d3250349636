import { AppError, isAppError } from '../../base/app-error.ts';
import type { ErrorCode } from '../../base/error-codes.ts';
import { commitment, type Disclosure, disclosuresBySeq } from '../leaf/disclosure.ts';
import { type Entry, parseEntry } from '../leaf/entry.ts';
import { EntryRules } from '../leaf/entry-rules.ts';
import type { Head } from '../note/checkpoint.ts';
import { appendLeaf, EMPTY_FRONTIER, frontierRoot } from '../tree/frontier.ts';
import type { LeafHashes } from '../tree/leaf-hashes.ts';
import { rootOf } from '../tree/proof.ts';
import type { TreeHasher } from '../tree/tree-hash.ts';
import { type BlockJudge, type Pass, passInBlocks } from './block-pass.ts';
import { entryFinding, type Finding, logFinding } from './finding.ts';
import { type CountersignedHead, type NoteCrypto, type OlderCheckpoint, openSignedHeads, type SignedHeads } from './signed-heads.ts';
import type { TlogPolicy } from './tlog-policy.ts';

/** The primitives, handed in: Node's are several times faster than the portable ones. */
export interface LogCrypto extends NoteCrypto {
  readonly tree: TreeHasher;
}

/** A size and a root that somebody wrote down elsewhere. */
export interface Anchor {
  readonly size: number;
  readonly root: string;
}

/** What is verified. */
export interface Evidence {
  /** Every leaf, byte for byte, in order. Read once. */
  readonly leaves: Iterable<Uint8Array>;
  readonly checkpoint: string;
  readonly vkey: string;
  /** Leaf hashes: believed only when their root is the signed one, and then they name the entry that was changed. */
  readonly leafHashes?: LeafHashes;
  readonly disclosures?: Iterable<Disclosure>;
  readonly anchors?: readonly Anchor[];
  /** Older checkpoints with receipts. */
  readonly receipts?: readonly OlderCheckpoint[];
  /** Whom the reader trusts. Not evidence: never take it from where the evidence is from. */
  readonly policy?: TlogPolicy;
}

/** What a verification found. */
export type Verdict = 'proven' | 'tampered' | 'incomplete';

/** What a verification found, in detail. */
export interface LogReport {
  readonly verdict: Verdict;
  /** Whether the entries that are here are those under the signed head. */
  readonly integrity: 'holds' | 'broken';
  /** Whether the key of the log signed, and every receipt is by the collector that it names. */
  readonly authenticity: 'holds' | 'broken';
  /** How many leaves there were. */
  readonly entries: number;
  /** What the checkpoint signs; null when it does not hold. */
  readonly head: Head | null;
  /** The largest head that satisfies the policy: the log is complete until then. Null without one, or without a policy. */
  readonly received: CountersignedHead | null;
  /** The first entry that does not hold; null when none can be named. */
  readonly firstBad: (Finding & { readonly seq: number }) | null;
  /** How many entries follow the received head, where all of them tell only that the log was exported or received; else 0. */
  readonly entriesAfterReceipt: number;
  /** What makes it tampered or incomplete, at most 100 of each: by entry, then the whole. */
  readonly findings: readonly Finding[];
  /** How many of the last entries no anchor and no receipt covers: their loss would leave no trace in this evidence. */
  readonly unanchoredTail: number;
}

const MAX_FINDINGS = 100;
const UNSIGNED: ReadonlySet<ErrorCode> = new Set(['log.bad_checkpoint', 'log.bad_receipt']);

/**
 * Checks everything of FORMAT.md over one log. Never throws for what is wrong in the evidence, with one exception:
 * `format.unknown_version` when all is intact and signed, but a newer app wrote it.
 */
export function verifyLog(evidence: Evidence, crypto: LogCrypto): LogReport {
  return new Verification(evidence, crypto).run();
}

/**
 * As `verifyLog`, with the entries judged somewhere else. Null where it would find something bad, or a newer version: then
 * only `verifyLog`, over the same evidence read again, says what.
 */
export async function verifyLogInBlocks(evidence: Evidence, crypto: LogCrypto, blocks: BlockJudge): Promise<LogReport | null> {
  return await new Verification(evidence, crypto).runInBlocks(blocks);
}

class Verification {
  readonly #evidence: Evidence;
  readonly #crypto: LogCrypto;
  readonly #signed: SignedHeads;
  /** At which sizes the root is asked for. */
  readonly #sizes: ReadonlySet<number>;
  readonly #bad: Finding[] = [];
  readonly #lacking: Finding[] = [];
  readonly #unknown: Finding[] = [];

  constructor(evidence: Evidence, crypto: LogCrypto) {
    this.#evidence = evidence;
    this.#crypto = crypto;
    this.#signed = openSignedHeads(evidence, crypto);
    const { head, older, findings } = this.#signed;
    this.#bad.push(...findings);
    this.#sizes = new Set([...(evidence.anchors ?? []), ...older, ...(head === null ? [] : [head])].map(({ size }) => size));
  }

  run(): LogReport {
    return this.#report(this.#leaves());
  }

  async runInBlocks(blocks: BlockJudge): Promise<LogReport | null> {
    const { key, head } = this.#signed;
    const { vkey, leafHashes } = this.#evidence;
    if (key === null || head === null || this.#bad.length > 0) return null;
    if (leafHashes !== undefined && this.#signedHashes(head) === null) return null;
    const pass = await passInBlocks({ ...this.#evidence, log: key.name, vkey, sizes: this.#sizes }, this.#crypto.tree, blocks);
    if (pass === null) return null;
    const report = this.#report(pass);
    return report.verdict === 'tampered' ? null : report;
  }

  /** What the policy asks for beyond what the station signed by itself. */
  #requireReceipt({ entries, lastSubstantive }: Pass): void {
    const received = this.#signed.received.at(-1);
    const quorum = this.#evidence.policy?.quorum ?? null;
    if (quorum === null) return;
    if (received === undefined) this.#lack('log.not_received', 'No receipt satisfies the policy: only the station says that this is all.');
    else if (received.size <= lastSubstantive) {
      const rest = entries - received.size;
      this.#lack(
        'log.not_received',
        `${followingText(rest)} the last receipt: only the station says that ${rest === 1 ? 'it is' : 'they are'} all.`,
      );
    }
  }

  #rules(): EntryRules | null {
    const { key } = this.#signed;
    if (key === null) return null;
    try {
      return new EntryRules(key.name, this.#evidence.vkey);
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#bad.push(logFinding('log.bad_checkpoint', 'The key is not that of a log.'));
      return null;
    }
  }

  /** Goes through the leaves once: hash, tree, entry, rules, disclosures. */
  #leaves(): Pass {
    const { tree } = this.#crypto;
    const rules = this.#rules();
    const signedHashes = this.#signedHashes(this.#signed.head);
    const disclosures = this.#disclosures();
    const roots = new Map<number, string>();
    let frontier = EMPTY_FRONTIER;
    for (const leaf of this.#readLeaves()) {
      const index = frontier.size;
      const hash = tree.leaf(leaf);
      frontier = appendLeaf(frontier, hash, tree);
      const changed = signedHashes !== null && index < signedHashes.length && signedHashes.at(index) !== hash;
      if (changed) this.#entryIsBad(index, 'log.entry_changed');
      else this.#entry(leaf, index, rules, disclosures.get(index) ?? []);
      disclosures.delete(index);
      if (this.#sizes.has(frontier.size)) roots.set(frontier.size, frontierRoot(frontier, tree));
    }
    for (const seq of disclosures.keys()) this.#entryIsBad(seq, 'log.disclosure_differs');
    return {
      entries: frontier.size,
      roots,
      openIntents: rules?.openIntents() ?? [],
      lastSubstantive: rules?.lastSubstantive ?? frontier.size,
    };
  }

  /** What the roots say of the whole, and what is not there. */
  #judgeWhole(pass: Pass): void {
    const { entries, roots, openIntents } = pass;
    const { head, older } = this.#signed;
    const anchors = this.#evidence.anchors ?? [];
    for (const [size, root] of roots) {
      const differs = (one: Anchor): boolean => one.size === size && one.root !== root;
      if (anchors.some(differs)) this.#isOther(size, 'the anchor remembers: this is another log.');
      if (older.some(differs)) this.#isOther(size, `the station signed in receipts/${size}.`);
    }
    const rootAtHead = head === null ? undefined : roots.get(head.size);
    const cannotName = rootAtHead !== undefined && rootAtHead !== head?.root && !this.#bad.some(({ seq }) => seq !== null);
    if (cannotName) this.#bad.push(logFinding('log.entry_changed', 'The entries do not give the signed root: at least one was changed.'));
    for (const size of new Set(anchors.map((anchor) => anchor.size))) if (size > entries) this.#olderThan(size);
    for (const size of new Set(older.map((one) => one.size)))
      if (size > entries)
        this.#lack('log.entry_missing', `The station signed ${size} entries: this is an older copy, or its end was cut off.`);
    if (head !== null && entries < head.size) this.#bad.push(entryFinding(entries, 'log.entry_missing'));
    if (head !== null && entries > head.size)
      this.#lack('log.unknown_entry', `${followingText(entries - head.size)} that the signed head does not cover.`);
    this.#requireReceipt(pass);
    for (const seq of openIntents) this.#lacking.push(openIntent(seq));
  }

  #isOther(size: number, than: string): void {
    this.#bad.push(logFinding('log.anchor_differs', `The first ${size} entries are not those that ${than}`));
  }

  /** The leaves until the evidence itself ends in the middle of one. */
  *#readLeaves(): Generator<Uint8Array, undefined> {
    let read = 0;
    try {
      for (const leaf of this.#evidence.leaves) {
        yield leaf;
        read++;
      }
    } catch (error) {
      if (!isAppError(error, 'log.export_unreadable')) throw error;
      this.#entryIsBad(read, error.code);
    }
    return undefined;
  }

  /** The leaf hashes, if their root is what the log's key signed. */
  #signedHashes(head: Head | null): LeafHashes | null {
    const hashes = this.#evidence.leafHashes;
    if (hashes === undefined || head === null) return null;
    if (hashes.length === head.size && rootOf(hashes, this.#crypto.tree) === head.root) return hashes;
    this.#bad.push(logFinding('log.tampered', 'The list of hashes was changed: it does not give the signed root.'));
    return null;
  }

  #disclosures(): Map<number, Disclosure[]> {
    const read: Disclosure[] = [];
    try {
      for (const disclosure of this.#evidence.disclosures ?? []) read.push(disclosure);
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#bad.push(logFinding('log.disclosure_differs', 'The file of disclosures was changed: it cannot be read.'));
    }
    return disclosuresBySeq(read);
  }

  #entry(leaf: Uint8Array, index: number, rules: EntryRules | null, disclosures: readonly Disclosure[]): void {
    let entry: Entry;
    try {
      entry = parseEntry(leaf);
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === 'format.unknown_version') this.#unknown.push(entryFinding(index, error.code));
      else this.#entryIsBad(index, error.code);
      return;
    }
    const problem = rules?.problem(entry, index) ?? null;
    if (problem !== null) this.#entryIsBad(index, problem);
    for (const disclosure of disclosures) {
      if (entry.sd[disclosure.path] !== commitment(disclosure, this.#crypto.sha256)) this.#entryIsBad(index, 'log.disclosure_differs');
    }
  }

  #entryIsBad(seq: number, code: ErrorCode): void {
    if (this.#bad.length < MAX_FINDINGS) this.#bad.push(entryFinding(seq, code));
  }

  #olderThan(size: number): void {
    this.#lack('log.anchor_differs', `The anchor has seen ${size} entries: this is an older copy, or its end was cut off.`);
  }

  #lack(code: ErrorCode, sentence: string): void {
    this.#lacking.push(logFinding(code, sentence));
  }

  #report(pass: Pass): LogReport {
    const { entries } = pass;
    const { head, received } = this.#signed;
    const last = received.at(-1);
    this.#judgeWhole(pass);
    if (this.#bad.length === 0 && this.#unknown.length > 0) throw new AppError('format.unknown_version', 'a newer version wrote this log');
    const bad = [...this.#bad, ...this.#unknown].sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
    const first = bad[0];
    const vouched = [...(this.#evidence.anchors ?? []), ...received].map(({ size }) => size);
    const anchored = Math.max(0, ...vouched.filter((size) => size <= entries));
    return {
      verdict: bad.length > 0 ? 'tampered' : this.#lacking.length > 0 ? 'incomplete' : 'proven',
      integrity: bad.every(({ code }) => code === 'log.bad_receipt') ? 'holds' : 'broken',
      authenticity: head === null || bad.some(({ code }) => UNSIGNED.has(code)) ? 'broken' : 'holds',
      entries,
      head,
      received: last ?? null,
      entriesAfterReceipt: last !== undefined && last.size > pass.lastSubstantive ? Math.max(0, entries - last.size) : 0,
      firstBad: first !== undefined && first.seq !== null ? { ...first, seq: first.seq } : null,
      findings: [...bad, ...this.#lacking.slice(0, MAX_FINDINGS)],
      unanchoredTail: entries - anchored,
    };
  }
}

function followingText(entries: number): string {
  return entries === 1 ? '1 entry follows' : `${entries} entries follow`;
}

function openIntent(seq: number): Finding {
  return { seq, code: 'log.unknown_entry', sentence: `Entry ${seq} is an intent whose result has not been written yet.` };
}
