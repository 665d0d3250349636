import { useEffect } from 'react';

/**
 * Whoever works by keyboard or by ear must never find themselves nowhere: when what had the focus is taken off the screen, the
 * focus goes to the heading of what stands in its place. Screens and dialogs that place it themselves come first.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    const remember = (event: FocusEvent): void => {
      around = event.target instanceof Element ? withParents(event.target) : [];
    };
    const keep = (): void => {
      if (isLost() && around[0]?.isConnected === false) afterTwoFrames(() => placeAgain(around));
    };
    const watch = new MutationObserver(keep);
    document.addEventListener('focusin', remember);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      watch.disconnect();
    };
  }, []);
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Its parents as they are now: once it is off the screen they can no longer be asked for. */
function withParents(element: Element): Element[] {
  const line: Element[] = [];
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) line.push(at);
  return line;
}

/** A dialog that closes gives the focus back in the first frame. */
function afterTwoFrames(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function placeAgain(around: readonly Element[]): void {
  if (!isLost()) return;
  for (const element of around.filter((one) => one.isConnected)) {
    const heading = element.querySelector<HTMLElement>('.act h2') ?? element.querySelector<HTMLElement>('h1, h2');
    if (heading === null) continue;
    heading.tabIndex = -1;
    heading.focus();
    return;
  }
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}
