import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, fromUtf8, utf8 } from '../../../shared/base/bytes.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { charterHash, encodeCharter, parseCharter } from '../../../shared/format/charter.ts';
import { verifyChain, verifyFounding, verifySuccessor } from '../../../shared/format/charter-chain.ts';
import type { Charter } from '../../../shared/format/charter-form.ts';
import { encodeSignatures, parseSignatures, signCharter } from '../../../shared/format/charter-signature.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { any, at, flipped, type SampleVault, sampleVault, signAll } from '../../harness/format/sample-vault.ts';

let sample: SampleVault;
beforeAll(async () => {
  await cryptoReady();
  sample = await sampleVault({ seed: 'charter' });
});

/** The charter with some fields changed, as a forger would write it: not through `encodeCharter`, which refuses. */
function written(change: (charter: Charter) => object): Uint8Array {
  return utf8(JSON.stringify(change(sample.charter)));
}

describe('the bytes of a charter', () => {
  test('come back as what was written, and only as that', () => {
    expect(parseCharter(sample.bytes)).toEqual(sample.charter);
    expect(encodeCharter(parseCharter(sample.bytes))).toEqual(sample.bytes);
  });

  const forms: [string, (text: string) => string, string][] = [
    ['white space', (text) => text.replace(',', ', '), 'format.not_canonical'],
    ['a byte-order mark', (text) => `\ufeff${text}`, 'format.malformed'],
    ['a trailing line feed', (text) => `${text}\n`, 'format.not_canonical'],
    ['a duplicate field', (text) => text.replace('"version":1', '"version":1,"version":1'), 'format.not_canonical'],
    ['a decimal point', (text) => text.replace('"version":1', '"version":1.0'), 'format.not_canonical'],
    ['an exponent', (text) => text.replace('"version":1', '"version":1e0'), 'format.not_canonical'],
    ['a needless escape', (text) => text.replace('North', '\\u004eorth'), 'format.not_canonical'],
    ['another order', (text) => text.replace('"v":1,"suite":1', '"suite":1,"v":1'), 'format.not_canonical'],
    ['an unknown field', (text) => text.replace('"version":1', '"version":1,"more":1'), 'format.malformed'],
    ['__proto__', (text) => text.replace('"version":1', '"version":1,"__proto__":{}'), 'format.malformed'],
    ['a missing field', (text) => text.replace('"overrides":[]', '"overrides":null'), 'format.malformed'],
    ['a later version of the format', (text) => text.replace('"v":1', '"v":2'), 'format.unknown_version'],
    ['another suite', (text) => text.replace('"suite":1', '"suite":2'), 'format.unknown_suite'],
    ['no JSON', (text) => text.slice(1), 'format.malformed'],
    ['an array', () => '[]', 'format.malformed'],
    ['null', () => 'null', 'format.malformed'],
    ['a name that reads otherwise than it is', (text) => text.replace('North', 'N\u202eorth'), 'format.malformed'],
    [
      'a deep rule',
      (text) =>
        text.replace(
          /"amendment":\{.*\},"overrides"/,
          `"amendment":${'{"kind":"threshold","name":"","need":1,"of":['.repeat(9000)}${']}'.repeat(9000)},"overrides"`,
        ),
      'format.malformed',
    ],
  ];
  test.each(forms)('with %s are refused', async (_, change, code) => {
    const text = fromUtf8(sample.bytes);
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(await refusalOf(() => parseCharter(utf8(changed)))).toBe(code);
  });

  test('that are no UTF-8 or too many are refused', async () => {
    const bytes = copyOf(sample.bytes);
    bytes[10] = 0xff;
    expect(await refusalOf(() => parseCharter(bytes))).toBe('bytes.not_utf8');
    expect(await refusalOf(() => parseCharter(new Uint8Array(8 * 1024 * 1024 + 1)))).toBe('format.too_large');
  });
});

