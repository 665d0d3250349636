import { webcrypto } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  fileOf,
  oneTimeCodeOf,
  outlineOf,
  plainField,
  revealField,
  sampleCredential,
  storeCredential,
} from '../../../core/strongroom/credentials.ts';
import { type Bytes, fromUtf8 } from '../../../shared/base/bytes.ts';
import { makeEnvelopeKey, openEnvelope } from '../../../shared/contract/envelope.ts';
import type { StoredCredential } from '../../../shared/contract/strongroom-calls.ts';
import { MAX_FILE_BYTES } from '../../../shared/format/credential-content.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { any, at } from '../../harness/format/sample-vault.ts';
import { enveloped, SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const OTPAUTH = 'otpauth://totp/Nordhamn:x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8';
const FIELDS = { address: 'a.example', username: 'root', password: 'pass-1', otpauth: OTPAUTH };
const temp = tempFolder();
const folder = temp.path;
afterAll(() => temp[Symbol.dispose]());

let made: SampleStrongroom;
let room: SampleStrongroom;
let member: string;
beforeAll(async () => {
  made = await SampleStrongroom.make([(all) => any(2, ...all), (all) => any(2, ...all)]);
});
beforeEach(async () => {
  room = made.again();
  member = await room.sit(0);
});

const later = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);
type Store = Parameters<typeof storeCredential>[1];

async function store(message: unknown = { fields: FIELDS }, over: Partial<Store> = {}) {
  const envelope = await enveloped(room.state.envelopes, message, 'deposit');
  const credential = makeId('credential', room.sample.random);
  const head = { credential, version: 1, compartment: room.compartment().id, kind: 'login', member, at: 1_764_034_331_123 } as const;
  return storeCredential(room.state, { ...head, envelope, path: null, ...over });
}

function file(name: string, contents: string | Bytes): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

describe('a deposit', () => {
  it('needs no open compartment, and names the fields that are filled in', async () => {
    const { stored, chunks, fields } = await store();
    expect(fields).toEqual(['address', 'username', 'password', 'otpauth']);
    expect([stored.depositor, stored.version, chunks]).toEqual([member, 1, []]);
    expect(Buffer.from(stored.sealed).toString('latin1')).not.toMatch(/pass-1|root|GEZDG/);
  });

  it('is taken from nobody who is not at the desk', async () => {
    await refused(store(undefined, { member: room.person(1).id }), 'desk.closed');
    room.state.desk.delete(member);
    await refused(store(), 'desk.closed');
  });

  it.each<[string, unknown, Partial<Store>, Parameters<typeof refused>[1]]>([
    ['without a secret', { fields: { username: 'root' } }, {}, 'deposit.field_missing'],
    ['without fields', {}, {}, 'strongroom.bad_envelope'],
    ['with text for fields', { fields: 'password' }, {}, 'strongroom.bad_envelope'],
    ['with nothing for fields', { fields: null }, {}, 'strongroom.bad_envelope'],
    ['with a password that is no text', { fields: { password: 7 } }, {}, 'deposit.field_missing'],
    ['with extras that are no list', { fields: {}, extra: { label: 'PIN', value: 'x' } }, {}, 'deposit.field_missing'],
    ['with an extra that has no label', { fields: {}, extra: [{ label: '', value: 'x' }] }, {}, 'deposit.field_missing'],
    ['with an extra that has no value', { fields: {}, extra: [{ label: 'PIN', value: 7 }, null] }, {}, 'deposit.field_missing'],
    [
      'with a code that counts',
      { fields: { ...FIELDS, otpauth: 'otpauth://hotp/x?secret=GEZDGNBV&counter=1' } },
      {},
      'deposit.bad_otpauth',
    ],
    ['of an unknown compartment', undefined, { compartment: 'c_nothing' }, 'deposit.unknown_compartment'],
    ['of a file without a file', undefined, { kind: 'file' }, 'deposit.field_missing'],
    ['of a file that is not there', undefined, { kind: 'file', path: join(folder, 'gone') }, 'deposit.file_unreadable'],
    ['of a folder', undefined, { kind: 'file', path: folder }, 'deposit.file_unreadable'],
  ])('is refused %s', (_, message, over, refusal) => refused(store(message, over), refusal));

  it('is refused when its envelope was used, or was sealed for something else', async () => {
    const used = await enveloped(room.state.envelopes, { fields: FIELDS }, 'deposit');
    await store(undefined, { envelope: used });
    await refused(store(undefined, { envelope: used }), 'strongroom.bad_envelope');
    const touch = await enveloped(room.state.envelopes, { fields: FIELDS }, 'key');
    await refused(store(undefined, { envelope: touch }), 'strongroom.bad_envelope');
  });

  it('takes a file of 16 MiB, and none that is larger', async () => {
    const path = file('large', '');
    truncateSync(path, MAX_FILE_BYTES + 1);
    await refused(store(undefined, { kind: 'file', path }), 'deposit.file_too_large', { size: MAX_FILE_BYTES + 1, most: MAX_FILE_BYTES });
    truncateSync(path, MAX_FILE_BYTES);
    expect((await store(undefined, { kind: 'file', path })).chunks).toHaveLength(256);
  });

  it('of a sample is never a file', async () => {
    const head = { credential: makeId('credential', room.sample.random), version: 1, compartment: room.compartment().id, member, at: 1 };
    await refused(
      later(() => sampleCredential(room.state, { ...head, kind: 'file', fields: {} })),
      'deposit.field_missing',
      { field: 'file' },
    );
    expect(sampleCredential(room.state, { ...head, kind: 'note', fields: { text: 't' } }).fields).toEqual(['text']);
  });
});

