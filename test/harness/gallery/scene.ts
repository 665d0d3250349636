/** A scene: what main would have said, and what a person does then. The page is the built renderer itself. */
import type { Page } from 'playwright-core';
import type { CallInput, CallName, CallOutput } from '../../../shared/contract/handlers.ts';
import type { View } from '../../../shared/contract/view.ts';

/** Answers of a canned main, by call. One that is not given answers with nothing, which suits every call without an output. */
export type Answers = { readonly [Name in CallName]?: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>> };

export interface Scene {
  readonly view: View;
  readonly answers?: Answers;
  /** `missing`: the page stands alone, as when main has ended. */
  readonly main?: 'here' | 'missing';
  /** Brings the screen into the state that is to be looked at. `push` is main's next snapshot. */
  readonly drive?: (page: Page, push: (view: View) => Promise<void>) => Promise<void>;
}

export type Scenes = Readonly<Record<string, Scene>>;
