/** The first rehearsal: the founding's file is closed and read again, and a real quorum opens its decoys. */
import { AppError } from '../../shared/base/app-error.ts';
import { mayGoTo } from '../../shared/domain/founding.ts';
import { ruleMembers } from '../../shared/domain/rule.ts';
import { isSatisfied } from '../../shared/domain/rule-satisfied.ts';
import type { EngineContext } from '../session/context.ts';
import { asState } from '../session/founding-draft.ts';
import type { Requests } from '../unseal/requests.ts';
import type { VaultOpener } from '../vault/open-vault.ts';
import type { Foundings } from './foundings.ts';

const MINUTES = 15;

/**
 * Starts the rehearsal and turns the draft into a vault when it succeeds. Throws `founding.step_incomplete` before everybody has
 * signed.
 */
export class Rehearsal {
  readonly #ctx: EngineContext;
  readonly #foundings: Foundings;
  readonly #requests: Requests;

  constructor(ctx: EngineContext, foundings: Foundings, requests: Requests) {
    this.#ctx = ctx;
    this.#foundings = foundings;
    this.#requests = requests;
  }

  begin(operator: string): void {
    const { draft } = this.#foundings.draft();
    if (!mayGoTo(asState(draft), 'rehearse'))
      throw new AppError('founding.step_incomplete', 'not all have signed', { detail: { field: 'sign' } });
    this.#foundings.reopen();
    const session = this.#ctx.vault();
    const { compartments, members } = session.charter.value;
    const decoys = compartments.filter(({ kind }) => kind === 'decoy');
    const without = (id: string) =>
      decoys.every(({ rule }) => isSatisfied(rule, new Set(ruleMembers(rule).filter((holder) => holder !== id))));
    // The requester may not approve, so choose one whom the quorum can spare.
    const requester = members.find(({ id }) => id === operator && without(id)) ?? members.find(({ id }) => without(id));
    this.#requests.declare({
      kind: 'founding',
      incident: 'First rehearsal',
      reason: 'The vault is proven to open before it is called one.',
      compartments: decoys.map(({ id }) => id),
      systems: [],
      requester: requester?.id ?? operator,
      operator,
      minutes: Math.min(MINUTES, ...decoys.map(({ policy }) => policy.maxWindowMinutes)),
      ways: [],
    });
  }

  /** Makes the draft a vault after the rehearsal. If the app is killed before that is written, the rehearsal is repeated. */
  done(): void {
    this.#foundings.complete();
  }

  /** Leaves a founding for later, or the last page of one that is done. */
  leave(opener: VaultOpener): void {
    const { session } = this.#ctx;
    if (session === null) return;
    if (session.file.stage === 'vault') session.putDraftAway();
    else opener.close();
    this.#ctx.changed();
  }
}