describe('a credential', () => {
  const read: readonly (readonly [string, (stored: StoredCredential) => unknown])[] = [
    ['outline', (stored) => outlineOf(room.state, { stored })],
    ['value', (stored) => plainField(room.state, { stored, field: 'password' })],
    ['code', (stored) => oneTimeCodeOf(room.state, { stored, now: 59_000 })],
    ['file', (stored) => fileOf(room.state, { stored, chunks: [] })],
    ['revealed value', (stored) => revealField(room.state, { stored, field: 'password', to: new Uint8Array(32).fill(9) })],
  ];

  it('is read in an open compartment: an outline without secrets, one value, one code', async () => {
    const { stored } = await store({ fields: FIELDS, extra: [{ label: 'PIN', value: '4711' }] });
    room.openCompartment();
    const outline = outlineOf(room.state, { stored });
    expect(outline).toMatchObject({ code: true, depositor: member });
    expect(outline.fields.map(({ id, value }) => [id, value])).toEqual([
      ['address', 'a.example'],
      ['username', 'root'],
      ['password', null],
      ['extra.0', null],
      ['otpauth', null],
    ]);
    expect(plainField(room.state, { stored, field: 'extra.0' })).toEqual({ value: '4711' });
    expect(oneTimeCodeOf(room.state, { stored, now: 59_000 })).toEqual({ code: '94287082', leftMs: 1_000, periodMs: 30_000 });
  });

  it('is revealed to the key of who asks alone', async () => {
    const { stored } = await store();
    room.openCompartment();
    const key = await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle);
    const { sealed } = await revealField(room.state, { stored, field: 'password', to: key.publicKey });
    expect(fromUtf8(await openEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, key, sealed, 'reveal'))).toBe('pass-1');
  });

  it.each(read)('that is sealed has no %s', async (_, act) => {
    const { stored } = await store();
    await refused(
      later(() => act(stored)),
      'window.closed',
    );
    room.openCompartment(1);
    await refused(
      later(() => act(stored)),
      'window.closed',
    );
  });

  it.each<[string, Parameters<typeof refused>[1], (stored: StoredCredential) => Partial<StoredCredential>]>([
    ['changed', 'credential.bad_signature', ({ sealed }) => ({ sealed: sealed.map((byte, i) => (i === 1_200 ? byte ^ 1 : byte)) })],
    [
      'signed otherwise',
      'credential.bad_signature',
      ({ signature }) => ({ signature: signature.map((byte, i) => (i === 3 ? byte ^ 1 : byte)) }),
    ],
    ['without a signature', 'credential.bad_signature', () => ({ signature: new Uint8Array(0) })],
    ['of another version', 'credential.bad_signature', () => ({ version: 2 })],
    ['under another id', 'credential.bad_signature', () => ({ id: makeId('credential', room.sample.random) })],
    ['of another kind', 'credential.bad_signature', () => ({ kind: 'note' })],
    ['of another time', 'credential.bad_signature', () => ({ depositedAt: 1 })],
    ['moved to another compartment', 'credential.bad_signature', () => ({ compartment: room.compartment(1).id })],
    ['in another’s name', 'credential.bad_signature', () => ({ depositor: room.person(1).id })],
    ['in a stranger’s name', 'credential.unknown_depositor', () => ({ depositor: 'm_nobody' })],
  ])('that was %s is read by no call', async (_, refusal, change) => {
    const { stored } = await store();
    room.openCompartment(0);
    room.openCompartment(1);
    for (const [, act] of read)
      await refused(
        later(() => act({ ...stored, ...change(stored) })),
        refusal,
      );
  });

  it('that is signed, but not sealed to where it is, is not read', async () => {
    const { stored } = await store();
    room.state.open.set(room.compartment(0).id, room.compartment(1).keys);
    for (const [, act] of read)
      await refused(
        later(() => act(stored)),
        'credential.wrong_place',
        { credential: stored.id, depositor: member },
      );
  });

  it('has no field that it has not, no code without a source, and no file in a login', async () => {
    const { stored } = await store({ fields: { password: 'x' } });
    room.openCompartment();
    for (const field of ['otpauth', 'nothing', '__proto__'])
      await refused(
        later(() => plainField(room.state, { stored, field })),
        'window.unknown_field',
      );
    await refused(
      later(() => oneTimeCodeOf(room.state, { stored, now: 0 })),
      'window.unknown_field',
    );
    await refused(
      later(() => fileOf(room.state, { stored, chunks: [] })),
      'window.unknown_field',
    );
  });
});

describe('a file', () => {
  const CONTENTS = Uint8Array.from({ length: 150_000 }, (_, i) => i & 255);

  it('comes out as it went in, in all its chunks and in their order alone', async () => {
    const { stored, chunks } = await store(undefined, { kind: 'file', path: file('backup.kdbx', CONTENTS) });
    room.openCompartment();
    const open = (some: readonly Bytes[]) => later(() => fileOf(room.state, { stored, chunks: some }));
    expect(await open(chunks)).toEqual({ name: 'backup.kdbx', bytes: CONTENTS });
    const [a, b, c] = [at(chunks, 0), at(chunks, 1), at(chunks, 2)];
    await refused(open([]), 'format.malformed');
    await refused(open([a, b]), 'format.malformed');
    await refused(open([a, b, c, c]), 'format.malformed');
    await refused(open([a, b, b]), 'format.malformed');
    await refused(open([b, a, c]), 'crypto.did_not_open');
    await refused(open([a, b, c.map((byte, i) => (i === c.length - 1 ? byte ^ 1 : byte))]), 'crypto.did_not_open');
  });

  it('that is empty is a file too', async () => {
    const { stored, chunks } = await store(undefined, { kind: 'file', path: file('empty', '') });
    room.openCompartment();
    expect(fileOf(room.state, { stored, chunks }).bytes).toHaveLength(0);
  });
});
