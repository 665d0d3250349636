/**
 * The one table of who may import whom (checked by build/rooms/check.ts on resolved paths, with cycles refused).
 * What is not written here is not allowed: a new room, or a new package in a room, begins with a line in this file
 * or in one of the files of rows beside the check, one a top folder.
 */
import { collectorRows } from './rooms/collector-rows.ts';
import { coreRows } from './rooms/core-rows.ts';
import { hostRows } from './rooms/host-rows.ts';
import { rendererRows } from './rooms/renderer-rows.ts';
import { row } from './rooms/row.ts';
import { sharedRows } from './rooms/shared-rows.ts';
import type { RoomTable } from './rooms/table.ts';

export const roomTable: RoomTable = {
  rooms: {
    ...sharedRows,
    ...coreRows,
    ...hostRows,
    ...rendererRows,
    ...collectorRows,
    test: row({ imports: '*', node: 'yes' }),
  },

  packages: {
    electron: { rooms: ['electron/host', 'electron/preload.ts'], types: ['rescue'], standIn: 'rescue/electron.ts' },
    'better-sqlite3': { rooms: ['core/store/disk', 'core/store/tables', 'collector/store', 'collector/program'] },
    'libsodium-wrappers': { rooms: ['shared/crypto'] },
    'libsodium-wrappers-sumo': { rooms: ['shared/crypto'] },
    'shamir-secret-sharing': { rooms: ['shared/crypto'] },
    '@noble/hashes': { rooms: ['shared/crypto'] },
    '@scure/bip39': { rooms: ['shared/crypto'] },
    '@simplewebauthn/server': { rooms: ['core/keys', 'collector/console'] },
    '@simplewebauthn/browser': { rooms: ['renderer/keys', 'collector/page/border'] },
    'node:child_process': { rooms: ['build', 'cli/own-node.ts', 'collector/program/own-node.ts', 'electron/host/logind.ts', 'rescue'] },
    'node:dgram': { rooms: ['collector/sinks'] },
    'node:dns': { rooms: ['build/setup'] },
    'node:http': { rooms: ['core/sync', 'collector/console/server', 'collector/program', 'collector/sinks'], types: ['collector'] },
    'node:http2': { rooms: [] },
    'node:https': { rooms: ['collector/http', 'collector/sinks'] },
    'node:net': { rooms: ['core/sync', 'collector/sinks', 'collector/program', 'rescue/instance-lock.ts'] },
    'node:sqlite': { rooms: ['rescue'] },
    'node:tls': { rooms: ['core/sync', 'collector/sinks'] },
    'node:worker_threads': { rooms: ['cli'] },
    pg: { rooms: ['collector/store'] },
    nodemailer: { rooms: ['collector/sinks'] },
    '@peculiar/x509': { rooms: ['collector/program'] },
    'reflect-metadata': { rooms: ['collector/program'] },
    otpauth: { rooms: ['core/strongroom'] },
    'csv-parse': { rooms: ['core/strongroom'] },
    react: { rooms: ['renderer', 'collector/page'] },
    'react-dom': { rooms: ['renderer', 'collector/page'] },
    'react-aria-components': { rooms: ['renderer', 'collector/page'] },
    '@tanstack/react-virtual': { rooms: ['renderer/kit', 'renderer/opened'] },
    i18next: { rooms: ['renderer/words'] },
    qr: { rooms: ['renderer/camera'] },
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
