import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { logKey } from '../../core/hash/log-key.ts';
import { createVaultFile } from '../../core/store/file/vault-file.ts';
import { exportLog } from '../../core/store/log/export-log.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { logOptions, SetClock } from '../harness/log/test-vault.ts';
import { randomDrafts } from './random-drafts.ts';

/**
 * A vault of its own in `place`, its log written by the app's own log in commits of random size, and exported to `folder` as
 * the app exports it. The head of the log.
 */
export function randomExport({ seed, place, folder }: { seed: string; place: string; folder: string }): Head {
  const pick = pickFrom(seed);
  const path = join(place, `${seed}.halligan`);
  const clock = new SetClock();
  const vault = createVaultFile(path, { vault: `v_${pick.below(1e6)}`, practice: pick.once(4), stage: 'vault', now: clock.wall });
  const options = { station: `s_${pick.below(1e6)}`, key: logKey(pick.bytes(32)), clock: clock.read, random: pick.bytes };
  const log = vault.openLog(logOptions(options));
  const drafts = randomDrafts(pick.once(12) ? pick.below(4) : pick.once(12) ? 200 + pick.below(100) : pick.below(50), pick);
  while (drafts.length > 0) {
    log.commit({ entries: drafts.splice(0, 1 + pick.below(40)) });
    clock.pass(pick.below(100_000));
  }
  const head = log.head();
  exportLog({ entries: vault.entries, head, folder, words: sixWords });
  vault.close();
  for (const end of ['', '-wal', '-shm', '.ballast']) rmSync(`${path}${end}`, { force: true });
  return head;
}
