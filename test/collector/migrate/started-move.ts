import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundled } from '../../harness/base/bundled.ts';

export interface EndedMove {
  /** Null where it was killed. */
  readonly exit: number | null;
  readonly text: string;
}

/** Moves a collector in a process of its own, which is killed so many ms after it began to copy. */
export async function startedMove(from: string, to: string, killAfterMs: number | null): Promise<EndedMove> {
  const child = spawn(process.execPath, [await bundled('test/collector/migrate/migrate-process.ts'), '--from', from, '--to', to], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  let blow: NodeJS.Timeout | undefined;
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    if (killAfterMs !== null) blow ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [exit] = (await once(child, 'close')) as [number | null];
  clearTimeout(blow);
  return { exit, text };
}
