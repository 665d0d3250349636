import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programPath } from './programs.mjs';

/** @typedef {import('./system-package.mjs').SystemPackage} SystemPackage */

/** GOPATH as Debian's packages of Go sources fill it. */
export const GO_PATH = '/usr/share/gocode';

const IMPORTS = 'import cryptography.hazmat.primitives.asymmetric.ed25519';

/** The Python that has `cryptography`: the first in PATH, else the system's own; null where neither has. */
export function pythonWithCryptography() {
  return ['python3', '/usr/bin/python3'].find((one) => spawnSync(one, ['-c', IMPORTS], { timeout: 20_000 }).status === 0) ?? null;
}

/** Debian's packages that verify an exported log with Go. @type {readonly SystemPackage[]} */
export const goPackages = [
  { name: 'golang-go', optional: true, missing: () => programPath('go') === null },
  {
    name: 'golang-golang-x-mod-dev',
    optional: true,
    missing: () => !existsSync(join(GO_PATH, 'src/golang.org/x/mod/sumdb/note')),
  },
];

/** Debian's package that verifies one with Python. @type {readonly SystemPackage[]} */
export const pythonPackages = [{ name: 'python3-cryptography', optional: true, missing: () => pythonWithCryptography() === null }];

/** Debian's package that reads our syslog as a receiver would. @type {readonly SystemPackage[]} */
export const syslogPackages = [{ name: 'rsyslog', optional: true, missing: () => programPath('rsyslogd') === null }];

/** The folder of the programs of PostgreSQL, the newest where there are several; null where there is none. */
export function postgresPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...[programPath('initdb')].flatMap((path) => (path === null ? [] : [dirname(realpathSync(path))])),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** Debian's package that a collector of an organisation keeps its logs in. @type {readonly SystemPackage[]} */
export const postgresPackages = [{ name: 'postgresql', optional: true, missing: () => postgresPrograms() === null }];

/** Debian's package that sets a program's clock, and nobody else's. @type {readonly SystemPackage[]} */
export const clockPackages = [{ name: 'faketime', optional: true, missing: () => programPath('faketime') === null }];
