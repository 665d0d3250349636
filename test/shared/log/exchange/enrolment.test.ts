import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { fromUtf8, toBase64, utf8 } from '../../../../shared/base/bytes.ts';
import {
  type EnrolAnswer,
  MAX_ENROLMENT_BYTES,
  openEnrolAnswer,
  openEnrolRequest,
  writeEnrolAnswer,
  writeEnrolRequest,
} from '../../../../shared/log/exchange/enrolment.ts';
import { jcs, parseJcs } from '../../../../shared/log/leaf/jcs.ts';
import { collectorFingerprint, headsOrigin, parseCollectorKeys, stationFingerprint } from '../../../../shared/log/note/collector-key.ts';
import { cosignerKey, noteKey, vkeyText } from '../../../../shared/log/note/vkey.ts';
import { inclusionProof } from '../../../../shared/log/tree/proof.ts';
import { SIGNER as KEY, sampleLog, VKEY } from '../../../harness/log/sample-log.ts';

const crypto = { sha256, tree: nodeTreeHasher, verify: verifyEd25519 };
const { checkpoint, leaves } = sampleLog();
const hashes = leaves.map(nodeTreeHasher.leaf);
const CODE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const asked = {
  code: CODE,
  name: 'Ops desk, Zürich',
  vkey: VKEY,
  app: '0.1.0',
  checkpoint,
  genesis: leaves[0] as never,
  proof: inclusionProof(hashes, 0, nodeTreeHasher),
};
const request = writeEnrolRequest(asked, KEY, sha256);
const badEnrolment = expect.objectContaining({ code: 'log.bad_enrolment' });

function changed(change: Record<string, unknown>): Uint8Array {
  return utf8(jcs({ ...(parseJcs(request) as object), ...change } as never));
}

describe('a request to be enrolled', () => {
  test('says whose log it is, where it stands and how it began', () => {
    const opened = openEnrolRequest(request, crypto);
    expect(opened).toMatchObject({
      code: CODE,
      name: 'Ops desk, Zürich',
      head: { size: leaves.length },
      first: { act: 'log.genesis', seq: 0 },
    });
    expect(openEnrolRequest(writeEnrolRequest({ ...asked, code: null }, KEY, sha256), crypto).code).toBeNull();
  });

  test('cannot be sent with another code, name apart: the key signed for this one', () => {
    const other = parseJcs(writeEnrolRequest({ ...asked, code: null }, KEY, sha256)) as { pop: string };
    expect(() => openEnrolRequest(changed({ code: 'BBCDEFGHIJKLMNOPQRSTUVWXYZ' }), crypto)).toThrow(badEnrolment);
    expect(() => openEnrolRequest(changed({ pop: other.pop }), crypto)).toThrow(badEnrolment);
  });

  test.each([
    ['a code of another form', { code: 'abc' }],
    ['no name', { name: '' }],
    ['a name that steers a terminal', { name: 'a\u001b[2J' }],
    ['a name of 61 characters', { name: 'x'.repeat(61) }],
    ['another key', { vkey: vkeyText(noteKey(KEY.key.name, new Uint8Array(32).fill(3), sha256)) }],
    ['a checkpoint of another size', { checkpoint: checkpoint.replace(/\n\d+\n/, '\n999\n') }],
    ['another first entry', { genesis: toBase64(leaves[1] as Uint8Array) }],
    ['a proof too few', { proof: asked.proof.slice(1) }],
    ['a proof of another hash', { proof: [...asked.proof.slice(0, -1), '00'.repeat(32)] }],
    ['a proof that is no hash', { proof: ['AA'] }],
    ['a field more', { extra: 1 }],
    ['a signature that is none', { pop: `${'A'.repeat(86)}==` }],
    ['version 0', { v: 0 }],
  ])('is refused with %s', (_, change) => {
    expect(() => openEnrolRequest(changed(change), crypto)).toThrow(badEnrolment);
  });

  test('is refused when it is not canonical, too long or newer', () => {
    expect(() => openEnrolRequest(utf8(` ${fromUtf8(request)}`), crypto)).toThrow(badEnrolment);
    expect(() => openEnrolRequest(new Uint8Array(MAX_ENROLMENT_BYTES + 1), crypto)).toThrow(
      expect.objectContaining({ code: 'log.body_too_large' }),
    );
    expect(() => openEnrolRequest(changed({ v: 2 }), crypto)).toThrow(expect.objectContaining({ code: 'format.unknown_version' }));
  });

  test('whose first entry is not its own genesis is not written by a log', () => {
    const second = { ...asked, genesis: leaves[1] as never, proof: inclusionProof(hashes, 1, nodeTreeHasher) };
    expect(() => openEnrolRequest(writeEnrolRequest(second, KEY, sha256), crypto)).toThrow(badEnrolment);
  });
});

