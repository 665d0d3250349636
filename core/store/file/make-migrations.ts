/** Writes `migrations.ts` from `migrations/*.sql`: a bundle has no folder of .sql files beside it. Run after adding a file. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The text of `migrations.ts`. */
export function migrationsModule(): string {
  const folder = new URL('./migrations/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const entries = files.map((name) => `  [\n    '${name}',\n    ${quote(readFileSync(new URL(name, folder), 'utf8'))},\n  ],\n`);
  return `/** Made from migrations/*.sql by make-migrations.ts. The n-th brings a file from user_version n-1 to n. */
export const MIGRATIONS: readonly (readonly [name: string, sql: string])[] = [
${entries.join('')}];
`;
}

function quote(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('$', '\\$')}\``;
}

if (import.meta.main) writeFileSync(new URL('./migrations.ts', import.meta.url), migrationsModule());
