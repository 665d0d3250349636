/** Writes `verify-script.ts` from shared/log/verify.py: a bundle has no such file beside it. Run after changing verify.py. */
import { readFileSync, writeFileSync } from 'node:fs';

/** The text of `verify-script.ts`. */
export function verifyScriptModule(): string {
  const script = readFileSync(new URL('../../../shared/log/verify.py', import.meta.url), 'utf8');
  const quoted = script.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('$', '\\$');
  return `// biome-ignore-all lint/style/noExcessiveLinesPerFile: it is as long as what it is made from
/** shared/log/verify.py, brought here by make-verify-script.ts. */
export const VERIFY_SCRIPT = \`${quoted}\`;
`;
}

if (import.meta.main) writeFileSync(new URL('./verify-script.ts', import.meta.url), verifyScriptModule());
