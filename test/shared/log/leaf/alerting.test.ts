import { describe, expect, test } from 'vitest';
import { PAIRED_ACTIONS } from '../../../../shared/log/leaf/action.ts';
import { alertSeverity } from '../../../../shared/log/leaf/alerting.ts';

const REAL = { drill: false, practice: false } as const;

describe('what is told at once', () => {
  test.each(PAIRED_ACTIONS)('the intent of %s is critical, and its good end is not told again', (act) => {
    expect(alertSeverity({ act, ph: 'intent', out: 'pending', ...REAL })).toBe('critical');
    expect(alertSeverity({ act, ph: 'result', out: 'ok', ...REAL })).toBeNull();
  });

  test('a compartment that does not open at its quorum is critical', () => {
    expect(alertSeverity({ act: 'vault.unseal', ph: 'result', out: 'failed', ...REAL })).toBe('critical');
    // A field that could not be shown is no attack on the quorum: its intent was told.
    expect(alertSeverity({ act: 'item.reveal', ph: 'result', out: 'failed', ...REAL })).toBeNull();
    // The app was interrupted: `recovery.unknown` tells it.
    expect(alertSeverity({ act: 'vault.unseal', ph: 'result', out: 'unknown', ...REAL })).toBeNull();
  });

  test.each(['drill', 'practice'] as const)('a %s is told, and never loudly', (use) => {
    for (const entry of [
      { act: 'vault.unseal', ph: 'intent', out: 'pending' },
      { act: 'vault.unseal', ph: 'result', out: 'failed' },
      { act: 'share.reject', ph: 'single', out: 'refused' },
    ] as const)
      expect(alertSeverity({ ...entry, ...REAL, [use]: true })).toBe('info');
  });

  test('the rest waits for its turn', () => {
    expect(alertSeverity({ act: 'app.start', ph: 'single', out: 'ok', ...REAL })).toBeNull();
  });
});
