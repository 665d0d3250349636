/** An auditor who was not the operator classifies a use as drill, emergency or misuse, with a touch of their key. */
import { AppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { EngineContext } from '../session/context.ts';
import { memberOf, touched, touchOf, whom } from '../touch/member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from '../touch/touch-flow.ts';
import type { Closings } from './closings.ts';

interface Classify {
  readonly request: string;
  readonly member: string;
  readonly as: 'drill' | 'emergency' | 'misuse';
}

/**
 * The key step of `closing.classify`: one touch by an auditor who did not operate, then the word is logged and stored. Throws as
 * `Closings.mayClassify`; a refused touch is logged too.
 */
export class ClassifyFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #closings: Closings;
  readonly #input: Classify;

  constructor(ctx: EngineContext, closings: Closings, input: Classify) {
    this.#ctx = ctx;
    this.#closings = closings;
    this.#input = input;
  }

  async first(): Promise<KeyStepAsked> {
    this.#closings.mayClassify(this.#input.request, this.#input.member);
    return touchOf(this.#ctx.vault(), this.#input.member, this.#ctx.ports.random(32));
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    if (answer.op !== 'get') throw new AppError('internal', 'a word is no registration');
    const member = memberOf(this.#ctx.vault(), this.#input.member);
    this.#closings.classify(this.#input.request, this.#input.as, touched(member, 'auditor', answer.key));
    return { done: true, kind: 'classify', opened: false };
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    if (session === null) return;
    session.write([
      {
        ...this.#closings.entryBase(this.#input.request),
        act: 'closing.classify',
        out: 'refused',
        err: code,
        say: whom(session, this.#input.member, owner),
      },
    ]);
    this.#ctx.changed();
  }
}
