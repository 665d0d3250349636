import { readFileSync } from 'node:fs';

/** The text of verify.py, which every export carries. A bundle holds it itself (build/bundle/inline-text.ts). */
export const VERIFY_SCRIPT = readFileSync(new URL('../../../shared/log/export/verify.py', import.meta.url), 'utf8');
