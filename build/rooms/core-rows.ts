import { type Rows, row } from './row.ts';

/** core/: the engine in plain Node. From the ground up: what stores and hashes, what is open, then one room a feature, and the wiring. */
export const coreRows: Rows = {
  'core/hash': row({ imports: 'shared/base', types: 'shared/log/tree shared/log/note', node: 'yes', doors: 'log-key.ts node-hash.ts' }),
  'core/store/disk': row({
    imports: 'shared/base',
    node: 'yes',
    doors: 'atomic-file.ts ballast.ts file-error.ts file-identity.ts store-error.ts sync-folder.ts',
  }),
  'core/store/tables': row({
    imports: 'core/store/disk',
    types: 'shared/log/leaf',
    node: 'yes',
    doors: `
      collector-table.ts credential-table.ts entry-table.ts head-table.ts log-table.ts log-tables.ts mark-table.ts
      receipt-table.ts request-table.ts sql.ts vault-tables.ts
    `,
  }),
  'core/store/station': row({
    imports: 'shared/base shared/log/leaf core/hash core/store/disk',
    types: 'shared/log/note',
    node: 'yes',
    doors: 'key-box.ts log-key-file.ts station-file.ts',
  }),
  'core/store/log': row({
    imports: `
      shared/base shared/log/tree shared/log/leaf shared/log/note shared/log/export core/hash core/store/disk
      core/store/tables
    `,
    types: 'shared/log/verify core/store/station',
    node: 'yes',
    doors: 'durable.ts export-log.ts open-log.ts station-log.ts stored-entries.ts verify-script.ts',
  }),
  'core/store/file': row({
    imports: 'shared/base core/store/disk core/store/tables core/store/log',
    node: 'yes',
    doors: 'finish-founding.ts vault-copy.ts vault-file.ts',
  }),
  'core/keys': row({ imports: 'shared/base', node: 'yes', doors: 'relying-party.ts simulated-key.ts' }),
  'core/strongroom': row({ imports: 'shared/base shared/crypto shared/domain shared/format shared/contract', node: 'yes', doors: '' }),
  'core/session': row({
    imports: 'shared/base shared/format shared/contract core/store/disk core/store/station core/store/file',
    types: 'shared/domain shared/log/leaf shared/log/note core/hash core/store/log',
    node: 'yes',
    doors: `
      acting.ts call-queue.ts context.ts events.ts founding-draft.ts open-use.ts ports.ts running-request.ts session.ts
      show-titles.ts station.ts strongroom-client.ts titles.ts
    `,
  }),
  'core/touch': row({
    imports: 'shared/base core/keys core/session',
    types: 'shared/format shared/log/leaf shared/contract',
    node: 'yes',
    doors: 'member-touch.ts prove-flow.ts touch-flow.ts touch-handlers.ts touch-runner.ts',
  }),
  'core/vault': row({
    imports: 'shared/base shared/domain shared/format shared/log/leaf core/store/file core/session',
    types: 'shared/contract core/store/log',
    node: 'yes',
    doors: 'charter-of-draft.ts open-vault.ts vault-handlers.ts',
  }),
  'core/sync': row({
    imports: `
      shared/base shared/crypto shared/log/leaf shared/log/note shared/log/verify shared/log/exchange core/hash
      core/store/disk core/session
    `,
    types: 'shared/log/export shared/contract core/store/tables',
    node: 'yes',
    doors: 'collector-service.ts kept-collector.ts sync-handlers.ts',
  }),
  'core/desk': row({
    imports: 'shared/base shared/domain shared/format core/session core/touch',
    types: 'shared/log/leaf shared/contract core/store/log',
    node: 'yes',
    doors: 'decoys.ts deposits.ts desk-flow.ts desk-handlers.ts desk.ts directory-rows.ts',
  }),
  'core/record': row({
    imports: `
      shared/base shared/crypto shared/log/note shared/log/verify shared/contract/log-row.ts core/hash core/store/log
      core/sync
    `,
    types: 'shared/contract core/session',
    node: 'yes',
    doors: 'record-handlers.ts records.ts',
  }),
  'core/unseal': row({
    imports: `
      shared/base shared/domain shared/format shared/log/leaf core/store/log core/session core/touch core/desk
    `,
    types: 'shared/contract',
    node: 'yes',
    doors: 'contribute-flow.ts open-window.ts requests.ts unseal-handlers.ts uses.ts',
  }),
  'core/closing': row({
    imports: 'shared/base shared/domain shared/format core/session core/touch core/unseal',
    types: 'shared/log/leaf shared/contract core/store/tables',
    node: 'yes',
    doors: 'classify-flow.ts closing-handlers.ts closings.ts',
  }),
  'core/founding': row({
    imports: `
      shared/base shared/crypto shared/domain shared/format core/store/file core/session core/touch core/vault
    `,
    types: 'shared/log/leaf shared/contract core/store/log core/keys core/desk core/unseal',
    node: 'yes',
    doors: 'enrol-flow.ts founding-handlers.ts foundings.ts rehearsal.ts sign-flow.ts',
  }),
  'core/practice': row({
    imports: 'shared/base shared/domain shared/format shared/contract core/store/disk core/keys core/desk',
    types: 'core/session core/touch core/vault core/founding',
    node: 'yes',
    doors: 'practice-handlers.ts practice.ts',
  }),
  'core/engine': row({
    imports: `
      shared/base shared/crypto shared/domain shared/format core/session core/touch core/vault core/sync core/desk
      core/record core/unseal core/closing core/founding core/practice
    `,
    types: 'shared/contract',
    node: 'yes',
    doors: 'engine.ts wiring.ts',
  }),
};
