import type { HalliganBridge } from '../../shared/contract/handlers.ts';

declare global {
  interface Window {
    /** Given by the preload; missing when the page was opened by anything else. */
    readonly halligan?: HalliganBridge;
  }
}

/** The renderer's only way out, or null where the preload is missing. */
export function bridge(): HalliganBridge | null {
  return window.halligan ?? null;
}
