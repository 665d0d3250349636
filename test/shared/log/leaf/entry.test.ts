import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../../core/hash/node-hash.ts';
import { fromUtf8, utf8 } from '../../../../shared/base/bytes.ts';
import { ACTIONS, isPaired } from '../../../../shared/log/leaf/action.ts';
import { commitment, encodeDisclosure, parseDisclosure } from '../../../../shared/log/leaf/disclosure.ts';
import { type Entry, encodeEntry, incidentReference, parseEntry } from '../../../../shared/log/leaf/entry.ts';
import { buildEntry, type EntryDraft } from '../../../../shared/log/leaf/entry-draft.ts';
import { type Json, jcsBytes } from '../../../../shared/log/leaf/jcs.ts';
import { originText, parseOrigin } from '../../../../shared/log/leaf/origin.ts';
import { ulid } from '../../../../shared/log/leaf/ulid.ts';
import { CLOCK, GENESIS, STATION, sampleLog, seeded } from '../../../harness/log/sample-log.ts';

const build = (draft: EntryDraft) => buildEntry(draft, { station: STATION, seq: 3, clock: CLOCK }, { random: seeded('entry'), sha256 });
const genesis = (): Entry => build(GENESIS).entry;
const code = (name: string) => expect.objectContaining({ code: name });

/** The leaf of an entry with these fields put in whatever they are: what `encodeEntry` would never write. */
function leafWith(change: Record<string, unknown>): Uint8Array {
  return jcsBytes({ ...genesis(), ...change } as Json);
}

