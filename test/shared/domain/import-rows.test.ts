import fc from 'fast-check';
import { URI } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { CREDENTIAL_FIELDS, CREDENTIAL_KINDS, credentialField, missingFields } from '../../../shared/domain/credential-kind.ts';
import { type ColumnMapping, columnsFault, columnsLeftOut, guessColumns } from '../../../shared/domain/import-columns.ts';
import { type ImportedRow, type ImportSettings, importKey, readImport } from '../../../shared/domain/import-rows.ts';
import { otpauthFromSecret, parseOtpauth } from '../../../shared/domain/otpauth-uri.ts';

const SECRET = 'JBSWY3DPEHPK3PXP';
const SETTINGS: ImportSettings = {
  compartments: [
    { id: 'c_1', name: 'Network' },
    { id: 'c_2', name: 'Identity' },
  ],
  defaultCompartment: null,
  taken: new Set([importKey('c_1', 'Core routers', 'Administrator')]),
  isLine: (text) => text.length <= 200 && !/[\n\t]/.test(text),
};
const COLUMNS: ColumnMapping = [
  'title',
  'system',
  'compartment',
  'kind',
  'username',
  'password',
  'otpauth',
  'privateKey',
  'certificates',
  'codes',
  'text',
];

/** A row of those columns, from the cells that matter. */
function cells(values: Partial<Record<NonNullable<ColumnMapping[number]>, string>>): readonly string[] {
  const filled = { title: 'Root', compartment: 'Network', ...values };
  return COLUMNS.map((target) => (target === null ? '' : ((filled as Record<string, string>)[target] ?? '')));
}

function read(...rows: readonly (readonly string[])[]): readonly ImportedRow[] {
  return readImport(
    rows.map((row, i) => ({ line: i + 2, cells: row })),
    COLUMNS,
    SETTINGS,
  );
}

function problems(values: Parameters<typeof cells>[0]): readonly string[] {
  return read(cells(values))[0]?.problems.map(({ code }) => code) ?? ['no row'];
}

describe('the columns', () => {
  it('are known from the exports of password managers', () => {
    expect(guessColumns(['Group', 'Title', 'Username', 'Password', 'URL', 'Notes', 'TOTP', 'Icon'])).toEqual([
      'system',
      'title',
      'username',
      'password',
      'address',
      'text',
      'otpauth',
      null,
    ]);
    expect(guessColumns(['folder', 'type', 'name', 'login_uri', 'login_username', 'login_password', 'login_totp'])).toEqual([
      'system',
      'kind',
      'title',
      'address',
      'username',
      'password',
      'otpauth',
    ]);
    expect(guessColumns(['name', 'Title'])).toEqual(['title', null]);
    expect(columnsLeftOut(['Title', 'Icon'], ['title', null])).toEqual(['Icon']);
  });

  it('are refused without a title or without a secret', () => {
    expect(columnsFault(['username', 'password'])).toMatchObject({ code: 'import.column_missing', detail: { column: 'title' } });
    expect(columnsFault(['title', 'username'])).toMatchObject({ detail: { column: 'password' } });
    expect(columnsFault(['title', 'codes'])).toBeNull();
  });
});

describe('a row', () => {
  it('is of the kind that its secret tells', () => {
    const kinds = read(
      cells({ title: 'a', password: 'x', username: 'root' }),
      cells({ title: 'b', otpauth: SECRET }),
      cells({ title: 'c', privateKey: 'k' }),
      cells({ title: 'd', privateKey: 'k', certificates: 'chain' }),
      cells({ title: 'e', codes: '1\n2' }),
      cells({ title: 'f', text: 'call NH-0000' }),
      cells({ title: 'g', privateKey: 'k', kind: 'x509' }),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['login', 'totp', 'ssh-key', 'x509', 'recovery-codes', 'note', 'x509']);
    expect(kinds.flatMap((row) => row.problems)).toEqual([]);
    expect(kinds[0]).toMatchObject({ line: 2, system: 'a', compartment: 'c_1', fields: { username: 'root', password: 'x' } });
    expect(kinds[1]?.fields).toEqual({ otpauth: `otpauth://totp/b?secret=${SECRET}` });
  });

  it.each<readonly [string, Parameters<typeof cells>[0]]>([
    ['deposit.field_missing', { title: '', password: 'x' }],
    ['deposit.field_missing', { kind: 'login', username: 'root' }],
    ['deposit.field_malformed', { title: 'two\nlines', password: 'x' }],
    ['deposit.unknown_compartment', { compartment: 'Payments', password: 'x' }],
    ['deposit.unknown_compartment', { compartment: '', password: 'x' }],
    ['deposit.bad_otpauth', { password: 'x', otpauth: 'otpauth://totp/x?secret=1' }],
    ['deposit.bad_otpauth', { otpauth: 'not base32!' }],
    ['import.no_secret', { username: 'root' }],
    ['import.two_secrets', { password: 'x', privateKey: 'k' }],
    ['import.two_secrets', { password: 'x', codes: '1' }],
    ['import.two_secrets', { kind: 'totp', password: 'x', otpauth: SECRET }],
    ['import.two_secrets', { privateKey: 'k', text: 'and a note' }],
    ['import.unknown_kind', { kind: 'passport', password: 'x' }],
    ['import.unknown_kind', { kind: 'file', password: 'x' }],
    ['import.field_unused', { privateKey: 'k', username: 'root' }],
    ['import.duplicate_row', { title: 'administrator', system: 'CORE ROUTERS', password: 'x' }],
  ])('is refused with %s: %j', (code, values) => {
    expect(problems(values)).toEqual([code]);
  });

  it('that repeats another names its line', () => {
    const rows = read(
      cells({ password: 'x' }),
      cells({ title: 'other', password: 'x' }),
      cells({ title: 'ROOT', system: 'root', password: 'y' }),
    );
    expect(rows.map((row) => row.problems)).toEqual([[], [], [{ code: 'import.duplicate_row', detail: { line: 2, title: 'ROOT' } }]]);
  });

  it('with a cell too many or too few is refused, a blank one is skipped', () => {
    const rows = read(
      cells({ password: 'x' }).slice(0, 8),
      COLUMNS.map(() => ' '),
      [...cells({ title: 'b', password: 'x' }), 'stray'],
    );
    expect(rows.map((row) => row.problems.map(({ code }) => code))).toEqual([['import.ragged_row'], ['import.ragged_row']]);
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
  });

  it('keeps the note of a login, and its password as it stands', () => {
    expect(read(cells({ password: '  spaced  ', text: 'call first' }))[0]).toMatchObject({
      fields: { password: '  spaced  ' },
      note: 'call first',
      problems: [],
    });
  });

  it('never has a secret in its problems', () => {
    const secret = 'canary-7Q2-lantern';
    const value = fc.constantFrom('', secret, `otpauth://totp/x?secret=${secret}`);
    const row = fc.record({
      password: value,
      otpauth: value,
      privateKey: value,
      codes: value,
      text: value,
      title: fc.constantFrom('', 'Root'),
    });
    fc.assert(
      fc.property(row, (values) => {
        for (const one of read(cells(values), cells(values))) expect(JSON.stringify(one.problems)).not.toContain(secret);
      }),
    );
  });
});

