/** A whole engine in plain Node: real store, real log, real strongroom process, keys in a tin, a clock to turn. */
import { randomBytes, webcrypto } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Engine } from '../../../core/engine/engine.ts';
import { createEngine } from '../../../core/engine/wiring.ts';
import type { StrongroomPort } from '../../../core/session/strongroom-client.ts';
import { FILE_KEY_BOX } from '../../../core/store/station/key-box.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import { copyOf, fromBase64url, fromUtf8, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import type { InputIn, OutputIn } from '../../../shared/contract/call.ts';
import { calls, type KeyAnswer, type LogRow, type Purpose } from '../../../shared/contract/calls.ts';
import { makeEnvelopeKey, openEnvelope, sealEnvelope } from '../../../shared/contract/envelope.ts';
import type { View } from '../../../shared/contract/view.ts';
import { until } from '../base/until.ts';
import { forkStrongroom } from './forked-strongroom.ts';
import { type Fault, KeyTin, type Touch } from './key-tin.ts';

const PREFIX = join(tmpdir(), 'halligan-engine-');

type Calls = typeof calls;
type Name = keyof Calls & string;

/** How a person touches: with which key, whose, and with what passphrase. */
export interface Hand {
  readonly label?: string;
  readonly whose?: string;
  readonly passphrase?: string;
  readonly fault?: Fault;
  /** Touches as usual up to this act, then as `fault` says: "confirm" breaks the second get of an enrolment. */
  readonly faultAt?: string;
}

export class World {
  readonly folder: string;
  readonly tin: KeyTin;
  engine: Engine;
  /** What is added to both clocks. */
  skipMs = 0;
  /** What is added to the wall clock alone. */
  wallMs = 0;
  clipboard = '';
  /** Until this is done, nothing reaches the clipboard. */
  clipboardWait: Promise<void> = Promise.resolve();
  /** How often something was meant for the clipboard. */
  clipboardAsked = 0;
  /** How often the engine cleared it, or found there what somebody else had copied. */
  clipboardCleared = 0;
  /** What the next file dialog answers. */
  picks: (string | null)[] = [];
  /** What goes along with exports as the page for outsiders. */
  verifierPage: string | null = null;
  /** How long a collector may take to answer; as in the app where it is null. From the next start on. */
  collectorPatienceMs: number | null = null;
  /** What the engine gets as its strongroom: a test can stand between the two. */
  strongroomPort: (room: StrongroomPort) => StrongroomPort = (room) => room;
  readonly problems: string[] = [];
  /** Told of every strongroom that is started. */
  onStrongroom: (pid: number) => void = () => {};
  /** Everything that came out of the engine to the renderer: results and views. */
  readonly said: unknown[] = [];

  /** The engine looks at its clocks now, as it does four times a second anyway. */
  tick: () => void = () => {};

  private constructor(folder: string, tin: KeyTin) {
    this.folder = folder;
    this.tin = tin;
    this.engine = undefined as unknown as Engine; // set by `start`, before anyone sees this world
  }

  /** `of`: a world whose folder, as it lies on the disk at this moment, and whose keys are taken over. */
  static async make(of: World | null = null): Promise<World> {
    return of === null ? World.at(mkdtempSync(PREFIX), new KeyTin()) : World.copyOf(of.folder, of.tin);
  }

  /** A station with a copy of this folder, after `change` has done something to the copy. */
  static async copyOf(from: string, tin: KeyTin, change: (folder: string) => unknown = () => undefined): Promise<World> {
    const folder = mkdtempSync(PREFIX);
    cpSync(from, folder, { recursive: true, filter: (path) => !basename(path).endsWith('-ballast') });
    await change(folder);
    return World.at(folder, tin);
  }

  /** The station in this folder, with these keys at hand. `end` removes the folder. */
  static async at(folder: string, tin: KeyTin): Promise<World> {
    const world = new World(folder, tin);
    await world.start();
    return world;
  }

  async start(): Promise<void> {
    this.engine = await createEngine({
      userData: this.folder,
      appVersion: '0.1.0',
      host: { kind: 'rescue', name: 'plain Node', logKeyIn: 'file', asksPin: false, version: '0.1.0' },
      keyBox: FILE_KEY_BOX,
      wall: () => Date.now() + this.skipMs + this.wallMs,
      monotonic: () => performance.now() + this.skipMs,
      random: (length) => copyOf(randomBytes(length)),
      spawnStrongroom: () => {
        const room = forkStrongroom();
        this.onStrongroom(room.pid ?? 0);
        return this.strongroomPort(room);
      },
      clipboard: {
        write: async (text) => {
          this.clipboardAsked += 1;
          await this.clipboardWait;
          this.clipboard = text;
        },
        clear: async (text) => {
          this.clipboardCleared += 1;
          if (this.clipboard === text) this.clipboard = '';
        },
      },
      files: {
        pickOpen: async () => this.picks.shift() ?? null,
        pickSave: async () => this.picks.shift() ?? null,
        pickFolder: async () => this.picks.shift() ?? null,
      },
      every: (ms, work) => {
        this.tick = work;
        const timer = setInterval(work, ms);
        return () => clearInterval(timer);
      },
      ...(this.collectorPatienceMs === null ? {} : { collectorPatienceMs: this.collectorPatienceMs }),
      camera: { open: () => {}, close: () => {} },
      verifierPage: () => this.verifierPage,
      quit: () => {},
      report: (problem) => this.problems.push(problem),
    });
    this.engine.onView((now) => this.said.push(now));
  }

  async restart(): Promise<void> {
    this.engine.stop();
    await this.start();
  }

