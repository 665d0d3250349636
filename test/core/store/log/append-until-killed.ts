/**
 * A child process for kill.test.ts: appends to the log of the file in argv[2] and says each acknowledged size on its standard
 * output, written at once, until somebody kills it or the disk fails; then it tries once more.
 */
import { writeSync } from 'node:fs';
import { logKey } from '../../../../core/hash/log-key.ts';
import { openVaultFile } from '../../../../core/store/file/vault-file.ts';
import { isAppError } from '../../../../shared/base/app-error.ts';

const file = openVaultFile(process.argv[2] ?? '', 'vault');
const log = file.openLog({
  station: 's_test',
  app: '0.1.0',
  key: logKey(new Uint8Array(32).fill(7)),
  keyKind: 'file',
  clock: () => ({ wall: Date.now(), monoMs: Math.round(performance.now()), boot: `boot-${process.pid}`, run: 'run-1' }),
  seen: null,
  onMismatch: 'refuse',
  ballastBytes: 64 * 1024,
});
writeSync(1, `${log.size}\n`);
try {
  for (let n = 0; ; n++) append(`r_${n}`);
} catch (error) {
  writeSync(2, `stopped by ${codeOf(error)}\n`);
}
try {
  append('r_again');
} catch (error) {
  writeSync(2, `still stopped by ${codeOf(error)}\n`);
}

function append(cer: string): void {
  log.commit({ entries: [{ act: 'vault.unseal', ph: 'intent', cer }], change: (tx) => tx.meta.put('name', cer) });
  writeSync(1, `${log.size}\n`);
  log.commit({ entries: [{ act: 'vault.unseal', ph: 'result', ref: log.size - 1, out: 'ok', cer }] });
  writeSync(1, `${log.size}\n`);
}

function codeOf(error: unknown): string {
  return isAppError(error) ? error.code : String(error);
}