describe('an entry', () => {
  test('is read back as it was written, whatever act and facts it has', () => {
    const word = fc.stringMatching(/^[\x21-\x7e]{1,40}$/);
    const draft = fc.record({
      act: fc.constantFrom(...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).filter((act) => !isPaired(act))),
      out: fc.constantFrom('ok' as const, 'refused' as const, 'unknown' as const),
      cer: fc.option(word),
      drill: fc.boolean(),
      d: fc.dictionary(
        fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/),
        fc.oneof(fc.nat(), fc.boolean(), word, fc.array(fc.nat(), { maxLength: 5 })),
        { maxKeys: 8, noNullPrototype: true },
      ),
      say: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/), fc.string({ unit: 'grapheme' }), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    });
    fc.assert(
      fc.property(draft, (given) => {
        const { entry } = build(given as EntryDraft); // the filter above leaves single acts only
        expect(parseEntry(encodeEntry(entry))).toEqual(entry);
      }),
    );
  });

  test.each([
    ['a field that nobody knows', { more: 1 }, 'log.entry_malformed'],
    ['a human sentence among the facts', { d: { note: 'the door code is' } }, 'log.entry_malformed'],
    ['a name that is not ASCII among the facts', { d: { name: 'Ångström' } }, 'log.entry_malformed'],
    ['25 facts', { d: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`f${i}`, i])) }, 'log.entry_malformed'],
    ['facts inside facts', { d: { a: { b: 1 } } }, 'log.entry_malformed'],
    ['a free incident text', { inc: 'the routers are down' }, 'log.entry_malformed'],
    ['a date that does not exist', { t: { ...genesis().t, wall: '2026-02-30T00:00:00.000Z' } }, 'log.entry_malformed'],
    ['a date without milliseconds', { t: { ...genesis().t, wall: '2026-02-20T00:00:00Z' } }, 'log.entry_malformed'],
    ['a negative position', { seq: -1 }, 'log.entry_malformed'],
    ['pending, though it is no intent', { out: 'pending' }, 'log.entry_malformed'],
    ['an intent of an act that has none', { ph: 'intent', out: 'pending' }, 'log.entry_malformed'],
    ['a single of an act that has two parts', { act: 'vault.unseal' }, 'log.entry_malformed'],
    ['a reference without being a result', { ref: 1 }, 'log.entry_malformed'],
    ['an error though it went well', { err: 'log.full' }, 'log.entry_malformed'],
    ['a commitment of the wrong length', { sd: { why: 'abc' } }, 'log.entry_malformed'],
    ['version 0', { v: 0 }, 'log.entry_malformed'],
    ['version 2', { v: 2 }, 'format.unknown_version'],
    ['an act of a newer app', { act: 'vault.teleport' }, 'format.unknown_version'],
    ['an act that is a name of Object', { act: 'toString' }, 'format.unknown_version'],
  ])('is refused with %s', (_, change, expected) => {
    expect(() => parseEntry(leafWith(change))).toThrow(code(expected));
  });

  test('is refused without any one of its fields', () => {
    for (const field of Object.keys(genesis())) {
      const rest = Object.fromEntries(Object.entries(genesis()).filter(([name]) => name !== field));
      expect(() => parseEntry(jcsBytes(rest as Json)), field).toThrow(code('log.entry_malformed'));
    }
  });

  test('is refused when it is too large, on both sides', () => {
    const say = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}`, 'word']));
    const { entry } = build({ act: 'config.change', out: 'ok', say });
    expect(() => encodeEntry(entry)).toThrow(code('log.entry_too_large'));
    expect(() => parseEntry(jcsBytes(entry as unknown as Json))).toThrow(code('log.entry_too_large'));
  });

  // The words are nowhere in the leaf, and cannot be found by trying.
  test('T25: holds commitments and no words', () => {
    const { leaves, disclosures } = sampleLog();
    const text = leaves.map((leaf) => fromUtf8(leaf)).join('');
    expect(disclosures.map(({ value }) => value)).toContain('Core routers are down');
    for (const { value, seq, path, salt } of disclosures) {
      expect(text).not.toContain(value);
      const sd = parseEntry(leaves[seq] ?? new Uint8Array()).sd;
      expect(sd[path]).toBe(commitment({ path, salt, value }, sha256));
      expect(sd[path]).not.toBe(commitment({ path, salt, value: `${value}.` }, sha256));
      expect(sd[path]).not.toBe(commitment({ path: 'other', salt, value }, sha256));
      expect(sd[path]).not.toBe(commitment({ path, salt: new Uint8Array(32), value }, sha256));
    }
  });
});

describe('the small parts', () => {
  test('a disclosure is read exactly as it is written', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string({ unit: 'grapheme' }),
        (seq, path, salt, value) => {
          const line = encodeDisclosure({ seq, path, salt, value });
          const read = parseDisclosure(line);
          expect({ ...read, salt: [...read.salt] }).toEqual({ seq, path, salt: [...salt], value });
          expect(fromUtf8(encodeDisclosure(read))).toBe(fromUtf8(line));
        },
      ),
    );
    for (const bad of ['{}', '{"path":"why","salt":"a","seq":1,"value":"x"}', 'x'])
      expect(() => parseDisclosure(utf8(bad))).toThrow(code('log.disclosure_differs'));
  });

  test('an incident reference is a reference, not a story', () => {
    expect(incidentReference('INC-4471')).toBe('INC-4471');
    for (const text of ['', 'the routers are down', '-1', 'ä', 'A'.repeat(41), 'INC\n1']) expect(incidentReference(text)).toBeNull();
  });

  test('an origin is read exactly as it is written', () => {
    const origin = { vault: 'v_a', station: 's_b', epoch: 12 };
    expect(parseOrigin(originText(origin))).toEqual(origin);
    for (const bad of [
      '',
      'halligan.localhost/a/b/0',
      'halligan.localhost/a/b/01',
      'halligan.localhost/a/b',
      'other/a/b/1',
      'halligan.localhost/a b/c/1',
      'halligan.localhost/a/b/1\n',
    ]) {
      expect(() => parseOrigin(bad), bad).toThrow(code('log.entry_malformed'));
    }
    expect(() => originText({ ...origin, vault: 'a/b' })).toThrow(code('log.entry_malformed'));
  });

  // The example of the ULID specification: 01ARYZ6S41 is 1469918176385.
  test('a ULID begins with its time', () => {
    expect(ulid(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
    expect(ulid(0, new Uint8Array(10).fill(255))).toBe(`0000000000${'Z'.repeat(16)}`);
    expect(() => ulid(2 ** 48, new Uint8Array(10))).toThrow(code('log.entry_malformed'));
  });
});
