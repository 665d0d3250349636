// `npm run package [-- dir] [--electron-dist DIR] [--out DIR]`: this platform's installers in out/package/; `dir` makes only the unpacked app.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { packageConfig } from './electron-builder.ts';
import { orStop, SetupStop } from './setup/stop.mjs';

await orStop(async () => {
  const root = join(import.meta.dirname, '..');
  const options = { 'electron-dist': { type: 'string' }, out: { type: 'string', default: 'out/package' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const electronDist = values['electron-dist'];
  if (electronDist !== undefined && !existsSync(electronDist)) throw new SetupStop(`${electronDist} is not there.`);
  const config = {
    ...packageConfig(process.platform, process.arch, resolve(root, values.out)),
    ...(electronDist === undefined ? {} : { electronDist: resolve(electronDist) }),
  };
  try {
    const targets = Platform.current().createTarget(positionals[0] ?? null);
    for (const file of await build({ projectDir: root, targets, config, publish: 'never' })) console.log(file);
    return 0;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (!/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(said)) throw error;
    throw new SetupStop(
      `packaging fetches Electron and its own tools, which cannot be reached from here (${said.split('\n')[0]}): run it where GitHub can be reached.`,
    );
  }
});
