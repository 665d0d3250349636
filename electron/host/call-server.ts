import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { CallTable, HandlersOf, NameIn, Refusal, Reply } from '../../shared/contract/call.ts';
import type { Border } from './border.ts';

/** Who sent a call, as the host tells it. */
export interface Sender {
  /** The frame's origin; null when the frame is unknown or has gone. */
  readonly origin: string | null;
  readonly isTopFrame: boolean;
  readonly isOurWindow: boolean;
}

/** The calls to serve, who answers them, and which page may call. `border` is told of every call that is refused. */
export interface CallServerOptions<Table extends CallTable> {
  readonly table: Table;
  readonly handlers: HandlersOf<Table>;
  /** The one origin whose calls are answered. */
  readonly origin: string;
  readonly border: Border;
  /** Hears of a bug, for the developer's console. */
  readonly onBug: (call: string, error: unknown) => void;
}

/** Answers one call; never throws. */
export type AnswerCall = (sender: Sender, name: unknown, input: unknown) => Promise<Reply<unknown>>;

/**
 * The server's end of the table. Refused, in this order: a call from anywhere but the top frame of our window at our origin, a
 * name that is not in the table, an input that its schema does not take. A handler's `AppError` goes back by its code; anything
 * else that it throws, and an output that the schema does not know, is a bug and goes back without its words.
 */
export function makeCallServer<Table extends CallTable>(options: CallServerOptions<Table>): AnswerCall {
  const { table, handlers, origin, border, onBug } = options;

  async function answered(sender: Sender, name: unknown, input: unknown): Promise<unknown> {
    if (sender.origin !== origin || !sender.isTopFrame || !sender.isOurWindow) {
      border.refused('wrong-sender', sender.isTopFrame ? 'window' : 'frame');
      throw new AppError('call.wrong_sender', 'only the top frame of the window may call');
    }
    const declared = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
    if (declared === undefined) {
      border.refused('unknown-call', 'call');
      throw new AppError('call.unknown', 'there is no call of this name');
    }
    const call = name as NameIn<Table>; // it is a member of the table, by the lines above
    const taken = declared.input.safeParse(input);
    if (!taken.success) {
      border.refused('bad-input', call);
      throw new AppError('call.bad_input', `${call} does not take this`, { detail: { call } });
    }
    // The handler's type follows from the same entry of the table as the schema that has just passed its input.
    const handle = handlers[call] as (input: unknown) => unknown;
    const given = declared.output.safeParse(await reached(call, () => handle(taken.data)));
    if (!given.success) throw new AppError('call.bad_output', `${call}: ${given.error.message}`, { detail: { call } });
    return given.data;
  }

  /** The app's own page asks only for what its window has opened: one that asks for more is not ours any longer. */
  async function reached(call: string, handle: () => unknown): Promise<unknown> {
    try {
      return await handle();
    } catch (error) {
      if (isAppError(error, 'window.out_of_scope')) border.refused('out-of-scope', call);
      throw error;
    }
  }

  function refusal(name: unknown, error: unknown): Refusal {
    if (isAppError(error) && error.code !== 'call.bad_output' && error.code !== 'internal') {
      return { ok: false, code: error.code, message: error.message, detail: error.detail };
    }
    onBug(typeof name === 'string' ? name : '', error);
    // What a bug says may quote what it tripped over: it stays here.
    return { ok: false, code: isAppError(error) ? error.code : 'internal', message: 'a bug', detail: {} };
  }

  return async (sender, name, input) => {
    try {
      return { ok: true, value: await answered(sender, name, input) };
    } catch (error) {
      return refusal(name, error);
    }
  };
}
