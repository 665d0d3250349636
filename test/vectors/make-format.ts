/**
 * Writes the vectors that are cases (`vector-case.ts`) to test/vectors/format and test/vectors/log, the same bytes at every
 * run: `node test/vectors/make-format.ts`.
 * With `--check` it writes nothing and fails when a file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isAppError } from '../../shared/base/app-error.ts';
import type { VectorFile } from './run/vector-case.ts';

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
const { runCase } = await import('./run/run-case.ts');
const { vectorText } = await import('./run/vector-case.ts');
const { keyVectors } = await import('./cases/keys.ts');
const { wrapVectors } = await import('./cases/wrap.ts');
const { charterVectors } = await import('./cases/charter.ts');
const { shareVectors } = await import('./cases/share.ts');
const { credentialVectors } = await import('./cases/credential.ts');
const { directoryVectors } = await import('./cases/directory.ts');
const { requestVectors } = await import('./cases/request.ts');
const { receiptVectors } = await import('./cases/receipt.ts');
const { packageVectors } = await import('./cases/entry-package.ts');
const { bodyVectors } = await import('./cases/body.ts');
const { tlogProofVectors } = await import('./cases/tlog-proof.ts');
const { bundleVectors } = await import('./cases/bundle.ts');
const { exportVectors } = await import('./cases/export.ts');
const { meetingVectors } = await import('./cases/meeting.ts');
const { tlogPolicyVectors } = await import('./cases/tlog-policy.ts');

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
  'format/keys': keyVectors(),
  'format/wrap': wrapVectors(),
  'format/charter': await charterVectors(),
  'format/share': await shareVectors(),
  'format/credential': await credentialVectors(),
  'format/directory': await directoryVectors(),
  'format/request': requestVectors(),
  'log/receipt': receiptVectors(),
  'log/entry-package': packageVectors(),
  'log/body': bodyVectors(),
  'log/tlog-proof': tlogProofVectors(),
  'log/tlog-policy': tlogPolicyVectors(),
  'log/bundle': bundleVectors(),
  'log/meeting': meetingVectors(),
  'log/export': exportVectors(),
};
const checking = process.argv.includes('--check');
for (const [name, file] of Object.entries(files)) {
  const path = new URL(`${name}.json`, import.meta.url);
  const text = vectorText(await filled(file));
  if (!checking) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) throw new Error(`test/vectors/${name}.json is not what this script writes`);
}