  async end(): Promise<void> {
    this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** `await using world = await World.make()`: ended with the block around it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** As the border does it: both sides of every call are parsed. */
  async call<N extends Name>(name: N, input: InputIn<Calls, N>): Promise<OutputIn<Calls, N>> {
    const handler = this.engine.handlers[name] as (input: unknown) => unknown; // parsed by its own schema here and below
    const output = calls[name].output.parse(await handler(calls[name].input.parse(input))) as OutputIn<Calls, N>;
    this.said.push(output);
    return output;
  }

  view(): View {
    return this.engine.view();
  }

  /** A whole touch. */
  async touch(purpose: Purpose, hand: Hand = {}): Promise<Extract<KeyAnswer, { done: true }>> {
    let answer = await this.call('key.begin', { purpose });
    while (!answer.done) answer = await this.answer(answer, hand);
    return answer;
  }

  /** One act of a touch. */
  async answer({ step }: Extract<KeyAnswer, { done: false }>, hand: Hand = {}): Promise<KeyAnswer> {
    const label = hand.label ?? '1';
    const fault = hand.faultAt === undefined || hand.faultAt === step.say ? (hand.fault ?? null) : null;
    // "existing" asks for a key that the member has already, whatever label the new one will get.
    const used = step.say === 'existing' ? (step.labels[0] ?? label) : label;
    const touched: Touch = step.simulated
      ? await this.call('practice.touch', { ticket: step.ticket, label: used })
      : this.tin.touch(step, used, hand.whose, fault);
    const plain = utf8(JSON.stringify({ prf: touched.prf, passphrase: step.passphrase === 'none' ? null : (hand.passphrase ?? null) }));
    const envelope = step.op === 'create' ? null : await sealed(step.envelope, plain, 'key');
    return this.call('key.step', { ticket: step.ticket, response: touched.response, envelope });
  }

  async reveal(credential: string, field: string, how: 'shown' | 'large' = 'shown'): Promise<string> {
    const key = await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle);
    const revealed = await this.call('window.reveal', { credential, field, how, to: toBase64url(key.publicKey) });
    return fromUtf8(await openEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, key, fromBase64url(revealed.sealed), 'reveal'));
  }

  async deposit(
    fields: Record<string, string>,
    more: Partial<InputIn<Calls, 'deposit.store'>> & Pick<InputIn<Calls, 'deposit.store'>, 'compartment'>,
    extra: readonly { readonly label: string; readonly value: string }[] = [],
  ): Promise<OutputIn<Calls, 'deposit.store'>> {
    const envelope = await sealed(await this.call('envelope.key', {}), utf8(JSON.stringify({ fields, extra })), 'deposit');
    return this.call('deposit.store', {
      replaces: null,
      title: 'A title',
      system: 'A system',
      owner: '',
      kind: 'login',
      file: null,
      ...more,
      envelope,
    });
  }

  member(name: string): string {
    const { vault, founding } = this.view();
    const found = [...(vault?.members ?? []), ...(founding?.members ?? [])].find((member) => member.name.startsWith(name));
    if (found === undefined) throw new Error(`no member ${name}`);
    return found.id;
  }

  compartment(name: string): string {
    const found = this.view().vault?.compartments.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no compartment ${name}`);
    return found.id;
  }

  async declare(over: Partial<InputIn<Calls, 'request.declare'>> = {}): Promise<string> {
    const { request } = await this.call('request.declare', {
      kind: 'emergency',
      incident: 'INC-4471',
      reason: 'Every sign-in is refused',
      compartments: over.compartments ?? [this.compartment('Network')],
      systems: [],
      requester: null,
      operator: over.operator ?? this.member('Sam'),
      minutes: 30,
      ways: [{ way: 'single-sign-on', failed: true }],
      ...over,
    });
    return request;
  }

  /** Custodians approve, one after another; whether the last of them opened the window. */
  async approve(request: string, names: readonly string[] = ['Mara', 'Ito', 'Lena']): Promise<boolean> {
    let opened = false;
    for (const name of names) ({ opened } = await this.touch({ kind: 'contribute', request, member: this.member(name) }));
    return opened;
  }

  /** An open window of 30 minutes, its titles read. */
  async opened(over: Partial<InputIn<Calls, 'request.declare'>> = {}, names?: readonly string[]): Promise<string> {
    const request = await this.declare(over);
    await this.approve(request, names);
    await this.titles();
    return request;
  }

  async sit(name: string): Promise<void> {
    await this.touch({ kind: 'desk', member: this.member(name) });
    await this.titles();
  }

  /** The first credential of the open window that the text finds. */
  async find(text: string): Promise<string> {
    const { rows } = await this.call('window.list', { text, offset: 0, limit: 1 });
    if (rows[0] === undefined) throw new Error(`no credential ${text}`);
    return rows[0].id;
  }

  /** Waits until the directory is read. */
  async titles(): Promise<void> {
    await until(() => {
      const { window, desk } = this.view();
      if (window === null && desk === null) throw new AppError('window.closed', 'nobody may read the directory');
      if (window !== null) return window.loaded.total > 0 && window.loaded.done === window.loaded.total;
      return desk !== null && desk.titles > 0;
    }, 60_000);
  }

  /** Both clocks go on by `ms`, and the engine looks at them: what is due has begun when this returns. */
  pass(ms: number): void {
    this.skipMs += ms;
    this.tick();
  }

  /** The newest entries of the log, newest first. */
  async rows(over: Partial<InputIn<Calls, 'log.rows'>> = {}): Promise<readonly LogRow[]> {
    return (await this.call('log.rows', { text: '', member: null, act: null, incident: null, before: null, limit: 500, ...over })).rows;
  }
}

async function sealed(to: { readonly key: string; readonly publicKey: string }, plain: Uint8Array<ArrayBuffer>, purpose: string) {
  const bytes = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(to.publicKey), plain, purpose);
  return { key: to.key, sealed: toBase64url(bytes) };
}
