import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own, gone at the end of the scope: `using folder = tempFolder()`. */
export function tempFolder(under: string = tmpdir()): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(under, 'halligan-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** For thousands of small vaults: in memory where the system has such a place, since every one of them is fsynced. */
export const QUICK_PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
