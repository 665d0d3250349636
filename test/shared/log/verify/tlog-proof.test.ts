import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { sha256 } from '../../../../core/hash/node-hash.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { parseEntry } from '../../../../shared/log/leaf/entry.ts';
import { type Json, jcsBytes } from '../../../../shared/log/leaf/jcs.ts';
import { addReceipts, receiptLine, type TrustedKeys } from '../../../../shared/log/note/receipt.ts';
import { cosignerKey, noteKey, parseVkey } from '../../../../shared/log/note/vkey.ts';
import { inclusionProof } from '../../../../shared/log/tree/proof.ts';
import { openProvenEntry, parseTlogProof, type TlogProof, writeTlogProof } from '../../../../shared/log/verify/tlog-proof.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';
import { NODE_CRYPTO, type SampleLog, STATION, sampleLog, signedLog, VKEY } from '../../../harness/log/sample-log.ts';
import { fuzzText } from '../../../harness/log/text-fuzz.ts';

const TIME = 1_764_034_400;
const collector = logKey(new Uint8Array(32).fill(21));
const cosigner = { key: cosignerKey('collector.example/m1', collector.publicKey, sha256), sign: collector.sign };
const log = parseVkey(VKEY, sha256);
const keys: TrustedKeys = { log, collectors: [cosigner.key] };

const sample = sampleLog();
const proofOf = (of: SampleLog, index: number): TlogProof => ({
  index,
  proof: inclusionProof(of.leafHashes, index, NODE_CRYPTO.tree),
  checkpoint: of.checkpoint,
  extra: of.leaves[index] === undefined ? null : new Uint8Array(of.leaves[index]),
});
const leafOf = (of: SampleLog, index: number) => of.leaves[index] ?? new Uint8Array();
const open = (proof: TlogProof, leaf: Uint8Array, trusted = keys) => openProvenEntry(proof, leaf, trusted, NODE_CRYPTO);

const unseal = proofOf(sample, 5);
const bytes = writeTlogProof(unseal);
const text = new TextDecoder().decode(bytes);

