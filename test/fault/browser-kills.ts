/** The real app, killed: its browser, its host or its strongroom, while a window is open. The next start finds it sealed. */
import { webcrypto } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import type { InputIn, NameIn, OutputIn, Reply } from '../../shared/contract/call.ts';
import type { calls, Purpose } from '../../shared/contract/calls.ts';
import { sealEnvelope } from '../../shared/contract/envelope.ts';
import { startApp } from '../harness/app/app.ts';
import type { PageWindow } from '../harness/app/ask-page.ts';
import type { Running } from '../harness/app/running.ts';
import { kill, processTree, processWith, waitForEnd } from '../harness/base/process-tree.ts';
import { bad, count, type Tally } from './tally.ts';

type Calls = typeof calls;
type Name = NameIn<Calls>;

const VICTIMS = ['browser', 'host', 'strongroom'] as const;
const ENDS_WITHIN_MS = 30_000;

/** As the page's own code calls it. Throws for a refusal. */
async function ask<N extends Name>(page: Page, name: N, input: InputIn<Calls, N>): Promise<OutputIn<Calls, N>> {
  const reply = (await page.evaluate(([called, given]) => (window as unknown as PageWindow).halligan.call(called, given), [
    name,
    input,
  ] as const)) as Reply<unknown>;
  if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.message}`);
  return reply.value as OutputIn<Calls, N>; // parsed at the border
}

async function touch(page: Page, purpose: Purpose): Promise<void> {
  let answer = await ask(page, 'key.begin', { purpose });
  while (!answer.done) {
    const { ticket, envelope } = answer.step;
    const { response, prf } = await ask(page, 'practice.touch', { ticket, label: '1' });
    const plain = utf8(JSON.stringify({ prf, passphrase: null }));
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(envelope.publicKey), plain, 'key');
    answer = await ask(page, 'key.step', { ticket, response, envelope: { key: envelope.key, sealed: toBase64url(sealed) } });
  }
}

/** The practice vault, its window open. How many entries were acknowledged. */
async function openWindow(page: Page): Promise<number> {
  await ask(page, 'practice.start', {});
  const { vault } = await ask(page, 'app.view', {});
  const idOf = (name: string) => vault?.members.find((member) => member.name.startsWith(name))?.id ?? '';
  const { request } = await ask(page, 'request.declare', {
    kind: 'emergency',
    incident: 'INC-1',
    reason: 'A test',
    compartments: [vault?.compartments[0]?.id ?? ''],
    systems: [],
    requester: null,
    operator: idOf('Sam'),
    minutes: 30,
    ways: [],
  });
  for (const name of ['Mara', 'Ito', 'Lena']) await touch(page, { kind: 'contribute', request, member: idOf(name) });
  const { window, log } = await ask(page, 'app.view', {});
  if (window === null) throw new Error('the quorum opened no window');
  return log?.entries ?? 0;
}

async function round(tally: Tally, userData: string, victim: (typeof VICTIMS)[number]): Promise<void> {
  const part = `${victim} of the real app`;
  const app = await startApp({ userData });
  const acknowledged = await openWindow(app.page);
  tally.acknowledgedWrites += acknowledged;
  const tree = processTree(app.pid);
  kill(victimOf(victim, app, tree));
  count(tally, part, 'killed');
  tally.rounds += 1;
  if (victim === 'strongroom') {
    await sealedIn(tally, part, app.page, acknowledged, 'strongroom-gone');
    await app.close();
    return;
  }
  const left = await waitForEnd(tree, ENDS_WITHIN_MS);
  if (left.length > 0) bad(tally, 'hangs', part, `${left.length} processes went on`);
  left.forEach(kill);
  const again = await startApp({ userData });
  await ask(again.page, 'practice.start', {});
  await sealedIn(tally, part, again.page, acknowledged, null);
  await again.close();
}

function victimOf(victim: (typeof VICTIMS)[number], app: Running, tree: readonly number[]): number {
  if (victim === 'host') return app.pid;
  return victim === 'browser' ? app.browserPid : processWith(tree, 'strongroom');
}

/** Nothing is open, everything that was acknowledged is in the log, and the log is proven. */
async function sealedIn(tally: Tally, part: string, page: Page, acknowledged: number, how: string | null): Promise<void> {
  for (const until = Date.now() + ENDS_WITHIN_MS; Date.now() < until && (await ask(page, 'app.view', {})).window !== null; );
  const { window, closing } = await ask(page, 'app.view', {});
  if (window !== null) bad(tally, 'lost', part, 'a window was found open');
  if (how !== null && closing[0]?.sealedHow !== how) bad(tally, 'lost', part, `sealed as ${closing[0]?.sealedHow}`);
  const { verdict, entries } = await ask(page, 'log.verify', {});
  if (verdict !== 'proven' || entries < acknowledged)
    bad(tally, 'lost', part, `the log is ${verdict}, with ${entries} of ${acknowledged} entries`);
}

export async function browserKills(tally: Tally, folder: string, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    const victim = VICTIMS[i % VICTIMS.length] ?? 'browser';
    const userData = join(folder, `app-${i}`);
    mkdirSync(userData, { recursive: true });
    try {
      await round(tally, userData, victim);
    } catch (error) {
      bad(tally, 'crashes', `${victim} of the real app`, error instanceof Error ? error.message.slice(0, 1_500) : String(error));
    }
    rmSync(userData, { recursive: true, force: true });
  }
}
