import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

/** What the page is made of: the page itself and its two scripts. The tokens are the app's own. */
export const verifierSources = {
  page: 'verifier/index.html',
  script: 'verifier/page/page.ts',
  worker: 'verifier/worker/worker.ts',
  styles: ['renderer/face/tokens.css', 'verifier/verifier.css'],
} as const;

/**
 * The page for outsiders as one file that needs nothing else: opened from a disk, it may run its own two scripts, wear its
 * own style, and reach nothing. Throws with Vite's sentence when a script does not compile.
 */
export async function buildVerifierPage(root: string, common: InlineConfig): Promise<string> {
  const script = await classicScript(root, common, verifierSources.script);
  const worker = await classicScript(root, common, verifierSources.worker);
  const style = verifierSources.styles.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const policy = [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Readonly<Record<string, string>> = { policy, style, script, worker };
  return readFileSync(join(root, verifierSources.page), 'utf8').replaceAll(/\/\* (\w+) \*\//g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`${verifierSources.page} asks for "${name}", and there is no such part.`);
    return part;
  });
}

function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** One script without imports: a page from a disk may load no module. Not minified, so that it can be read. */
async function classicScript(root: string, common: InlineConfig, entry: string): Promise<string> {
  const built = await build({
    ...common,
    root,
    build: {
      write: false,
      minify: false,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(root, entry), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error(`${entry} was not built.`);
  const { code } = output.output[0];
  if (/<\/script|<!--/i.test(code)) throw new Error(`${entry} holds what would end its script element.`);
  return code;
}
