/** Everything in the evidence that is signed: the key, the checkpoint, older checkpoints, receipts. FORMAT.md §15. */
import { isAppError } from '../../base/app-error.ts';
import { type Head, openCheckpoint, type VerifyEd25519 } from '../note/checkpoint.ts';
import { openReceipts } from '../note/receipt.ts';
import { type NoteKey, parseVkey, vkeyText } from '../note/vkey.ts';
import type { Sha256 } from '../tree/tree-hash.ts';
import { type Finding, logFinding } from './finding.ts';
import { quorumTime, type TlogPolicy } from './tlog-policy.ts';

/** What it takes to judge what is signed. */
export interface NoteCrypto {
  readonly sha256: Sha256;
  readonly verify: VerifyEd25519;
}

/** A file of `receipts/`: the size that it is called by, and the checkpoint with its receipts. */
export interface OlderCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** A head that enough collectors countersigned. */
export interface CountersignedHead {
  readonly size: number;
  readonly root: string;
  /** Seconds since 1970 UTC: by then enough collectors had every entry under it. */
  readonly time: number;
  /** The policy's names of all that countersigned it. */
  readonly by: readonly string[];
}

/** What holds of the signed evidence, and findings about the rest. */
export interface SignedHeads {
  /** Null when the key is malformed. */
  readonly key: NoteKey | null;
  /** What the checkpoint signs; null when it does not hold. */
  readonly head: Head | null;
  /** Older heads that the log's key signed. */
  readonly older: readonly Head[];
  /** Those that satisfy the policy, by size; none without a policy. */
  readonly received: readonly CountersignedHead[];
  readonly findings: readonly Finding[];
}

/** The signed part of the evidence. */
export interface SignedEvidence {
  readonly vkey: string;
  readonly checkpoint: string;
  readonly receipts?: readonly OlderCheckpoint[];
  readonly policy?: TlogPolicy;
}

/** Judges all of it. What does not hold is a finding, never thrown. */
export function openSignedHeads(evidence: SignedEvidence, crypto: NoteCrypto): SignedHeads {
  const findings: Finding[] = [];
  const refusing = <T>(work: () => T, sentence: () => string): T | null => {
    try {
      return work();
    } catch (error) {
      if (!isAppError(error)) throw error;
      findings.push(logFinding(error.code === 'log.bad_receipt' ? error.code : 'log.bad_checkpoint', sentence()));
      return null;
    }
  };
  const key = refusing(
    () => parseVkey(evidence.vkey, crypto.sha256),
    () => 'The key (vkey) is malformed.',
  );
  const { policy, receipts = [] } = evidence;
  if (key === null) return { key, head: null, older: [], received: [], findings };
  if (policy !== undefined && !trusts(policy, key))
    findings.push(logFinding('log.bad_checkpoint', 'The policy trusts other logs, and not the key of this one.'));
  const received: CountersignedHead[] = [];
  const open = (note: string, named: string): Head | null => {
    const head = refusing(
      () => openCheckpoint(note, key, crypto.verify),
      () => `The checkpoint${named} does not hold: it was changed, or another key signed it.`,
    );
    if (head === null || policy === undefined) return head;
    const found = refusing(
      () => receivedHead(note, key, policy, crypto),
      () => `A receipt on the checkpoint${named} does not hold: it was changed, or somebody else signed it.`,
    );
    if (found !== null) received.push(found);
    return head;
  };
  const head = open(evidence.checkpoint, '');
  const older: Head[] = [];
  for (const { size, note } of receipts.toSorted((a, b) => a.size - b.size)) {
    const one = open(note, ` in receipts/${size}`);
    if (one !== null && one.size !== size)
      findings.push(logFinding('log.bad_receipt', `The checkpoint in receipts/${size} is of another size.`));
    if (one !== null) older.push(one);
  }
  return { key, head, older, received: received.sort((a, b) => a.size - b.size), findings };
}

function trusts({ logs }: TlogPolicy, key: NoteKey): boolean {
  return logs.length === 0 || logs.some((log) => vkeyText(log) === vkeyText(key));
}

/** Null when too few signed. Throws `log.bad_receipt` when a line of a collector that the policy names does not hold. */
function receivedHead(note: string, log: NoteKey, policy: TlogPolicy, { verify }: NoteCrypto): CountersignedHead | null {
  const times = new Map<string, number>();
  for (const { name, key } of policy.witnesses) {
    const { receipts } = openReceipts(note, { log, collectors: [key] }, verify);
    for (const { time } of receipts) times.set(name, time);
  }
  // Where the policy asks for no receipt, any that there is says more than none.
  const time = policy.quorum === null ? Math.min(...times.values()) : quorumTime(policy.quorum, times);
  if (time === null || time === Infinity) return null;
  const { size, root } = openCheckpoint(note, log, verify);
  return { size, root, time, by: [...times.keys()] };
}