test('a charter or list of signatures that is read, whatever byte was changed, is written back the same', async () => {
  const signatures = encodeSignatures(sample.signatures);
  const decoders: [Uint8Array, (bytes: Uint8Array) => Uint8Array][] = [
    [sample.bytes, (bytes) => encodeCharter(parseCharter(bytes))],
    [signatures, (bytes) => encodeSignatures(parseSignatures(bytes))],
  ];
  for (const [bytes, again] of decoders) {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 32, max: 126 }), async (where, byte) => {
        const changed = copyOf(bytes);
        changed[where] = byte;
        const refusal = await refusalOf(() => {
          expect(again(changed)).toEqual(changed);
          read += 1;
        });
        if (refusal !== null) expect(refusal).toMatch(/^(format|bytes|charter|rule|policy)\./);
      }),
      { numRuns: 600 },
    );
    expect(read).toBeGreaterThan(100);
  }
});

describe('a charter that contradicts itself', () => {
  const [first, second] = [0, 1];
  const member =
    (change: (member: Charter['members'][number], charter: Charter) => object, index = first) =>
    (charter: Charter) => ({
      ...charter,
      members: charter.members.map((entry, i) => (i === index ? change(entry, charter) : entry)),
    });
  const compartment =
    (change: (entry: Charter['compartments'][number], charter: Charter) => object, index = first) =>
    (charter: Charter) => ({
      ...charter,
      compartments: charter.compartments.map((entry, i) => (i === index ? change(entry, charter) : entry)),
    });
  const cases: [string, (charter: Charter) => object, string][] = [
    ['a simulated key in a real vault', member((m) => ({ ...m, keys: [{ ...at(m.keys, 0), kind: 'simulated' }] })), 'charter.inconsistent'],
    ['real keys in a practice vault', (charter) => ({ ...charter, kind: 'practice' }), 'charter.inconsistent'],
    ['a member twice', member((m, { members }) => ({ ...m, id: at(members, 0).id }), second), 'charter.inconsistent'],
    [
      'a name twice, but for case',
      member((m, { members }) => ({ ...m, name: at(members, 0).name.toUpperCase() }), second),
      'charter.inconsistent',
    ],
    ['a name twice, but for composition', member((m) => ({ ...m, name: 'mara okafor'.normalize('NFD') }), second), 'charter.inconsistent'],
    [
      'a signing key twice',
      member((m, { members }) => ({ ...m, signingPublicKey: at(members, 0).signingPublicKey }), second),
      'charter.inconsistent',
    ],
    ['a KEM key twice', member((m, { members }) => ({ ...m, kemPublicKey: at(members, 0).kemPublicKey }), second), 'charter.inconsistent'],
    ['a security key twice', member((m, { members }) => ({ ...m, keys: at(members, 0).keys }), second), 'charter.inconsistent'],
    ['a key label twice', member((m) => ({ ...m, keys: [at(m.keys, 0), { ...at(m.keys, 0), id: 'AAAA' }] })), 'charter.inconsistent'],
    ['roles out of order', member((m) => ({ ...m, roles: ['steward', 'custodian'] })), 'charter.inconsistent'],
    [
      'a wrap with a passphrase that nobody set',
      member((m) => ({ ...m, keys: [{ ...at(m.keys, 0), wrap: { ...at(m.keys, 0).wrap, passphrase: true } }] })),
      'charter.inconsistent',
    ],
    [
      'weak passphrase parameters',
      member((m) => ({
        ...m,
        passphrase: { algorithm: 'argon2id', version: 19, memoryKiB: 1024, passes: 3, lanes: 1, salt: 'AAAAAAAAAAAAAAAAAAAAAA' },
      })),
      'crypto.bad_parameters',
    ],
    ['no key', member((m) => ({ ...m, keys: [] })), 'format.malformed'],
    ['a short KEM key', member((m) => ({ ...m, kemPublicKey: m.kemPublicKey.slice(4) })), 'format.malformed'],
    [
      'the directory key for one fewer',
      (charter) => ({ ...charter, directory: { ...charter.directory, sealed: charter.directory.sealed.slice(1) } }),
      'charter.inconsistent',
    ],
    ['one share fewer than its rule', compartment((c) => ({ ...c, shares: c.shares.slice(1) })), 'charter.inconsistent'],
    ['one share more', compartment((c) => ({ ...c, shares: [...c.shares, at(c.shares, 0)] })), 'charter.inconsistent'],
    [
      'shares of each other’s places',
      compartment((c) => ({ ...c, shares: [at(c.shares, 1), at(c.shares, 0), at(c.shares, 2)] })),
      'charter.inconsistent',
    ],
    [
      'a share for another holder',
      compartment((c) => ({ ...c, shares: c.shares.map((s) => ({ ...s, member: at(c.shares, 0).member })) })),
      'charter.inconsistent',
    ],
    ['a rule with a stranger', compartment((c) => ({ ...c, rule: any(1, 'm_AAAAAAAAAAAAAAAAAAAAAA') })), 'rule.unknown_member'],
    [
      'a rule that asks for more than there are',
      compartment((c) => ({ ...c, rule: { ...c.rule, need: 4 } })),
      'rule.threshold_out_of_range',
    ],
    ['a rule over one who is no custodian', member((m) => ({ ...m, roles: ['auditor'] })), 'rule.not_a_custodian'],
    ['a policy out of its range', compartment((c) => ({ ...c, policy: { ...c.policy, idleSeconds: 5 } })), 'policy.out_of_range'],
    ['a compartment twice', compartment((c, { compartments }) => ({ ...c, id: at(compartments, 0).id }), second), 'charter.inconsistent'],
    [
      'a compartment’s name twice',
      compartment((c, { compartments }) => ({ ...c, name: at(compartments, 0).name }), second),
      'charter.inconsistent',
    ],
    [
      'a compartment’s key twice',
      compartment((c, { compartments }) => ({ ...c, publicKey: at(compartments, 0).publicKey }), second),
      'charter.inconsistent',
    ],
    ['a decoy without a twin', compartment((c) => ({ ...c, decoyOf: null }), second), 'charter.inconsistent'],
    ['a decoy of a stranger', compartment((c) => ({ ...c, decoyOf: 'c_AAAAAAAAAAAAAAAAAAAAAA' }), second), 'charter.inconsistent'],
    ['a decoy of itself', compartment((c) => ({ ...c, decoyOf: c.id }), second), 'charter.inconsistent'],
    [
      'a real compartment with a twin',
      compartment((c, { compartments }) => ({ ...c, decoyOf: at(compartments, 1).id })),
      'charter.inconsistent',
    ],
    [
      'an override of a stranger',
      (charter) => ({ ...charter, overrides: [{ compartment: 'c_AAAAAAAAAAAAAAAAAAAAAA', sentence: 'I know' }] }),
      'charter.inconsistent',
    ],
    ['a predecessor of version 1', (charter) => ({ ...charter, previous: 'A'.repeat(43) }), 'charter.inconsistent'],
    ['version 2 without a predecessor', (charter) => ({ ...charter, version: 2 }), 'charter.inconsistent'],
  ];
  test.each(cases)('has %s, and is refused by reader and writer', async (_, change, code) => {
    const bytes = written(change);
    expect(await refusalOf(() => parseCharter(bytes))).toBe(code);
    const forged = change(sample.charter) as Charter; // the point is that its type does not stop a forger
    expect(await refusalOf(() => encodeCharter(forged))).toBe(code);
  });
});

