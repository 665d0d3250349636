import type { ReactNode } from 'react';
import type { FieldView } from '../../shared/contract/calls.ts';
import { ask } from '../border/ask.ts';
import { useSecondsLeft, useSecondsUntil } from '../border/ticker.ts';
import { useNames, useView } from '../border/use-view.ts';
import { type ScreenCommand, useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';
import { useShown } from './use-shown.ts';

export interface FieldRowProps {
  readonly credential: string;
  readonly field: FieldView;
  readonly name: string;
  readonly onReadLarge: () => void;
}

/** One field of a credential: a plain one with its value, a secret one with what shows it. */
export function FieldRow(props: FieldRowProps): ReactNode {
  return props.field.secret ? <SecretField {...props} /> : <PlainField {...props} />;
}

function useCopy(credential: string, field: string, name: string): ScreenCommand & { copy(): void } {
  const act = useCommand();
  return {
    ...act,
    copy: () =>
      void act.run(async () => {
        const { clearsInMs } = await ask('window.copy', { credential, field });
        announce(t('emergency.opened.field.copiedSaid', { field: name, count: Math.round(clearsInMs / 1000) }));
      }),
  };
}

function PlainField({ credential, field, name }: FieldRowProps): ReactNode {
  const { copy, busy, error } = useCopy(credential, field.id, name);
  const empty = field.value === null || field.value === '';
  return (
    <div>
      <dt>{name}</dt>
      <dd className={empty ? 'quiet' : field.multiline ? 'val pre' : 'val'} dir={empty ? 'auto' : 'ltr'}>
        {empty ? t('emergency.opened.field.empty') : field.value}
      </dd>
      <dd className="row">
        {empty ? null : (
          <Button onPress={copy} busy={busy ? t('kit.busy') : null} of={name}>
            {t('emergency.opened.field.copy')}
          </Button>
        )}
        <Copied credential={credential} field={field.id} />
      </dd>
      {error === null ? null : (
        <dd className="wide">
          <ErrorNote error={error} />
        </dd>
      )}
    </div>
  );
}

function SecretField({ credential, field, name, onReadLarge }: FieldRowProps): ReactNode {
  const { shown, act, show, hide } = useShown(credential, field.id, 'shown', name);
  const { copy, busy, error } = useCopy(credential, field.id, name);
  const copyButton = (
    <Button onPress={copy} busy={busy ? t('kit.busy') : null} of={name}>
      {shown === null ? t('emergency.opened.field.copy') : t('emergency.opened.field.copyClears')}
    </Button>
  );
  const large = (
    <Button onPress={onReadLarge} of={name}>
      {t('emergency.opened.field.large')}
    </Button>
  );
  return (
    <div className={shown === null ? '' : 'shown'}>
      <dt>{name}</dt>
      <dd>
        {shown === null ? (
          <span className="val hid">
            <span aria-hidden="true">••••••••</span>
            <span className="vh">{t('emergency.opened.field.hidden')}</span>
          </span>
        ) : (
          <>
            <span className={field.multiline ? 'val pre' : 'val'} dir="ltr" data-secret="">
              {shown.value}
            </span>
            <Hides at={shown.hidesAt} />
          </>
        )}
        <Copied credential={credential} field={field.id} />
      </dd>
      <dd className="row">
        {shown === null ? (
          <>
            {copyButton}
            <Button onPress={show} busy={act.busy ? t('emergency.opened.field.revealing') : null} of={name}>
              {t('emergency.opened.field.reveal')}
            </Button>
          </>
        ) : (
          <>
            {copyButton}
            {large}
            <Button onPress={hide}>{t('emergency.opened.field.hide')}</Button>
          </>
        )}
      </dd>
      {act.error === null && error === null ? null : (
        <dd className="wide">
          <ErrorNote error={act.error ?? error} />
        </dd>
      )}
    </div>
  );
}

function Hides({ at }: { readonly at: number }): ReactNode {
  const name = useNames();
  const { window: opened } = useView();
  const count = useSecondsUntil(at);
  if (opened === null) return null;
  return <p className="small quiet">{t('emergency.opened.field.seen', { name: name(opened.operator), count })}</p>;
}

/** Said where it was copied from, until the clipboard is cleared. */
function Copied({ credential, field }: { readonly credential: string; readonly field: string }): ReactNode {
  const clipboard = useView().window?.clipboard ?? null;
  if (clipboard === null || clipboard.credential !== credential || clipboard.field !== field) return null;
  return <CopiedFor inMs={clipboard.clearsInMs} />;
}

function CopiedFor({ inMs }: { readonly inMs: number }): ReactNode {
  const count = useSecondsLeft(inMs);
  return count === 0 ? null : <p className="small care">{t('emergency.opened.field.copied', { count })}</p>;
}
