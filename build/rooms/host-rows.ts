import { type Rows, row } from './row.ts';

/** The hosts: Electron, the rescue host, the command line, the page for outsiders, and what builds them all. */
export const hostRows: Rows = {
  electron: row({ imports: 'shared/contract core/store/station core/keys core/engine electron/host', node: 'yes', doors: '' }),
  'electron/preload.ts': row({ imports: 'shared/contract', node: 'no' }),
  'electron/host': row({
    imports: 'shared/base shared/contract',
    types: 'core/session',
    node: 'yes',
    doors: `
      app-origin.ts app-session.ts app-window.ts assets.ts border.ts call-channel.ts call-server.ts clipboard.ts
      fail-start.ts files.ts guard-contents.ts harden-app.ts host-view.ts key-box.ts life-cycle.ts menu.ts power.ts
      strongroom.ts user-data.ts verifier-page.ts
    `,
  }),
  'rescue/page': row({ imports: '', node: 'no', doors: 'codec.ts isolated-world.ts main-world.ts' }),
  rescue: row({ imports: 'shared/base rescue/page', node: 'yes', doors: 'electron-namespace.ts find-browser.ts' }),
  'package.json': row({ imports: '', node: 'no' }),
  cli: row({
    imports: `
      shared/base shared/crypto shared/domain shared/format shared/log/tree shared/log/verify shared/log/exchange
      shared/log/export core/hash core/store/file cli/own-node.ts
    `,
    types: 'core/store/tables',
    node: 'yes',
    doors: '',
  }),
  'cli/own-node.ts': row({ imports: '', node: 'yes' }),
  'verifier/page': row({ imports: 'shared/log/export renderer/face', types: 'verifier/message.ts', node: 'no', doors: '' }),
  'verifier/worker': row({
    imports: 'shared/base shared/crypto shared/log/tree shared/log/verify shared/log/export renderer/hooks',
    types: 'shared/log/note verifier/message.ts',
    node: 'no',
    doors: 'check.ts',
  }),
  'verifier/message.ts': row({ imports: '', types: 'shared/log/verify', node: 'no' }),
  build: row({
    imports: 'rescue collector/program/node-flags.ts build/bundle build/package build/rooms build/setup',
    node: 'yes',
    doors: '',
  }),
  'build/bundle': row({
    imports: '',
    node: 'yes',
    doors: 'assets.ts bundled-packages.ts entries.ts inline-text.ts notices.ts stamp.ts verifier.ts',
  }),
  'build/package': row({ imports: '', node: 'yes', doors: 'fuses.ts' }),
  'build/rooms': row({
    imports: '',
    node: 'yes',
    doors: `
      check.ts collector-rows.ts core-rows.ts explain.ts host-rows.ts picture.ts renderer-rows.ts row.ts shared-rows.ts
      table.ts
    `,
  }),
  'build/setup': row({ imports: '', node: 'yes', doors: 'child.mjs modules.mjs node-version.mjs programs.mjs ready.mjs stop.mjs' }),
};
