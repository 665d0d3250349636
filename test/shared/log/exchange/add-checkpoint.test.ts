import { describe, expect, test } from 'vitest';
import { nodeTreeHasher } from '../../../../core/hash/node-hash.ts';
import { toBase64, utf8 } from '../../../../shared/base/bytes.ts';
import { parseAddCheckpoint, writeAddCheckpoint } from '../../../../shared/log/exchange/add-checkpoint.ts';
import { parseMirrorInfo, parseTreeSize, writeMirrorInfo, writeTreeSize } from '../../../../shared/log/exchange/collector-answer.ts';
import { consistencyProof } from '../../../../shared/log/tree/proof.ts';
import { STATION, sampleLog } from '../../../harness/log/sample-log.ts';
import { fuzzText } from '../../../harness/log/text-fuzz.ts';

const badBody = expect.objectContaining({ code: 'log.bad_body' });
const tooLarge = expect.objectContaining({ code: 'log.body_too_large' });

describe('the body of add-checkpoint', () => {
  const { checkpoint, leafHashes } = sampleLog();
  const proof = consistencyProof(leafHashes, 6, nodeTreeHasher);
  const body = writeAddCheckpoint({ oldSize: 6, proof, checkpoint });
  const text = new TextDecoder().decode(body);
  const parse = (changed: string) => parseAddCheckpoint(utf8(changed));

  test('is the old size, the proof a line each, a blank line and the checkpoint', () => {
    const lines = proof.map((hash) => `${toBase64(Buffer.from(hash, 'hex'))}\n`).join('');
    expect(text).toBe(`old 6\n${lines}\n${checkpoint}`);
    expect(parseAddCheckpoint(body)).toMatchObject({ oldSize: 6, proof, checkpoint, claimed: { origin: STATION.log, size: 10 } });
  });

  test('has no proof from nothing, or from the same head', () => {
    for (const oldSize of [0, 10]) {
      const bare = { oldSize, proof: [], checkpoint };
      expect(parseAddCheckpoint(writeAddCheckpoint(bare))).toMatchObject(bare);
    }
  });

  test('may have 63 hashes and no more', () => {
    const hash = 'ab'.repeat(32);
    const most = { oldSize: 6, proof: Array.from({ length: 63 }, () => hash), checkpoint };
    expect(parseAddCheckpoint(writeAddCheckpoint(most)).proof).toHaveLength(63);
    expect(() => writeAddCheckpoint({ ...most, proof: [...most.proof, hash] })).toThrow(badBody);
  });

  test.each([
    ['nothing', () => ''],
    ['no old size', () => text.slice(text.indexOf('\n') + 1)],
    ['another first word', () => text.replace('old', 'new')],
    ['two spaces', () => text.replace('old ', 'old  ')],
    ['a sign', () => text.replace('old 6', 'old +6')],
    ['a leading zero', () => text.replace('old 6', 'old 06')],
    ['an exponent', () => text.replace('old 6', 'old 6e0')],
    ['a size past the safe integers', () => text.replace('old 6', 'old 9007199254740993')],
    ['a size beyond the new one', () => text.replace('old 6', 'old 11')],
    ['carriage returns', () => text.replaceAll('\n', '\r\n')],
    ['a byte-order mark', () => `\ufeff${text}`],
    ['a line that is no hash', () => text.replace('old 6\n', 'old 6\nhash\n')],
    ['a hash of 31 bytes', () => text.replace('old 6\n', `old 6\n${toBase64(new Uint8Array(31))}\n`)],
    ['a hash in another base64', () => text.replace('old 6\n', `old 6\n${'A'.repeat(42)}B=\n`)],
    ['no blank line', () => text.replace('\n\nhalligan', '\nhalligan')],
    ['no checkpoint', () => text.slice(0, text.indexOf('\n\n') + 2)],
    ['a checkpoint without signatures', () => `${text.slice(0, text.lastIndexOf('\n\n'))}\n`],
    ['more after it', () => `${text}more`],
  ])('with %s is refused', (_, changed) => {
    expect(() => parse(changed())).toThrow(badBody);
  });

  test('past 65,536 bytes is refused before it is read', () => {
    expect(() => parseAddCheckpoint(new Uint8Array(65_537))).toThrow(tooLarge);
    expect(() => parseAddCheckpoint(new Uint8Array(65_536))).toThrow(badBody);
  });

  test('is not written when it could not be read', () => {
    for (const oldSize of [-1, 0.5, Number.NaN, 11, 2 ** 53])
      expect(() => writeAddCheckpoint({ oldSize, proof, checkpoint })).toThrow(badBody);
  });

  test('survives noise, cuts and flipped bits', () => fuzzText(parseAddCheckpoint, writeAddCheckpoint, body));
});

describe('the answers of a collector', () => {
  const info = { end: 1_600, next: 1_024, ticket: utf8('ticket') };

  test('say where to go on', () => {
    expect(new TextDecoder().decode(writeMirrorInfo(info))).toBe('1600\n1024\ndGlja2V0\n');
    expect(parseMirrorInfo(writeMirrorInfo(info))).toEqual(info);
    const bare = { end: 1, next: 0, ticket: new Uint8Array() };
    expect(new TextDecoder().decode(writeMirrorInfo(bare))).toBe('1\n0\n\n');
    expect(parseMirrorInfo(writeMirrorInfo(bare))).toEqual(bare);
  });

  test.each([
    '',
    '\n\n\n',
    '1600\n1024\n',
    '1600\n1024\ndGlja2V0',
    '1600\n1024\ndGlja2V0\n\n',
    '1600\n1024\ndGlja2V0\nmore\n',
    '0\n0\n\n',
    '-1\n0\n\n',
    '01600\n1024\n\n',
    '1600\n 1024\n\n',
    '1600\n9007199254740992\n\n',
    '18446744073709551615\n0\n\n',
    '1600\n1024\ndGlja2V\n',
    '1600\n1024\ndGlja2V1=\n',
    '1600\r\n1024\r\n\r\n',
  ])('are refused in the form %j', (text) => {
    expect(() => parseMirrorInfo(utf8(text))).toThrow(badBody);
  });

  test('hold a ticket of 4,096 bytes and no more', () => {
    expect(parseMirrorInfo(writeMirrorInfo({ ...info, ticket: new Uint8Array(4_096) })).ticket).toHaveLength(4_096);
    expect(() => writeMirrorInfo({ ...info, ticket: new Uint8Array(4_097) })).toThrow(tooLarge);
    expect(() => parseMirrorInfo(new Uint8Array(8_193))).toThrow(tooLarge);
    expect(() => parseTreeSize(new Uint8Array(8_193))).toThrow(tooLarge);
  });

  test('say a size in one line', () => {
    for (const size of [0, 1, 1_043, Number.MAX_SAFE_INTEGER]) expect(parseTreeSize(writeTreeSize(size))).toBe(size);
    for (const text of ['', '\n', '5', '5\n\n', '05\n', '-5\n', '5 \n', '9007199254740992\n']) {
      expect(() => parseTreeSize(utf8(text)), text).toThrow(badBody);
    }
    for (const size of [-1, 0.5, 2 ** 53, 1e21]) expect(() => writeTreeSize(size)).toThrow(badBody);
  });

  test('survive noise, cuts and flipped bits', async () => {
    await fuzzText(parseMirrorInfo, writeMirrorInfo, writeMirrorInfo(info));
    await fuzzText(parseTreeSize, writeTreeSize, writeTreeSize(1_043));
  });
});
