import { existsSync, readFileSync } from 'node:fs';
import { runToEnd } from './child.mjs';
import { hasBrowser, hasDisplay, programPath } from './programs.mjs';
import { SetupStop } from './stop.mjs';
import { clockPackages, goPackages, postgresPackages, pythonPackages, syslogPackages } from './verifiers.mjs';

/** @typedef {import('./system-package.mjs').SystemPackage} SystemPackage */

/**
 * A package that brings a program.
 * @param {string} name
 * @param {string} program
 * @returns {SystemPackage}
 */
const brings = (name, program) => ({ name, missing: () => programPath(program) === null });

/** @type {SystemPackage} */
const fonts = {
  name: 'fonts-liberation',
  optional: true,
  missing: () => !existsSync('/usr/share/fonts') || !existsSync('/usr/share/fonts/truetype/liberation'),
};
/** @type {SystemPackage} */
const mono = { name: 'fonts-dejavu-core', optional: true, missing: () => !existsSync('/usr/share/fonts/truetype/dejavu') };

/** What the window itself needs. @type {readonly SystemPackage[]} */
const windowPackages = [{ name: 'chromium', missing: () => !hasBrowser() }, fonts, mono];

/** A display where there is none. */
const display = brings('xvfb', 'Xvfb');

/** The tests' real peers: what they compare with and look through. @type {readonly SystemPackage[]} */
const peers = [
  brings('strace', 'strace'),
  brings('iproute2', 'ss'),
  brings('procps', 'ps'),
  brings('xclip', 'xclip'),
  brings('xdotool', 'xdotool'),
  brings('keepassxc', 'keepassxc-cli'),
];

/**
 * Makes sure that the operating system has what a window (or the tests) need. On Debian as root it is installed; elsewhere a `SetupStop` names
 * the one command. Not looked at outside Linux, where a browser is found or named by the start itself.
 * @param {'window' | 'tests'} level
 */
export async function ensureSystemPackages(level) {
  if (process.platform !== 'linux') return;
  const tests = level === 'tests';
  const wanted = [
    ...windowPackages,
    ...(tests || !hasDisplay() ? [display] : []),
    ...(tests ? peers : []),
    ...(tests && isDebian() ? [...goPackages, ...pythonPackages, ...syslogPackages, ...clockPackages, ...postgresPackages] : []),
  ];
  const absent = wanted.filter((one) => one.missing());
  if (absent.length === 0) return;
  const missing = absent.map(({ name }) => name);
  const stops = absent.some(({ optional }) => optional !== true);
  if (!isDebian() || process.getuid?.() !== 0 || programPath('apt-get') === null) {
    if (!stops) return;
    throw new SetupStop(`this machine lacks ${missing.join(', ')}: run \`${installCommand(missing)}\`, then the same command again.`);
  }
  console.log(`Halligan: installing ${missing.join(', ')} from Debian (apt-get).`);
  try {
    await aptInstall(missing);
  } catch (error) {
    if (stops || !(error instanceof SetupStop)) throw error;
    console.log(`Halligan: going on without: ${error.message}`);
    return;
  }
  const still = wanted.filter((one) => one.optional !== true && one.missing()).map(({ name }) => name);
  if (still.length > 0)
    throw new SetupStop(
      `apt-get ended well, but ${still.join(', ')} is not there: run \`apt-get install --reinstall ${still.join(' ')}\`.`,
    );
}

/** @param {readonly string[]} names */
async function aptInstall(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', ...names];
  const first = await runToEnd('apt-get', install, { limitSeconds: 600, env });
  if (first.code === 0) return;
  // An old list of packages is the usual reason, and a new machine has none at all.
  await runToEnd('apt-get', ['-o', 'DPkg::Lock::Timeout=120', 'update'], { limitSeconds: 300, env });
  const second = await runToEnd('apt-get', install, { limitSeconds: 600, env });
  if (second.code === 0) return;
  const said = second.output.split('\n').find((line) => line.startsWith('E: ')) ?? second.output.trim().split('\n').at(-1) ?? '';
  throw new SetupStop(
    `apt-get could not install ${names.join(', ')} (${second.how === 'too slow' ? 'no end in 10 minutes' : said}): run \`apt-get install ${names.join(' ')}\` and see.`,
  );
}

function isDebian() {
  return osRelease('ID') === 'debian';
}

/** @param {string} key */
function osRelease(key) {
  try {
    return new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/**
 * The one command for this distribution. Ubuntu's `chromium` is a snap that cannot be driven, so Chrome is named there.
 * @param {readonly string[]} names Debian's names
 */
function installCommand(names) {
  const family = `${osRelease('ID')} ${osRelease('ID_LIKE')}`;
  const named = (/** @type {Record<string, string>} */ other) => names.map((name) => other[name] ?? name).join(' ');
  if (/\bubuntu\b/.test(family)) return `sudo apt-get install ${named({ chromium: './google-chrome-stable_current_amd64.deb' })}`;
  if (/\bdebian\b/.test(family)) return `sudo apt-get install ${names.join(' ')}`;
  if (/\b(fedora|rhel)\b/.test(family)) {
    return `sudo dnf install ${named({ xvfb: 'xorg-x11-server-Xvfb', 'fonts-liberation': 'liberation-fonts', 'fonts-dejavu-core': 'dejavu-sans-mono-fonts', iproute2: 'iproute', procps: 'procps-ng' })}`;
  }
  if (/\barch\b/.test(family)) {
    return `sudo pacman -S ${named({ xvfb: 'xorg-server-xvfb', 'fonts-liberation': 'ttf-liberation', 'fonts-dejavu-core': 'ttf-dejavu', procps: 'procps-ng' })}`;
  }
  if (/\bsuse\b/.test(family))
    return `sudo zypper install ${named({ xvfb: 'xorg-x11-server-Xvfb', 'fonts-liberation': 'liberation-fonts', 'fonts-dejavu-core': 'dejavu-fonts' })}`;
  return `sudo apt-get install ${names.join(' ')}`;
}
