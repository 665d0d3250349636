import { expect, it } from 'vitest';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { MAX_PACKAGES } from '../../../shared/log/exchange/add-entries.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';

const figures = ({ headSize, next, alertedUpTo, received }: UploadState) => ({ headSize, next, alertedUpTo, received });

it('begins at what the newest receipt covers', () => {
  expect(figures(new UploadState())).toEqual({ headSize: 0, next: 0, alertedUpTo: 0, received: 0 });
  expect(figures(new UploadState(7))).toEqual({ headSize: 7, next: 7, alertedUpTo: 7, received: 7 });
});

it('is not set back by a receipt for less than before', () => {
  const state = new UploadState(7);
  state.noteReceipt(3);
  expect(figures(state)).toEqual({ headSize: 7, next: 7, alertedUpTo: 7, received: 7 });
  state.noteReceipt(9);
  expect(figures(state)).toEqual({ headSize: 9, next: 9, alertedUpTo: 9, received: 9 });
});

it('keeps what was received when an older head is uploaded again', () => {
  const state = new UploadState(7);
  state.noteUploaded(5);
  expect([state.next, state.received]).toEqual([5, 7]);
});

it('doubles its bodies up to the most, and halves them down to one package', () => {
  const state = new UploadState();
  for (let n = 0; n < 20; n++) state.growBodies();
  expect(state.packages).toBe(MAX_PACKAGES);
  for (let n = 0; n < 20; n++) state.noteLostBody('root', 'entries');
  expect(state.packages).toBe(1);
});

it('does not shrink its bodies for a lost question that carried nothing', () => {
  const state = new UploadState();
  state.growBodies();
  state.noteLostBody('root', 'nothing');
  expect([state.packages, state.unansweredRoot]).toEqual([2, 'root']);
});

it('knows that a body has no answer until one comes', () => {
  const state = new UploadState();
  state.noteLostBody('root', 'entries');
  expect(state.unansweredRoot).toBe('root');
  state.noteAnswer();
  expect(state.unansweredRoot).toBeNull();
});

it('goes on where the collector says, with its ticket', () => {
  const state = new UploadState();
  state.continueAt(4, new Uint8Array([1]));
  expect([state.next, [...state.ticket]]).toEqual([4, [1]]);
});

it('refuses a collector that holds less than it gave a receipt for', async () => {
  const state = new UploadState(7);
  state.requireNothingLost(7);
  expect(await refusalOf(() => state.requireNothingLost(6))).toBe('collector.lost_entries');
});
