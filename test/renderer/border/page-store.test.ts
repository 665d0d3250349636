import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PageStore } from '../../../renderer/border/page-store.ts';
import { LogRowStore } from '../../../renderer/log/row-store.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import type { LogRow } from '../../../shared/contract/calls.ts';
import type { HalliganBridge } from '../../../shared/contract/handlers.ts';

const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

/** Pages of numbers; each load waits until it is let go, and every call is kept. */
function numbers(total: number, from = 0) {
  const asked: number[] = [];
  const load = async (offset: number, limit: number) => {
    asked.push(offset);
    return { total, rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => from + offset + i) };
  };
  return { asked, load };
}

describe('pages of a long list', () => {
  test('only what is in sight is fetched, each page once', async () => {
    const { asked, load } = numbers(10_000);
    const store = new PageStore<number>(100);
    store.ask(load);
    await settled();
    expect(store.get().total).toBe(10_000);
    expect(store.get().rowAt(42)).toBe(42);
    expect(store.get().rowAt(5000)).toBeNull();
    store.need(4990, 5010);
    store.need(4990, 5010);
    await settled();
    store.need(4990, 5010);
    expect(store.get().rowAt(5000)).toBe(5000);
    expect(asked).toEqual([0, 4900, 5000]);
  });

  test('what comes back for an older question is dropped, and the old rows stay until the new are there', async () => {
    const slow = Promise.withResolvers<{ total: number; rows: readonly number[] }>();
    const store = new PageStore<number>(100);
    store.ask(numbers(3).load);
    await settled();
    store.ask(() => slow.promise);
    expect(store.get().rowAt(1)).toBe(1);
    store.ask(numbers(3, 70).load);
    await settled();
    slow.resolve({ total: 1, rows: [666] });
    await settled();
    expect(store.get().total).toBe(3);
    expect(store.get().rowAt(0)).toBe(70);
  });

  test('a refusal is kept as its code; the next question mends it', async () => {
    const store = new PageStore<number>(100);
    store.ask(async () => {
      throw new AppError('desk.closed', 'nobody is here');
    });
    await settled();
    expect(store.get().error?.code).toBe('desk.closed');
    store.ask(numbers(1).load);
    await settled();
    expect(store.get().error).toBeNull();
  });
});

const ROWS: readonly LogRow[] = Array.from({ length: 1300 }, (_, i) => ({
  seq: 1299 - i,
  at: 0,
  act: 'app.start',
  phase: 'single',
  outcome: 'ok',
  code: null,
  drill: false,
  who: [],
  incident: null,
  facts: {},
}));
const EVERYTHING = { text: '', member: null, act: null, incident: null };

describe('rows of the log', () => {
  const asked: (number | null)[] = [];
  let lies = 0;
  // Only `log.rows` is asked here; that it answers every call is what the type wants.
  const bridge = {
    call: async (_name: string, input: unknown) => {
      const { before, limit } = input as { before: number | null; limit: number };
      asked.push(before);
      const rows = ROWS.filter((row) => before === null || row.seq < before).slice(0, limit);
      return { ok: true, value: { total: ROWS.length + lies, rows, incidents: [] } };
    },
    on: () => () => {},
  } as HalliganBridge;

  beforeEach(() => {
    asked.length = 0;
    lies = 0;
    // The renderer's one way out, answered here as main would.
    Object.assign(globalThis, { window: { halligan: bridge } });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'window');
  });

  test('each further page goes on before the last row, without a gap or a repetition', async () => {
    const store = new LogRowStore();
    store.ask(EVERYTHING);
    await settled();
    store.need(1299);
    await settled();
    const seqs = store.get().rows.map((row) => row.seq);
    expect(seqs).toEqual(ROWS.map((row) => row.seq));
    expect(asked).toEqual([null, 1240, 740, 240]);
  });

  test('a total that is never reached is not asked after for ever', async () => {
    lies = 50;
    const store = new LogRowStore();
    store.ask(EVERYTHING);
    await settled();
    store.need(1349);
    await settled();
    await settled();
    expect(asked.length).toBeLessThan(8);
    expect(store.get().total).toBe(1300);
  });
});
