/** A subscription for `useSyncExternalStore` whose listeners are all called every `ms`: one timer for all, none when there are none. */
export function ticking(ms: number): (listener: () => void) => () => void {
  const listeners = new Set<() => void>();
  let timer: number | null = null;
  return (listener) => {
    listeners.add(listener);
    timer ??= window.setInterval(() => {
      for (const each of listeners) each();
    }, ms);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || timer === null) return;
      window.clearInterval(timer);
      timer = null;
    };
  };
}