describe('an otpauth URI', () => {
  const uri = `otpauth://totp/Nordhamn:practice?secret=${SECRET}&issuer=Nordhamn`;

  it('is read', () => {
    expect(parseOtpauth(`${uri}&digits=8&period=60&algorithm=SHA256`)).toEqual({
      label: 'Nordhamn:practice',
      issuer: 'Nordhamn',
      secret: SECRET,
      algorithm: 'SHA256',
      digits: 8,
      periodSeconds: 60,
    });
  });

  it.each([
    '',
    SECRET,
    'otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=1',
    'otpauth://totp/?secret=JBSWY3DPEHPK3PXP',
    'otpauth://totp/a',
    'otpauth://totp/a?issuer=b',
    'otpauth://totp/a?secret=',
    'otpauth://totp/a?secret=JBSWY3DPEHPK3PX1',
    'otpauth://totp/a?secret=JBSWY3DP',
    `${uri}&secret=${SECRET}`,
    `${uri}&digits=5`,
    `${uri}&digits=9`,
    `${uri}&period=0`,
    `${uri}&period=1e2`,
    `${uri}&algorithm=MD5`,
    `${uri}&x`,
    `otpauth://totp/%E0%A4%A?secret=${SECRET}`,
    `https://totp/a?secret=${SECRET}`,
    `${uri}#a`,
    `otpauth://totp/a?secret=${SECRET}A`,
  ])('is refused: %s', (text) => {
    expect(parseOtpauth(text)).toBeNull();
  });

  it('that is taken is taken by the library that computes codes, with the same meaning', () => {
    const text = fc
      .tuple(
        fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((label) => label.isWellFormed()),
        fc.constantFrom(
          SECRET,
          `${SECRET}====`,
          'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          'jbswy3dpehpk3pxp',
          'jbsw y3dp ehpk 3pxp',
          'A',
          '1111111111111111',
        ),
        fc.constantFrom(
          '',
          '&digits=8',
          '&digits=08',
          '&period=60',
          '&algorithm=SHA512',
          '&algorithm=sha256',
          '&algorithm=SHA-1',
          '&issuer=A%20B',
          '&x=y',
          '&x',
          '&=y',
        ),
      )
      .map(([label, secret, more]) => `otpauth://totp/${encodeURIComponent(label)}?secret=${secret}${more}`);
    let taken = 0;
    fc.assert(
      fc.property(text, (made) => {
        const mine = parseOtpauth(made);
        if (mine === null) return;
        taken += 1;
        const theirs = URI.parse(made);
        expect({ digits: theirs.digits, secret: theirs.secret.base32, algorithm: theirs.algorithm }).toEqual({
          digits: mine.digits,
          secret: mine.secret,
          algorithm: mine.algorithm,
        });
      }),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('is made of a bare secret', () => {
    expect(otpauthFromSecret('jbsw y3dp-ehpk 3pxp', 'Root & co')).toBe(`otpauth://totp/Root%20%26%20co?secret=${SECRET}`);
    expect(otpauthFromSecret('no', 'x')).toBeNull();
  });
});

describe('the kinds', () => {
  it('have distinct fields, a required one each, and never a secret that is not marked', () => {
    for (const kind of CREDENTIAL_KINDS) {
      const ids = CREDENTIAL_FIELDS[kind].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(CREDENTIAL_FIELDS[kind].some(({ required }) => required)).toBe(true);
    }
    const secrets = CREDENTIAL_KINDS.flatMap((kind) =>
      CREDENTIAL_FIELDS[kind].filter(({ secret }) => secret).map(({ id }) => `${kind}.${id}`),
    );
    expect(secrets).toEqual([
      'login.password',
      'login.otpauth',
      'totp.otpauth',
      'ssh-key.privateKey',
      'ssh-key.passphrase',
      'x509.privateKey',
      'recovery-codes.codes',
      'note.text',
    ]);
  });

  it('know what a deposit lacks', () => {
    expect(missingFields('login', { username: 'root', password: ' ' })).toEqual(['password']);
    expect(missingFields('totp', { otpauth: 'x' })).toEqual([]);
    expect(credentialField('login', 'password')).toMatchObject({ secret: true });
    expect(credentialField('login', 'nothing')).toBeNull();
  });
});
