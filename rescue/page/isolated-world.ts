import type { Codec } from './codec.ts';
import type { Argument, Wire, WireAnswer, WireShape } from './wire.ts';

type Listener = (event: unknown, ...args: unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/**
 * Runs in a world of its own, which the page cannot look into: gives the preload the part of `electron` that a sandboxed preload
 * sees, and holds both ends of its wires, to main (`binding`) and to the page (events named by `secret`).
 * Self-contained, since only its source travels.
 */
export function isolatedWorld(secret: string, binding: string, deliver: string, codec: Codec, preload: Preload): void {
  if (window !== window.top) return;
  const send = (globalThis as unknown as Record<string, (text: string) => void>)[binding];
  if (send === undefined) return;
  const listeners = new Map<string, Set<Listener>>();
  const replies = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const functions: ((...args: unknown[]) => unknown)[] = [];
  let lastInvoke = 0;
  let lastPromise = 0;

  const post = (detail: Wire): void => {
    document.dispatchEvent(new CustomEvent(`${secret}<`, { detail }));
  };
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  function shapeOf(value: unknown): WireShape {
    if (typeof value === 'function') return { kind: 'function', fn: functions.push(value as () => unknown) - 1 };
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return { kind: 'value', value };
    return { kind: 'object', members: Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)])) };
  }

  function inward(argument: Argument): unknown {
    if (argument.kind === 'value') return argument.value;
    const { callback } = argument;
    return (...args: unknown[]) => post({ op: 'callback', callback, args });
  }

  function answerOf(result: unknown): WireAnswer {
    if (typeof result === 'function') return { kind: 'function', fn: functions.push(result as () => unknown) - 1 };
    if (!(result instanceof Promise)) return { kind: 'value', value: result };
    lastPromise += 1;
    const promise = lastPromise;
    result.then(
      (value: unknown) => post({ op: 'settle', promise, answer: { kind: 'value', value } }),
      (error: unknown) => post({ op: 'settle', promise, answer: { kind: 'error', message: messageOf(error) } }),
    );
    return { kind: 'promise', promise };
  }

  document.addEventListener(`${secret}>`, (event) => {
    const wire = (event as CustomEvent<Wire>).detail;
    if (wire.op !== 'call') return;
    let answer: WireAnswer;
    try {
      answer = answerOf(functions[wire.fn]?.(...wire.args.map(inward)));
    } catch (error) {
      answer = { kind: 'error', message: messageOf(error) };
    }
    post({ op: 'answer', answer });
  });

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        lastInvoke += 1;
        const text = codec.encode({ id: lastInvoke, channel, args });
        replies.set(lastInvoke, { resolve, reject });
        send(text);
      }),
    on(channel: string, listener: Listener): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    off(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge = { exposeInMainWorld: (key: string, api: unknown): void => post({ op: 'expose', key, shape: shapeOf(api) }) };

  Object.defineProperty(globalThis, deliver, {
    value: (text: string): void => {
      const message = codec.decode(text) as { id?: number; error?: string; value?: unknown; channel?: string; args?: unknown[] };
      if (message.id === undefined) {
        for (const listener of [...(listeners.get(message.channel ?? '') ?? [])]) listener({}, ...(message.args ?? []));
        return;
      }
      const reply = replies.get(message.id);
      replies.delete(message.id);
      if (message.error !== undefined) reply?.reject(new Error(message.error));
      else reply?.resolve(message.value);
    },
  });

  // An app window gives the page the first say about the browser's own shortcuts: new windows, tools, history, printing to file.
  window.addEventListener(
    'keydown',
    (event) => {
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const alone =
        key === 'f12' || key === 'f1' || key === 'f7' || (event.altKey && key === 'home') || (event.shiftKey && key === 'escape');
      const plain = control && !event.shiftKey && ['n', 't', 'u', 'h', 'j', 'o', 's', 'l'].includes(key);
      const shifted = control && event.shiftKey && ['n', 'i', 'j', 'c', 't', 'b', 'o', 'delete'].includes(key);
      if (alone || plain || shifted) event.preventDefault();
    },
    true,
  );

  const module = { exports: {} };
  preload(
    (name) => {
      if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer };
      throw new Error(`a sandboxed preload has no module ${name}`);
    },
    module,
    module.exports,
  );
}
