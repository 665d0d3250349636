import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOG_ACTS } from '../../../renderer/log/act.ts';
import { logSentence } from '../../../renderer/log/sentence.ts';
import { ERROR_CODES } from '../../../shared/base/error-codes.ts';
import type { LogRow } from '../../../shared/contract/calls.ts';
import { ACTIONS, isAction } from '../../../shared/log/leaf/action.ts';

const ROW: LogRow = {
  seq: 7,
  at: 0,
  act: 'item.reveal',
  phase: 'single',
  outcome: 'ok',
  code: null,
  drill: false,
  who: ['Jonas Weber'],
  incident: 'INC-4471',
  facts: {},
};
const nameOf = (id: string): string => (id === 'm_1' ? 'Mara' : id);

function text(row: Partial<LogRow>): string {
  return logSentence({ ...ROW, ...row }, nameOf)
    .map((part) => part.text)
    .join('');
}

describe('the log in plain words', () => {
  test('every act of the log has a sentence, and no sentence an act that is none', () => {
    expect([...LOG_ACTS].sort()).toEqual(Object.keys(ACTIONS).sort());
    expect(LOG_ACTS.every(isAction)).toBe(true);
  });

  test('a row whose words were erased is still a sentence', () => {
    for (const act of LOG_ACTS) {
      for (const outcome of ['ok', 'pending', 'refused', 'failed', 'unknown'] as const) {
        const said = text({ act, outcome, incident: null, who: [], code: outcome === 'refused' ? 'internal' : null });
        expect(said, `${act} ${outcome}`).not.toMatch(/\{\{|\}\}|undefined|null|<b>/);
        expect(said.charAt(0), said).toBe(said.charAt(0).toUpperCase());
      }
    }
  });

  test('names the facts that the engine writes', () => {
    expect(text({ facts: { field: 'password', title: 'DNS registrar: account owner' } })).toBe(
      'Jonas Weber revealed the password of DNS registrar: account owner.',
    );
    expect(text({ act: 'vault.seal', facts: { compartments: 'Network', why: 'idle' } })).toBe(
      'Network was sealed because nobody did anything.',
    );
    expect(text({ act: 'vault.unseal', facts: { compartment: 'Network' } })).toBe('The quorum opened Network.');
    expect(text({ act: 'time.backward', who: [], facts: { by_ms: -4200 } })).toBe('The clock went back by 4 seconds.');
    expect(text({ act: 'border.refused', outcome: 'refused', facts: { kind: 'navigation', what: 'https', more: 0 } })).toContain(
      'The window tried to go to another page (https), and was stopped.',
    );
    expect(text({ act: 'request.declare', facts: { extends: true, minutes: 30, reason: 'The HSM is slow.' } })).toBe(
      'Asked for more time: Jonas Weber wants 30 more minutes for INC-4471. “The HSM is slow.”',
    );
  });

  test('what was refused is never told as done', () => {
    const said = text({ act: 'vault.unseal', outcome: 'refused', code: 'ceremony.no_quorum', facts: { compartment: 'Network' } });
    expect(said).toMatch(/^Refused: /);
    expect(said).not.toContain('quorum opened');
    expect(text({ act: 'desk.open', outcome: 'refused', code: 'key.wrong_member', who: [], facts: { member: 'Kenji Ito' } })).toContain(
      'Kenji Ito',
    );
    expect(text({ act: 'item.save', outcome: 'unknown' })).toMatch(/^Unknown whether done: /);
  });

  test('an act and a code of a later version are shown as they are', () => {
    expect(text({ act: 'vault.teleport' })).toBe('vault.teleport');
    expect(text({ outcome: 'failed', code: 'not.a_code' })).toMatch(/^Did not work: /);
  });

  test('words of people cannot become marks or placeholders', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...ERROR_CODES), (words, code) => {
        const parts = logSentence(
          { ...ROW, act: 'ceremony.deny', code, outcome: 'refused', facts: { reason: `<b>${words}</b>{{who}}` } },
          nameOf,
        );
        expect(parts.map((part) => part.text).join('')).toContain(`<b>${words}</b>{{who}}`);
        expect(parts.filter((part) => part.strong)).toHaveLength(1);
      }),
    );
  });
});
