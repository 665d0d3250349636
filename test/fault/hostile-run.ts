/** Hostile stations at a collector as people run it: what it costs, and how an honest one fares meanwhile. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { CollectorChild } from '../collector/program/collector-child.ts';
import { bundled } from '../harness/base/bundled.ts';
import { CERTIFICATE } from '../harness/collector/certificates.ts';
import { enrolledAt, type Known, peakMiB } from '../harness/collector/collector-child.ts';
import { clientOf } from '../harness/collector/collector-client.ts';
import { freshFolder } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { type SampleLog, signedLog } from '../harness/log/sample-log.ts';
import { ENROLLED, hostileLog } from './hostile-log.ts';

export interface Attackers {
  readonly connections: number;
  readonly seconds: number;
  /** The name of the one that all of them make; null for each in turn. */
  readonly attack: string | null;
}

interface Besieged {
  /** How often each answer came: `400 log.bad_body`, or `closed` where there was none. */
  readonly answers: Readonly<Record<string, number>>;
  /** The most connections that were open at once. */
  readonly connections: number;
}

export interface Siege extends Besieged {
  readonly peakMiB: number;
  readonly idleMiB: number;
  /** How long an honest station took for a new head and its entries, each time. */
  readonly honest: { readonly rounds: number; readonly refusals: readonly string[]; readonly medianMs: number; readonly worstMs: number };
  /** Null when the collector lives, has what the honest station sent, and answered everything by its code. */
  readonly fault: string | null;
}

const CODED = /^(closed|200|202|409|[45]\d\d (collector|log|format)\.[a-z_]+)$/;
const GIVES_UP_MS = 60_000;

/**
 * So many hostile connections at once for so long, beside one honest station that adds an entry and syncs, again and again.
 * A hostile connection that ends is followed by the next attack, a second or three later.
 */
export async function siege({ connections, seconds, attack }: Attackers): Promise<Siege> {
  const folder = freshFolder();
  const whole = hostileLog(ENROLLED + 10 * Math.ceil(seconds));
  const known = await enrolledAt(folder, cut(whole, ENROLLED));
  writeFileSync(join(folder, 'collector.json'), JSON.stringify(configIn(folder)), { mode: 0o600 });
  const collector = await CollectorChild.startBuilt(folder);
  const port = Number(new URL(collector.line('stations')).port);
  const idleMiB = peakMiB(collector.process);
  try {
    await sendRound(clientOf(port, known), await headToSend(cut(whole, ENROLLED)), known.keys, new UploadState());
    const besieging = besiege(port, { connections, seconds, attack });
    const honest = await honestStation(port, known, whole, seconds);
    const besieged = await besieging;
    if (collector.process.exitCode !== null) throw new Error(`the collector ended: ${collector.err}`);
    const peak = peakMiB(collector.process);
    const odd = Object.keys(besieged.answers).filter((answer) => !CODED.test(answer));
    const fault =
      odd.length > 0
        ? `answered ${odd.join(', ')}`
        : collector.err.includes('a fault of the collector')
          ? collector.err
          : await lastWord(port, known, whole);
    return { ...besieged, peakMiB: peak, idleMiB, honest, fault };
  } finally {
    await collector.end('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/** The certificate that the station was enrolled under. */
function configIn(folder: string) {
  const tls = { keyFile: join(folder, 'key.pem'), certificateFile: join(folder, 'certificate.pem') };
  writeFileSync(tls.keyFile, CERTIFICATE.key, { mode: 0o600 });
  writeFileSync(tls.certificateFile, CERTIFICATE.cert);
  return { name: 'collector.example/m1', tls };
}

const cut = (log: SampleLog, size: number): SampleLog => signedLog(log.leaves.slice(0, size));

/** In a process of its own: what the hostile stations compute must not slow the honest one down. */
async function besiege(port: number, { connections, seconds, attack }: Attackers): Promise<Besieged> {
  const program = await bundled('test/fault/hostile-child.ts');
  const args = [port, connections, seconds, ...(attack === null ? [] : [attack])].map(String);
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part) => {
    said += String(part);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(said) as Besieged; // written by the child
}

/** The whole honest log arrives when all is over. */
async function lastWord(port: number, known: Known, whole: SampleLog): Promise<string | null> {
  try {
    await sendRound(clientOf(port, known), await headToSend(whole), known.keys, new UploadState());
    return null;
  } catch (error) {
    return `the honest station afterwards: ${String(error)}`;
  }
}

async function honestStation(port: number, known: Known, whole: SampleLog, seconds: number): Promise<Siege['honest']> {
  const until = performance.now() + seconds * 1000;
  const standing = new UploadState();
  const took: number[] = [];
  const refusals: string[] = [];
  for (let size = ENROLLED + 1; performance.now() < until && size < whole.leaves.length; size += 1) {
    const log = await headToSend(cut(whole, size));
    const from = performance.now();
    for (let done = false; !done && performance.now() < until + GIVES_UP_MS; ) {
      try {
        await sendRound(clientOf(port, known), log, known.keys, standing);
        done = true;
      } catch (error) {
        if (!isAppError(error)) throw error;
        refusals.push(error.code);
        await sleep(200); // a station waits before its next try
      }
    }
    took.push(performance.now() - from);
    await sleep(100); // the pace of a station at work
  }
  const sorted = took.toSorted((a, b) => a - b);
  return { rounds: took.length, refusals, medianMs: sorted[sorted.length >> 1] ?? 0, worstMs: sorted.at(-1) ?? 0 };
}
