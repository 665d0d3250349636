import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyDeposit, holdsSecrets, missingIn, otpauthOf, plaintextOf, withoutSecrets } from '../../../renderer/desk/deposit-draft.ts';
import { makePassword } from '../../../renderer/desk/make-password.ts';
import { CREDENTIAL_KINDS } from '../../../shared/domain/credential-kind.ts';
import { parseOtpauth } from '../../../shared/domain/otpauth-uri.ts';

const EMPTY = emptyDeposit(null, 'c_1');
const LOGIN = { ...EMPTY, title: 'Core routers', system: 'core-rtr', fields: { password: 'hunter2', username: 'admin' } };

describe('the deposit form', () => {
  test('says what is missing, by kind', () => {
    expect(missingIn(EMPTY)).toEqual(['title', 'system', 'password']);
    expect(missingIn(LOGIN)).toEqual([]);
    expect(missingIn({ ...LOGIN, fields: {}, extra: [{ key: 1, label: 'PIN', value: '4711' }] })).toEqual([]);
    expect(missingIn({ ...LOGIN, fields: {}, extra: [{ key: 1, label: '', value: '4711' }] })).toEqual(['password']);
    expect(missingIn({ ...LOGIN, kind: 'file' })).toEqual(['file']);
    for (const kind of CREDENTIAL_KINDS) expect(missingIn({ ...LOGIN, kind, fields: {}, extra: [] }), kind).not.toEqual([]);
  });

  test('holds nothing secret once it is stored', () => {
    const filled = { ...LOGIN, extra: [{ key: 1, label: 'PIN', value: '4711' }], file: { token: 'f', name: 'a', size: 1 } };
    expect(holdsSecrets(filled)).toBe(true);
    const left = withoutSecrets(filled);
    expect(holdsSecrets(left)).toBe(false);
    expect(JSON.stringify(left)).not.toMatch(/hunter2|4711/);
    expect(left.title).toBe('Core routers');
  });

  test('a replacement keeps what it is called and nothing of what it held', () => {
    const row = {
      id: 'k_1',
      title: 'Core routers',
      system: 'core-rtr',
      owner: 'Lena',
      kind: 'ssh-key',
      compartment: 'c_2',
      version: 7,
      updatedAt: 0,
      state: 'exposed',
      stateAt: 0,
    } as const;
    expect(emptyDeposit(row, 'c_1')).toMatchObject({
      kind: 'ssh-key',
      compartment: 'c_2',
      title: 'Core routers',
      owner: 'Lena',
      fields: {},
      extra: [],
      file: null,
    });
  });

  test('gives the strongroom only what belongs to the kind', () => {
    const extra = [
      { key: 1, label: ' PIN ', value: ' 47 11 ' },
      { key: 2, label: '', value: 'nameless' },
      { key: 3, label: 'Empty', value: '' },
    ];
    expect(plaintextOf({ ...LOGIN, extra })).toEqual({ fields: LOGIN.fields, extra: [{ label: 'PIN', value: ' 47 11 ' }] });
    expect(plaintextOf({ ...LOGIN, kind: 'note', extra }).extra).toEqual([]);
    expect(plaintextOf({ ...LOGIN, kind: 'file' })).toEqual({ fields: {}, extra: [] });
  });

  test('reads an otpauth address or a bare secret, and nothing else', () => {
    const uri = 'otpauth://totp/Joker:owner?secret=JBSWY3DPEHPK3PXP';
    expect(otpauthOf(`  ${uri} `, 'x')).toBe(uri);
    const made = otpauthOf('jbsw y3dp ehpk 3pxp', 'DNS & registrar');
    expect(made === null ? null : parseOtpauth(made)?.label).toBe('DNS & registrar');
    expect(otpauthOf('JBSWY3DPEHPK3PXP', '  ')).not.toBeNull();
    expect(otpauthOf('hunter2', 'x')).toBeNull();
    expect(otpauthOf('', 'x')).toBeNull();
  });
});

describe('a password that is made', () => {
  test('has its length and only signs of its alphabet', () => {
    fc.assert(
      fc.property(fc.constantFrom(16, 24, 32), fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (length, stream) => {
        const random = (bytes: Uint8Array): void => {
          for (let i = 0; i < bytes.length; i += 1) bytes[i] = (stream.next().value as number) % 256;
        };
        const password = makePassword(length, 'readable', random);
        expect(password).toHaveLength(length);
        expect(password).not.toMatch(/[0O1lIio]/);
        expect(makePassword(length, 'all', random)).toMatch(/^[!-~]+$/);
      }),
      { numRuns: 50 },
    );
  });

  test('every sign is as likely as the others: bytes above the largest multiple are drawn again', () => {
    let next = 0;
    const counted = new Map<string, number>();
    const everyByte = (bytes: Uint8Array): void => {
      for (let i = 0; i < bytes.length; i += 1) bytes[i] = next++ % 256;
    };
    // 4 times each of the 256 bytes, in blocks of 64: every byte that counts is used exactly 4 times.
    const signs = makePassword(4 * (256 - (256 % 94)), 'all', everyByte);
    for (const sign of signs) counted.set(sign, (counted.get(sign) ?? 0) + 1);
    expect(counted.size).toBe(94);
    expect(new Set(counted.values())).toEqual(new Set([8]));
  });
});
