/** The record of a whole story: every entry a sentence, the chain verified, the export proven outside of the app, and harm to it named. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { log } from '../../../renderer/words/en/log.ts';
import { freshFolder } from '../../harness/app/app.ts';
import { noteHost, PATIENCE_MS, Practice, QUORUM } from './practice.ts';

const root = join(import.meta.dirname, '../../..');

test.describe.configure({ mode: 'serial', timeout: 4 * PATIENCE_MS });

let practice: Practice;
let exported = '';
test.beforeAll(async () => {
  practice = await Practice.start();
});
test.afterAll(async () => practice.end());
test.beforeEach(() => noteHost(practice.app));

test('a story that writes most of what a log can hold', async () => {
  const { page, stage } = practice;
  expect(await practice.refusal('no.such.call', {})).toBe('call.unknown');
  await practice.sitDown('Mara Lindqvist');
  await stage.deposit({ kind: 'Note', compartment: 'Network', title: 'Whom to call', system: 'Core routers', fields: { Text: 'Nobody.' } });
  await stage.store();
  await stage.press('Leave the desk');
  await stage.room('Board');

  await practice.declare('drill', 'DRILL-19');
  await practice.gather();
  await stage.look('Decoy administrator');
  await stage.reveal('Password');
  await practice.seal();
  await stage.room('Board');

  await practice.declare();
  await stage.deny(QUORUM[0], 'I have not reached Ito by phone.');
  await stage.choose(QUORUM[1]);
  await stage.press('Approve with my key');
  await stage.press('Stop waiting');
  await stage.press(/^I am not/);
  await practice.gather();
  await stage.look('Administrator', 'Core routers');
  await stage.press('Show the code');
  await stage.reveal('Password');
  await practice.readLarge('Password');
  await stage.press('Hide now');
  await stage.press('Copy User name');
  await stage.press('Copy Password');
  await expect(page.getByText(/On the clipboard/)).toBeVisible();
  await practice.seal();

  await stage.room('Board');
  await practice.declare('emergency', 'INC-4472');
  await stage.press('Abort');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Abort the request' }).click();
  await stage.heading('PRACTICE: SEALED').waitFor();
});

/** Scrolls the whole list, as a reader would, and gives each line by its place. */
async function readAll(): Promise<Map<number, string>> {
  const { page } = practice;
  const lines = new Map<number, string>();
  const list = page.getByRole('region', { name: 'Entries' });
  await list.getByRole('listitem').first().waitFor();
  const total = Number(await list.getByRole('listitem').first().getAttribute('aria-setsize'));
  await expect
    .poll(
      async () => {
        for (const [at, text] of await list
          .getByRole('listitem')
          .evaluateAll((items) =>
            items.map((item) => [Number(item.getAttribute('aria-posinset')), item.querySelector('p')?.textContent ?? null] as const),
          )) {
          if (text !== null) lines.set(at, text);
        }
        await list.evaluate((box) => {
          box.scrollTop =
            box.scrollTop + box.clientHeight / 2 >= box.scrollHeight - box.clientHeight
              ? box.scrollHeight
              : box.scrollTop + box.clientHeight / 2;
        });
        return lines.size;
      },
      { timeout: PATIENCE_MS, intervals: [100] },
    )
    .toBe(total);
  return lines;
}

/** Words that stand in for what was erased. Those that are also said of what is there are left out. */
const ALSO_MEANT: readonly string[] = ['none', 'not reached', 'none was used'];
const FALLBACKS = Object.values(log.unknown).filter((word) => !ALSO_MEANT.includes(word));

test('every entry is a sentence in plain words', async () => {
  await practice.stage.room('Log');
  const lines = await readAll();
  expect(lines.size).toBeGreaterThan(40);
  for (const line of lines.values()) {
    expect.soft(line, 'a sentence').toMatch(/^(DRILL)?(Noted beforehand: )?[A-Z“].*[.”]$/s);
    for (const word of FALLBACKS)
      expect.soft(line, `“${word}” stands for what is not there`).not.toMatch(new RegExp(`(^|[^\\p{L}])${word}([^\\p{L}]|$)`, 'u'));
    expect
      .soft(line, 'a raw key, an id or a hole')
      .not.toMatch(/\{\{|undefined|null|NaN|\[object|\b[a-z]+\.[a-z]+_?[a-z]*\b|\b[a-z]+_[0-9a-z]{8,}/);
  }
});

test('Verify proves it on the screen; the export is proven outside of the app', async () => {
  const { page, stage } = practice;
  await stage.press('Verify');
  await expect(page.getByRole('heading', { name: log.proof.proven })).toBeVisible({ timeout: PATIENCE_MS });
  const chosen = join(practice.app.userData, 'evidence');
  mkdirSync(chosen);
  await stage.answerFolder(chosen);
  await stage.press('Export the evidence');
  await expect.poll(() => readdirSync(chosen).length).toBe(1);
  exported = join(chosen, readdirSync(chosen)[0] ?? '');
  await expect(page.getByText('The log was exported.').first()).toBeVisible();
  expect(verify(exported)).toMatchObject({ exit: 0 });
});

function verify(folder: string): {
  readonly exit: number | null;
  readonly report: { readonly logs?: { firstBad: { seq: number } | null }[] };
  readonly text: string;
} {
  const cli = join(root, 'dist/cli.js');
  const { stdout } = spawnSync(process.execPath, [cli, 'verify', folder, '--json'], { encoding: 'utf8' });
  const words = spawnSync(process.execPath, [cli, 'verify', folder], { encoding: 'utf8' });
  return { exit: words.status, report: JSON.parse(stdout) as { logs: { firstBad: { seq: number } | null }[] }, text: words.stdout };
}

/** A copy of the export whose entries `change` has changed. */
function changed(change: (lines: string[]) => string[]): string {
  const copy = join(freshFolder(), 'log');
  cpSync(exported, copy, { recursive: true });
  const path = join(copy, 'events.jsonl');
  writeFileSync(path, `${change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
  return copy;
}

test('one flipped bit is found, and its entry named', () => {
  const folder = changed((lines) =>
    lines.map((line, seq) => (seq === 7 ? line.replace(/\d(?=[^\d]*$)/, (digit) => String.fromCharCode(digit.charCodeAt(0) ^ 1)) : line)),
  );
  const { exit, report, text } = verify(folder);
  expect(exit).toBe(1);
  expect(report.logs?.[0]?.firstBad?.seq).toBe(7);
  expect(text).toContain('TAMPERED');
  expect(text).toMatch(/[Ee]ntry 7\b/);
});

test('an entry left out in the middle is tampering; a missing end is not the whole', () => {
  expect(verify(changed((lines) => lines.filter((_, seq) => seq !== 7))).exit).toBe(1);
  const cut = verify(changed((lines) => lines.slice(0, -3)));
  expect([1, 2]).toContain(cut.exit);
  expect(cut.text).not.toContain('PROVEN');
});
