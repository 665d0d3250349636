import type { RoomTable } from './rooms/table.ts';

/**
 * The one table of who may import whom (checked by build/rooms/check.ts on resolved paths, with cycles refused).
 * What is not written here is not allowed: a new room, or a new package in a room, begins with a line in this file.
 */

const shared = [
  'shared/base',
  'shared/crypto',
  'shared/domain',
  'shared/format',
  'shared/log',
  'shared/contract',
  'shared/contract/log-row.ts',
] as const;
/** What every page of ours has of the app's face: its style, its parts, its words. */
const face = ['renderer/face', 'renderer/kit', 'renderer/words', 'renderer/log/sentence.ts'] as const;

export const roomTable: RoomTable = {
  rooms: {
    'shared/base': { imports: [], node: 'no' },
    'shared/crypto': { imports: ['shared/base'], node: 'no' },
    'shared/domain': { imports: ['shared/base'], node: 'no' },
    'shared/format': { imports: ['shared/base', 'shared/crypto', 'shared/domain'], node: 'no' },
    'shared/log': { imports: ['shared/base', 'shared/crypto', 'shared/domain', 'shared/format'], node: 'no' },
    'shared/contract': { imports: ['shared/base', 'shared/domain'], types: ['shared/log'], node: 'no' },
    'shared/contract/log-row.ts': { imports: ['shared/base'], types: ['shared/contract', 'shared/log'], node: 'no' },

    'core/hash': { imports: shared, node: 'yes' },
    'core/store': { imports: ['core/hash', 'core/store/verify-script.ts', ...shared], node: 'yes' },
    'core/store/verify-script.ts': { imports: [], node: 'no' },
    'core/keys': { imports: shared, node: 'yes' },
    'core/strongroom': { imports: shared, node: 'yes' },
    'core/services': { imports: ['core/hash', 'core/store', 'core/keys', ...shared], node: 'yes' },

    electron: { imports: ['electron/host', 'core/services', 'core/store', 'core/keys', ...shared], node: 'yes' },
    'electron/preload.ts': { imports: ['shared/base', 'shared/contract'], node: 'no' },
    'electron/host': { imports: ['core/services', ...shared], node: 'yes' },
    rescue: { imports: ['shared/base'], node: 'yes' },
    renderer: { imports: [...face, 'shared/base', 'shared/domain', 'shared/contract'], node: 'no' },
    'renderer/face': { imports: [], node: 'no' },
    'renderer/kit': { imports: ['renderer', 'renderer/words', 'shared/base', 'shared/domain', 'shared/contract'], node: 'no' },
    'renderer/words': { imports: ['shared/base', 'shared/domain', 'shared/contract'], node: 'no' },
    'renderer/log/sentence.ts': { imports: ['renderer', 'renderer/words', 'shared/base'], types: ['shared/contract'], node: 'no' },
    'package.json': { imports: [], node: 'no' },
    collector: {
      imports: [
        'core/hash',
        'core/store/verify-script.ts',
        'cli/own-node.ts',
        'collector/program/node-flags.ts',
        'collector/reader/answers.ts',
        'package.json',
        ...shared,
      ],
      node: 'yes',
    },
    'collector/program/node-flags.ts': { imports: [], node: 'no' },
    'collector/page': {
      imports: [...face, 'collector/page/worker', 'verifier/message.ts', 'shared/base', 'shared/log', 'shared/contract/log-row.ts'],
      types: ['shared/contract', 'collector/reader/answers.ts'],
      node: 'no',
    },
    'collector/reader/answers.ts': { imports: [], types: ['shared/log'], node: 'no' },
    'collector/page/worker': { imports: ['collector/page', 'verifier/worker', 'shared/base', 'shared/log'], node: 'no' },
    cli: { imports: ['cli/own-node.ts', 'core/hash', 'core/store', 'core/keys', ...shared], node: 'yes' },
    'cli/own-node.ts': { imports: [], node: 'yes' },

    'verifier/page': { imports: ['renderer/face', 'verifier/message.ts', 'shared/base', 'shared/log'], node: 'no' },
    'verifier/worker': { imports: ['verifier/message.ts', 'shared/base', 'shared/crypto', 'shared/log'], node: 'no' },
    'verifier/message.ts': { imports: [], types: ['shared/log'], node: 'no' },

    build: { imports: ['rescue', 'collector/program/node-flags.ts', 'shared/base'], node: 'yes' },
    test: { imports: ['*'], node: 'yes' },
  },

  packages: {
    electron: { rooms: ['electron/host', 'electron/preload.ts'], types: ['rescue'], standIn: 'rescue/electron.ts' },
    'better-sqlite3': { rooms: ['core/store', 'collector'] },
    'libsodium-wrappers': { rooms: ['shared/crypto'] },
    'libsodium-wrappers-sumo': { rooms: ['shared/crypto'] },
    'shamir-secret-sharing': { rooms: ['shared/crypto'] },
    '@noble/hashes': { rooms: ['shared/crypto'] },
    '@scure/bip39': { rooms: ['shared/crypto'] },
    '@simplewebauthn/server': { rooms: ['core/keys', 'collector'] },
    '@simplewebauthn/browser': { rooms: ['renderer/keys', 'collector/page/border'] },
    'node:child_process': { rooms: ['build', 'cli/own-node.ts', 'collector/program/own-node.ts', 'electron/host/logind.ts', 'rescue'] },
    'node:sqlite': { rooms: ['rescue'] },
    'node:worker_threads': { rooms: ['cli'] },
    pg: { rooms: ['collector/store'] },
    nodemailer: { rooms: ['collector/sinks'] },
    '@peculiar/x509': { rooms: ['collector'] },
    'reflect-metadata': { rooms: ['collector'] },
    otpauth: { rooms: ['core/strongroom', 'core/services'] },
    'csv-parse': { rooms: ['core/strongroom', 'core/services'] },
    react: { rooms: ['renderer', 'collector/page'] },
    'react-dom': { rooms: ['renderer', 'collector/page'] },
    'react-aria-components': { rooms: ['renderer', 'collector/page'] },
    '@tanstack/react-virtual': { rooms: ['renderer'] },
    i18next: { rooms: ['renderer/words'] },
    qr: { rooms: ['renderer'] },
    zod: { rooms: ['shared/format', 'shared/log', 'shared/contract', 'core', 'electron', 'cli', 'collector'] },
    vite: { rooms: ['build'] },
    '@vitejs/plugin-react': { rooms: ['build'] },
    'electron-builder': { rooms: ['build'] },
    '@electron/fuses': { rooms: ['build'] },
  },

  globals: { 'navigator.credentials': ['renderer/keys'] },
  notFollowed: {
    'cli/block-workers.ts': ['Worker'],
    'rescue/boot.ts': ['import()', 'node:module'],
    'rescue/page/isolated-world.ts': ['globalThis'],
    'rescue/page/main-world.ts': ['window'],
    'rescue/test-bridge.ts': ['Function'],
    'verifier/page/ask-worker.ts': ['Worker'],
  },
  minimumModules: 500,
};
