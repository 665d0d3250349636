/** T16: the memory of all bodies together. Who holds much for long gives way; who sends little, or gets on, never does. */
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { BodyBudget } from '../../../collector/http/body-budget.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { bundleOf } from '../../harness/collector/sample-bundle.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const refusal = expect.objectContaining({ code: 'collector.too_many' });

/** Requests that say that much will come, and send nine bytes of it. */
function slowOnes(port: number, count: number, path: (i: number) => string): Promise<TLSSocket[]> {
  const all = Array.from({ length: count }, (_, i) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    socket.write(`POST ${path(i)} HTTP/1.1\r\nhost: x\r\ncontent-length: 4194304\r\n\r\n${'\0'.repeat(9)}`);
    return new Promise<TLSSocket>((resolve) => socket.once('secureConnect', () => resolve(socket)));
  });
  return Promise.all(all);
}

describe('T16: the room for bodies', () => {
  it('is taken from whoever held most for longest', () => {
    vi.useFakeTimers();
    const budget = new BodyBudget(100);
    const gone: string[] = [];
    const enter = (name: string) => budget.enter(() => gone.push(name));
    const [old, large] = [enter('old'), enter('large')];
    old.take(40);
    large.take(40);
    vi.advanceTimersByTime(1_000);
    large.advance();
    vi.advanceTimersByTime(10);
    const fresh = enter('fresh');
    fresh.take(30);
    expect(gone).toEqual(['old']);
    expect(() => old.take(1)).toThrow(refusal);
    large.release();
    fresh.take(60);
    expect(gone).toEqual(['old']);
    vi.useRealTimers();
  });

  it('is never given to one that alone is more than all of it', () => {
    const budget = new BodyBudget(100);
    const gone: string[] = [];
    expect(() => budget.enter(() => gone.push('greedy')).take(101)).toThrow(refusal);
    expect(gone).toEqual(['greedy']);
    budget.enter(() => gone.push('next')).take(100);
    expect(gone).toEqual(['greedy']);
  });

  it('is free again when a request has left, once', () => {
    const budget = new BodyBudget(100);
    for (let n = 0; n < 10; n++) {
      const hold = budget.enter(() => expect.unreachable());
      hold.take(100);
      hold.leave();
      hold.leave();
    }
  });

  it('keeps bundles that never end from locking one out that was carried here', async () => {
    const running = await RunningCollector.start();
    const log = sampleLog();
    await running.enrol(signedLog(log.leaves.slice(0, 3)));
    const sockets = await slowOnes(running.port, 100, () => '/v1/import');
    const carried = await bundleOf(log, { collector: running.collector.keys.heads.key, oldSize: 3, from: 0 });
    expect(await running.post('/v1/import', carried)).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
    expect(running.problems).toEqual([]);
    await running.end();
  });

  it('keeps uploads that never end from locking an honest station out', async () => {
    const running = await RunningCollector.start();
    const log = sampleLog();
    await running.enrol(signedLog(log.leaves.slice(0, 3)));
    const sockets = await slowOnes(running.port, 150, (i) => (i % 2 === 0 ? '/w/add-entries' : '/v1/disclosures'));
    await sendRound(running.client(), await headToSend(log), running.keys, new UploadState());
    for (const socket of sockets) socket.destroy();
    expect(running.problems).toEqual([]);
    await running.end();
  });
});
