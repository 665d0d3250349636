import { type Rows, row } from './row.ts';

/** shared/: runs anywhere, without clock, I/O, Node or DOM. */
export const sharedRows: Rows = {
  'shared/base': row({ imports: '', node: 'no', doors: 'app-error.ts big-endian.ts bytes.ts error-codes.ts instant.ts' }),
  'shared/crypto': row({
    imports: 'shared/base',
    node: 'no',
    doors: `
      argon2.ts caead.ts hash.ts hkdf.ts kem.ts length.ts pae.ts random.ts ready.ts shamir.ts sign.ts wipe.ts words.ts
      xwing.ts
    `,
  }),
  'shared/domain': row({
    imports: 'shared/base',
    node: 'no',
    doors: `
      ceremony-declare.ts ceremony-event.ts ceremony-state.ts ceremony-step.ts credential-kind.ts drill-result.ts
      exposure.ts founding.ts import-columns.ts import-rows.ts member.ts otpauth-uri.ts override-sentence.ts
      policy-check.ts policy.ts quorum-view.ts readiness.ts request.ts rule-advice.ts rule-check.ts rule-coalitions.ts
      rule-edit.ts rule-satisfied.ts rule-words.ts rule.ts window.ts
    `,
  }),
  'shared/format': row({
    imports: 'shared/base shared/crypto shared/domain',
    node: 'no',
    doors: `
      charter-chain.ts charter-form.ts charter-signature.ts charter.ts credential-content.ts credential-file.ts
      credential.ts directory-key.ts directory.ts identity.ts ids.ts passphrase.ts prf.ts request.ts share-set.ts
      share.ts text.ts wrap.ts
    `,
  }),
  'shared/log/tree': row({
    imports: 'shared/base',
    node: 'no',
    doors: 'frontier.ts growing-proof.ts leaf-hashes.ts proof.ts tree-hash.ts',
  }),
  'shared/log/leaf': row({
    imports: 'shared/base',
    types: 'shared/log/tree',
    node: 'no',
    doors: 'act-sentence.ts action.ts alerting.ts disclosure.ts entry-draft.ts entry-rules.ts entry.ts jcs.ts origin.ts',
  }),
  'shared/log/note': row({
    imports: 'shared/base',
    types: 'shared/log/tree',
    node: 'no',
    doors: 'body-line.ts checkpoint.ts collector-key.ts note.ts receipt.ts vkey.ts',
  }),
  'shared/log/verify': row({
    imports: 'shared/base shared/crypto shared/log/tree shared/log/leaf shared/log/note',
    node: 'no',
    doors: `
      block-pass.ts entry-block.ts printable.ts report-lines.ts signed-heads.ts tlog-policy.ts tlog-proof.ts
      verify-log.ts
    `,
  }),
  'shared/log/exchange': row({
    imports: 'shared/base shared/log/tree shared/log/leaf shared/log/note',
    types: 'shared/log/verify',
    node: 'no',
    doors: `
      add-checkpoint.ts add-entries-reader.ts add-entries.ts bundle-manifest.ts byte-source.ts chunk-roots.ts
      collector-answer.ts enrolment.ts entry-package.ts fork-evidence.ts heads-entry.ts late-head.ts receipt-file.ts
      sync-bundle.ts tar.ts
    `,
  }),
  'shared/log/export': row({
    imports: 'shared/base shared/log/leaf shared/log/note shared/log/exchange',
    types: 'shared/log/tree',
    node: 'no',
    doors: 'disclosure-lines.ts export-beside.ts export-enrolment.ts export-folder.ts verify.py',
  }),
  'shared/contract': row({
    imports: 'shared/base shared/domain',
    node: 'no',
    doors: 'call.ts calls.ts channels.ts collector-view.ts envelope.ts handlers.ts strongroom-calls.ts view.ts',
  }),
  'shared/contract/log-row.ts': row({ imports: 'shared/base', types: 'shared/log/leaf shared/contract', node: 'no' }),
};
