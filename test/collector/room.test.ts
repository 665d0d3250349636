/** T16: the memory of all bodies together. Who holds much for long gives way; who sends little, or gets on, never does. */
import { connect } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { Room } from '../../collector/http/room.ts';
import { syncRound } from '../../core/services/sync/round.ts';
import { newStanding } from '../../core/services/sync/upload.ts';
import { sampleLog, signedLog } from '../log/sample-log.ts';
import { headToSend } from '../services/sync/head-to-send.ts';
import { RunningCollector } from './running-collector.ts';

const refusal = expect.objectContaining({ code: 'collector.too_many' });

describe('T16: the room for bodies', () => {
  it('is taken from whoever held most for longest', () => {
    vi.useFakeTimers();
    const room = new Room(100);
    const gone: string[] = [];
    const enter = (name: string) => room.enter(() => gone.push(name));
    const [old, large] = [enter('old'), enter('large')];
    old.hold(40);
    large.hold(40);
    vi.advanceTimersByTime(1_000);
    large.advance();
    vi.advanceTimersByTime(10);
    const fresh = enter('fresh');
    fresh.hold(30);
    expect(gone).toEqual(['old']);
    expect(() => old.hold(1)).toThrow(refusal);
    large.release();
    fresh.hold(60);
    expect(gone).toEqual(['old']);
    vi.useRealTimers();
  });

  it('is never given to one that alone is more than all of it', () => {
    const room = new Room(100);
    const gone: string[] = [];
    expect(() => room.enter(() => gone.push('greedy')).hold(101)).toThrow(refusal);
    expect(gone).toEqual(['greedy']);
    room.enter(() => gone.push('next')).hold(100);
    expect(gone).toEqual(['greedy']);
  });

  it('is free again when a request has left, once', () => {
    const room = new Room(100);
    for (let n = 0; n < 10; n++) {
      const tenant = room.enter(() => expect.unreachable());
      tenant.hold(100);
      tenant.leave();
      tenant.leave();
    }
  });

  it('keeps uploads that never end from locking an honest station out', async () => {
    const running = await RunningCollector.start();
    const log = sampleLog();
    await running.enrol(signedLog(log.leaves.slice(0, 3)));
    const slow = Array.from({ length: 150 }, (_, i) => {
      const socket = connect({ host: '127.0.0.1', port: running.port, rejectUnauthorized: false });
      socket.on('error', () => undefined);
      const path = i % 2 === 0 ? '/w/add-entries' : '/v1/disclosures';
      socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 4194304\r\n\r\n${'\0'.repeat(9)}`);
      return new Promise<typeof socket>((resolve) => socket.once('secureConnect', () => resolve(socket)));
    });
    const sockets = await Promise.all(slow);
    await syncRound(running.client(), await headToSend(log), running.keys, newStanding());
    for (const socket of sockets) socket.destroy();
    expect(running.problems).toEqual([]);
    await running.end();
  });
});
