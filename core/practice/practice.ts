/** The practice vault: founded by the same code as a real one, with simulated keys and made-up values. */
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls, KeyAnswer, KeyStep, Purpose } from '../../shared/contract/calls.ts';
import { sealEnvelope } from '../../shared/contract/envelope.ts';
import { DEFAULT_POLICY } from '../../shared/domain/policy.ts';
import type { Rule } from '../../shared/domain/rule.ts';
import { makeId } from '../../shared/format/ids.ts';
import type { Deposits } from '../desk/deposits.ts';
import type { Foundings } from '../founding/foundings.ts';
import { assertSimulated, makeSimulatedKey, registerSimulated, type SimulatedKey } from '../keys/simulated-key.ts';
import type { EngineContext } from '../session/context.ts';
import { writeAtomically } from '../store/disk/atomic-file.ts';
import type { TouchRunner } from '../touch/touch-runner.ts';
import type { VaultOpener } from '../vault/open-vault.ts';
import { PRACTICE_COMPARTMENTS, PRACTICE_CREDENTIALS, PRACTICE_MEMBERS, PRACTICE_NAME, PRACTICE_PLAYBOOKS } from './practice-samples.ts';

const keysForm = z.array(
  z.strictObject({
    id: z.string(),
    member: z.string(),
    label: z.string(),
    privateKey: z.string(),
    publicKey: z.string(),
    prfSecret: z.string(),
  }),
);

interface Parts {
  readonly opener: VaultOpener;
  readonly foundings: Foundings;
  readonly deposits: Deposits;
  readonly touches: TouchRunner;
}

/** The calls of the practice vault: start it, and touch its simulated keys. Throws `key.simulated_refused` in a real vault. */
export class Practice {
  readonly #ctx: EngineContext;
  readonly #parts: Parts;
  #keys: readonly SimulatedKey[] | null = null;

  constructor(ctx: EngineContext, parts: Parts) {
    this.#ctx = ctx;
    this.#parts = parts;
  }

  /** Opens the practice vault of this station, or founds it: a few seconds. If an earlier founding was interrupted, it starts again. */
  async start(): Promise<void> {
    const folder = join(this.#ctx.ports.userData, 'practice');
    const path = join(folder, `${PRACTICE_NAME}.halligan`);
    if (existsSync(path)) {
      this.#parts.opener.openVault(path);
      return;
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#keys = [];
    try {
      await this.#found(join(folder, `${PRACTICE_NAME}.halligan-founding`));
    } catch (error) {
      this.#parts.opener.close();
      throw error;
    }
  }

  /** Answers for a simulated key as a real one would when touched. Throws `key.simulated_refused` outside a practice vault. */
  touch({ ticket, label }: InputIn<typeof calls, 'practice.touch'>): OutputIn<typeof calls, 'practice.touch'> {
    const { session } = this.#ctx;
    if (session === null || !session.file.practice) throw new AppError('key.simulated_refused', 'a real vault takes real keys');
    const { act, options } = this.#parts.touches.current(ticket);
    if (act.op === 'create') {
      const key = makeSimulatedKey(act.member, act.label, this.#ctx.ports.random);
      this.#remember([...this.#all(), key]);
      return { response: registerSimulated(key, options), prf: '' };
    }
    const allowed = act.allow.find((one) => one.label === label) ?? act.allow[0];
    const key = this.#all().find(({ id }) => id === allowed?.id);
    if (key === undefined) throw new AppError('key.unknown', 'this practice key is not on this station');
    const { prfInput } = this.#parts.touches.vault();
    const { response, prf } = assertSimulated(key, options, prfInput);
    return { response, prf: toBase64url(prf) };
  }

  /** Runs a touch to its end with simulated keys. */
  async drive(purpose: Purpose): Promise<void> {
    let answer: KeyAnswer = await this.#parts.touches.begin(purpose);
    while (!answer.done) {
      const step: KeyStep = answer.step;
      const { response, prf } = this.touch({ ticket: step.ticket, label: step.labels[0] ?? '' });
      const envelope = step.op === 'create' ? null : await this.#sealed(step, prf);
      answer = await this.#parts.touches.step({ ticket: step.ticket, response, envelope });
    }
  }

  async #sealed(step: KeyStep, prf: string): Promise<{ key: string; sealed: string }> {
    const plain = utf8(JSON.stringify({ prf, passphrase: null }));
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(step.envelope.publicKey), plain, 'key');
    return { key: step.envelope.key, sealed: toBase64url(sealed) };
  }

  async #found(path: string): Promise<void> {
    const { foundings, deposits } = this.#parts;
    foundings.begin(PRACTICE_NAME, path, true);
    foundings.members(PRACTICE_MEMBERS.map(({ name, roles }) => ({ id: null, name, roles })));
    const ids = new Map(foundings.draft().draft.members.map(({ id }, i) => [PRACTICE_MEMBERS[i]?.ref ?? '', id]));
    const idOf = (ref: string): string => ids.get(ref) ?? ref;
    for (const member of ids.values()) for (const label of ['1', '2']) await this.drive({ kind: 'enrol', member, label });
    const policy = { ...DEFAULT_POLICY };
    foundings.compartments(
      PRACTICE_COMPARTMENTS.map(({ name, summary, rule }) => ({
        id: null,
        name,
        summary,
        rule: withIds(rule, idOf),
        policy,
        override: null,
      })),
    );
    await foundings.go('sign');
    for (const member of ids.values()) await this.drive({ kind: 'sign', member });
    const compartmentOf = new Map(foundings.draft().draft.compartments.map(({ id }, i) => [PRACTICE_COMPARTMENTS[i]?.ref ?? '', id]));
    const place = (ref: string): string => compartmentOf.get(ref) ?? ref;
    const [steward] = foundings.draft().draft.members.filter(({ roles }) => roles.includes('steward'));
    if (steward === undefined) throw new AppError('internal', 'the practice vault has no steward');
    await deposits.placeSamples(
      steward.id,
      PRACTICE_CREDENTIALS.map((one) => ({ ...one, compartment: place(one.compartment) })),
    );
    const playbooks = PRACTICE_PLAYBOOKS.map(({ compartment, title, systems, steps }) => ({
      id: makeId('playbook', this.#ctx.ports.random),
      record: {
        kind: 'playbook' as const,
        title,
        compartment: place(compartment),
        systems,
        steps: steps.map((step) => ({ ...step, checkpoint: false })),
      },
    }));
    await deposits.writeRecords(this.#ctx.vault(), playbooks, {
      act: 'directory.change',
      out: 'ok',
      say: { title: PRACTICE_PLAYBOOKS.map(({ title }) => title).join(', ') },
      d: { playbooks: playbooks.length },
    });
    foundings.complete();
    // Nobody founded anything here: the practice vault opens on its board.
    this.#ctx.session?.putDraftAway();
    this.#ctx.changed();
  }

  #all(): readonly SimulatedKey[] {
    this.#keys ??= existsSync(this.#path()) ? keysForm.parse(JSON.parse(readFileSync(this.#path(), 'utf8'))) : [];
    return this.#keys;
  }

  #remember(keys: readonly SimulatedKey[]): void {
    this.#keys = keys;
    writeAtomically(this.#path(), utf8(JSON.stringify(keys)));
  }

  #path(): string {
    return join(this.#ctx.ports.userData, 'practice', 'keys.json');
  }
}

function withIds(rule: Rule, idOf: (ref: string) => string): Rule {
  return rule.kind === 'member'
    ? { kind: 'member', member: idOf(rule.member) }
    : { ...rule, of: rule.of.map((part) => withIds(part, idOf)) };
}
