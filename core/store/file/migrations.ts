import { readFileSync } from 'node:fs';

/**
 * The n-th brings a file from user_version n-1 to n. A file listed here is never changed: a later change is a further
 * one. A bundle holds the texts themselves (build/bundle/inline-text.ts).
 */
export const MIGRATIONS: readonly (readonly [name: string, sql: string])[] = [
  ['001-first.sql', readFileSync(new URL('./migrations/001-first.sql', import.meta.url), 'utf8')],
  ['002-mark.sql', readFileSync(new URL('./migrations/002-mark.sql', import.meta.url), 'utf8')],
  ['003-collector.sql', readFileSync(new URL('./migrations/003-collector.sql', import.meta.url), 'utf8')],
  ['004-head.sql', readFileSync(new URL('./migrations/004-head.sql', import.meta.url), 'utf8')],
  ['005-classified.sql', readFileSync(new URL('./migrations/005-classified.sql', import.meta.url), 'utf8')],
];