describe('the proof of an entry', () => {
  test('is found good for every entry, with the entry, the head and the receipts', () => {
    const bare = open(unseal, leafOf(sample, 5));
    const checkpoint = addReceipts(sample.checkpoint, receiptLine(bare.head, TIME, cosigner), keys, NODE_CRYPTO.verify);
    for (let index = 0; index < sample.leaves.length; index++) {
      const read = parseTlogProof(writeTlogProof({ ...proofOf(sample, index), checkpoint }));
      expect(open(read, read.extra ?? new Uint8Array())).toEqual({
        entry: parseEntry(leafOf(sample, index)),
        head: { origin: STATION.log, size: 10, root: bare.head.root },
        receipts: [{ name: 'collector.example/m1', time: TIME }],
      });
    }
    expect(bare.receipts).toEqual([]);
  });

  test('of a log of one entry has no hashes', () => {
    const alone = sampleLog([]);
    expect(open(proofOf(alone, 0), leafOf(alone, 0)).entry.act).toBe('log.genesis');
  });

  test('is the bytes that the specification says', () => {
    const lines = text.split('\n');
    expect(lines[0]).toBe('c2sp.org/tlog-proof@v1');
    expect(lines[1]).toBe(`extra ${Buffer.from(leafOf(sample, 5)).toString('base64')}`);
    expect(lines[2]).toBe('index 5');
    expect(lines.slice(3, 3 + unseal.proof.length)).toEqual(unseal.proof.map((hash) => Buffer.from(hash, 'hex').toString('base64')));
    expect(lines.slice(3 + unseal.proof.length).join('\n')).toBe(`\n${sample.checkpoint}`);
    expect(new TextDecoder().decode(writeTlogProof({ ...unseal, extra: null }))).toBe(text.replace(/extra .*\n/, ''));
    expect(bytes.length).toBeLessThan(3_072);
  });

  test('is refused with another leaf, index or proof', async () => {
    const leaf = leafOf(sample, 5);
    for (const [changed, shown] of [
      [unseal, leafOf(sample, 6)],
      [unseal, leaf.slice(1)],
      [{ ...unseal, index: 4 }, leaf],
      [{ ...unseal, index: 10 }, leaf],
      [{ ...unseal, index: 2 ** 53 }, leaf],
      [{ ...unseal, proof: unseal.proof.slice(1) }, leaf],
      [{ ...unseal, proof: unseal.proof.toReversed() }, leaf],
      [{ ...unseal, proof: [...unseal.proof, 'ab'.repeat(32)] }, leaf],
      [{ ...unseal, checkpoint: signedLog(sample.leaves.slice(0, 9)).checkpoint }, leaf],
    ] as const) {
      expect(await refusalOf(() => open(changed, shown))).toBe('log.bad_proof');
    }
  });

  test('is refused under a checkpoint or a receipt that does not hold', async () => {
    const other = noteKey(STATION.log.replace(/1$/, '2'), log.publicKey, sha256);
    expect(await refusalOf(() => open(unseal, leafOf(sample, 5), { ...keys, log: other }))).toBe('log.bad_checkpoint');
    const { head } = open(unseal, leafOf(sample, 5));
    const forged = sample.checkpoint + receiptLine({ ...head, size: 9 }, TIME, cosigner);
    expect(await refusalOf(() => open({ ...unseal, checkpoint: forged }, leafOf(sample, 5)))).toBe('log.bad_receipt');
  });

  test('does not help an entry that says it belongs elsewhere, or is none', async () => {
    const signed = (change: Record<string, unknown>) =>
      signedLog(sample.leaves.map((leaf, i) => (i === 5 ? jcsBytes({ ...parseEntry(leaf), ...change } as Json) : leaf)));
    for (const [change, code] of [
      [{ log: STATION.log.replace(/1$/, '2') }, 'log.wrong_log'],
      [{ seq: 6 }, 'log.wrong_position'],
      [{ drill: 'no' }, 'log.entry_malformed'],
      [{ v: 2 }, 'format.unknown_version'],
    ] as const) {
      const made = signed(change);
      expect(await refusalOf(() => open(proofOf(made, 5), leafOf(made, 5)))).toBe(code);
    }
  });

  test.each([
    ['nothing in it', () => ''],
    ['another first line', () => text.replace('@v1', '@v2')],
    ['no index', () => text.replace('index 5\n', '')],
    ['a leading zero', () => text.replace('index 5', 'index 05')],
    ['a negative index', () => text.replace('index 5', 'index -5')],
    ['an index past the safe integers', () => text.replace('index 5', 'index 9007199254740992')],
    ['its index before its extra data', () => text.replace(/(extra .*\n)(index 5\n)/, '$2$1')],
    ['extra data twice', () => text.replace(/(extra .*\n)/, '$1$1')],
    ['extra data that is not base64', () => text.replace('extra ', 'extra !')],
    ['empty extra data', () => text.replace(/extra .*\n/, 'extra \n')],
    ['a hash of 33 bytes', () => text.replace('index 5\n', `index 5\n${'A'.repeat(44)}\n`)],
    ['64 hashes', () => text.replace('index 5\n', `index 5\n${`${'A'.repeat(43)}=\n`.repeat(61)}`)],
    ['no blank line', () => text.replace('\n\nhalligan', '\nhalligan')],
    ['no checkpoint', () => text.slice(0, text.indexOf('\n\n') + 2)],
    ['carriage returns', () => text.replaceAll('\n', '\r\n')],
    ['more after it', () => `${text}\n`],
  ])('is refused with %s', async (_, changed) => {
    expect(await refusalOf(() => parseTlogProof(utf8(changed())))).toBe('log.bad_body');
  });

  test('has its limits', async () => {
    expect(parseTlogProof(writeTlogProof({ ...unseal, extra: new Uint8Array(16_384) })).extra).toHaveLength(16_384);
    expect(await refusalOf(() => writeTlogProof({ ...unseal, extra: new Uint8Array(16_385) }))).toBe('log.body_too_large');
    expect(await refusalOf(() => parseTlogProof(new Uint8Array(65_537)))).toBe('log.body_too_large');
    for (const index of [-1, 0.5, 2 ** 53]) expect(await refusalOf(() => writeTlogProof({ ...unseal, index }))).toBe('log.bad_body');
  });

  test('survives noise, cuts and flipped bits', () => fuzzText(parseTlogProof, writeTlogProof, bytes));

  test('is never believed with any bit flipped', async () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = new Uint8Array(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(
        await refusalOf(() => open(parseTlogProof(flipped), parseTlogProof(flipped).extra ?? new Uint8Array())),
        `bit ${bit}`,
      ).not.toBeNull();
    }
  });
});
