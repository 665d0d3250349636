/** The types that follow from the table of calls. */
import type { HandlersOf, InputIn, NameIn, OutputIn, Reply } from './call.ts';
import type { calls } from './calls.ts';
import type { View } from './view.ts';

/** The name of a call. */
export type CallName = NameIn<typeof calls>;
/** What a call takes. */
export type CallInput<Name extends CallName> = InputIn<typeof calls, Name>;
/** What a call gives. */
export type CallOutput<Name extends CallName> = OutputIn<typeof calls, Name>;

/** What the engine must be able to do: each call of the table. */
export type Handlers = HandlersOf<typeof calls>;

/** What main says unasked, event by event. */
export interface Events {
  /** The whole snapshot, after every change. */
  readonly view: View;
}
/** The name of an event. */
export type EventName = keyof Events;

/** `window.halligan`, as the preload gives it: the renderer's only way out. */
export interface HalliganBridge {
  /** Never rejects for a refusal: see `Reply`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallOutput<Name>>>;
  /** Hears an event until the function that it returns is called. */
  on<Name extends EventName>(name: Name, listener: (value: Events[Name]) => void): () => void;
}
