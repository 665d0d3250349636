import type { Need } from './commands.ts';
import { type Displays, openDisplays } from './display.ts';
import { hasDisplay } from './setup/programs.mjs';

/** Playwright's workers (playwright.config.ts), each with a screen of its own. */
const WORKERS = 2;

/**
 * The virtual screens that these needs call for; null where none is. A person's own screen does for `display`. On Linux the workers of
 * `displays` never use it: `HALLIGAN_DISPLAYS` names theirs.
 */
export async function displaysFor(needs: readonly Need[]): Promise<Displays | null> {
  if (needs.includes('displays') && process.platform === 'linux') {
    const displays = await openDisplays(WORKERS);
    return { ...displays, env: { ...displays.env, HALLIGAN_DISPLAYS: displays.names.join(' ') } };
  }
  return needs.includes('display') && !hasDisplay() ? await openDisplays(1) : null;
}
