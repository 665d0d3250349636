import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bytes, copyOf, utf8 } from '../../../shared/base/bytes.ts';
import { sealTo } from '../../../shared/crypto/kem.ts';
import { pae } from '../../../shared/crypto/pae.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { sign } from '../../../shared/crypto/sign.ts';
import { CREDENTIAL_FIELDS, type CredentialKind } from '../../../shared/domain/credential-kind.ts';
import { type CredentialHead, openCredential, type SealedCredential, sealCredential } from '../../../shared/format/credential.ts';
import { type CredentialContent, encodeContent, parseContent } from '../../../shared/format/credential-content.ts';
import { describeFile, openChunks, sealChunks } from '../../../shared/format/credential-file.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { pad, unpad } from '../../../shared/format/padding.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { at, FOUNDED_AT, type SampleVault, sampleVault } from '../../harness/format/sample-vault.ts';

let sample: SampleVault;
beforeAll(async () => {
  await cryptoReady();
  sample = await sampleVault({ seed: 'credentials' });
});

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const line = fc.stringMatching(/^[a-zA-Z0-9äöü]{1,40}$/);
const otpauth = line.map((label) => `otpauth://totp/${label}?secret=JBSWY3DPEHPK3PXP`);
const contents: fc.Arbitrary<CredentialContent> = fc.oneof(
  fc.record({
    kind: fc.constant('login' as const),
    address: text,
    username: text,
    password: text,
    otpauth: fc.option(otpauth),
    extra: fc.array(fc.record({ label: line, value: text, secret: fc.boolean() }), { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('totp' as const), otpauth }),
  fc.record({ kind: fc.constant('ssh-key' as const), privateKey: text, passphrase: text, publicKey: text }),
  fc.record({ kind: fc.constant('x509' as const), privateKey: text, certificates: text }),
  fc.record({ kind: fc.constant('recovery-codes' as const), codes: fc.array(line, { minLength: 1, maxLength: 20 }) }),
  fc.record({ kind: fc.constant('note' as const), text }),
);

const LOGIN: CredentialContent = {
  kind: 'login',
  address: 'https://core-1',
  username: 'admin',
  password: 'correct horse',
  otpauth: null,
  extra: [],
};

function headOf(kind: CredentialKind, change: Partial<CredentialHead> = {}): CredentialHead {
  const compartment = at(sample.compartments, 0).id;
  const depositor = at(sample.people, 0).id;
  return {
    vault: sample.vault,
    compartment,
    id: 'x_AAAAAAAAAAAAAAAAAAAAAA',
    version: 1,
    kind,
    depositor,
    depositedAt: FOUNDED_AT,
    ...change,
  };
}

function deposit(content: CredentialContent, head = headOf(content.kind), person = 0): SealedCredential {
  return sealCredential({
    head,
    content,
    compartmentPublicKey: at(sample.compartments, 0).keys.publicKey,
    signingSecretKey: at(sample.people, person).keys.signing.secretKey,
    random: sample.random,
  });
}

function open(credential: SealedCredential, compartment = 0): CredentialContent {
  return openCredential({
    credential,
    compartmentSecretKey: at(sample.compartments, compartment).keys.secretKey,
    signingPublicKeyOf: (member) => sample.people.find(({ id }) => id === member)?.keys.signing.publicKey,
  });
}

describe('the plaintext of a credential', () => {
  test('of every kind comes back as what was written', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(parseContent(encodeContent(content))).toEqual(content);
      }),
    );
  });

  test('that is read, however it was changed, is written back the same', () => {
    let read = 0;
    fc.assert(
      fc.property(contents, fc.nat(), fc.integer({ min: 32, max: 126 }), (content, where, byte) => {
        const bytes = encodeContent(content);
        bytes[where % 120] = byte;
        try {
          const again = parseContent(copyOf(bytes));
          read += 1;
          expect(encodeContent(again)).toEqual(bytes);
        } catch (error) {
          expect(error).toHaveProperty('code', expect.stringMatching(/^(format|bytes)\./));
        }
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  test('has the fields that the domain knows of its kind', () => {
    fc.assert(
      fc.property(contents, (content) => {
        for (const { id } of CREDENTIAL_FIELDS[content.kind]) expect(content).toHaveProperty(id);
      }),
    );
  });

  test('shows no length within its bucket of 256 bytes', () => {
    const lengths = new Set(['', 'x', 'x'.repeat(60)].map((password) => encodeContent({ ...LOGIN, password }).length));
    expect([...lengths]).toEqual([256]);
  });

  test('padding has one form', async () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        expect(unpad(pad(bytes))).toEqual(copyOf(bytes));
        expect(pad(bytes).length % 256).toBe(0);
      }),
    );
    const wrong = [new Uint8Array(0), new Uint8Array(256), new Uint8Array(255).fill(0x80), new Uint8Array(256).fill(1)];
    const long = new Uint8Array(512);
    long[10] = 0x80;
    for (const bytes of [...wrong, long]) expect(await refusalOf(() => unpad(bytes))).toBe('format.malformed');
  });

  const refused: [string, object, string][] = [
    ['no otpauth URI', { kind: 'totp', otpauth: 'https://example.org' }, 'format.malformed'],
    ['no codes', { kind: 'recovery-codes', codes: [] }, 'format.malformed'],
    ['a field of another kind', { kind: 'note', text: '', password: '' }, 'format.malformed'],
    ['an unknown kind', { kind: 'passport', text: '' }, 'format.malformed'],
    ['a lone surrogate', { kind: 'note', text: '\ud800' }, 'format.malformed'],
    ['too long a text', { kind: 'note', text: 'x'.repeat(262_145) }, 'format.malformed'],
    [
      'more than a mebibyte',
      { kind: 'x509', privateKey: '\u{20ac}'.repeat(262_144), certificates: '\u{20ac}'.repeat(262_144) },
      'format.too_large',
    ],
  ];
  test.each(refused)('with %s is not written', async (_, content, code) => {
    expect(await refusalOf(() => encodeContent(content as CredentialContent))).toBe(code); // a caller that its types did not stop
  });
});

