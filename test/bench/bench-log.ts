import { logKey } from '../../core/hash/log-key.ts';
import { createVaultFile, type VaultFile } from '../../core/store/file/vault-file.ts';
import type { StationLog } from '../../core/store/log/station-log.ts';

/** A new vault file at `path`, and the log in it that is measured. */
export function benchLog(path: string): { readonly file: VaultFile; readonly log: StationLog } {
  const file = createVaultFile(path, { vault: 'v_bench', practice: false, stage: 'vault', now: 0 });
  const log = file.openLog({
    station: 's_bench',
    app: '0.1.0',
    key: logKey(new Uint8Array(32).fill(7)),
    keyKind: 'file',
    clock: () => ({
      wall: Date.now(),
      monoMs: Math.round(performance.now()),
      boot: 'b3b0c7de-0000-4000-8000-000000000000',
      run: '6f1e0000',
    }),
    seen: null,
    onMismatch: 'refuse',
  });
  return { file, log };
}
