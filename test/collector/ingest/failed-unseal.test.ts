import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertsAfter } from '../../../collector/store/alerts.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { databasesOf, KINDS } from '../../harness/collector/databases.ts';
import { freshFolder, RunningCollector } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const UNSEAL = { act: 'vault.unseal', cer: 'r_9', obj: { k: 'compartment', id: 'c_9' } } as const;
const LOG = sampleLog([
  { ...UNSEAL, ph: 'intent' },
  { ...UNSEAL, ph: 'result', ref: 1, out: 'failed', err: 'share.did_not_combine' },
]);

describe.each(KINDS)('the collector on %s', (kind) => {
  const databases = databasesOf(kind);
  let running: RunningCollector;
  beforeEach(async (context) => {
    const folder = freshFolder();
    running = await RunningCollector.start(folder, await databases.fresh(folder, context));
  });
  afterEach(() => running.end());

  it('tells at once of a quorum that opened nothing', async () => {
    await running.enrol(signedLog(LOG.leaves.slice(0, 1)));
    await sendRound(running.client(), await headToSend(LOG), running.keys, new UploadState());
    const alerts = await alertsAfter(running.collector.db, 0, 100);
    expect(alerts.map(({ act, severity, seq }) => [act, severity, seq])).toEqual([
      ['vault.unseal', 'critical', 1],
      ['vault.unseal', 'critical', 2],
    ]);
    const first = await running.collector.db.one<{ pos: number }>('SELECT MIN(pos) AS pos FROM event');
    expect(alerts.every(({ pos }) => pos < (first?.pos ?? 0))).toBe(true);
  });
});
