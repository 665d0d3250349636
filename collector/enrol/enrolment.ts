/** Who is let in: codes, requests and the decision of an administrator. shared/log/FORMAT.md §12. */
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { toHex, utf8 } from '../../shared/base/bytes.ts';
import { type EnrolAnswer, type OpenedRequest, openEnrolRequest, writeEnrolAnswer } from '../../shared/log/exchange/enrolment.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import type { Collector } from '../ground/collector.ts';
import { raise } from '../store/alerts.ts';
import type { Writer } from '../store/database.ts';
import { logOf, logOfRequest, type StationLogRow } from '../store/log-row.ts';
import { appendOwn } from '../store/own-log.ts';

const CODE_HOURS = 72;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 128 random bits in 26 characters of base32. */
export function randomCode(random: (length: number) => Uint8Array): string {
  let bits = 0n;
  for (const byte of random(16)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 26 }, (_, i) => ALPHABET[Number(((bits << 2n) >> BigInt(125 - 5 * i)) & 31n)]).join('');
}

function hashOf(code: string): string {
  return toHex(sha256(utf8(code)));
}

/** A new code, good once and for 72 hours. Kept as a hash: nobody reads it again here. `who`: the administrator. */
export async function makeCode(collector: Collector, who: string | null): Promise<string> {
  const code = randomCode(collector.random);
  const now = collector.now();
  await collector.db.transaction(async (tx) => {
    await tx.insert('code', ['hash', 'made_at', 'expires_at'], [[hashOf(code), now, now + CODE_HOURS * 3_600_000]]);
    await appendOwn(tx, collector.keys.heads, now, [{ act: 'code.make', who }]);
  });
  return code;
}

/**
 * Takes a request that came over the network; the answer says how it stands. The same station may ask again with the same
 * code. Throws `log.bad_enrolment`, `collector.code_unknown`, `code_used`, `code_expired` and `collector.origin_taken`.
 */
export async function takeEnrolmentRequest(
  collector: Collector,
  body: Uint8Array,
): Promise<{ readonly row: StationLogRow; readonly answer: string }> {
  const request = openEnrolRequest(body, { sha256, tree: nodeTreeHasher, verify: verifyEd25519 });
  const { code } = request;
  if (code === null) throw new AppError('collector.code_unknown', 'no code');
  const row = await collector.db.transaction(async (tx) => {
    const known = await logOf(tx, request.key.name);
    if (known !== null) {
      if (known.vkey !== request.vkey) throw new AppError('collector.origin_taken', 'the log is here under another key');
      if (known.code_hash === hashOf(code)) return known;
    }
    await spendCode(tx, collector.now(), code, request.key.name);
    if (known !== null) return known;
    return addLog(tx, collector, request);
  });
  return { row, answer: answerOf(collector, row) };
}

/**
 * Takes a request that was carried here as a file, in which the code is null: the six words alone decide. The same file may
 * come again, to see how it stands. Throws what `takeEnrolmentRequest` throws.
 */
export async function askByFile(collector: Collector, body: Uint8Array): Promise<{ readonly row: StationLogRow; readonly answer: string }> {
  const request = openEnrolRequest(body, { sha256, tree: nodeTreeHasher, verify: verifyEd25519 });
  if (request.code !== null) return takeEnrolmentRequest(collector, body);
  const row = await collector.db.transaction(async (tx) => {
    const known = await logOf(tx, request.key.name);
    if (known !== null && known.vkey !== request.vkey) throw new AppError('collector.origin_taken', 'the log is here under another key');
    return known ?? addLog(tx, collector, request);
  });
  return { row, answer: answerOf(collector, row) };
}

