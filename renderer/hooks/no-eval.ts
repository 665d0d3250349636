/**
 * Imported first by main.tsx: tells zod not to compile its parsers with `new Function`, which the page's policy refuses
 * (and reports, even when it is only tried). This is where zod itself looks for its settings.
 */
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}
globalThis.__zod_globalConfig = { ...globalThis.__zod_globalConfig, jitless: true };

export {};
