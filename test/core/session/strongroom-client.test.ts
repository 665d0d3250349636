import { afterEach, expect, it, vi } from 'vitest';
import { Strongroom, type StrongroomPort } from '../../../core/session/strongroom-client.ts';

/** A process that answers when it is told to. */
class SlowPort implements StrongroomPort {
  readonly sent: { readonly id: number; readonly call: string }[] = [];
  readonly pid = undefined;
  #listener: (message: unknown) => void = () => {};

  send(message: unknown): void {
    this.sent.push(message as { id: number; call: string }); // what the client sends
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
  }
  onExit(): void {}
  kill(): void {}

  answer(): void {
    for (const { id } of this.sent.splice(0)) this.#listener({ id, ok: true, value: {} });
  }
}

afterEach(() => void vi.useRealTimers());

const calls = (port: SlowPort) => port.sent.map(({ call }) => call);

it('keeps what can wait until nobody else is asking', async () => {
  vi.useFakeTimers();
  const port = new SlowPort();
  const room = new Strongroom(port, () => {});
  const first = room.call('envelope.key', {});
  const later = room.callLater('directory.read', { records: [] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls(port)).toEqual(['envelope.key']);
  port.answer();
  await first;
  await vi.advanceTimersByTimeAsync(100);
  expect(calls(port)).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  expect(calls(port)).toEqual(['directory.read']);
  port.answer();
  await later;
});

it('does not hold up a call, whatever waits', async () => {
  const port = new SlowPort();
  const room = new Strongroom(port, () => {});
  const first = room.call('envelope.key', {});
  const later = room.callLater('directory.read', { records: [] });
  const second = room.call('envelope.key', {});
  expect(calls(port)).toEqual(['envelope.key', 'envelope.key']);
  port.answer();
  await Promise.all([first, second]);
  room.end();
  await expect(later).rejects.toMatchObject({ code: 'strongroom.gone' });
  expect(calls(port)).toEqual([]);
});
