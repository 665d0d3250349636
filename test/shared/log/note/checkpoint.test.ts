import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { sha256, verifyEd25519 } from '../../../../core/hash/node-hash.ts';
import { fromBase64, toHex, utf8 } from '../../../../shared/base/bytes.ts';
import { openCheckpoint, signCheckpoint, unverifiedHead } from '../../../../shared/log/note/checkpoint.ts';
import { signatureLine } from '../../../../shared/log/note/note.ts';
import { noteKey, parseVkey, vkeyText } from '../../../../shared/log/note/vkey.ts';
import { STATION, sampleLog, VKEY } from '../../../harness/log/sample-log.ts';

const refused = expect.objectContaining({ code: 'log.bad_checkpoint' });
const key = parseVkey(VKEY, sha256);
const { checkpoint } = sampleLog();

describe('a checkpoint', () => {
  // The example of the signed-note specification and of golang.org/x/mod/sumdb/note.
  test("agrees with the signed note's own example on key id and signature", () => {
    const peter = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', sha256);
    const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const blob = fromBase64('x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=');
    expect(toHex(blob.slice(0, 4))).toBe('c74f20a3');
    expect(verifyEd25519(peter.publicKey, utf8(text), blob.slice(4))).toBe(true);
    expect(verifyEd25519(peter.publicKey, utf8(`${text} `), blob.slice(4))).toBe(false);
  });

  test('opens with its key and says its head', () => {
    expect(openCheckpoint(checkpoint, key, verifyEd25519)).toEqual({
      origin: STATION.log,
      size: 10,
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('lets cosignatures pass', () => {
    const other = logKey(new Uint8Array(32).fill(9));
    const cosigner = noteKey('collector.example/m1', other.publicKey, sha256);
    const line = `— ${cosigner.name} ${Buffer.from([...cosigner.id, ...new Uint8Array(72)]).toString('base64')}\n`;
    expect(openCheckpoint(checkpoint + line, key, verifyEd25519).size).toBe(10);
  });

  test('is refused with any one character changed, added or removed', () => {
    for (let at = 0; at < checkpoint.length; at++) {
      const flipped = checkpoint.slice(0, at) + String.fromCharCode(checkpoint.charCodeAt(at) ^ 1) + checkpoint.slice(at + 1);
      expect(() => openCheckpoint(flipped, key, verifyEd25519), `flipped ${at}`).toThrow(refused);
      expect(() => openCheckpoint(checkpoint.slice(0, at) + checkpoint.slice(at + 1), key, verifyEd25519), `cut ${at}`).toThrow(refused);
      expect(() => openCheckpoint(checkpoint.slice(0, at), key, verifyEd25519), `ends at ${at}`).toThrow(refused);
    }
  });

  test.each([
    ['a leading zero in its size', (text: string) => text.replace('\n10\n', '\n010\n')],
    ['a size of nothing', (text: string) => text.replace('\n10\n', '\n0\n')],
    ['an extension line', (text: string) => text.replace('\n\n', '\nextension\n\n')],
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no signature', (text: string) => `${text.split('\n\n')[0]}\n\n`],
    ['a signature by another name', (text: string) => text.replace('— halligan', '— other')],
    ['a bare hyphen', (text: string) => text.replace('—', '-')],
    ['a cosignature of a key id alone', (text: string) => `${text}— a AAAAAQ==\n`],
    ['a control character in the name of a cosignature', (text: string) => `${text}— a\u0007 AAAAAQAA\n`],
    ['more bytes than a note has, in fewer characters', (text: string) => text + `— ${'é'.repeat(255)} ${'A'.repeat(2_900)}\n`.repeat(20)],
    ['half a character', (text: string) => `${text}— a\ud800 AAAAAQAA\n`],
    ['megabytes of lines', (text: string) => text + '— a AAAA\n'.repeat(100_000)],
  ])('is refused with %s', (_, change) => {
    expect(() => openCheckpoint(change(checkpoint), key, verifyEd25519)).toThrow(refused);
  });

  test('has a signature of 64 bytes whatever the verifier makes of it, and is no longer than a note may be', () => {
    const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 2);
    for (const length of [63, 65]) {
      expect(() => openCheckpoint(body + signatureLine(key, new Uint8Array(length)), key, () => true)).toThrow(refused);
    }
    expect(openCheckpoint(body + signatureLine(key, new Uint8Array(64)), key, () => true).size).toBe(10);
    expect(unverifiedHead(checkpoint.replace('halligan', 'h'.repeat(60_000))).size).toBe(10);
    expect(() => unverifiedHead(checkpoint.replace('halligan', 'h'.repeat(66_000)))).toThrow(refused);
  });

  test('of another log under the same station key is refused', () => {
    const epoch2 = noteKey(STATION.log.replace(/1$/, '2'), key.publicKey, sha256);
    expect(() => openCheckpoint(checkpoint, epoch2, verifyEd25519)).toThrow(refused);
    const signer = { key: epoch2, sign: logKey(new Uint8Array(32).fill(7)).sign };
    expect(() => signCheckpoint({ origin: STATION.log, size: 1, root: '00'.repeat(32) }, signer)).toThrow(refused);
  });
});

describe('a vkey', () => {
  test('is read exactly as it is written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9./_-]{1,60}$/), fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
        const text = vkeyText(noteKey(name, publicKey, sha256));
        expect(vkeyText(parseVkey(text, sha256))).toBe(text);
      }),
    );
  });

  test('is refused with any one character changed', () => {
    for (let at = 0; at < VKEY.length; at++) {
      const flipped = VKEY.slice(0, at) + String.fromCharCode(VKEY.charCodeAt(at) ^ 1) + VKEY.slice(at + 1);
      expect(() => parseVkey(flipped, sha256), `at ${at}`).toThrow(refused);
    }
  });
});
