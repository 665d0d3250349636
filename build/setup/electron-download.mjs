import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './child.mjs';

/**
 * Tries once, right after an installation, to have Electron's binary downloaded. Its own downloader has no time limit and hangs on a
 * network that swallows packets, so the download host must have a name first, and three minutes are all that it gets.
 * Says in one line how it went; never stops anything, since the rescue host runs the same app.
 * @param {string} root
 */
export async function tryElectronDownload(root) {
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer) || existsSync(join(root, 'node_modules/electron/path.txt'))) return;
  if (process.env['HALLIGAN_HOST'] === 'rescue') return;
  const host = new URL(process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com').hostname;
  if (!(await hasName(host))) {
    console.log(`Halligan: Electron's binary comes from ${host}, which cannot be reached from here. The rescue host is used instead.`);
    return;
  }
  console.log(`Halligan: fetching Electron's binary from ${host} (about 120 MB, three minutes at most).`);
  const { code } = await runToEnd(process.execPath, [installer], { limitSeconds: 180, cwd: root });
  if (code !== 0) console.log('Halligan: it could not be fetched. The rescue host is used instead; `npx install-electron` tries again.');
}

/** @param {string} host */
async function hasName(host) {
  const late = new Promise((resolve) => setTimeout(resolve, 2000, false).unref());
  return Promise.race([
    lookup(host).then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
