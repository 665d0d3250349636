/** `npm run bench -- [--json FILE] [--short] [--only …]`: figures, each beside its control, in one run. Fails on broken promises; a short run never on slowness. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { orStop } from '../../build/setup/stop.mjs';
import { measureAlerts } from './alert/alert-part.ts';
import { measureAppends } from './append-part.ts';
import { measureGrown } from './grown-vault.ts';
import { measureIngest } from './ingest/ingest-part.ts';
import { thisMachine } from './machine.ts';
import { holds, type Part } from './measure/figure.ts';
import { type Options, type PartName, readOptions } from './options.ts';
import { measureSearch } from './search.ts';
import { measureStarts } from './start.ts';
import { tableOf } from './table.ts';
import { measureUnseals } from './unseal-part.ts';
import { measureVerify } from './verify.ts';
import { measureWindow } from './window/window-part.ts';

const ROUNDS = 7;
/** Of what takes seconds a round, in a short run. */
const FEW_ROUNDS = 4;

function partsFor({ length }: Options): Readonly<Record<PartName, () => Promise<Part>>> {
  const sizes = length === 'short' ? [100, 1_000] : [100, 1_000, 10_000];
  const largest = Math.max(...sizes);
  const only = (figures: Part['figures']): Part => ({ figures, checks: [], skipped: [] });
  return {
    unseal: () => measureUnseals(sizes, ROUNDS),
    search: async () => only(await measureSearch(largest, ROUNDS)),
    grown: () => measureGrown(largest, ROUNDS),
    append: async () => measureAppends(length),
    start: async () => measureStarts(length === 'short' ? 100_000 : 1_000_000, ROUNDS),
    verify: () => measureVerify(length === 'short' ? 50_000 : 1_000_000, length === 'short' ? 1 : 3),
    ingest: () => (length === 'short' ? measureIngest(16_384, 1) : measureIngest(65_536, 5)),
    alert: () => (length === 'short' ? measureAlerts(16_384, 20) : measureAlerts(131_072, 200)),
    window: () => measureWindow(largest, length === 'short' ? FEW_ROUNDS : ROUNDS),
  };
}

await orStop(async () => {
  const options = readOptions(process.argv.slice(2));
  const machine = thisMachine();
  const parts = partsFor(options);
  const done: Part[] = [];
  for (const name of options.parts) {
    const part = await parts[name]();
    console.log(`${tableOf(part)}\n`);
    done.push(part);
  }
  const figures = done.flatMap((part) => part.figures);
  const checks = done.flatMap((part) => part.checks);
  const skipped = done.flatMap((part) => part.skipped);
  const host = done.find((part) => part.host !== undefined)?.host ?? 'plain Node';
  const broken = checks.filter((check) => !holds(check));
  const { json } = options;
  if (json !== null) {
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, `${JSON.stringify({ machine, node: process.version, host, figures, checks, skipped }, null, 2)}\n`);
  }
  console.log(`${figures.length} figures, ${checks.length - broken.length} promises hold, ${broken.length} are broken`);
  return broken.length === 0 ? 0 : 1;
});
