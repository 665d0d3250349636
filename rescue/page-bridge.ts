import type { Cdp } from './cdp.ts';
import { answerInvoke } from './ipc-main.ts';
import { makeCodec } from './page/codec.ts';
import { BINDING, DELIVER, WORLD } from './page-scripts.ts';
import { preventable } from './preventable.ts';
import type { RemoteObject } from './protocol.ts';

/** The page as its calls' senders name it. */
export interface BridgeOwner {
  readonly contents: Electron.WebContents;
  /** The id of the window's top frame. */
  topFrame(): string;
  url(): string;
  /** A call has done its work: what that changed for the page is to be in force before the page hears of it. */
  settled(): Promise<void>;
}

/** The wire between main and the preload: calls come in by a binding that only the isolated world has; answers and events go out. */
export class PageBridge {
  readonly #codec = makeCodec();
  readonly #cdp: Cdp;
  readonly #session: string;
  readonly #owner: BridgeOwner;
  /** Which frame each isolated world belongs to, by its context id. */
  readonly #frames = new Map<number, string>();
  #context: string | null = null;

  constructor(cdp: Cdp, session: string, owner: BridgeOwner) {
    this.#cdp = cdp;
    this.#session = session;
    this.#owner = owner;
    cdp.on('Runtime.executionContextCreated', ({ context }, from) => {
      if (from === session && context.name === WORLD) this.#opened(context.id, context.uniqueId, context.auxData?.frameId ?? '');
    });
    cdp.on('Runtime.executionContextDestroyed', (gone, from) => {
      if (from !== session) return;
      this.#frames.delete(gone.executionContextId);
      if (gone.executionContextUniqueId === this.#context) this.#context = null;
    });
    cdp.on('Runtime.executionContextsCleared', (_, from) => {
      if (from !== session) return;
      this.#frames.clear();
      this.#context = null;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }, from) => {
      if (from === session && name === BINDING) void this.#called(payload, executionContextId);
    });
  }

  /** Tells the page of an event. Lost when no page is there to hear it. */
  send(channel: string, args: readonly unknown[]): void {
    this.#deliver(this.#codec.encode({ channel, args }));
  }

  /**
   * Runs `source`, a function's text, in the isolated world, as if a person had asked for it: so it may open a file chooser or
   * fill the clipboard. Throws when the page is not there or the function throws.
   */
  async run(source: string, args: readonly unknown[], result: 'value' | 'object'): Promise<RemoteObject> {
    if (this.#context === null) throw new Error('the window has no page now');
    const answer = await this.#cdp.send(
      'Runtime.callFunctionOn',
      {
        functionDeclaration: source,
        uniqueContextId: this.#context,
        arguments: args.map((value) => ({ value })),
        userGesture: true,
        awaitPromise: true,
        returnByValue: result === 'value',
      },
      this.#session,
    );
    if (answer.exceptionDetails !== undefined)
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result;
  }

  #opened(id: number, uniqueId: string, frame: string): void {
    this.#frames.set(id, frame);
    if (frame === this.#owner.topFrame()) this.#context = uniqueId;
  }

  #deliver(text: string): void {
    if (this.#context === null) return;
    const call = { functionDeclaration: `function(text){${DELIVER}(text)}`, arguments: [{ value: text }], silent: true };
    this.#cdp.post('Runtime.callFunctionOn', { ...call, uniqueContextId: this.#context }, this.#session);
  }

  async #called(payload: string, context: number): Promise<void> {
    let id: number | undefined;
    try {
      const message = this.#codec.decode(payload) as { id: number; channel: string; args: unknown[] }; // our own script's words
      id = message.id;
      const value = await answerInvoke(message.channel, this.#eventFrom(context), message.args);
      await this.#owner.settled();
      this.#deliver(this.#codec.encode({ id, value }));
    } catch (error) {
      if (id !== undefined) this.#deliver(this.#codec.encode({ id, error: error instanceof Error ? error.message : String(error) }));
    }
  }

  #eventFrom(context: number): Electron.IpcMainInvokeEvent {
    const frame = this.#frames.get(context);
    const url = this.#owner.url();
    const top = { url, origin: URL.canParse(url) ? new URL(url).origin : 'null', parent: null };
    const senderFrame = frame === undefined ? null : frame === this.#owner.topFrame() ? top : { url: '', origin: 'null', parent: top };
    const event = preventable({ sender: this.#owner.contents, senderFrame, frameId: 0, processId: 0, type: 'frame' as const });
    return event as unknown as Electron.IpcMainInvokeEvent; // of the frame, the members that a guard asks for
  }
}
