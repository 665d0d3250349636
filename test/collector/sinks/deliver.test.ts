import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { backoffMs, deliver, type Sink } from '../../../collector/sinks/deliver.ts';
import type { FeedItem } from '../../../collector/sinks/feed-item.ts';
import { sendWebhook } from '../../../collector/sinks/http-sender.ts';
import type { DeliveryOutcome } from '../../../collector/sinks/outcome.ts';
import type { SinkLedger } from '../../../collector/sinks/sink-ledger.ts';
import { syslogMessage } from '../../../collector/sinks/syslog.ts';
import { sendSyslog } from '../../../collector/sinks/syslog-sender.ts';
import { alertItem, entryItem, UNSEAL } from '../../harness/collector/sample-items.ts';

const HOUR = 3_600_000;
const DELIVERED: DeliveryOutcome = { kind: 'delivered' };
const IN_VAIN: DeliveryOutcome = { kind: 'retry', why: 'answered 500' };

/** A ledger in memory that raises an alert where a sink fails, and tells what it was told. */
function ledgerOf(items: FeedItem[]): SinkLedger & { readonly told: string[] } {
  const cursors = new Map<string, number>();
  const outages = new Map<string, number>();
  const told: string[] = [];
  return {
    told,
    cursor: async (sink) => cursors.get(sink) ?? 0,
    items: async (after, limit, { events }) =>
      items.filter(({ pos, kind }) => pos > after && (events === 'all' || kind === 'alert')).slice(0, limit),
    async delivered(sink, pos) {
      told.push(`${sink} delivered ${pos}`);
      cursors.set(sink, pos);
    },
    async dead(sink, pos, reason) {
      told.push(`${sink} dead ${pos}: ${reason}`);
      cursors.set(sink, pos);
    },
    failingSince: async (sink) => outages.get(sink) ?? null,
    async failing(sink, since) {
      outages.set(sink, since);
      told.push(`${sink} failing`);
      items.push(alertItem({ pos: items.length + 1, alert: { ...alertItem().alert, kind: 'sink_failing' } }));
    },
    async recovered(sink) {
      outages.delete(sink);
      told.push(`${sink} recovered`);
    },
  };
}

function entries(count: number): FeedItem[] {
  return Array.from({ length: count }, (_, i) => entryItem(UNSEAL, { pos: i + 1, receivedAt: 0 }));
}

/** What the ledger is told, and the positions sent, where these are the outcomes one after another. */
async function told(
  outcomes: readonly DeliveryOutcome[],
  change: Partial<Sink> = {},
  hours: readonly number[] = [],
  ledger = ledgerOf(entries(3)),
) {
  const stop = new AbortController();
  const sent: number[] = [];
  const send = async (items: readonly FeedItem[]): Promise<DeliveryOutcome> => {
    sent.push(...items.map(({ pos }) => pos));
    if (sent.length >= outcomes.length) stop.abort();
    return outcomes[sent.length - 1] ?? DELIVERED;
  };
  const now = () => (hours[sent.length - 1] ?? 0) * HOUR;
  const sink: Sink = { name: 'a', events: 'all', drills: true, batch: 1, giveUpMs: null, send, ...change };
  await deliver(sink, { ledger, now, random: () => 0, signal: stop.signal });
  return { told: ledger.told, sent };
}

