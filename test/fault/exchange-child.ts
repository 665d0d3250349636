/**
 * A station that appends and sends at the same time until it is killed: `VAULT PORT PIN KEY LABEL`; LABEL names its choices. Each line that it prints is
 * durable when it is printed: `{"size","root"}` after an append, `{"note"}` after a receipt.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { parseCosignerVkey } from '../../shared/log/note/vkey.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { clientOf } from '../harness/collector/collector-client.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { SIGNER } from '../harness/log/sample-log.ts';
import { logOptions, reopen } from '../harness/log/test-vault.ts';
import { storedLog } from './stored-log.ts';

const [path = '', port = '', pin = '', key = '', label = ''] = process.argv.slice(2);
const keys = { log: SIGNER.key, collectors: [parseCosignerVkey(key, sha256)] };
const file = reopen(path);
const from = performance.now();
const clock = () => ({ wall: Date.now(), monoMs: Math.round(performance.now() - from), boot: `boot-${process.pid}`, run: 'run-1' });
const log = file.openLog(logOptions({ clock }));
const say = (value: object): void => void writeSync(1, `${JSON.stringify(value)}\n`);

async function append(): Promise<never> {
  const pick = pickFrom(`waits ${label}`);
  for (let n = 0; ; n++) {
    // Told at once each: not so many that nothing else is sent.
    if (n % 8 === 0) {
      const cer = `r_${log.size}`;
      const intent = { act: 'item.reveal', ph: 'intent', cer, say: { title: `Title ${n}` } } as const;
      log.commit({ entries: [intent], change: (tx) => tx.meta.put('name', cer) });
      say(log.head());
      log.commit({ entries: [{ act: 'item.reveal', ph: 'result', ref: log.size - 1, out: 'ok', cer }] });
      say(log.head());
    }
    for (let quiet = 0; quiet < 8; quiet++) log.commit({ entries: [{ act: 'config.change', out: 'ok', d: { quiet } }] });
    say(log.head());
    await sleep(pick.fraction() * 20); // the pace of a station at work
  }
}

async function send(): Promise<never> {
  const client = clientOf(Number(port), { pin });
  const standing = new UploadState();
  for (;;) {
    try {
      say({ note: await sendRound(client, await headToSend(storedLog(file, log.origin)), keys, standing) });
    } catch (error) {
      if (!isAppError(error) || !(error.code.startsWith('network.') || error.code === 'collector.other_head')) throw error;
    }
    await sleep(2); // leaves room for the appends
  }
}

say(log.head());
await Promise.all([append(), send()]);
