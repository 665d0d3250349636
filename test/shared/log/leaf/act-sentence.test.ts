import { expect, test } from 'vitest';
import { actSentence } from '../../../../shared/log/leaf/act-sentence.ts';

test('an act that did not come about is never told as done', () => {
  expect(actSentence({ act: 'vault.unseal', out: 'failed' })).toBe('FAILED: A compartment is opened by its quorum.');
  expect(actSentence({ act: 'deposit.store', out: 'refused' })).toBe('REFUSED: A credential was deposited.');
  expect(actSentence({ act: 'share.reject', out: 'refused' })).toBe('A share did not open.');
  expect(actSentence({ act: 'vault.unseal', out: 'ok' })).toBe('A compartment is opened by its quorum.');
});
