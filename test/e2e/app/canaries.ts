/** Values that are nowhere else in the world, and the places where one that got out would lie. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export type Canaries = Readonly<Record<string, string>>;

/** A fresh value for each name, made of letters and digits alone, so that no encoding of text hides it. */
export function hatch<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
  const made = names.map((name) => [name, `Canary${name}${randomBytes(9).toString('hex')}`] as const);
  return Object.fromEntries(made) as Record<Name, string>; // one for each name, by the line above
}

/** A secret of a one-time code: Base32. */
export function hatchBase32(): string {
  return [...randomBytes(32)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}

/** The names of those that are in this text. */
export function heardIn(text: string, canaries: Canaries): string[] {
  return Object.entries(canaries).flatMap(([name, value]) => (text.includes(value) ? [name] : []));
}

/** Everything that the page holds and anyone could read from it: elements, attributes, fields, stores, title, what is read aloud. */
export async function pageText(page: Page): Promise<string> {
  const held = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(({ value }) => value);
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify({ ...store }));
    const databases = JSON.stringify(await indexedDB.databases());
    const names = Object.getOwnPropertyNames(window).flatMap((name) => {
      const value: unknown = Reflect.get(window, name);
      return typeof value === 'string' ? [value] : [];
    });
    return [
      document.documentElement.outerHTML,
      ...fields,
      ...stores,
      databases,
      document.cookie,
      document.title,
      location.href,
      JSON.stringify(history.state),
      ...names,
    ].join('\n');
  });
  return `${held}\n${await page.locator('body').ariaSnapshot()}`;
}

/** Files of these folders that hold a canary, as UTF-8 or UTF-16, with its name. Those that vanish meanwhile hold none. */
export function filesThatHold(folders: readonly string[], canaries: Canaries): string[] {
  return folders.flatMap((folder) =>
    [...filesIn(folder)].flatMap((path) => {
      const bytes = readOrNone(path);
      return Object.entries(canaries).flatMap(([name, value]) =>
        bytes.includes(value, 0, 'utf8') || bytes.includes(value, 0, 'utf16le') ? [`${path}: ${name}`] : [],
      );
    }),
  );
}

function* filesIn(folder: string): Generator<string> {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) yield* filesIn(path);
    else if (found?.isFile()) yield path;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOrNone(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
