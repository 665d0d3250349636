import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../../../shared/base/app-error.ts';
import { fromUtf8, utf8 } from '../../../../shared/base/bytes.ts';
import { checkEntry, type Entry, encodeEntry, parseByRules, parseEntry } from '../../../../shared/log/leaf/entry.ts';
import { jcsBytes } from '../../../../shared/log/leaf/jcs.ts';
import { parsePlainLeaf } from '../../../../shared/log/leaf/plain-leaf.ts';
import { sampleLog } from '../../../harness/log/sample-log.ts';

const leaves = sampleLog().leaves.map((leaf) => fromUtf8(leaf));

/** A leaf that has something in every place: lists, a floor, an object, a commitment. */
const FULL =
  '{"act":"item.reveal","app":"0.1.0","boot":"b","cer":"r_1","d":{"a":1,"b_2":true,"c":"x/y","e":["p",-7,false],"f":[]},"dev":"s","drill":true,' +
  '"err":"log.full","id":"01KAWA7GFKT1MJT0XXKHETBV2A","inc":"INC-1/#2","log":"l","obj":{"id":"x","k":"credential"},"out":"failed","ph":"result",' +
  `"practice":false,"ref":3,"run":"r","sd":{"title":"${'A'.repeat(43)}","why":"${'_'.repeat(43)}"},"seq":4,"t":{"err":5,"floor":{"size":1,"time":0},` +
  '"mono":5000,"q":"synced","src":"os","wall":"2024-02-29T23:59:59.999Z"},"v":1,"vault":"v","who":[{"am":[],"id":"m","key":null,"role":null},' +
  '{"am":["key","pin"],"id":"n","key":"k","role":"custodian"}]}';
const samples = [...leaves, FULL];

type Outcome = { readonly code: string } | { readonly entry: unknown };

function outcome<Of>(parse: (of: Of) => unknown, of: Of): Outcome {
  try {
    return { entry: parse(of) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code };
  }
}

/** How `encodeEntry` is meant: the rules first, then the bytes. */
function encodeByRules(entry: Entry): Uint8Array {
  checkEntry(entry);
  return jcsBytes(entry);
}

function expectTheSame(bytes: Uint8Array): Outcome {
  const byRules = outcome(parseByRules, bytes);
  expect(outcome(parseEntry, bytes)).toEqual(byRules);
  return byRules;
}

