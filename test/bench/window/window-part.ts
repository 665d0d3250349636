import { rmSync } from 'node:fs';
import type { Running } from '../../harness/app/running.ts';
import { figure, type Part } from '../measure/figure.ts';
import { coldStart } from './cold-start.ts';
import { judgeFrames } from './frames.ts';
import { LongListApp } from './long-list.ts';
import { measureMemory } from './memory.ts';
import { framesWhileArgon2 } from './passphrase.ts';

/** A list that draws every row would have thousands. */
const ROWS_DRAWN = 100;

/** What a person sees: the built app in its real window, on whichever host there is. */
export async function measureWindow(size: number, rounds: number): Promise<Part> {
  const starts = await measureStarts(rounds);
  const list = await measureList(size, rounds);
  return {
    ...starts,
    figures: [...starts.figures, ...list.figures],
    checks: [...starts.checks, ...list.checks],
    skipped: [...starts.skipped, ...list.skipped],
  };
}

async function measureStarts(rounds: number): Promise<Part> {
  const times: number[] = [];
  for (let round = 1; round < rounds; round++) {
    const { app, ms } = await coldStart();
    times.push(ms);
    await end(app);
  }
  const { app, ms } = await coldStart();
  try {
    times.push(ms);
    const memory = await measureMemory(app.pid, 'at the doors');
    const { frames, tookMs } = await framesWhileArgon2(app, rounds);
    const judged = judgeFrames('the strongroom runs Argon2id (256 MiB)', frames);
    return {
      host: app.kind,
      figures: [
        figure('cold start to the painted doors, a fresh profile each', 'ms', times),
        ...(memory ?? []),
        ...judged.figures,
        figure('passphrase to registered key, Argon2id and a touch in it', 'ms', tookMs),
      ],
      checks: judged.checks,
      skipped: [...(memory === null ? ['memory: this system does not say it (no /proc/PID/smaps_rollup)'] : []), ...judged.skipped],
    };
  } finally {
    await end(app);
  }
}

async function measureList(size: number, rounds: number): Promise<Part> {
  const list = await LongListApp.start(size);
  try {
    const typed = await list.search();
    const scrolls: Awaited<ReturnType<LongListApp['scroll']>>[] = [];
    for (let round = 0; round < rounds; round++) scrolls.push(await list.scroll());
    const of = size.toLocaleString('en');
    const judged = judgeFrames(`${of} rows are scrolled`, scrolls);
    const rowsDrawn = Math.max(...scrolls.map((scroll) => scroll.rowsDrawn));
    return {
      figures: [
        figure(`keystroke to painted rows, ${of} titles`, 'ms', typed),
        ...judged.figures,
        ...((await measureMemory(list.app.pid, `${of} titles read`)) ?? []),
      ],
      checks: [...judged.checks, { name: `rows drawn of ${of}`, value: rowsDrawn, atMost: ROWS_DRAWN }],
      skipped: judged.skipped,
    };
  } finally {
    await end(list.app);
  }
}

async function end(app: Running): Promise<void> {
  await app.close();
  rmSync(app.userData, { recursive: true, force: true });
}
