/** Collectors on PostgreSQL, the server itself, and moves between databases: killed at random instants; then everything is compared. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Content, contentOf, differences } from '../../collector/migrate/content.ts';
import { openDatabase } from '../../collector/store/open-database.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { startedMove } from '../collector/migrate/started-move.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { missingForPostgres, RunningPostgres } from '../harness/collector/running-postgres.ts';
import { StationLog } from '../harness/collector/station-log.ts';
import { ServedLife } from './served-life.ts';
import { bad, count, type Tally } from './tally.ts';

const ROUNDS_A_LIFE = 40;
const MOVE = 'a move killed';
const LONGEST_MOVE_MS = 250;

/** Of so many rounds four in ten kill a collector, three the server, and three a move. Says so where there is no PostgreSQL. */
export async function storeKills(tally: Tally, rounds: number): Promise<void> {
  const missing = missingForPostgres();
  if (missing.length > 0) {
    console.log(`  left out: this machine lacks ${missing.join(', ')}`);
    return;
  }
  const server = await RunningPostgres.start();
  try {
    const pick = pickFrom('kills of collectors and servers');
    const moves = Math.ceil(rounds * 0.3);
    for (let left = rounds - moves; left > 0; left -= ROUNDS_A_LIFE) {
      const life = await ServedLife.begin(tally, server, pick);
      for (let round = 0; round < Math.min(left, ROUNDS_A_LIFE); round++) await life.round(round % 7 < 4 ? 'collector' : 'server');
      await life.end();
      console.log(`  ${rounds - moves - Math.max(0, left - ROUNDS_A_LIFE)} of ${rounds - moves} rounds`);
    }
    await movesKilled(tally, server, moves);
  } finally {
    await server.end();
  }
}

/** One source after another, each moved in as many runs as it takes when they are killed. */
async function movesKilled(tally: Tally, server: RunningPostgres, rounds: number): Promise<void> {
  const pick = pickFrom('kills of moves');
  const folder = mkdtempSync(join(tmpdir(), 'halligan-moves-'));
  const grown = await grownIn(join(folder, 'grown'));
  for (let done = 0, n = 0; done < rounds; n++) {
    const source = join(folder, `${n}.sqlite`);
    copyFileSync(grown.path, source);
    const [from, to] = [`sqlite:${source}`, server.address(await server.database())];
    for (let killed = true; killed; ) {
      const last = done >= rounds;
      const { exit, text } = await startedMove(from, to, last ? null : pick.fraction() * LONGEST_MOVE_MS);
      killed = exit === null;
      // The server may not have seen yet that the one before is gone: that is asked again.
      if (exit === 2 && text.includes('is running on the database')) killed = true;
      else if (exit === null) {
        done += 1;
        tally.rounds += 1;
        count(tally, MOVE, 'killed');
      } else if (exit !== 0) bad(tally, 'crashes', MOVE, text);
    }
    const different = differences(grown.content, await contentAt(to));
    if (different.length > 0) bad(tally, 'lost', MOVE, different.join('; '));
    count(tally, MOVE, 'moved');
  }
  if (tally.lost === 0) rmSync(folder, { recursive: true });
}

async function grownIn(folder: string): Promise<{ readonly path: string; readonly content: Content }> {
  mkdirSync(folder);
  const running = await RunningCollector.start(folder);
  for (let n = 0; n < 3; n++) {
    const station = new StationLog(n, 2_000);
    await station.enrol(running);
    const keys = { log: station.signer.key, collectors: [running.collector.keys.receipts.key] };
    await sendRound(running.client(), await station.head(2_000), keys, new UploadState());
  }
  await running.collector.db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const content = await contentOf(running.collector.db);
  await running.stop();
  return { path: join(folder, 'collector.sqlite'), content };
}

async function contentAt(address: string): Promise<Content> {
  const db = await openDatabase(address);
  try {
    return await contentOf(db);
  } finally {
    await db.close();
  }
}
