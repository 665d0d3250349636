import { afterEach, beforeEach, expect, it } from 'vitest';
import { isStatus, type StatusFacts, statusReply } from '../../../collector/http/status.ts';
import { sinkLedger } from '../../../collector/sinks/stored-sink-ledger.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const WHOLE = sampleLog();
let running: RunningCollector;
let ready = true;
beforeEach(async () => {
  running = await RunningCollector.start();
  ready = true;
});
afterEach(() => running.end());

function facts(): StatusFacts {
  const { collector } = running;
  const sinks = [
    { name: 'pager', events: 'alerts', drills: true },
    { name: 'siem/entries', events: 'entries', drills: true },
  ] as const;
  return { collector, ledger: sinkLedger(collector), sinks, version: '1.2.3', startedAt: 1_764_034_331_000, ready: () => ready };
}

const figure = (text: string, name: string): string | undefined =>
  text
    .split('\n')
    .find((line) => line.startsWith(`halligan_${name} `))
    ?.split(' ')[1];

it('figures say what is here, what waits, and what fails, and name nobody', async () => {
  const empty = (await statusReply('/metrics', facts())).body;
  expect(figure(empty, 'entries_total')).toBe('0');
  expect(figure(empty, 'sink_oldest_unsent_seconds{sink="pager"}')).toBe('0');

  await running.enrol(signedLog(WHOLE.leaves.slice(0, 3)));
  await sendRound(running.client(), await headToSend(WHOLE), running.keys, new UploadState());
  const ledger = sinkLedger(running.collector);
  await ledger.dead('pager', 1, 'answered 410');
  await ledger.failing('siem/entries', Date.now(), 'answered 500');
  running.later = 90_000;
  const { status, type, body } = await statusReply('/metrics', facts());
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const says: Readonly<Record<string, string>> = {
    'build_info{version="1.2.3"}': '1',
    start_time_seconds: '1764034331',
    entries_total: String(WHOLE.leaves.length),
    entries_missing: '0',
    'stations{state="active"}': '1',
    'sink_failing{sink="pager"}': '0',
    'sink_failing{sink="siem/entries"}': '1',
    'sink_dead_letters_total{sink="pager"}': '1',
  };
  for (const [name, value] of Object.entries(says)) expect(figure(body, name), name).toBe(value);
  for (const sink of ['pager', 'siem/entries'])
    expect(Number(figure(body, `sink_oldest_unsent_seconds{sink="${sink}"}`))).toBeGreaterThanOrEqual(90);
  expect(Number(figure(body, 'own_entries_total'))).toBeGreaterThan(4);
  // Each line is one of the format: a comment, or a name with labels and a number.
  const line = /^(# (HELP|TYPE) halligan_\w+ .+|halligan_\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? -?\d+(\.\d+)?(e-?\d+)?)$/;
  for (const one of body.trimEnd().split('\n')) expect(one).toMatch(line);
  expect(body).not.toMatch(/Ops desk|m_mara|halligan\.localhost|answered/);
});

it('is healthy while it lives, and ready while its database answers and it is not ending', async () => {
  expect(await statusReply('/readyz', facts())).toMatchObject({ status: 200 });
  ready = false;
  expect(await statusReply('/readyz', facts())).toMatchObject({ status: 503, body: 'stopping\n' });
  ready = true;
  const before = facts();
  await running.stop();
  expect(await statusReply('/readyz', before)).toMatchObject({ status: 503, body: 'the database does not answer\n' });
  expect(await statusReply('/metrics', before)).toMatchObject({ status: 503 });
  expect(await statusReply('/healthz', before)).toMatchObject({ status: 200 });
  await running.open();
});

it('answers GET and HEAD of three paths alone', () => {
  expect(['/healthz', '/readyz', '/metrics'].every((path) => isStatus('GET', path) && isStatus('HEAD', path))).toBe(true);
  for (const [method, path] of [
    ['POST', '/metrics'],
    ['GET', '/metrics/'],
    ['GET', '/'],
    ['PUT', '/healthz'],
  ] as const)
    expect(isStatus(method, path)).toBe(false);
});
