import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page for outsiders, which the build puts next to the app, inside Electron's archive too; null when it is missing. */
export function verifierPage(built: string): string | null {
  try {
    return readFileSync(join(built, 'verifier.html'), 'utf8');
  } catch {
    return null;
  }
}