describe('a deposited credential', () => {
  test('of every kind is opened by the compartment’s key alone', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const credential = deposit(content);
        expect(open(credential)).toEqual(content);
        expect(await refusalOf(() => open(credential, 1))).toBe('credential.wrong_place');
      }),
      { numRuns: 30 },
    );
  });

  test('by nobody, by another or with a forged signature is refused', async () => {
    const good = deposit(LOGIN);
    expect(await refusalOf(() => open({ ...good, head: { ...good.head, depositor: 'm_AAAAAAAAAAAAAAAAAAAAAA' } }))).toBe(
      'credential.unknown_depositor',
    );
    expect(await refusalOf(() => open(deposit(LOGIN, headOf('login'), 1)))).toBe('credential.bad_signature');
    expect(await refusalOf(() => open({ ...good, signature: new Uint8Array(64) }))).toBe('credential.bad_signature');
    expect(await refusalOf(() => open({ ...good, signature: deposit(LOGIN).signature }))).toBe('credential.bad_signature');
  });

  const moves: [string, Partial<CredentialHead>][] = [
    ['another vault', { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' }],
    ['another compartment', { compartment: 'c_AAAAAAAAAAAAAAAAAAAAAA' }],
    ['another credential', { id: 'x_AAAAAAAAAAAAAAAAAAAAAQ' }],
    ['another version', { version: 2 }],
    ['another kind', { kind: 'note' }],
    ['another time', { depositedAt: FOUNDED_AT + 1 }],
  ];
  test.each(moves)('passed off as of %s is refused, and so under the signature of one that belongs there', async (_, change) => {
    const good = deposit(LOGIN);
    const moved = { ...good, head: { ...good.head, ...change } };
    expect(await refusalOf(() => open(moved))).toBe('credential.bad_signature');
    const kind = moved.head.kind;
    const resigned = { ...deposit(kind === 'note' ? { kind: 'note', text: '' } : LOGIN, moved.head), sealed: good.sealed };
    expect(await refusalOf(() => open(resigned))).toBe('credential.bad_signature');
  });

  test('of one kind, sealed as another, is not written', async () => {
    expect(await refusalOf(() => deposit(LOGIN, headOf('note')))).toBe('credential.wrong_place');
  });

  test('with any byte of it changed is refused', async () => {
    const good = deposit(LOGIN);
    for (const field of ['sealed', 'signature'] as const) {
      for (let i = 0; i < good[field].length; i++) {
        const bytes = copyOf(good[field]);
        bytes[i] = (bytes[i] ?? 0) ^ (1 << (i % 8));
        expect(await refusalOf(() => open({ ...good, [field]: bytes }))).toBe('credential.bad_signature');
      }
    }
  });

  /** What a steward can make who does not use this code: any plaintext, sealed to any place, signed for any. */
  function forged(signedFor: CredentialHead, sealedFor: CredentialHead, plaintext: Bytes): SealedCredential {
    const parts = (context: string, head: CredentialHead): string[] => {
      const { vault, compartment, id, version, kind, depositor, depositedAt } = head;
      return [`halligan/v1 ${context}`, vault, compartment, id, String(version), kind, depositor, String(depositedAt)];
    };
    const sealed = sealTo(at(sample.compartments, 0).keys.publicKey, plaintext, pae(parts('credential', sealedFor)), sample.random);
    const signature = sign(pae([...parts('deposit', signedFor), sealed]), at(sample.people, 0).keys.signing.secretKey);
    return { head: signedFor, sealed, signature };
  }

  test('by a steward with other tools opens only where its seal, its head and its content agree', async () => {
    const here = headOf('login');
    const elsewhere = headOf('login', { id: 'x_AAAAAAAAAAAAAAAAAAAAAQ' });
    expect(open(forged(here, here, encodeContent(LOGIN)))).toEqual(LOGIN);
    expect(await refusalOf(() => open(forged(here, elsewhere, encodeContent(LOGIN))))).toBe('credential.wrong_place');
    expect(await refusalOf(() => open(forged(here, here, encodeContent({ kind: 'note', text: '' }))))).toBe('credential.wrong_place');
    expect(await refusalOf(() => open(forged(here, here, pad(utf8('{}')))))).toBe('format.malformed');
    expect(await refusalOf(() => open(forged(here, here, utf8('unpadded'))))).toBe('format.malformed');
  });
});