describe('reading a plain leaf', () => {
  test('reads all that a station writes', () => {
    for (const text of samples) {
      expect(parsePlainLeaf(utf8(text))).toEqual(parseByRules(utf8(text)));
    }
  });

  test('comes to what the rules say when any byte is another, gone, or there twice', () => {
    const edit = fc.record({
      of: fc.nat(samples.length - 1),
      at: fc.nat(2_000),
      kind: fc.constantFrom('put', 'drop', 'twice'),
      byte: fc.nat(255),
    });
    let refused = 0;
    fc.assert(
      fc.property(edit, ({ of, at, kind, byte }) => {
        const bytes = utf8(samples[of] ?? '');
        const place = at % bytes.length;
        const put = kind === 'drop' ? [] : kind === 'put' ? [byte] : [bytes[place] ?? 0, bytes[place] ?? 0];
        const changed = Uint8Array.from([...bytes.subarray(0, place), ...put, ...bytes.subarray(place + 1)]);
        if ('code' in expectTheSame(changed)) refused++;
      }),
      { numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(5_000);
  });

  const TOKEN = /"[^"]*"|-?\d+|true|false|null|[{}[\],:]/g;
  const WORDS = [
    ...[
      '""',
      '"a"',
      '"A"',
      '"é"',
      '"\\u0041"',
      '"\\n"',
      '"a b"',
      '"\\\\"',
      '"\\""',
      `"${'a'.repeat(128)}"`,
      `"${'a'.repeat(129)}"`,
      '"\u007f"',
    ],
    ...['0', '-0', '-1', '1', '2', '01', '1.0', '1e3', '999999999999999', '9007199254740991', '9007199254740992', '-9007199254740991'],
    ...[
      'null',
      'true',
      'false',
      '{}',
      '[]',
      '[[]]',
      '{"a":1}',
      '{"b":1,"a":1}',
      '{"a":1,"a":1}',
      '{"a":1,"b":2,"a":3}',
      '{"__proto__":1}',
      '{"a":null}',
    ],
    ...[
      '"result"',
      '"intent"',
      '"single"',
      '"pending"',
      '"ok"',
      '"os"',
      '"synced"',
      '"app.start"',
      '"vault.unseal"',
      '"vault.teleport"',
      '"toString"',
    ],
    ...[
      '"2024-02-30T00:00:00.000Z"',
      '"2023-02-29T00:00:00.000Z"',
      '"2024-04-31T00:00:00.000Z"',
      '"2024-12-31T24:00:00.000Z"',
      '"0999-01-01T00:00:00.000Z"',
    ],
    ...[
      '"2024-12-31T23:59:60.000Z"',
      '"2024-12-30T23:59:59.000Z"',
      '"2024-12-31T23:59:59.000"',
      `[${'1,'.repeat(31)}1]`,
      `[${'1,'.repeat(32)}1]`,
      '',
    ],
    `{${Array.from({ length: 25 }, (_, i) => `"k${String.fromCharCode(97 + i)}":1`).join(',')}}`,
    `{"a":"${'A'.repeat(43)}","b":"${'A'.repeat(43)}"}`,
    `{"b":"${'A'.repeat(43)}","a":"${'A'.repeat(43)}"}`,
    `[${Array.from({ length: 33 }, () => '{"am":[],"id":"m","key":null,"role":null}').join(',')}]`,
    `{"a":"${'A'.repeat(17_000)}"}`,
  ];

  test('comes to what the rules say when any word is another', () => {
    const edit = fc.record({
      of: fc.nat(samples.length - 1),
      edits: fc.array(fc.record({ at: fc.nat(500), word: fc.constantFrom(...WORDS) }), { minLength: 1, maxLength: 2 }),
    });
    const codes = new Map<string, number>();
    fc.assert(
      fc.property(edit, ({ of, edits }) => {
        const tokens = samples[of]?.match(TOKEN) ?? [];
        for (const { at, word } of edits) tokens[at % tokens.length] = word;
        const found = expectTheSame(utf8(tokens.join('')));
        const code = 'code' in found ? found.code : 'read';
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }),
      { numRuns: 20_000 },
    );
    for (const code of ['read', 'log.not_canonical', 'log.entry_malformed', 'format.unknown_version', 'log.entry_too_large'])
      expect(codes.get(code), code).toBeGreaterThan(20);
  });

  test('comes to what the rules say of every word in every place of a full leaf', () => {
    const tokens: string[] = FULL.match(TOKEN) ?? [];
    for (const at of tokens.keys()) for (const word of WORDS) expectTheSame(utf8(tokens.with(at, word).join('')));
  });

  test('is what an entry is written by as well: as the rules say, or not at all', () => {
    const whole = JSON.parse(FULL) as Record<string, unknown>;
    const values = [
      0,
      -0,
      1.5,
      -1,
      2 ** 53,
      'a',
      'a b',
      'é',
      'a"b',
      '\ud800',
      null,
      true,
      undefined,
      [],
      {},
      ['a', 'a'],
      { b: 1, a: 'x' },
      { A: 1 },
    ];
    let written = 0;
    for (const field of Object.keys(whole)) {
      for (const value of [...values, ...Object.values(whole)]) {
        const entry = { ...whole, [field]: value } as unknown as Entry; // what no caller with types would hand in
        const found = outcome(encodeEntry, entry);
        expect(found, `${field}: ${JSON.stringify(value)}`).toEqual(outcome(encodeByRules, entry));
        if ('entry' in found) written++;
      }
    }
    expect(written).toBeGreaterThan(40);
  });

  test('refuses a plain leaf that is too large', () => {
    const facts = Array.from(
      { length: 20 },
      (_, i) => `"k${String.fromCharCode(97 + i)}":[${Array.from({ length: 8 }, () => `"${'A'.repeat(120)}"`).join(',')}]`,
    );
    const large = utf8(FULL.replace(/"d":\{[^}]*\}/, `"d":{${facts.join(',')}}`));
    expect(parsePlainLeaf(large)).not.toBeNull();
    expect(expectTheSame(large)).toEqual({ code: 'log.entry_too_large' });
  });

  test('takes a hostile leaf of the largest size in no time', () => {
    const started = performance.now();
    for (const text of [
      `{"act":"${'a'.repeat(16_000)}`,
      FULL.replace('"f":[]', `"f":[${'1,'.repeat(7_000)}`),
      FULL.replace('"A', `"${'A,'.repeat(7_000)}`),
    ])
      expectTheSame(utf8(text));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
