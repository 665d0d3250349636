import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../renderer/words/catalogue.ts';
import { errors } from '../../../renderer/words/en/errors.ts';
import { errorWords } from '../../../renderer/words/error-words.ts';
import { ruleSentence } from '../../../renderer/words/rule-sentence.ts';
import { countdown, span, utcWhen } from '../../../renderer/words/time.ts';
import { t, tParts } from '../../../renderer/words/words.ts';
import { ERROR_CODES } from '../../../shared/base/error-codes.ts';

function leaves(node: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`));
}

const same = (id: string): string => id;

describe('sentences', () => {
  it('groups numbers and chooses the plural', () => {
    expect(t('emergency.opened.found', { count: 10_000 })).toBe('10,000 credentials');
    expect(t('emergency.opened.found', { count: 1 })).toBe('One credential');
  });

  it('never makes a name into a tag, a sentence or another placeholder', () => {
    const values = { scope: '<b>Network</b>' };
    expect(tParts('emergency.gathering.consent.opensAtOnce', values)).toEqual([
      { text: 'Yours is the last approval needed, so ', strong: false },
      { text: '<b>Network</b> opens at once.', strong: true },
    ]);
    expect(t('emergency.opened.none', { text: '{{count}} $t(shell.vault)' })).toBe(
      'Nothing in this window matches “{{count}} $t(shell.vault)”.',
    );
  });

  it('has no empty sentence, no double space inside and balanced marks', () => {
    for (const [path, text] of leaves(catalogue)) {
      expect(text.trim(), path).not.toMatch(/^$| {2}/);
      expect((text.match(/<b>/g) ?? []).length, path).toBe((text.match(/<\/b>/g) ?? []).length);
      expect((text.match(/\{\{/g) ?? []).length, path).toBe((text.match(/\}\}/g) ?? []).length);
    }
  });
});

describe('the words of an error', () => {
  it('say what happened and the fix, each as a sentence, for every code', () => {
    for (const code of ERROR_CODES) {
      const { says, fix } = errorWords(code, {}, same);
      expect(says, code).toMatch(/^[A-Z0-9].*[.]$/s);
      expect(fix, code).toMatch(/^[A-Z0-9].*[.?]$/s);
      expect(`${says}${fix}`, code).not.toContain('{{');
    }
  });

  it('name people where the error names them, and never half a name', () => {
    const detail = { member: 'm_1', expected: 3 };
    const nameOf = (id: string): string => (id === 'm_1' ? 'Mara' : id);
    expect(errorWords('share.wrong_set', detail, nameOf)).toEqual({
      says: 'The share of Mara is out of date, so it was not used.',
      fix: 'Ask another custodian.',
    });
    expect(errorWords('share.wrong_set', { expected: 3 }, nameOf).says).toBe(errors['share.wrong_set'].says);
  });
});

describe('a rule in words', () => {
  const any = (need: number, of: readonly string[], name = ''): Parameters<typeof ruleSentence>[0] => ({
    kind: 'threshold',
    name,
    need,
    of: of.map((member) => ({ kind: 'member', member })),
  });

  it.each([
    [any(3, ['Mara', 'Kenji', 'Lena', 'Sam']), 'Any 3 of Mara, Kenji, Lena, Sam'],
    [any(2, ['Mara', 'Kenji']), 'Mara and Kenji'],
    [
      any(
        17,
        Array.from({ length: 32 }, (_, i) => `m${i}`),
      ),
      'Any 17 of 32 custodians',
    ],
    [
      { kind: 'threshold', name: '', need: 2, of: [any(2, ['a', 'b', 'c'], 'Ops'), any(1, ['d', 'e'], 'Security')] } as const,
      '2 of Ops and 1 of Security',
    ],
  ])('%#', (rule, words) => {
    expect(ruleSentence(rule, same)).toBe(words);
  });
});

describe('time', () => {
  it('counts down as a clock', () => {
    expect([0, 59, 60, 2832, 3599, 3600, 28_799].map(countdown)).toEqual([
      '00:00',
      '00:59',
      '01:00',
      '47:12',
      '59:59',
      '1:00:00',
      '7:59:59',
    ]);
  });

  it('says spans as exactly as a person needs', () => {
    expect([0, 45_000, 89_400, 90_000, 540_000, 9_060_000, 86_400_000, 5 * 86_400_000].map(span)).toEqual([
      '0 s',
      '45 s',
      '89 s',
      '2 min',
      '9 min',
      '2 h 31 min',
      '24 h',
      '5 days',
    ]);
  });

  it('leaves the day out today alone', () => {
    const now = Date.UTC(2026, 10, 25, 2, 31);
    expect(utcWhen(now, now)).toBe('02:31 UTC');
    expect(utcWhen(now - 3 * 3_600_000, now)).toBe('24 Nov, 23:31 UTC');
    expect(utcWhen(Date.UTC(2025, 10, 24, 1, 2), now)).toBe('24 Nov 2025, 01:02 UTC');
  });
});