describe('a file', () => {
  const place = { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA', compartment: 'c_AAAAAAAAAAAAAAAAAAAAAA', id: 'x_AAAAAAAAAAAAAAAAAAAAAA', version: 1 };
  function sealed(length: number): { contents: Bytes; file: ReturnType<typeof describeFile>; chunks: Bytes[] } {
    const contents = sample.random(length);
    const file = describeFile('firmware.bin', contents, sample.random);
    return { contents, file, chunks: [...sealChunks({ place, file, contents, random: sample.random })] };
  }

  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('of %i bytes comes back, through its credential', (length) => {
    const { contents, file, chunks } = sealed(length);
    const head = headOf('file');
    expect(open(deposit(file, head))).toEqual(file);
    expect(openChunks({ place, file, chunks })).toEqual(contents);
    expect(chunks).toHaveLength(Math.max(1, Math.ceil(length / 65_536)));
  });

  test('of 16 MiB fits, one byte more does not', async () => {
    const most = new Uint8Array(16 * 1024 * 1024);
    const file = describeFile('disk.img', most, sample.random);
    expect(openChunks({ place, file, chunks: [...sealChunks({ place, file, contents: most, random: sample.random })] })).toEqual(most);
    expect(await refusalOf(() => describeFile('disk.img', new Uint8Array(most.length + 1), sample.random))).toBe('format.too_large');
  });

  test('that was cut, shuffled, lengthened or moved is refused', async () => {
    const { file, chunks } = sealed(200_000);
    const [a, b, c, d] = [at(chunks, 0), at(chunks, 1), at(chunks, 2), at(chunks, 3)];
    const short = sealed(131_072);
    const cases: [Bytes[], string, object?][] = [
      [[a, b, c], 'format.malformed'],
      [[a, b, c, d, d], 'format.malformed'],
      [[], 'format.malformed'],
      [[b, a, c, d], 'crypto.did_not_open'],
      [[a, a, c, d], 'crypto.did_not_open'],
      [[a, b, c, d.slice(1)], 'format.malformed'],
      [[a, b, at(short.chunks, 0), d], 'crypto.not_committed'],
      [[a, b, c, d], 'crypto.did_not_open', { version: 2 }],
      [[a, b, c, d], 'crypto.did_not_open', { id: 'x_AAAAAAAAAAAAAAAAAAAAAQ' }],
      [[a, b, c, d], 'crypto.did_not_open', { compartment: 'c_AAAAAAAAAAAAAAAAAAAAAQ' }],
    ];
    for (const [given, code, change] of cases) {
      expect(await refusalOf(() => openChunks({ place: { ...place, ...change }, file, chunks: given }))).toBe(code);
    }
    expect(() => openChunks({ place, file, chunks: [a, b, c] })).toThrow(
      expect.objectContaining({ detail: { what: 'a file', why: '3 chunks of 4' } }),
    );
    // Even whoever may write the credential cannot make a shorter file of the same chunks.
    expect(await refusalOf(() => openChunks({ place, file: { ...file, chunks: 3, size: 3 * 65_536 }, chunks: [a, b, c] }))).toBe(
      'crypto.did_not_open',
    );
    const another = { ...file, sha256: at([sealed(10)], 0).file.sha256 };
    expect(await refusalOf(() => openChunks({ place, file: another, chunks }))).toBe('format.malformed');
  });

  test('with any bit of a chunk changed is refused', async () => {
    const { file, chunks } = sealed(300);
    const chunk = at(chunks, 0);
    for (let i = 0; i < chunk.length; i++) {
      const bytes = copyOf(chunk);
      bytes[i] = (bytes[i] ?? 0) ^ (1 << (i % 8));
      expect(await refusalOf(() => openChunks({ place, file, chunks: [bytes] }))).toMatch(/^crypto\./);
    }
  });

  test('has ids of its own kind', () => {
    expect(makeId('credential', sample.random)).toMatch(/^x_/);
  });
});
