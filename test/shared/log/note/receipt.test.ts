import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { sha256, verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { u64 } from '../../../../shared/base/big-endian.ts';
import { concat, fromBase64, toHex, utf8 } from '../../../../shared/base/bytes.ts';
import { openCheckpoint } from '../../../../shared/log/note/checkpoint.ts';
import { signatureLine } from '../../../../shared/log/note/note.ts';
import { addReceipts, type Cosigner, openReceipts, receiptLine, type TrustedKeys } from '../../../../shared/log/note/receipt.ts';
import { cosignerKey, parseCosignerVkey, parseVkey, vkeyText } from '../../../../shared/log/note/vkey.ts';
import { KEY, STATION, sampleLog, signedLog, VKEY } from '../../../harness/log/sample-log.ts';

const badReceipt = expect.objectContaining({ code: 'log.bad_receipt' });
const badCheckpoint = expect.objectContaining({ code: 'log.bad_checkpoint' });

function cosigner(name: string, seed: number): Cosigner {
  const { publicKey, sign } = logKey(new Uint8Array(32).fill(seed));
  return { key: cosignerKey(name, publicKey, sha256), sign };
}

const TIME = 1_764_034_400;
const ours = cosigner('collector.example/m1', 21);
const second = cosigner('collector.example/m2', 22);
const stranger = cosigner('other.example/m1', 23);
const { checkpoint, leaves } = sampleLog();
const log = parseVkey(VKEY, sha256);
const keys: TrustedKeys = { log, collectors: [ours.key, second.key] };
const head = openCheckpoint(checkpoint, log, verifyEd25519);
const body = `${checkpoint.split('\n\n')[0]}\n`;
const line = receiptLine(head, TIME, ours);
const blob = fromBase64(line.trim().split(' ')[2] ?? '');

const open = (note: string, trusted = keys) => openReceipts(note, trusted, verifyEd25519);
const add = (answer: string, note = checkpoint, trusted = keys) => addReceipts(note, answer, trusted, verifyEd25519);
const flip = (text: string, at: number) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

describe('a receipt', () => {
  test('is a line of 104 characters of base64 over the time and the three lines', () => {
    expect(line).toMatch(/^— collector\.example\/m1 [A-Za-z0-9+/]{102}==\n$/);
    const signed = `cosignature/v1\ntime ${TIME}\n${body}`;
    expect(verifyEd25519(ours.key.publicKey, utf8(signed), blob.slice(12))).toBe(true);
    expect(toHex(blob.slice(0, 4))).toBe(toHex(sha256(concat(utf8('collector.example/m1\n\x04'), ours.key.publicKey)).slice(0, 4)));
    expect(blob.slice(4, 12)).toEqual(u64(TIME));
  });

  test('is found on the checkpoint that it was added to, with its time', () => {
    const note = add(line + receiptLine(head, TIME + 7, second));
    expect(open(note)).toEqual({
      head,
      receipts: [
        { name: 'collector.example/m1', time: TIME },
        { name: 'collector.example/m2', time: TIME + 7 },
      ],
    });
    expect(openCheckpoint(note, log, verifyEd25519)).toEqual(head);
    expect(open(checkpoint)).toEqual({ head, receipts: [] });
  });

  test('of a collector that nobody here knows is passed over, and not kept', () => {
    const foreign = receiptLine(head, TIME, stranger);
    expect(open(checkpoint + foreign).receipts).toEqual([]);
    expect(open(checkpoint + foreign + line).receipts).toEqual([{ name: 'collector.example/m1', time: TIME }]);
    expect(add(foreign + line)).toBe(checkpoint + line);
    expect(() => add(foreign)).toThrow(badReceipt);
  });

  test('that shares only its name or only its id with a known key is passed over', () => {
    const renewed = cosigner('collector.example/m1', 24);
    expect(open(checkpoint + receiptLine(head, TIME, renewed)).receipts).toEqual([]);
    expect(open(checkpoint + line.replace('/m1', '/m9')).receipts).toEqual([]);
  });

  test('is refused when any bit of its time or signature is not that of the collector', () => {
    for (let bit = 0; bit < (blob.length - 4) * 8; bit++) {
      const changed = blob.slice(4);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(checkpoint + signatureLine(ours.key, changed)), `bit ${bit}`).toThrow(badReceipt);
    }
  });

  test('is refused or passed over with any one character changed, and never believed', () => {
    for (let at = 0; at < line.length; at++) {
      try {
        expect(open(checkpoint + flip(line, at)).receipts, `flipped ${at}`).toEqual([]);
      } catch (error) {
        expect(['log.bad_receipt', 'log.bad_checkpoint'], `flipped ${at}`).toContain((error as { code?: string }).code);
      }
      if (at > 0) expect(() => add(line.slice(0, at)), `ends at ${at}`).toThrow(badReceipt);
    }
  });

  test.each([
    ['for another size', receiptLine({ ...head, size: 9 }, TIME, ours)],
    ['for another root', receiptLine({ ...head, root: '00'.repeat(32) }, TIME, ours)],
    ['for another log', receiptLine({ ...head, origin: `${head.origin}0` }, TIME, ours)],
    [
      'by another key under its name and id',
      signatureLine(ours.key, concat(u64(TIME), stranger.sign(utf8(`cosignature/v1\ntime ${TIME}\n${body}`)))),
    ],
    ['over the checkpoint alone, as a log signs', signatureLine(ours.key, concat(u64(TIME), ours.sign(utf8(body))))],
    ['with the signature of its log', signatureLine(ours.key, concat(u64(TIME), KEY.sign(utf8(body))))],
    ['without a time', signatureLine(ours.key, blob.slice(12))],
    ['one byte short', signatureLine(ours.key, blob.slice(4, -1))],
    ['one byte long', signatureLine(ours.key, concat(blob.slice(4), Uint8Array.of(0)))],
    ['of a single byte', signatureLine(ours.key, Uint8Array.of(1))],
    ['at no time', signedAt(0, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0))],
    ['past the safe integers', signedAt('9007199254740992', Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0))],
    ['at the end of 64 bits', signedAt('18446744073709551615', new Uint8Array(8).fill(255))],
  ])('%s is refused, on the checkpoint and in an answer', (_, made) => {
    expect(() => open(checkpoint + made)).toThrow(badReceipt);
    expect(() => open(checkpoint + line + made)).toThrow(badReceipt);
    expect(() => add(made)).toThrow(badReceipt);
    expect(() => add(line + made)).toThrow(badReceipt);
  });

  /** A line whose signature holds over the text of `time`, beside these bytes of a time. */
  function signedAt(time: number | string, bytes: Uint8Array): string {
    return signatureLine(ours.key, concat(bytes, ours.sign(utf8(`cosignature/v1\ntime ${time}\n${body}`))));
  }

  test('of another length is refused whatever the verifier makes of it', () => {
    for (const made of [blob.slice(12), blob.slice(4, -1), concat(blob.slice(4), Uint8Array.of(0))]) {
      expect(() => openReceipts(checkpoint + signatureLine(ours.key, made), keys, () => true)).toThrow(badReceipt);
    }
    expect(openReceipts(checkpoint + line, keys, () => true).receipts).toHaveLength(1);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('is not made at %s', (time) => {
    expect(() => receiptLine(head, time, ours)).toThrow(badReceipt);
  });

  test('counts once where a collector signed twice, by the earlier time, and twice with one that does not hold is refused', () => {
    const later = receiptLine(head, TIME + 60, ours);
    for (const note of [checkpoint + line + later, checkpoint + later + line, checkpoint + line + line]) {
      expect(open(note).receipts).toEqual([{ name: 'collector.example/m1', time: TIME }]);
    }
    expect(add(later, checkpoint + line)).toBe(checkpoint + line);
    expect(add(line + later)).toBe(checkpoint + line);
    expect(() => open(checkpoint + line + receiptLine({ ...head, size: 11 }, TIME, ours))).toThrow(badReceipt);
  });

  test('counts once for a collector that signs with an old and a new key', () => {
    const renewed = cosigner('collector.example/m1', 24);
    const both = { log, collectors: [ours.key, renewed.key] };
    const note = checkpoint + line + receiptLine(head, TIME - 5, renewed);
    expect(open(note, both).receipts).toEqual([{ name: 'collector.example/m1', time: TIME - 5 }]);
  });

  test('is worth nothing where one key goes by two names: the signature does not say which', () => {
    const twin = cosigner('collector.example/twin', 21);
    expect(() => open(checkpoint + line, { log, collectors: [ours.key, twin.key] })).toThrow(badReceipt);
    const own = { key: cosignerKey('collector.example/own', KEY.publicKey, sha256), sign: KEY.sign };
    expect(() => open(checkpoint + receiptLine(head, TIME, own), { log, collectors: [own.key] })).toThrow(badReceipt);
  });

  test.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['a line without its end', line.trimEnd()],
    ['a size', '10\n'],
    ['an empty line before it', `\n${line}`],
    ['carriage returns', line.replace('\n', '\r\n')],
    ['a bell in the name of a stranger', `${receiptLine(head, TIME, stranger).replace('other', 'o\u0007ther')}${line}`],
    ['more lines than any note has', line.repeat(33)],
    ['megabytes', `${line}— a ${'A'.repeat(1_000_000)}\n`],
  ])('is not looked for in an answer of %s', (_, answer) => {
    expect(() => add(answer)).toThrow(badReceipt);
  });

  test('is not read on a checkpoint that is not the log’s own', () => {
    expect(() => open(`${body}\n${line}`)).toThrow(badCheckpoint);
    expect(() => add(line, signedLog(leaves.slice(0, 9)).checkpoint)).toThrow(badReceipt);
    expect(() => open(flip(checkpoint, STATION.log.length + 2) + line)).toThrow(badCheckpoint);
  });

  test('may stand among sixteen lines, the longest kind included', () => {
    const strangers = Array.from({ length: 14 }, (_, i) => `— pq.example/${i} ${Buffer.alloc(2432, i).toString('base64')}\n`);
    expect(open(checkpoint + strangers.join('') + line).receipts).toEqual([{ name: 'collector.example/m1', time: TIME }]);
  });
});

