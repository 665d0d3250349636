import { type ReactNode, useState } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { useCompartmentNames, useVault } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Note } from '../kit/note.tsx';
import { Screen } from '../shell/screen.tsx';
import { useNav, useUnsaved } from '../shell/section.ts';
import { listAnd } from '../words/list.ts';
import { t } from '../words/words.ts';
import { type DepositDraft, emptyDeposit, holdsSecrets, missingIn, withoutSecrets } from './deposit-draft.ts';
import { DepositWhere } from './deposit-where.tsx';
import { fieldLabel, KindFields } from './kind-fields.tsx';
import { realFirst } from './real-first.ts';
import { storeDeposit } from './store-deposit.ts';

export interface DepositFormProps {
  /** The credential that gets a new version, or null for a new one. */
  readonly replaces: DirectoryRow | null;
  readonly onLeave: () => void;
  readonly onAnother: () => void;
}

/** Stores one credential. What was typed lives here alone, and is gone once it is stored or left. */
export function DepositForm({ replaces, onLeave, onAnother }: DepositFormProps): ReactNode {
  const compartments = realFirst(useVault().compartments);
  const [draft, setDraft] = useState<DepositDraft>(() => emptyDeposit(replaces, compartments[0]?.id ?? ''));
  const [version, setVersion] = useState<number | null>(null);
  const act = useCommand();
  const nav = useNav();
  useUnsaved(version === null && holdsSecrets(draft));
  const change = (part: Partial<DepositDraft>): void => setDraft((old) => ({ ...old, ...part }));
  const missing = missingIn(draft);
  const store = (): void =>
    void act.run(async () => {
      const stored = await storeDeposit(draft, replaces?.id ?? null);
      setDraft(withoutSecrets);
      setVersion(stored.version);
      announce(t('desk.form.storedShort', { title: draft.title, version: stored.version }), 'now');
    });
  const title = replaces === null ? t('desk.form.title') : t('desk.form.replaceTitle', { title: replaces.title });
  if (version !== null) return <Stored draft={draft} version={version} title={title} onLeave={onLeave} onAnother={onAnother} />;
  return (
    <Screen
      id="deposit"
      title={title}
      subtitle={t('desk.form.say')}
      buttons={
        <>
          <Button onPress={() => nav.leave(onLeave)}>{t('desk.back')}</Button>
          <Button
            kind="main"
            onPress={store}
            busy={act.busy ? t('desk.form.storing') : null}
            blocked={missing.length === 0 ? null : t('desk.form.missing', { list: listAnd(missing.map(missingWords)) })}
          >
            {replaces === null ? t('desk.form.store') : t('desk.form.storeReplace')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={act.error} />
        <div className="two even">
          <DepositWhere draft={draft} fixed={replaces === null ? 'no' : 'yes'} onChange={change} />
          <Card title={t('desk.form.secret')} kind="raised" spacing="large">
            <KindFields draft={draft} onChange={change} />
          </Card>
        </div>
      </div>
    </Screen>
  );
}

function missingWords(id: string): string {
  const words =
    id === 'title' ? t('desk.form.name') : id === 'system' ? t('desk.form.system') : id === 'file' ? t('desk.kinds.file') : fieldLabel(id);
  return words.charAt(0).toLocaleLowerCase('en') + words.slice(1);
}

interface StoredProps {
  readonly draft: DepositDraft;
  readonly version: number;
  readonly title: string;
  readonly onLeave: () => void;
  readonly onAnother: () => void;
}

function Stored({ draft, version, title, onLeave, onAnother }: StoredProps): ReactNode {
  const compartment = useCompartmentNames()(draft.compartment);
  return (
    <Screen
      id="deposit-stored"
      title={title}
      buttons={
        <>
          <Button onPress={onLeave}>{t('desk.back')}</Button>
          <Button kind="main" onPress={onAnother}>
            {t('desk.form.another')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Note verdict="good" title={t('desk.form.stored', { title: draft.title, version, compartment })} />
        <Card title={t('desk.form.after')} spacing="small">
          <ul className="plain-list">
            <li>{t('desk.form.afterList.sealed')}</li>
            <li>{t('desk.form.afterList.cleared')}</li>
            {version === 1 ? null : <li>{t('desk.form.afterList.old')}</li>}
          </ul>
        </Card>
      </div>
    </Screen>
  );
}
