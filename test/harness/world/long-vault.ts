import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { Station } from '../../../core/session/station.ts';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import { FILE_KEY_BOX } from '../../../core/store/station/key-box.ts';
import { copyOf } from '../../../shared/base/bytes.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';

const CLOCK = { boot: 'boot', run: 'run' };

/** The vault file of a station that has one. */
export function vaultIn(folder: string): string {
  const path = globSync(`${folder}/**/*.halligan`)[0];
  if (path === undefined) throw new Error('no vault is there');
  return path;
}

/** Writes `count` entries into the log of a vault that is not open, as its station does. Gives the log's origin. */
export async function lengthen(folder: string, path: string, count: number): Promise<string> {
  const station = await Station.open(folder, FILE_KEY_BOX, (length) => copyOf(randomBytes(length)));
  const file = openVaultFile(path, 'vault');
  const log = file.openLog({
    station: station.id,
    app: '0.1.0',
    key: station.key,
    keyKind: station.box.kind,
    clock: () => ({ wall: Date.now(), monoMs: Math.round(performance.now()), ...CLOCK }),
    seen: station.seen(file.vault).head,
    onMismatch: 'refuse',
  });
  log.commit({ entries: Array.from({ length: count }, (_, n): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } })) });
  station.saw(file.vault, log.head(), 1);
  file.close();
  return log.origin;
}
