import { describe, expect, it } from 'vitest';
import { codeSource, contentFrom, fieldOf, fieldsOf } from '../../../core/strongroom/content-fields.ts';
import type { CredentialContent } from '../../../shared/format/credential-content.ts';
import { refused } from '../../harness/world/refusal.ts';

const OTPAUTH = 'otpauth://totp/Nordhamn:x?secret=JBSWY3DPEHPK3PXP';
const LOGIN: CredentialContent = {
  kind: 'login',
  address: 'a.example',
  username: 'root',
  password: 'pass-1',
  otpauth: OTPAUTH,
  extra: [
    { label: 'PIN', value: '4711', secret: true },
    { label: 'Where', value: 'Cabinet 3\nleft', secret: false },
  ],
};
const FILE: CredentialContent = { kind: 'file', name: 'backup.kdbx', size: 3, sha256: 'c2hh', chunks: 1, key: 'a2V5' };
const outline = (content: CredentialContent) =>
  fieldsOf(content).map(({ id, secret, multiline }) => `${id}${secret ? ' secret' : ''}${multiline ? ' lines' : ''}`);

describe('the fields of a credential', () => {
  it.each<[string, CredentialContent, string[]]>([
    ['a login', LOGIN, ['address', 'username', 'password secret', 'extra.0 secret', 'extra.1 lines', 'otpauth secret']],
    ['a one-time code', { kind: 'totp', otpauth: OTPAUTH }, ['otpauth secret']],
    [
      'an SSH key',
      { kind: 'ssh-key', privateKey: 'k', passphrase: 'p', publicKey: 'pub' },
      ['publicKey lines', 'privateKey secret lines', 'passphrase secret'],
    ],
    ['a certificate', { kind: 'x509', privateKey: 'k', certificates: 'c' }, ['certificates lines', 'privateKey secret lines']],
    ['recovery codes', { kind: 'recovery-codes', codes: ['1', '2'] }, ['codes secret lines']],
    ['a note', { kind: 'note', text: 't' }, ['text secret lines']],
    ['a file', FILE, ['name', 'size', 'sha256']],
  ])('of %s are in the order of need, and say which are secret', (_, content, expected) => expect(outline(content)).toEqual(expected));

  it('leave out what is not filled in', () => {
    expect(outline({ ...LOGIN, address: '', otpauth: null, extra: [] })).toEqual(['username', 'password secret']);
  });

  it('never give away the key of a file', () => expect(JSON.stringify(fieldsOf(FILE))).not.toContain('a2V5'));

  it('are found by their id', () => expect(fieldOf(LOGIN, 'extra.1')).toMatchObject({ label: 'Where', value: 'Cabinet 3\nleft' }));

  it.each(['', 'nothing', 'PASSWORD', 'extra', 'extra.2', 'extra.-1', '__proto__', 'constructor', 'kind', 'privateKey'])(
    'have none that is called %j',
    (id) =>
      refused(
        Promise.resolve().then(() => fieldOf(LOGIN, id)),
        'window.unknown_field',
      ),
  );

  it('are not found where they are empty', () =>
    refused(
      Promise.resolve().then(() => fieldOf({ ...LOGIN, otpauth: null }, 'otpauth')),
      'window.unknown_field',
    ));
});

describe('the source of a one-time code', () => {
  it('is that of a login or of its own kind', () => {
    expect([codeSource(LOGIN), codeSource({ kind: 'totp', otpauth: OTPAUTH })]).toEqual([OTPAUTH, OTPAUTH]);
  });

  it.each<CredentialContent>([
    { ...LOGIN, otpauth: null },
    { kind: 'note', text: OTPAUTH },
    { kind: 'recovery-codes', codes: [OTPAUTH] },
    FILE,
  ])('is not there in $kind', (content) => expect(codeSource(content)).toBeNull());
});

describe('what is typed', () => {
  it('becomes content, with codes line by line and what was added as secrets', () => {
    const extra = [
      { label: 'PIN', value: '4711' },
      { label: 'Empty', value: '' },
    ];
    expect(contentFrom('login', { username: 'root', password: 'x', otpauth: ` ${OTPAUTH}\n` }, extra)).toEqual({
      kind: 'login',
      address: '',
      username: 'root',
      password: 'x',
      otpauth: OTPAUTH,
      extra: [{ label: 'PIN', value: '4711', secret: true }],
    });
    expect(contentFrom('recovery-codes', { codes: ' 1111 \n\n2222\r\n' }, [])).toEqual({ kind: 'recovery-codes', codes: ['1111', '2222'] });
  });

  it.each([
    ['login', { username: 'root' }, 'password'],
    ['login', { otpauth: '   ' }, 'password'],
    ['totp', {}, 'otpauth'],
    ['totp', { otpauth: ' \n' }, 'otpauth'],
    ['ssh-key', { publicKey: 'p', passphrase: 'x' }, 'privateKey'],
    ['x509', { certificates: 'c' }, 'privateKey'],
    ['recovery-codes', { codes: ' \n \n' }, 'codes'],
    ['note', { text: '\t' }, 'text'],
    ['note', { constructor: 'x' }, 'text'],
  ] as const)('%s from %j lacks %s', (kind, fields, field) =>
    refused(
      Promise.resolve().then(() => contentFrom(kind, fields, [])),
      'deposit.field_missing',
      { field },
    ),
  );

  it('is no login with an added field that is empty as its only secret', () =>
    refused(
      Promise.resolve().then(() => contentFrom('login', {}, [{ label: 'PIN', value: '' }])),
      'deposit.field_missing',
      { field: 'password' },
    ));

  it('has at most 200 recovery codes', async () => {
    const codes = (count: number) => Array.from({ length: count }, (_, n) => `code-${n}`).join('\n');
    expect(contentFrom('recovery-codes', { codes: codes(200) }, [])).toMatchObject({ codes: { length: 200 } });
    await refused(
      Promise.resolve().then(() => contentFrom('recovery-codes', { codes: codes(201) }, [])),
      'format.too_large',
      {
        what: 'recovery codes',
        why: 'at most 200',
      },
    );
  });
});
