import type { ReactNode } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames, useView } from '../border/use-view.ts';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { fieldName } from './field-name.ts';
import { FieldRow } from './field-row.tsx';
import { RunningCode } from './one-time-code.tsx';
import { SaveFile } from './save-file.tsx';
import { type Credential, useCredential } from './use-credential.ts';

export interface CredentialPaneProps {
  readonly row: DirectoryRow;
  readonly revision: number;
  readonly onReadLarge: (field: { readonly id: string; readonly name: string }) => void;
}

/** One credential: use without seeing first, then its fields, one at a time. */
export function CredentialPane({ row, revision, onReadLarge }: CredentialPaneProps): ReactNode {
  const { credential, error } = useCredential(row.id, revision);
  return (
    <section className="card pane" aria-label={row.title}>
      <div className="stack">
        <div className="row apart">
          <h2>{row.title}</h2>
          <Head row={row} />
        </div>
        <ErrorNote error={error} />
        {credential?.code === true ? <RunningCode key={credential.id} credential={credential.id} /> : null}
        {credential?.kind === 'file' ? <SaveFile key={credential.id} credential={credential.id} /> : null}
      </div>
      {credential === null ? null : <Fields key={credential.id} credential={credential} onReadLarge={onReadLarge} />}
    </section>
  );
}

function Head({ row }: { readonly row: DirectoryRow }): ReactNode {
  const drill = useView().window?.kind !== 'emergency';
  if (drill) {
    return (
      <Sign shape="care" tone="quiet">
        {t('emergency.opened.head.decoy')}
      </Sign>
    );
  }
  if (row.state === 'exposed') {
    return (
      <Sign shape="exposed" tone="bad">
        {t('emergency.opened.head.exposed')}
      </Sign>
    );
  }
  return row.state === 'used-unseen' ? (
    <Sign shape="unseen" tone="good">
      {t('emergency.opened.head.usedUnseen')}
    </Sign>
  ) : null;
}

function Fields({ credential, onReadLarge }: { readonly credential: Credential } & Pick<CredentialPaneProps, 'onReadLarge'>): ReactNode {
  const now = useMinute();
  const name = useNames();
  return (
    <>
      <dl className="fields">
        {credential.fields.map((field) => {
          const label = fieldName(field);
          return (
            <FieldRow
              key={field.id}
              credential={credential.id}
              field={field}
              name={label}
              onReadLarge={() => onReadLarge({ id: field.id, name: label })}
            />
          );
        })}
      </dl>
      <p className="small quiet made">
        {credential.owner === '' ? null : `${t('emergency.opened.owner', { name: credential.owner })}. `}
        {t('emergency.opened.deposited', {
          name: name(credential.depositedBy),
          time: utcWhen(credential.depositedAt, now),
          version: credential.version,
        })}
      </p>
    </>
  );
}
