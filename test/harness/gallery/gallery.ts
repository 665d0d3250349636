/**
 * Opens scenes in a real Chromium: the built renderer under the app's own policy, with a canned main behind its bridge.
 * Nothing listens: the page's files are answered from disk.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { isAppError } from '../../../shared/base/app-error.ts';
import type { CallName } from '../../../shared/contract/handlers.ts';
import type { View } from '../../../shared/contract/view.ts';
import type { Answers, Scene } from './scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ORIGIN = 'https://halligan.localhost';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The page's policy, as the app sends it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** `development` is React's strict one: every effect runs twice, as it may in any release to come. */
export type Build = 'production' | 'development';

/** Builds the renderer once. @returns the folder, which `close` of the gallery removes. */
export async function buildRenderer(kind: Build): Promise<string> {
  const folder = join(ROOT, '.cache', `gallery-${process.pid}-${kind}`);
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    publicDir: false,
    root: join(ROOT, 'renderer'),
    base: '/',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': JSON.stringify(kind) },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  return folder;
}

export interface Shown {
  readonly page: Page;
  /** What the page threw, complained of, or was refused by its policy. Empty when all is well. */
  readonly complaints: readonly string[];
  /** What the page asked of main, in order, by name. */
  readonly calls: readonly CallName[];
  /** The same state in other clothes. */
  dress(settings: Partial<View['settings']>): Promise<void>;
  push(view: View): Promise<void>;
  close(): Promise<void>;
}

export class Gallery {
  readonly #browser: Browser;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async open(kind: Build = 'production'): Promise<Gallery> {
    const folder = await buildRenderer(kind);
    const executablePath = process.env['HALLIGAN_BROWSER'] ?? '/usr/bin/chromium';
    return new Gallery(await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }), folder);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Opens one scene, changed by `settings`, and drives it to where it is to be looked at. */
  async show(scene: Scene, settings: Partial<View['settings']>, size = { width: 1280, height: 800 }): Promise<Shown> {
    const context = await this.#browser.newContext({
      viewport: size,
      locale: 'en-GB',
      timezoneId: 'Europe/Stockholm',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.route('**/*', (route) => {
      const url = new URL(route.request().url());
      if (url.origin !== ORIGIN) return route.abort();
      if (url.pathname === '/favicon.ico') return route.fulfill({ status: 204 });
      const file = url.pathname === '/' ? '/index.html' : url.pathname;
      return route.fulfill({
        body: readFileSync(join(this.#folder, file)),
        headers: { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY },
      });
    });
    let worn = settings;
    const calls: CallName[] = [];
    const dressed = (view: View): View => ({ ...view, settings: { ...view.settings, ...worn } });
    let current = dressed(scene.view);
    await page.exposeFunction('__main', async (name: CallName, input: unknown) => {
      calls.push(name);
      if (name === 'app.view') return { ok: true, value: current };
      return reply(scene.answers ?? {}, name, input);
    });
    if (scene.main !== 'missing') {
      await page.addInitScript(() => {
        const listeners = new Set<(view: unknown) => void>();
        const main = (window as unknown as { __main: (name: string, input: unknown) => Promise<unknown> }).__main;
        const halligan = {
          call: (name: string, input: unknown) => main(name, input),
          on: (_: string, listener: (view: unknown) => void) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        };
        Object.assign(window, {
          halligan,
          __push: (view: unknown) => {
            for (const listener of listeners) listener(view);
          },
        });
      });
    }
    await page.goto(ORIGIN);
    await page.locator('h1').waitFor();
    const push = async (view: View): Promise<void> => {
      current = dressed(view);
      await page.evaluate((next) => (window as unknown as { __push: (view: unknown) => void }).__push(next), current);
    };
    await scene.drive?.(page, push);
    await page.waitForTimeout(150); // what fades in has done so: a picture has no event for it
    const dress = async (next: Partial<View['settings']>): Promise<void> => {
      worn = next;
      if (scene.main !== 'missing') await push(current);
    };
    return { page, complaints, calls, push, dress, close: async () => context.close() };
  }
}

/** As main's: what an answer throws with a code is a refusal. */
async function reply(answers: Answers, name: string, input: unknown): Promise<unknown> {
  // A scene's answers are typed by name; here the name is only known at run time.
  const found = (answers as Record<string, ((input: unknown) => unknown) | undefined>)[name];
  try {
    return { ok: true, value: found === undefined ? {} : await found(input) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ok: false, code: error.code, message: error.message, detail: error.detail };
  }
}