function collector(name: string, seed: number, headsName = headsOrigin(name)) {
  const receipts = logKey(new Uint8Array(32).fill(seed));
  const heads = logKey(new Uint8Array(32).fill(seed + 1));
  return {
    keys: { receipts: cosignerKey(name, receipts.publicKey, sha256), heads: noteKey(headsName, heads.publicKey, sha256) },
    signer: { key: noteKey(headsName, heads.publicKey, sha256), sign: heads.sign },
  };
}

const ours = collector('collector.example/m1', 31);
const answer: EnrolAnswer = {
  id: CODE,
  state: 'active',
  origin: KEY.key.name,
  vkey: VKEY,
  collector: { receipts: vkeyText(ours.keys.receipts), heads: vkeyText(ours.keys.heads) },
  policy: { silence_hours: 26, drill_days: 92, disclosures: 'incident' },
  spki: 'ab'.repeat(32),
  at: 1_764_034_400_000,
};
const note = writeEnrolAnswer(answer, ours.signer);

describe('the answer', () => {
  test('comes back as it was written, with the keys of who signed it', () => {
    const { keys, ...back } = openEnrolAnswer(note, crypto);
    expect(back).toEqual(answer);
    expect(collectorFingerprint(keys, sha256)).toEqual(collectorFingerprint(ours.keys, sha256));
  });

  test('of another collector has other words, whatever it calls itself', () => {
    const rogue = collector('collector.example/m1', 41);
    const forged = writeEnrolAnswer(
      { ...answer, collector: { receipts: vkeyText(rogue.keys.receipts), heads: vkeyText(rogue.keys.heads) } },
      rogue.signer,
    );
    expect(collectorFingerprint(openEnrolAnswer(forged, crypto).keys, sha256)).not.toEqual(collectorFingerprint(ours.keys, sha256));
  });

  test.each([
    ['a changed state', note.replace('"active"', '"refused"')],
    ['a changed pin', note.replace('abab', 'abac')],
    ['another first line', note.replace('halligan-enrolled/v1', 'halligan-enrolled/v2')],
    ['no signature', note.slice(0, note.indexOf('—'))],
    ['another signature', note.replace(/.{6}\n$/, 'AAAAA=\n')],
    ['nothing in it', ''],
    ['a key of receipts by another name', note.replaceAll('collector.example/m1+', 'collector.example/m2+')],
  ])('is refused with %s', (_, text) => {
    expect(() => openEnrolAnswer(text, crypto)).toThrow(badEnrolment);
  });

  test('is refused when its two keys are not of one collector', () => {
    const mixed = collector('collector.example/m1', 31, 'other.example/heads');
    const text = writeEnrolAnswer({ ...answer, collector: { ...answer.collector, heads: vkeyText(mixed.keys.heads) } }, mixed.signer);
    expect(() => openEnrolAnswer(text, crypto)).toThrow(badEnrolment);
  });

  test('cannot be written with a key that it does not name', () => {
    expect(() => writeEnrolAnswer(answer, collector('collector.example/m1', 51).signer)).toThrow(badEnrolment);
  });
});

test('keys are parsed only as a pair', () => {
  expect(parseCollectorKeys(answer.collector, sha256).receipts.name).toBe('collector.example/m1');
  expect(() => parseCollectorKeys({ receipts: answer.collector.heads, heads: answer.collector.receipts }, sha256)).toThrow();
  expect(stationFingerprint(KEY.key, sha256)).toHaveLength(32);
});
