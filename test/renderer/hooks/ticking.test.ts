import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ticking } from '../../../renderer/hooks/ticking.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('calls every listener at each tick, by one timer', () => {
  const subscribe = ticking(200);
  const heard: string[] = [];
  subscribe(() => heard.push('a'));
  subscribe(() => heard.push('b'));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(400);
  expect(heard).toEqual(['a', 'b', 'a', 'b']);
});

it('has no timer when nobody listens', () => {
  const subscribe = ticking(200);
  const leave = [subscribe(() => {}), subscribe(() => {})];
  leave[0]?.();
  expect(vi.getTimerCount()).toBe(1);
  leave[1]?.();
  expect(vi.getTimerCount()).toBe(0);
});

it('starts again for a listener that comes later', () => {
  const subscribe = ticking(200);
  subscribe(() => {})();
  let heard = 0;
  subscribe(() => {
    heard += 1;
  });
  vi.advanceTimersByTime(200);
  expect(heard).toBe(1);
});