async function spendCode(tx: Writer, now: number, code: string, origin: string): Promise<void> {
  const hash = hashOf(code);
  const row = await tx.one<{ expires_at: number; used_at: number | null }>('SELECT expires_at, used_at FROM code WHERE hash = ?', hash);
  if (row === null) throw new AppError('collector.code_unknown', 'this code was never given out');
  if (row.used_at !== null) throw new AppError('collector.code_used', 'this code was used');
  if (row.expires_at <= now) throw new AppError('collector.code_expired', 'this code is too old');
  const used = await tx.run('UPDATE code SET used_at = ?, used_for = ? WHERE hash = ? AND used_at IS NULL', now, origin, hash);
  if (used !== 1) throw new AppError('collector.code_used', 'this code was used');
}

async function addLog(tx: Writer, { keys, now: clock, random }: Collector, request: OpenedRequest): Promise<StationLogRow> {
  const now = clock();
  const id = randomCode(random);
  const { n } = (await tx.one<{ n: number }>('SELECT COALESCE(MAX(n), 0) + 1 AS n FROM log')) ?? { n: 1 };
  const { head, first } = request;
  await tx.insert(
    'log',
    [
      'n',
      'origin',
      'vkey',
      'name',
      'app',
      'enrol_id',
      'code_hash',
      'state',
      'practice',
      'key_kind',
      'asked_at',
      'seen_at',
      'size',
      'root',
      'note',
      'next',
      'frontier',
      'receipt_time',
    ],
    [
      [
        n,
        head.origin,
        request.vkey,
        request.name,
        request.app,
        id,
        hashOf(request.code ?? ''),
        'pending',
        first.practice ? 1 : 0,
        String(first.d['key_kind'] ?? 'unknown'),
        now,
        now,
        head.size,
        head.root,
        request.checkpoint,
        0,
        '',
        0,
      ],
    ],
  );
  await appendOwn(tx, keys.heads, now, [
    { act: 'station.request', of: head.origin, d: { vkey: request.vkey } },
    { act: 'head.accept', of: head.origin, d: { size: head.size, root: head.root } },
  ]);
  const row = await logOf(tx, head.origin);
  if (row === null) throw new AppError('collector.cannot_write', 'a log that was added is not there');
  return row;
}

/** The present state of the request. Throws `collector.not_found`. */
export async function enrolmentState(collector: Collector, id: string): Promise<string> {
  const row = await logOfRequest(collector.db, id);
  if (row === null) throw new AppError('collector.not_found', 'no such request');
  return answerOf(collector, row);
}

/** An administrator compared the words and decided. Throws `collector.not_found` unless the request is pending. */
export async function decide(collector: Collector, id: string, state: 'active' | 'refused', who: string | null): Promise<void> {
  const now = collector.now();
  await collector.db.transaction(async (tx) => {
    const row = await logOfRequest(tx, id);
    const changed = await tx.run("UPDATE log SET state = ?, decided_at = ? WHERE enrol_id = ? AND state = 'pending'", state, now, id);
    if (row === null || changed !== 1) throw new AppError('collector.not_found', 'no request waits under this id');
    if (state === 'active') await tellWeakKey(tx, now, row);
    await appendOwn(tx, collector.keys.heads, now, [
      { act: state === 'active' ? 'station.active' : 'station.refused', who, of: row.origin },
    ]);
  });
}

/** Where a keyring was to protect the log key, and none did: whoever has the disk can sign as the station. */
async function tellWeakKey(tx: Writer, now: number, { n, key_kind: kind, practice }: StationLogRow): Promise<void> {
  if (kind !== 'basic_text') return;
  const drill = practice === 1;
  await raise(tx, now, { kind: 'weak_key', about: `${n}/${kind}`, severity: drill ? 'info' : 'high', drill, log: n, entry: null });
}

function answerOf({ keys, policy, spki, now }: Collector, row: StationLogRow): string {
  const answer: EnrolAnswer = {
    id: row.enrol_id,
    state: row.state === 'frozen' ? 'active' : row.state,
    origin: row.origin,
    vkey: row.vkey,
    collector: { receipts: vkeyText(keys.receipts.key), heads: vkeyText(keys.heads.key) },
    policy,
    spki,
    at: now(),
  };
  return writeEnrolAnswer(answer, keys.heads);
}
