import type { Page } from '@playwright/test';

/** An app that a test started, the same on both hosts. */
export interface Running {
  readonly kind: 'electron' | 'rescue';
  readonly page: Page;
  readonly userData: string;
  /** The main process. */
  readonly pid: number;
  /** The browser's; Electron's is the main process itself. */
  readonly browserPid: number;
  /** What main has printed so far. */
  output(): string;
  /** Runs a function in main, with Electron's module, or what stands in for it, as its first argument. Nothing else is in its scope. */
  main<Result, Arg>(act: (electron: typeof Electron.Main, arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  /** The exit code, null after a signal. */
  readonly exited: Promise<number | null>;
  /** Ends it, if it has not ended, and waits until it has. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly userData: string;
  /** Absolute path of the main module to run; the built app's by default. */
  readonly main?: string;
  readonly env?: Readonly<Record<string, string>>;
}
