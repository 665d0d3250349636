/** A whole engine in plain Node: real store, real log, real strongroom process, simulated keys, a clock to turn. */
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../core/services/engine.ts';
import { FILE_KEY_BOX } from '../../core/store/key-box.ts';
import { copyOf, fromBase64url, fromUtf8, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls, KeyAnswer, Purpose } from '../../shared/contract/calls.ts';
import { makeEnvelopeKey, openEnvelope, sealEnvelope } from '../../shared/contract/envelope.ts';
import { forkStrongroom } from './forked-strongroom.ts';

type Calls = typeof calls;
type Name = keyof Calls & string;

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'halligan-engine-'));
  engine: Engine;
  /** What is added to both clocks. */
  skipMs = 0;
  /** What is added to the wall clock alone. */
  wallMs = 0;
  clipboard = '';
  /** What the next file dialog answers. */
  picks: (string | null)[] = [];
  readonly problems: string[] = [];

  private constructor(engine: Engine | null) {
    this.engine = engine as Engine; // set by `make`, before anyone else sees it
  }

  static async make(): Promise<World> {
    const world = new World(null);
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
      spawnStrongroom: forkStrongroom,
      clipboard: {
        write: async (text) => {
          this.clipboard = text;
        },
        clear: async (text) => {
          if (this.clipboard === text) this.clipboard = '';
        },
      },
      files: { pickOpen: async () => this.picks.shift() ?? null, pickSave: async () => this.picks.shift() ?? null, pickFolder: async () => this.picks.shift() ?? null },
      quit: () => {},
      report: (problem) => this.problems.push(problem),
    });
  }

  async end(): Promise<void> {
    this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  call<N extends Name>(name: N, input: InputIn<Calls, N>): Promise<OutputIn<Calls, N>> {
    const handler = this.engine.handlers[name] as (input: InputIn<Calls, N>) => OutputIn<Calls, N> | Promise<OutputIn<Calls, N>>; // one handler a name
    return Promise.resolve().then(() => handler(input));
  }

  /** A whole touch with the practice key of that label. */
  async touch(purpose: Purpose, label = '1', passphrase: string | null = null): Promise<Extract<KeyAnswer, { done: true }>> {
    let answer = await this.call('key.begin', { purpose });
    while (!answer.done) {
      const { step } = answer;
      const { response, prf } = await this.call('practice.touch', { ticket: step.ticket, label });
      const plain = utf8(JSON.stringify({ prf, passphrase: step.passphrase === 'none' ? null : passphrase }));
      const sealed = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(step.envelope.publicKey), plain, 'key');
      answer = await this.call('key.step', { ticket: step.ticket, response, envelope: step.op === 'create' ? null : { key: step.envelope.key, sealed: toBase64url(sealed) } });
    }
    return answer;
  }

  async reveal(credential: string, field: string): Promise<string> {
    const key = await makeEnvelopeKey<webcrypto.CryptoKey>(webcrypto.subtle);
    const { sealed } = await this.call('window.reveal', { credential, field, how: 'shown', to: toBase64url(key.publicKey) });
    return fromUtf8(await openEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, key, fromBase64url(sealed), 'reveal'));
  }

  async deposit(fields: Record<string, string>, more: Partial<InputIn<Calls, 'deposit.store'>> & Pick<InputIn<Calls, 'deposit.store'>, 'compartment'>): Promise<OutputIn<Calls, 'deposit.store'>> {
    const { key, publicKey } = await this.call('envelope.key', {});
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(publicKey), utf8(JSON.stringify({ fields, extra: [] })), 'deposit');
    return this.call('deposit.store', { replaces: null, title: 'A title', system: 'A system', owner: '', kind: 'login', file: null, ...more, envelope: { key, sealed: toBase64url(sealed) } });
  }

  member(name: string): string {
    const view = this.engine.view();
    const found = [...(view.vault?.members ?? []), ...(view.founding?.members ?? [])].find((member) => member.name.startsWith(name));
    if (found === undefined) throw new Error(`no member ${name}`);
    return found.id;
  }

  compartment(name: string): string {
    const found = this.engine.view().vault?.compartments.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no compartment ${name}`);
    return found.id;
  }

  async declare(over: Partial<InputIn<Calls, 'request.declare'>> = {}): Promise<string> {
    const { request } = await this.call('request.declare', {
      kind: 'emergency', incident: 'INC-4471', reason: 'Every sign-in is refused', compartments: [this.compartment('Network')], systems: [], requester: null,
      operator: this.member('Sam'), minutes: 30, ways: [{ way: 'single-sign-on', failed: true }], ...over,
    });
    return request;
  }

  /** Three custodians of the practice vault approve: the window opens at the third. */
  async approve(request: string, names: readonly string[] = ['Mara', 'Ito', 'Lena']): Promise<boolean> {
    let opened = false;
    for (const name of names) ({ opened } = await this.touch({ kind: 'contribute', request, member: this.member(name) }));
    return opened;
  }

  /** Waits until the directory is read. */
  async titles(): Promise<void> {
    for (;;) {
      const { window, desk } = this.engine.view();
      if (window !== null && window.loaded.total > 0 && window.loaded.done === window.loaded.total) return;
      if (window === null && desk !== null && desk.titles > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
