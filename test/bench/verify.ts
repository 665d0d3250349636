import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { longExport } from './long-export.ts';
import { beside, figure, type Part } from './measure/figure.ts';

const CLI = join(import.meta.dirname, '../../cli/halligan.ts');
const SIGNATURES = join(import.meta.dirname, 'signature-an-entry.ts');
/** Of fewer entries the start of the process is a large part. */
const LONG = 1_000_000;
const run = promisify(execFile);

/** What a process of its own took, from its start to its end. */
interface Taken {
  readonly ms: number;
  readonly maxRssMiB: number;
}

/**
 * `halligan verify` of an export of `entries` entries with everything that there is to check, in turn with as many threads that verify
 * one Ed25519 signature for each of its lines and do nothing else. Promises the factor of docs/goals.md G4, and its memory; its 15 seconds
 * where the machine has nothing else to do, which a figure says and no promise.
 */
export async function measureVerify(entries: number, rounds: number): Promise<Part> {
  const folder = longExport(entries);
  const [ours, control]: [Taken[], Taken[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await take([CLI, 'verify', folder], /^PROVEN/));
    control.push(await take([SIGNATURES, join(folder, 'events.jsonl')], new RegExp(`^${entries} signatures`)));
  }
  const ms = (all: readonly Taken[]): number[] => all.map((one) => one.ms);
  const of = `${entries.toLocaleString('en')} entries, ${availableParallelism()} threads`;
  const verified = figure(`every check of an export, ${of}`, 'ms', ms(ours));
  const signatures = figure(`one Ed25519 verification an entry, ${of}`, 'ms', ms(control));
  const memory = figure(
    `most memory of that check, ${of}`,
    'MiB',
    ours.map(({ maxRssMiB }) => maxRssMiB),
  );
  return {
    figures: [beside(verified, signatures), memory],
    checks: [
      {
        name: 'every check takes of the time of one Ed25519 verification an entry',
        value: verified.median / signatures.median,
        atMost: entries < LONG ? 0.5 : 0.2,
      },
      { name: 'MiB of memory at most', value: memory.max, atMost: 400 },
    ],
    skipped: [],
  };
}

async function take(args: readonly string[], says: RegExp): Promise<Taken> {
  const start = performance.now();
  const { stdout, stderr } = await run(process.execPath, ['--import', MEMORY, ...args], { maxBuffer: 1024 * 1024 });
  const ms = performance.now() - start;
  const maxRssKiB = Number(/^max RSS (\d+) KiB$/m.exec(stderr)?.[1]);
  if (!says.test(stdout) || Number.isNaN(maxRssKiB)) throw new Error(`${args.join(' ')} said: ${stdout}${stderr}`);
  return { ms, maxRssMiB: maxRssKiB / 1024 };
}

/** Says at its end how much memory a process had at most, its threads included. */
const MEMORY = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => console.error('max RSS ' + process.resourceUsage().maxRSS + ' KiB'));
`)}`;
