/** What the app exports: all that an outsider needs, and no more trust in it than it deserves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verifyTarget } from '../../../cli/verify.ts';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { pinsText } from '../../../core/sync/kept-collector.ts';
import { openExportEnrolment } from '../../../shared/log/export/export-enrolment.ts';
import { parseEntry } from '../../../shared/log/leaf/entry.ts';
import { parseCollectorKeys } from '../../../shared/log/note/collector-key.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { VKEY } from '../../harness/log/sample-log.ts';
import type { CollectorWorld } from '../../harness/world/collector-world.ts';
import { WITH_COLLECTOR } from '../../harness/world/founded.ts';
import { vaultIn } from '../../harness/world/long-vault.ts';
import { worldForEach } from '../../harness/world/world-for.ts';
import { sampleCollector } from '../../vectors/cases/receipt.ts';

describe('an export of the app', () => {
  let both: CollectorWorld;
  worldForEach(WITH_COLLECTOR, (made) => {
    both = made;
  });

  async function exported(): Promise<string> {
    both.world.picks = [mkdtempSync(join(both.world.folder, 'export-'))];
    return (await both.world.call('log.export', {})).folder ?? '';
  }
  const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
  const verified = (folder: string, policy: string | null) => verifyTarget({ target: folder, anchors: [], vkey: null, policy });
  const byScript = (folder: string, ...args: string[]) => spawnSync('python3', [join(folder, 'verify.py'), ...args], { encoding: 'utf8' });

  it('holds everything that proves a received log, and proves it with the policy in it, once that is named', async () => {
    const { world, collector } = both;
    world.verifierPage = '<!doctype html><title>a page</title>';
    await both.enrol();
    const { received } = await both.received();
    const folder = await exported();
    expect(readdirSync(folder).sort()).toEqual(
      [
        'README.txt',
        'checkpoint',
        'disclosures.jsonl',
        'enrollment.json',
        'events.jsonl',
        'hashes',
        'policy',
        'receipts',
        'verifier.html',
        'verify.py',
        'vkey',
      ].sort(),
    );
    const { keys, policy } = collector.collector;
    const vkey = textOf(folder, 'vkey').trimEnd();
    expect(textOf(folder, 'policy')).toBe(`log ${vkey}\nwitness collector ${vkeyText(keys.receipts.key)}\nquorum collector\n`);
    expect(textOf(folder, 'verifier.html')).toBe(world.verifierPage);
    const readme = textOf(folder, 'README.txt');
    for (const name of readdirSync(folder)) expect(readme).toMatch(new RegExp(`^${name.replace('.', '\\.')} +\\S`, 'm'));
    expect(readme).toContain('npx halligan verify FOLDER');
    expect(readme).toContain('python3 verify.py');
    expect(readme).toContain('it proves only itself');
    expect(readme).not.toContain('is not here');

    // Who the collector is, as the log itself has it.
    const enrolment = openExportEnrolment(readFileSync(join(folder, 'enrollment.json')), vkey, sha256);
    expect(enrolment).toMatchObject({
      by: 'station',
      state: 'active',
      compared: true,
      policy,
      spki: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const entries = textOf(folder, 'events.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => parseEntry(Buffer.from(line)));
    const { d } = entries.findLast(({ act }) => act === 'collector.confirm') ?? { d: {} };
    expect(d).toEqual({ request: enrolment.id, pins: pinsText(parseCollectorKeys(enrolment.collector, sha256), enrolment.spki) });

    // Exporting wrote an entry of its own, which nobody received.
    expect(entries.length).toBeGreaterThan(received?.entries ?? 0);
    const own = join(folder, 'policy');
    expect(await verified(folder, own)).toMatchObject({
      exit: 0,
      lines: expect.arrayContaining([expect.stringMatching(/by receipt of collector/)]),
    });
    const said = byScript(folder, '--policy', own);
    expect({ exit: said.status, first: said.stdout.split('\n')[0] }).toEqual({ exit: 0, first: expect.stringMatching(/^PROVEN/) });
    // Without being named, it is believed by neither: nothing is said of any collector.
    const alone = await verified(folder, null);
    expect(alone).toMatchObject({ exit: 0, json: { logs: [{ policy: false, completeUntil: null }] } });
    expect(byScript(folder).stdout).not.toContain('Complete until');

    // The policy of another log; that of another collector; the receipts taken away.
    const file = join(world.folder, 'policy');
    writeFileSync(file, textOf(folder, 'policy').replace(vkey, VKEY));
    expect((await verified(folder, file)).exit).toBe(1);
    expect(byScript(folder, '--policy', file).status).toBe(1);
    const stranger = vkeyText(sampleCollector('collector.example/m1', 99).key);
    writeFileSync(file, textOf(folder, 'policy').replace(vkeyText(keys.receipts.key), stranger));
    expect((await verified(folder, file)).exit).toBe(2);
    rmSync(join(folder, 'receipts'), { recursive: true });
    expect((await verified(folder, own)).exit).toBe(2);
    expect(byScript(folder, '--policy', own).status).toBe(2);
  }, 60_000);

  it('names no collector that people have not compared, and asks for no receipt then', async () => {
    await both.ask();
    const folder = await exported();
    expect(textOf(folder, 'policy')).toBe(`log ${textOf(folder, 'vkey').trimEnd()}\nquorum none\n`);
    expect(JSON.parse(textOf(folder, 'enrollment.json'))).toMatchObject({ state: 'asked', compared: false });
    expect(textOf(folder, 'README.txt')).toContain('It asks for no receipt');
  });

  it('without a collector says what there is, and goes on without the page where the app has none', async () => {
    const folder = await exported();
    expect(readdirSync(folder)).not.toContain('enrollment.json');
    expect(readdirSync(folder)).not.toContain('verifier.html');
    expect(textOf(folder, 'README.txt')).toContain('verifier.html, which checks the log in a browser, is not here');
    expect(textOf(folder, 'README.txt')).not.toMatch(/^(verifier\.html|enrollment\.json|receipts) {2}/m);
    expect((await verified(folder, join(folder, 'policy'))).exit).toBe(0);
    expect(byScript(folder, '--policy', join(folder, 'policy')).status).toBe(0);
  });

  it('believes no collector that the vault file names and the log does not', async () => {
    const { world } = both;
    await both.enrol();
    await both.received();
    const stranger = vkeyText(sampleCollector('collector.example/m1', 99).key);
    world.engine.stop();
    const db = new Database(vaultIn(world.folder));
    expect(db.prepare('UPDATE collector SET receipts = ?').run(stranger).changes).toBe(1);
    db.close();
    await world.start();
    await world.call('practice.start', {});
    const folder = await exported();
    expect(readdirSync(folder)).not.toContain('enrollment.json');
    expect(textOf(folder, 'policy')).not.toContain('witness');
  });
});