test('a member twice is refused as such, not for what follows from it', () => {
  const [first, second, ...others] = sample.charter.members;
  const twice = { ...sample.charter, members: [first, { ...second, id: first?.id }, ...others] } as Charter; // a forger's
  expect(() => encodeCharter(twice)).toThrow(expect.objectContaining({ detail: { what: 'an id used twice', where: 'members' } }));
});

describe('a founding', () => {
  test('signed by all holds', () => {
    expect(verifyFounding(sample).vault).toBe(sample.vault);
    expect(parseSignatures(encodeSignatures(sample.signatures))).toEqual(sample.signatures);
  });

  test('that one did not sign is refused', async () => {
    const signatures = sample.signatures.slice(1);
    expect(await refusalOf(() => verifyFounding({ bytes: sample.bytes, signatures }))).toBe('charter.not_enough_signers');
    expect(await refusalOf(() => verifyFounding({ bytes: sample.bytes, signatures: [] }))).toBe('charter.not_enough_signers');
  });

  test('with a signature of another, twice one, or by a stranger is refused', async () => {
    const [a, b, c] = [at(sample.signatures, 0), at(sample.signatures, 1), at(sample.signatures, 2)];
    const bad = [
      [a, b, { ...c, signature: b.signature }],
      [a, b, b],
      [a, b, c, { ...c, member: 'm_AAAAAAAAAAAAAAAAAAAAAA' }],
      [a, b, { ...c, signature: flipped(c.signature, 40) }],
    ];
    for (const signatures of bad) {
      expect(await refusalOf(() => verifyFounding({ bytes: sample.bytes, signatures }))).toBe('charter.bad_signature');
    }
    expect(await refusalOf(() => encodeSignatures([a, b, b]))).toBe('format.malformed');
  });

  test('with any one byte changed is refused, whatever the byte', async () => {
    const small = await sampleVault({ seed: 'small charter', members: 1, rules: [(all) => any(1, ...all)], decoys: 'without' });
    const accepted: number[] = [];
    for (let i = 0; i < small.bytes.length; i++) {
      const bytes = copyOf(small.bytes);
      bytes[i] = (bytes[i] ?? 0) ^ (1 << (i % 8));
      if ((await refusalOf(() => verifyFounding({ bytes, signatures: small.signatures }))) === null) accepted.push(i);
    }
    expect(accepted).toEqual([]);
  }, 180_000);
});

