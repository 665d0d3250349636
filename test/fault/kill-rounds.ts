/** Kills the app and the strongroom, at random and at every write step, and looks at what is left. */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspect } from '../../cli/inspect.ts';
import { verifyTarget } from '../../cli/verify.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { type Ack, isWrite } from './ack.ts';
import type { Case, Verdict } from './after-child.ts';
import { type Asked, type Ended, haveEnded, runChild } from './child.ts';
import { inParallel } from './parallel.ts';
import { everyOr, type Scale } from './scale.ts';
import { PHASES } from './story.ts';
import { bad, count, type Tally } from './tally.ts';

type Round = {
  readonly part: string;
  readonly what: Case['what'];
  readonly from: string | null;
  readonly program?: Asked['program'];
} & Omit<Asked, 'program'>;

/** The little vault, how many write steps its founding has, and how long it took. */
interface Base {
  readonly folder: string;
  readonly steps: number;
  readonly ms: number;
}

/** So many rounds are looked at by one process: its start costs more than a look. */
const BATCH = 8;

export class KillRounds {
  readonly #tally: Tally;
  readonly #folder: string;
  readonly #scale: Scale;
  #next = 0;

  constructor(tally: Tally, folder: string, scale: Scale) {
    this.#tally = tally;
    this.#folder = folder;
    this.#scale = scale;
  }

