/** Harms copies of a vault in every way of `mutation.ts`, and counts what comes of it. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line, Work } from './damage-child.ts';
import { inParallel } from './parallel.ts';
import { bad, count, type Tally } from './tally.ts';

const CHILD = fileURLToPath(new URL('./damage-child.ts', import.meta.url));
/** One look takes milliseconds; one that takes this long hangs. */
const HANGS_AFTER_MS = 60_000;
const SLICES = 8;

export class Damage {
  readonly #tally: Tally;
  readonly #folder: string;
  #next = 0;

  constructor(tally: Tally, folder: string) {
    this.#tally = tally;
    this.#folder = folder;
  }

  /** All of these numbers, in slices over the machine's processors. */
  async all(part: string, work: Omit<Work, 'folder'>): Promise<void> {
    const slices = Array.from({ length: SLICES }, (_, slice) => work.numbers.filter((_, i) => i % SLICES === slice)).filter(
      ({ length }) => length > 0,
    );
    await inParallel(slices, (numbers) => this.#slice(part, { ...work, numbers }));
    console.log(`  ${part}: ${JSON.stringify(this.#tally.parts[part])}`);
  }

  async #slice(part: string, work: Omit<Work, 'folder'>): Promise<void> {
    let left = work.numbers;
    while (left.length > 0) {
      const { last, how, stderr } = await this.#run(part, { ...work, numbers: left });
      if (how === 'done') return;
      if (last === null) throw new Error(`${part}: no harmed copy could be looked at: ${stderr}`);
      bad(this.#tally, how === 'hung' ? 'hangs' : 'crashes', part, `number ${last}: ${stderr}`);
      left = left.slice(left.indexOf(last) + 1);
    }
  }

  #run(
    part: string,
    work: Omit<Work, 'folder'>,
  ): Promise<{ readonly last: number | null; readonly how: 'done' | 'hung' | 'crashed'; readonly stderr: string }> {
    const folder = join(this.#folder, `damage-${this.#next++}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}.json`, JSON.stringify({ ...work, folder } satisfies Work));
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [CHILD, `${folder}.json`], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
      let last: number | null = null;
      let rest = '';
      let stderr = '';
      let hung = false;
      const hangs = () => {
        hung = true;
        child.kill('SIGKILL');
      };
      let timer = setTimeout(hangs, HANGS_AFTER_MS);
      child.stderr?.on('data', (chunk) => {
        stderr = (stderr + String(chunk)).slice(-2_000);
      });
      child.stdio[3]?.on('data', (chunk) => {
        clearTimeout(timer);
        timer = setTimeout(hangs, HANGS_AFTER_MS);
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const text of lines) {
          const line = JSON.parse(text) as Line; // written by the child
          if ('at' in line) last = line.at;
          else this.#heard(part, line);
        }
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        for (const made of [folder, `${folder}.json`]) rmSync(made, { recursive: true, force: true });
        resolve({ last, how: hung ? 'hung' : code === 0 ? 'done' : 'crashed', stderr });
      });
    });
  }

  #heard(part: string, line: Exclude<Line, { readonly at: number }>): void {
    count(this.#tally, part, 'looked at');
    if ('thrown' in line) {
      bad(this.#tally, 'crashes', part, `number ${line.of}: ${line.thrown}`);
      return;
    }
    count(this.#tally, part, line.outcome);
    for (const wrong of line.wrong) bad(this.#tally, 'wrongPlaintexts', part, `number ${line.of}: ${wrong}`);
  }
}
