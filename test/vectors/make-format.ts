/**
 * Writes test/vectors/format/*.json, the same bytes at every run: `node test/vectors/make-format.ts`.
 * With `--check` it writes nothing and fails when a file is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isAppError } from '../../shared/base/app-error.ts';
import type { VectorFile } from './vector-case.ts';

// The sharing library draws from the operating system and takes no generator: here, and only here, it gets a seeded one.
const SEEDED_GENERATOR = `data:text/javascript,${encodeURIComponent(`
  import { createHash } from 'node:crypto';
  let counter = 0;
  export function getRandomBytes(length) {
    const blocks = [];
    for (let at = 0; at < length; at += 32) blocks.push(...createHash('sha256').update('vectors: shamir ' + counter++).digest());
    return new Uint8Array(blocks.slice(0, length));
  }
`)}`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'shamir-secret-sharing/csprng' ? { url: SEEDED_GENERATOR, shortCircuit: true } : next(specifier, context),
});

const { cryptoReady } = await import('../../shared/crypto/ready.ts');
const { runCase } = await import('./run-case.ts');
const { vectorText } = await import('./vector-case.ts');
const { keyVectors } = await import('./cases/keys.ts');
const { wrapVectors } = await import('./cases/wrap.ts');
const { charterVectors } = await import('./cases/charter.ts');
const { shareVectors } = await import('./cases/share.ts');
const { credentialVectors } = await import('./cases/credential.ts');
const { directoryVectors } = await import('./cases/directory.ts');
const { requestVectors } = await import('./cases/request.ts');

/** Each case with the output it has; throws when one is not of the class that it says. */
async function filled({ about, cases }: VectorFile): Promise<VectorFile> {
  const done = [];
  for (const one of cases) {
    let outcome: string;
    let out: unknown;
    try {
      out = await runCase(one);
      outcome = 'ok';
    } catch (error) {
      if (!isAppError(error)) throw new Error(`${one.do}, ${one.name}`, { cause: error });
      outcome = error.code;
    }
    if (outcome !== one.class) throw new Error(`${one.do}, ${one.name}: ${outcome}, not ${one.class}`);
    done.push(outcome === 'ok' ? { ...one, out } : one);
  }
  return { about, cases: done };
}

await cryptoReady();
const files: Readonly<Record<string, VectorFile>> = {
  keys: keyVectors(),
  wrap: wrapVectors(),
  charter: await charterVectors(),
  share: await shareVectors(),
  credential: await credentialVectors(),
  directory: await directoryVectors(),
  request: requestVectors(),
};
const folder = new URL('./format/', import.meta.url);
const checking = process.argv.includes('--check');
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(files)) {
  const path = new URL(`${name}.json`, folder);
  const text = vectorText(await filled(file));
  if (!checking) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) throw new Error(`test/vectors/format/${name}.json is not what this script writes`);
}
