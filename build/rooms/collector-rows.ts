import { type Rows, row } from './row.ts';

/** collector/: the central service and its page. */
export const collectorRows: Rows = {
  'collector/store': row({
    imports: 'shared/base shared/log/tree shared/log/leaf shared/log/note shared/log/exchange core/hash',
    node: 'yes',
    doors: `
      alert-sentence.ts alerts.ts bundles.ts database.ts events.ts log-row.ts moved.ts open-database.ts own-log.ts
      positions.ts roles.ts schema.ts while-held.ts
    `,
  }),
  'collector/ground': row({
    imports: 'shared/base shared/log/note core/hash',
    types: 'shared/log/exchange collector/store',
    node: 'yes',
    doors: 'collector-keys.ts collector.ts',
  }),
  'collector/sinks': row({
    imports: 'shared/base shared/log/leaf collector/store',
    types: 'collector/ground',
    node: 'yes',
    doors: `
      cef.ts deliver.ts email-sender.ts feed-item.ts http-post.ts http-sender.ts loopback.ts ocsf-file.ts outcome.ts
      sink-ledger.ts stored-sink-ledger.ts syslog-datagrams.ts syslog-sender.ts syslog.ts
    `,
  }),
  'collector/enrol': row({
    imports: 'shared/base shared/log/note shared/log/exchange core/hash collector/store',
    types: 'collector/ground',
    node: 'yes',
    doors: 'enrolment.ts',
  }),
  'collector/watch': row({
    imports: 'shared/base shared/log/leaf collector/store',
    types: 'collector/ground',
    node: 'yes',
    doors: 'watch.ts',
  }),
  'collector/ingest': row({
    imports: `
      shared/base shared/log/tree shared/log/leaf shared/log/note shared/log/verify shared/log/exchange
      shared/log/export core/hash collector/store
    `,
    types: 'collector/ground',
    node: 'yes',
    doors: 'add-alert.ts add-checkpoint.ts add-disclosures.ts add-entries.ts fork.ts',
  }),
  'collector/carry': row({
    imports: `
      shared/base shared/crypto shared/log/tree shared/log/note shared/log/verify shared/log/exchange core/hash
      collector/store collector/enrol collector/ingest
    `,
    types: 'collector/ground',
    node: 'yes',
    doors: 'answer.ts enrol-command.ts import-bundle.ts import-command.ts',
  }),
  'collector/http': row({
    imports: 'shared/base shared/log/exchange collector/enrol collector/ingest collector/carry',
    types: 'collector/ground collector/sinks',
    node: 'yes',
    doors: 'body.ts station-server.ts status-of.ts status.ts',
  }),
  'collector/migrate': row({
    imports: 'shared/base shared/log/tree core/hash collector/store',
    types: 'collector/ground',
    node: 'yes',
    doors: 'migrate-command.ts tell-move.ts',
  }),
  'collector/console': row({
    imports: `
      shared/base shared/crypto shared/log/tree shared/log/leaf shared/log/note shared/log/exchange shared/log/export
      core/hash core/store/log collector/store collector/enrol collector/http
    `,
    types: 'collector/ground collector/console/answers.ts',
    node: 'yes',
    doors: `
      alerts.ts events.ts export.ts freeze.ts guard.ts incidents.ts invitations.ts live.ts log-names.ts own-entries.ts
      passkeys.ts people.ts reading-log.ts reply.ts role.ts route.ts session.ts stations.ts summary.ts tiles.ts
    `,
  }),
  'collector/console/answers.ts': row({ imports: '', types: 'shared/log/leaf', node: 'no' }),
  'collector/console/routes': row({
    imports: `
      shared/base shared/crypto shared/log/note core/hash collector/store collector/enrol collector/carry collector/http
      collector/console
    `,
    types: 'collector/ground collector/console/answers.ts',
    node: 'yes',
    doors: 'routes.ts sign-in-routes.ts',
  }),
  'collector/console/server': row({
    imports: 'shared/base collector/console collector/console/routes',
    types: 'collector/ground',
    node: 'yes',
    doors: 'console-server.ts',
  }),
  'collector/program': row({
    imports: `
      shared/base shared/crypto shared/log/note shared/log/verify core/hash package.json collector/store
      collector/ground collector/sinks collector/enrol collector/watch collector/carry collector/http collector/migrate
      collector/console collector/console/server collector/program/node-flags.ts cli/own-node.ts
    `,
    types: 'shared/log/exchange',
    node: 'yes',
    doors: '',
  }),
  'collector/program/node-flags.ts': row({ imports: '', node: 'no' }),
  'collector/page/words': row({ imports: '', types: 'collector/console/answers.ts', node: 'no', doors: 'words.ts' }),
  'collector/page/worker': row({
    imports: 'shared/base shared/log/note shared/log/export renderer/hooks verifier/worker',
    types: 'verifier/message.ts',
    node: 'no',
    doors: 'message.ts worker.ts',
  }),
  'collector/page/border': row({
    imports: 'shared/base renderer/hooks collector/page/words collector/page/worker',
    types: 'collector/console/answers.ts verifier/message.ts',
    node: 'no',
    doors: `
      ask.ts attended.ts clock.ts live.ts log-store.ts passkey.ts place.ts use-loaded.ts use-pages.ts use-people.ts
      verify-in-worker.ts
    `,
  }),
  'collector/page/parts': row({
    imports: `
      shared/base shared/log/leaf shared/contract/log-row.ts renderer/words renderer/hooks renderer/kit renderer/log
      collector/page/words collector/page/border
    `,
    types: 'shared/contract collector/console/answers.ts verifier/message.ts',
    node: 'no',
    doors: `
      copyable.tsx empty.tsx entry-line.tsx entry-words.ts failed.tsx header.tsx import-button.tsx kind.ts me.ts
      order.ts pending.tsx screen.tsx sentence.tsx verdict.tsx when.tsx
    `,
  }),
  'collector/page/sign-in': row({
    imports: 'renderer/hooks renderer/kit collector/page/words collector/page/border collector/page/parts',
    types: 'collector/console/answers.ts',
    node: 'no',
    doors: 'join.tsx sign-in.tsx',
  }),
  'collector/page/sections': row({
    imports: `
      shared/base shared/log/exchange renderer/words renderer/hooks renderer/kit collector/page/words
      collector/page/border collector/page/parts
    `,
    types: 'collector/console/answers.ts collector/page/worker verifier/message.ts',
    node: 'no',
    doors: 'section-at.tsx',
  }),
  'collector/page': row({
    imports: `
      shared/base renderer/face renderer/hooks renderer/kit collector/page/words collector/page/border
      collector/page/parts collector/page/sign-in collector/page/sections
    `,
    types: 'collector/console/answers.ts',
    node: 'no',
    doors: '',
  }),
};
