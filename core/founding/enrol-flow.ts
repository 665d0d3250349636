/** Registers a key for a founder: one create, then two gets that must give equal secrets before the key is trusted. */
import { AppError } from '../../shared/base/app-error.ts';
import { toBase64url } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { NewKey } from '../keys/relying-party.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import { type FoundingKey, type FoundingMember, unsigned } from '../session/founding-draft.ts';
import { keysOfOthers, whom } from '../touch/member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from '../touch/touch-flow.ts';
import type { Foundings } from './foundings.ts';

/**
 * The key steps that register one key of a founder; a member who has one already touches it first. Throws `key.already_enrolled`
 * for a label that is taken, `key.prf_differs` when the two secrets are not equal.
 */
export class EnrolFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #foundings: Foundings;
  readonly #member: string;
  readonly #label: string;
  readonly #ticket: string;
  #next: 'existing' | 'create' | 'again' | 'confirm' = 'create';
  #key: NewKey | null = null;

  constructor(ctx: EngineContext, foundings: Foundings, input: { member: string; label: string }) {
    this.#ctx = ctx;
    this.#foundings = foundings;
    this.#member = input.member;
    this.#label = input.label.trim();
    this.#ticket = toBase64url(ctx.ports.random(16));
  }

  async first(): Promise<KeyStepAsked> {
    const { session, draft } = this.#foundings.draft();
    const member = this.#draftMember();
    if (member.keys.some(({ label }) => label === this.#label))
      throw new AppError('key.already_enrolled', 'a key of this label is registered', {
        detail: { label: this.#label, member: member.name },
      });
    const strongroom = this.#ctx.strongroom();
    const { holds } = await strongroom.call('found.holds', { member: this.#member });
    if (!holds && member.keys.length > 0) {
      this.#next = 'existing';
      return {
        op: 'get',
        say: 'existing',
        member: this.#member,
        memberName: member.name,
        challenge: this.#challenge(),
        allow: member.keys,
        others: keysOfOthers(draft.members, this.#member),
        passphrase: member.parameters === null ? 'none' : 'ask',
      };
    }
    if (!holds) {
      const { kemPublicKey, signingPublicKey } = await strongroom.call('found.member', { vault: session.file.vault, member: this.#member });
      const keys = { kemPublicKey: toBase64url(kemPublicKey), signingPublicKey: toBase64url(signingPublicKey) };
      this.#foundings.saveUnlogged(session, {
        ...draft,
        members: draft.members.map((one) => (one.id === this.#member ? { ...one, ...keys, parameters: null } : one)),
      });
    }
    return this.#create();
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    const { session } = this.#foundings.draft();
    const strongroom = this.#ctx.strongroom();
    if (answer.op === 'create') {
      this.#key = answer.key;
      return this.#get('again', 'none');
    }
    const { vault } = session.file;
    if (this.#next === 'existing') {
      const member = this.#draftMember();
      const used = member.keys.find(({ id }) => id === answer.key.id);
      if (used === undefined) throw new AppError('key.removed', 'this key is no longer registered');
      await strongroom.call('found.unwrap', {
        vault,
        member: this.#member,
        key: used.id,
        wrap: used.wrap,
        parameters: member.parameters,
        envelope: answer.envelope,
      });
      return this.#create();
    }
    if (this.#next === 'again') {
      await strongroom.call('found.first', { ticket: this.#ticket, envelope: answer.envelope });
      return this.#get('confirm', this.#foundings.draft().draft.passphrase ? 'choose' : 'none');
    }
    return this.#enrolled(answer);
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    if (session?.draft === null || session === null) return;
    session.write([
      {
        act: 'enroll.refused',
        out: 'refused',
        err: code,
        who: [acting(this.#member, null, null)],
        say: whom(session, this.#member, owner),
      },
    ]);
    this.#ctx.changed();
  }

  async #enrolled(answer: Extract<TouchAnswer, { op: 'get' }>): Promise<Done> {
    const { session, draft } = this.#foundings.draft();
    const { vault, practice } = session.file;
    const member = this.#draftMember();
    const key = this.#newKey();
    const { wrap, parameters } = await this.#ctx.strongroom().call('found.wrap', {
      ticket: this.#ticket,
      vault,
      member: this.#member,
      key: key.id,
      envelope: answer.envelope,
      passphrase: draft.passphrase ? { parameters: member.parameters } : null,
    });
    const added: FoundingKey = {
      ...key,
      transports: [...key.transports],
      label: this.#label,
      kind: practice ? 'simulated' : 'fido2',
      wrap,
    };
    const members = draft.members.map((one) => (one.id === this.#member ? { ...one, parameters, keys: [...one.keys, added] } : one));
    const who = [acting(this.#member, null, key.id, practice ? ['simulated'] : undefined)];
    this.#foundings.commitWith(session, { ...unsigned(draft), members }, [
      { act: 'enroll.active', out: 'ok', who, say: { member: member.name, label: this.#label } },
    ]);
    return { done: true, kind: 'enrol', opened: false };
  }

  #draftMember(): FoundingMember {
    const member = this.#foundings.draft().draft.members.find(({ id }) => id === this.#member);
    if (member === undefined) throw new AppError('key.wrong_member', 'the founding has no such member');
    return member;
  }

  #newKey(): NewKey {
    if (this.#key === null) throw new AppError('internal', 'a key that was never created');
    return this.#key;
  }

  #challenge() {
    return this.#ctx.ports.random(32);
  }

  #create(): KeyStepAsked {
    this.#next = 'create';
    const member = this.#draftMember();
    const exclude = this.#foundings.draft().draft.members.flatMap(({ keys }) => keys);
    return {
      op: 'create',
      say: 'register',
      member: this.#member,
      memberName: member.name,
      label: this.#label,
      challenge: this.#challenge(),
      exclude,
    };
  }

  #get(say: 'again' | 'confirm', passphrase: 'none' | 'choose'): KeyStepAsked {
    this.#next = say;
    return {
      op: 'get',
      say,
      member: this.#member,
      memberName: this.#draftMember().name,
      challenge: this.#challenge(),
      allow: [{ ...this.#newKey(), label: this.#label }],
      // If a key of somebody else is touched instead, the refusal names its owner.
      others: keysOfOthers(this.#foundings.draft().draft.members, this.#member),
      passphrase,
    };
  }
}
