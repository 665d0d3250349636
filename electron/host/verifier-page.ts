import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page for outsiders as the build put it beside the app, inside Electron's archive too; null where it is not there. */
export function verifierPage(built: string): string | null {
  try {
    return readFileSync(join(built, 'verifier.html'), 'utf8');
  } catch {
    return null;
  }
}
