import type { Argument, Wire, WireAnswer, WireShape } from './wire.ts';

/**
 * Runs in the page's own world before any of its scripts: turns the shapes that the isolated world announces into frozen objects
 * on `window`. Self-contained, since only its source travels. What it needs of the page it takes before the page can change it.
 */
export function mainWorld(secret: string): void {
  if (window !== window.top) return;
  const { addEventListener, dispatchEvent } = EventTarget.prototype;
  const { apply } = Reflect;
  const { defineProperty, freeze, keys } = Object;
  const Custom = CustomEvent;
  const callbacks = new Map<number, (...args: unknown[]) => unknown>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const answers: WireAnswer[] = [];
  let lastCallback = 0;

  function post(detail: Wire): void {
    apply(dispatchEvent, document, [new Custom(`${secret}>`, { detail })]);
  }

  function outward(value: unknown): Argument {
    if (typeof value !== 'function') return { kind: 'value', value };
    lastCallback += 1;
    callbacks.set(lastCallback, value as () => unknown);
    return { kind: 'callback', callback: lastCallback };
  }

  function received(answer: WireAnswer): unknown {
    switch (answer.kind) {
      case 'value':
        return answer.value;
      case 'error':
        throw new Error(answer.message);
      case 'function':
        return caller(answer.fn);
      case 'promise':
        return new Promise((resolve, reject) => waiting.set(answer.promise, { resolve, reject }));
    }
  }

  function caller(fn: number): (...args: unknown[]) => unknown {
    return freeze((...args: unknown[]): unknown => {
      post({ op: 'call', fn, args: args.map(outward) });
      const answer = answers.pop();
      if (answer === undefined) throw new Error('the bridge is gone');
      return received(answer);
    });
  }

  function built(shape: WireShape): unknown {
    if (shape.kind === 'value') return shape.value;
    if (shape.kind === 'function') return caller(shape.fn);
    const object = {};
    for (const key of keys(shape.members)) defineProperty(object, key, { value: built(shape.members[key] as WireShape), enumerable: true });
    return freeze(object);
  }

  function settle(promise: number, answer: WireAnswer): void {
    const pair = waiting.get(promise);
    waiting.delete(promise);
    if (answer.kind === 'error') pair?.reject(new Error(answer.message));
    else if (answer.kind === 'value') pair?.resolve(answer.value);
  }

  apply(addEventListener, document, [
    `${secret}<`,
    (event: CustomEvent<Wire>) => {
      const wire = event.detail;
      if (wire.op === 'expose') defineProperty(window, wire.key, { value: built(wire.shape), enumerable: true });
      else if (wire.op === 'answer') answers.push(wire.answer);
      else if (wire.op === 'settle') settle(wire.promise, wire.answer);
      else if (wire.op === 'callback') callbacks.get(wire.callback)?.(...wire.args);
    },
  ]);
}