  /** Founds the little vault that every story begins from, without killing anything; gives its folder and its write steps. */
  async base(): Promise<Base> {
    const folder = join(this.#folder, 'base');
    const ended = await runChild({ program: 'app-child.ts', args: [folder, 'found'] });
    if (ended.how !== 'done') throw new Error(`the little vault could not be founded: ${ended.stderr}`);
    return { folder, steps: stepsOf(ended), ms: ended.ms };
  }

  /** At every write step of the founding, the deposit, the unseal and the seal. */
  async atEveryStep(base: Base): Promise<void> {
    const rounds: Round[] = steps(base.steps, this.#scale).map((step) => ({
      part: 'step of founding',
      what: 'found',
      from: null,
      args: ['found'],
      step,
    }));
    for (const phase of PHASES) {
      const whole = await this.#run({ part: `step of ${phase}`, what: 'story', from: base.folder, args: [phase] });
      const total = stepsOf(whole.ended);
      rounds.push(
        ...steps(total, this.#scale).map(
          (step): Round => ({ part: `step of ${phase}`, what: 'story', from: base.folder, args: [phase], step }),
        ),
      );
    }
    await this.#all(rounds);
  }

  /** At random instants: the app, and the strongroom under an app that goes on. */
  async atRandom(base: Base, rounds: number): Promise<void> {
    // The instants are of this machine, as fast as it is now: within a founding, and within three rounds of the story.
    const { ended } = await this.#run({ part: 'random kill of the app', what: 'story', from: base.folder, args: ['on and on', '1'] });
    const pick = pickFrom('kills at random');
    const within = (ms: number) => Math.ceil(pick.fraction() * ms);
    const all = Array.from({ length: rounds }, (_, i): Round => {
      if (i % 4 === 3)
        return { part: 'random kill of the founding app', what: 'found', from: null, args: ['found'], killAfterMs: within(base.ms) };
      if (i % 4 === 2) {
        return {
          part: 'random kill of the strongroom',
          what: 'story',
          from: base.folder,
          args: ['on and on', '3'],
          killAfterMs: within(ended.ms),
          kill: 'strongroom',
        };
      }
      return {
        part: 'random kill of the app',
        what: 'story',
        from: base.folder,
        args: ['on and on', '20'],
        killAfterMs: within(3 * ended.ms),
      };
    });
    await this.#all(all);
  }

  /** A disk that is full after so many pages, a clock that is set back before so many acts. */
  async oddGround(base: Base, rounds: number): Promise<void> {
    const all = Array.from({ length: rounds }, (_, i): Round[] => [
      { part: 'disk full', what: 'story', from: base.folder, args: ['on and on', '2'], roomInPages: i },
      { part: 'clock set back', what: 'story', from: base.folder, program: 'odd-child.ts', args: ['clock back', String(1 + i)] },
    ]);
    await this.#all(all.flat());
  }

  /** A file that is gone while it is open: nothing is stored, opened or shown from then on. Nothing is left to look at. */
  async unlinked(base: Base, rounds: number): Promise<void> {
    await inParallel(
      Array.from({ length: rounds }, (_, i) => i),
      async (i) => {
        const part = i % 2 === 0 ? 'vault unlinked while open' : 'WAL unlinked while open';
        const args = [i % 2 === 0 ? 'unlink the vault' : 'unlink its WAL', String(1 + (i >> 1))];
        const { ended, left } = await this.#run({ part, what: 'story', from: base.folder, program: 'odd-child.ts', args });
        const after = ended.acks.slice(ended.acks.findIndex(({ ack }) => ack === 'struck') + 1);
        for (const { ack } of after)
          if (ack === 'stored' || ack === 'opened' || ack === 'read')
            bad(this.#tally, 'lost', part, `${ack} without a log (${left.folder})`);
        count(this.#tally, part, 'refusals', after.filter(({ ack }) => ack === 'refused').length);
        for (const end of ['', '.keys']) rmSync(`${left.folder}${end}`, { recursive: true, force: true });
      },
    );
  }

  async #all(rounds: readonly Round[]): Promise<void> {
    const batches = Array.from({ length: Math.ceil(rounds.length / BATCH) }, (_, i) => rounds.slice(i * BATCH, (i + 1) * BATCH));
    let done = 0;
    await inParallel(batches, async (batch) => {
      const cases: (Case & { readonly part: string })[] = [];
      for (const round of batch) cases.push((await this.#run(round)).left);
      await this.#look(cases);
      done += batch.length;
      console.log(`  ${done} of ${rounds.length} kills`);
    });
  }

  async #run(round: Round): Promise<{ readonly ended: Ended; readonly left: Case & { readonly part: string } }> {
    const { part, what, from, args, program = 'app-child.ts', ...asked } = round;
    const folder = join(this.#folder, `round-${this.#next++}`);
    if (from !== null) {
      cpSync(from, folder, { recursive: true, filter: (path) => !basename(path).endsWith('-ballast') });
      cpSync(`${from}.keys`, `${folder}.keys`);
    }
    const ended = await runChild({ program, args: [folder, ...args], ...asked });
    this.#tally.rounds += 1;
    count(this.#tally, part, ended.how === 'killed' ? 'killed' : 'ended by itself');
    const writes = ended.acks.filter(isWrite).length;
    this.#tally.acknowledgedWrites += writes;
    count(this.#tally, part, 'acknowledged', writes);
    if (ended.how === 'crashed') bad(this.#tally, 'crashes', part, ended.stderr);
    if (ended.how === 'hung') bad(this.#tally, 'hangs', part, 'the app did not end');
    const rooms = ended.acks.flatMap((ack) => (ack.ack === 'strongroom' ? [ack.pid] : []));
    if (!(await haveEnded(rooms, 30_000))) bad(this.#tally, 'hangs', part, 'a strongroom outlived its app');
    return { ended, left: { folder, what, acks: ended.acks, part } };
  }

  async #look(cases: readonly (Case & { readonly part: string })[]): Promise<void> {
    let left = [...cases];
    while (left.length > 0) {
      const list = join(this.#folder, `cases-${this.#next++}.json`);
      writeFileSync(list, JSON.stringify(left));
      const ended = await runChild({ program: 'after-child.ts', args: [list] });
      // Its lines are verdicts, not acknowledgements.
      const verdicts = ended.acks as unknown as Verdict[];
      for (const verdict of verdicts)
        await this.#judge(
          verdict,
          left.find(({ folder }) => folder === verdict.folder),
        );
      left = left.slice(verdicts.length);
      const [culprit] = left;
      if (culprit === undefined) break;
      // It ended before this one had a verdict.
      bad(this.#tally, ended.how === 'hung' ? 'hangs' : 'crashes', culprit.part, `reopening ${culprit.folder}: ${ended.stderr}`);
      left = left.slice(1);
    }
    for (const { folder, part } of cases)
      if (!this.#kept.has(part)) for (const end of ['', '.keys']) rmSync(`${folder}${end}`, { recursive: true, force: true });
  }

  /** Parts with a finding: their folders stay for whoever looks into it. */
  readonly #kept = new Set<string>();

  async #judge(verdict: Verdict, of: (Case & { readonly part: string }) | undefined): Promise<void> {
    const part = of?.part ?? 'unknown';
    const before = this.#tally.lost + this.#tally.wrongPlaintexts;
    for (const what of verdict.lost) bad(this.#tally, 'lost', part, `${what} (${verdict.folder})`);
    for (const title of verdict.wrong) bad(this.#tally, 'wrongPlaintexts', part, `${title} (${verdict.folder})`);
    if (verdict.exported !== null) {
      const { exit, lines } = await verifyTarget({ target: verdict.exported, anchors: anchorsIn(of?.acks ?? []), vkey: null });
      if (exit !== 0) bad(this.#tally, 'lost', part, `halligan verify: ${lines.join(' ')}`);
      else count(this.#tally, part, 'verified');
    }
    if (verdict.vault !== null) {
      const { exit, lines } = await inspect(verdict.vault);
      if (exit !== 0) bad(this.#tally, 'lost', part, `halligan inspect: ${lines.join(' ')}`);
    }
    if (this.#tally.lost + this.#tally.wrongPlaintexts > before) this.#kept.add(part);
  }
}

/** The last head that was acknowledged: the log must hold exactly it at that size. */
function anchorsIn(acks: readonly Ack[]): { readonly size: number; readonly root: string }[] {
  const head = acks.findLast((ack) => ack.ack === 'head');
  return head === undefined ? [] : [{ size: head.size, root: head.root }];
}

function stepsOf({ acks, stderr }: Ended): number {
  const found = acks.find((ack) => ack.ack === 'steps');
  if (found === undefined) throw new Error(`a story did not come to its end: ${stderr}`);
  return found.count;
}

function steps(total: number, scale: Scale): number[] {
  return everyOr(total, scale).map((i) => i + 1);
}