describe('a collector’s vkey', () => {
  const text = vkeyText(ours.key);

  test('is read exactly as it is written', () => {
    expect(text).toMatch(/^collector\.example\/m1\+[0-9a-f]{8}\+B[A-Za-z0-9+/]{43}$/);
    expect(parseCosignerVkey(text, sha256)).toEqual(ours.key);
  });

  test('is refused with any one character changed', () => {
    for (let at = 0; at < text.length; at++) expect(() => parseCosignerVkey(flip(text, at), sha256), `at ${at}`).toThrow(badReceipt);
  });

  test('is not that of a log, nor the other way round', () => {
    expect(() => parseCosignerVkey(VKEY, sha256)).toThrow(badReceipt);
    expect(() => parseVkey(text, sha256)).toThrow(badCheckpoint);
  });

  test.each([
    ['a space', 'collector example'],
    ['a plus sign', 'collector+m1'],
    ['an escape', 'collector\u001b[2J'],
    ['nothing', ''],
  ])('has no name with %s in it', (_, name) => {
    expect(() => cosignerKey(name, ours.key.publicKey, sha256)).toThrow(badReceipt);
  });

  test.each([31, 33, 1312])('has no key of %i bytes', (length) => {
    expect(() => cosignerKey('collector.example/m1', new Uint8Array(length), sha256)).toThrow(badReceipt);
  });
});