describe('the next version', () => {
  function next(change: object = {}): Uint8Array<ArrayBuffer> {
    return encodeCharter({ ...sample.charter, version: 2, previous: charterHash(sample.bytes), name: 'South ring', ...change });
  }
  const previous = (): { bytes: Uint8Array; charter: Charter } => ({ bytes: sample.bytes, charter: sample.charter });
  const founding = (): { bytes: Uint8Array; signatures: SampleVault['signatures'] } => ({
    bytes: sample.bytes,
    signatures: sample.signatures,
  });

  test('holds when its signers satisfy the amendment rule in force', () => {
    const bytes = next();
    const signatures = signAll(bytes, sample.vault, sample.people.slice(0, 2));
    expect(verifyChain([founding(), { bytes, signatures }]).map(({ name }) => name)).toEqual(['North ring', 'South ring']);
  });

  test('with fewer signers is refused, also when it loosens its own rule', async () => {
    const bytes = next({ amendment: any(1, ...sample.people.map(({ id }) => id)) });
    const signatures = signAll(bytes, sample.vault, sample.people.slice(0, 1));
    expect(await refusalOf(() => verifySuccessor(previous(), { bytes, signatures }))).toBe('charter.not_enough_signers');
  });

  test('signed with keys that it brings itself is refused', async () => {
    const thief = await sampleVault({ seed: 'a thief' });
    const members = sample.charter.members.map((member, i) => ({
      ...member,
      signingPublicKey: at(thief.charter.members, i).signingPublicKey,
    }));
    const bytes = next({ members });
    const signatures = sample.people.map(({ id }, i) =>
      signCharter({ bytes, vault: sample.vault, member: id, signingSecretKey: at(thief.people, i).keys.signing.secretKey }),
    );
    expect(await refusalOf(() => verifySuccessor(previous(), { bytes, signatures }))).toBe('charter.bad_signature');
  });

  test('of another vault, number, predecessor or set is refused', async () => {
    const other = await sampleVault({ seed: 'another vault' });
    const sign = (bytes: Uint8Array<ArrayBuffer>, by = sample): { bytes: Uint8Array; signatures: SampleVault['signatures'] } => ({
      bytes,
      signatures: signAll(bytes, by.vault, by.people),
    });
    const stranger = encodeCharter({ ...other.charter, version: 2, previous: charterHash(other.bytes) });
    expect(await refusalOf(() => verifySuccessor(previous(), sign(stranger, other)))).toBe('charter.wrong_vault');
    expect(await refusalOf(() => verifySuccessor(previous(), sign(next({ version: 3 }))))).toBe('charter.wrong_version');
    expect(await refusalOf(() => verifySuccessor(previous(), sign(sample.bytes)))).toBe('charter.wrong_version');
    expect(await refusalOf(() => verifySuccessor(previous(), sign(next({ previous: charterHash(other.bytes) }))))).toBe(
      'charter.broken_chain',
    );
    const compartments = sample.charter.compartments.map((entry) => ({
      ...entry,
      shares: entry.shares.map((share) => ({ ...share, commitment: flipped(share.commitment) })),
    }));
    expect(await refusalOf(() => verifySuccessor(previous(), sign(next({ compartments }))))).toBe('charter.broken_chain');
    expect(await refusalOf(() => verifyChain([]))).toBe('charter.broken_chain');
    expect(await refusalOf(() => verifyChain([sign(next())]))).toBe('charter.wrong_version');
  });
});