describe('a sink', () => {
  test('gets everything in order, and again what was sent in vain', async () => {
    const { sent, told: said } = await told([DELIVERED, IN_VAIN, IN_VAIN, DELIVERED, DELIVERED]);
    expect(sent).toEqual([1, 2, 2, 2, 3]);
    expect(said).toEqual(['a delivered 1', 'a delivered 3']);
  });

  test('is where it was, when it is ended in the middle of many', async () => {
    const { sent, told: said } = await told([DELIVERED, DELIVERED]);
    expect(sent).toEqual([1, 2]);
    expect(said).toEqual(['a delivered 2']);
  });

  test('is failing after three attempts in vain, once, until one succeeds', async () => {
    const { told: said } = await told([IN_VAIN, IN_VAIN, IN_VAIN, IN_VAIN, DELIVERED]);
    expect(said).toEqual(['a failing', 'a delivered 1', 'a recovered']);
  });

  test('is not sent again what is dead', async () => {
    const { sent, told: said } = await told([{ kind: 'dead', why: 'answered 400' }, DELIVERED]);
    expect(sent).toEqual([1, 2]);
    expect(said).toEqual(['a dead 1: answered 400', 'a delivered 2']);
  });

  test('is given up after as long as it says, not sooner', async () => {
    const { sent, told: said } = await told([IN_VAIN, IN_VAIN, IN_VAIN, DELIVERED], { giveUpMs: 72 * HOUR }, [0, 71, 72, 72]);
    expect(sent).toEqual([1, 1, 1, 2]);
    expect(said).toEqual(['a failing', 'a dead 1: given up: answered 500', 'a delivered 2', 'a recovered']);
  });

  test('is given up as late as it would have been without a restart, which tells nobody a second time', async () => {
    const ledger = ledgerOf(entries(3));
    await told([IN_VAIN, IN_VAIN, IN_VAIN], { giveUpMs: 72 * HOUR }, [0, 1, 2], ledger);
    await told([IN_VAIN, IN_VAIN, IN_VAIN, IN_VAIN], { giveUpMs: 72 * HOUR }, [40, 50, 60, 71], ledger);
    expect(ledger.told).toEqual(['a failing']);
    const { sent } = await told([IN_VAIN, DELIVERED], { giveUpMs: 72 * HOUR }, [72, 72], ledger);
    expect(sent).toEqual([1, 2]);
    expect(ledger.told.slice(1)).toEqual(['a dead 1: given up: answered 500', 'a delivered 2', 'a recovered']);
  });

  test('waits longer and longer, at random, five minutes at most', () => {
    expect([1, 2, 3, 4].map((attempts) => backoffMs(attempts, () => 0.5))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(1000, () => 1)).toBe(300_000);
  });
});

test('T26: a receiver that takes everything and answers nothing delays no other, and the other hears of it', async () => {
  const sockets: Socket[] = [];
  let got = '';
  const hole = createServer((socket) => void sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  const good = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (data) => (got += data)).on('end', () => socket.end());
  }).listen(0, '127.0.0.1');
  await Promise.all([once(hole, 'listening'), once(good, 'listening')]);
  const [holePort, port] = [hole, good].map((server) => (server.address() as AddressInfo).port); // of servers that listen on a port
  const url = new URL(`http://127.0.0.1:${holePort}/`);
  const stop = new AbortController();
  const ledger = ledgerOf(entries(20));
  const surroundings = { ledger, now: Date.now, random: () => 0, signal: stop.signal };
  const wanted = { events: 'all', drills: true, batch: 1, giveUpMs: null } as const;
  const holeSink: Sink = {
    ...wanted,
    name: 'hole',
    send: async ([item = alertItem()]) => {
      const outcome = await sendWebhook(item, new Uint8Array(32), { url, ca: null, headers: {}, timeoutMs: 2000 }, Date.now());
      ledger.told.push('hole in vain');
      return outcome;
    },
  };
  const goodSink: Sink = {
    ...wanted,
    name: 'good',
    send: (items) => {
      const messages = items.map((item) => syslogMessage(item, { pen: 1, maxBytes: 8192 }));
      return sendSyslog(messages, { host: '127.0.0.1', port: port ?? 0, tls: null, timeoutMs: 3000 });
    },
  };
  const running = [deliver(holeSink, surroundings), deliver(goodSink, surroundings)];
  try {
    await expect.poll(() => got, { timeout: 20_000 }).toContain('alert.sink_failing');
    expect(ledger.told.slice(0, 5)).toEqual(['good delivered 20', 'hole in vain', 'hole in vain', 'hole in vain', 'hole failing']);
  } finally {
    stop.abort();
    for (const socket of sockets) socket.destroy();
    await Promise.all(running);
    hole.close();
    good.close();
  }
}, 30_000);
