import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { t } from '../words/words.ts';
import type { PickedFile } from './deposit-draft.ts';

/** A file, chosen through the system's own dialog: its contents never come here. */
export function FileField({ file, onPick }: { readonly file: PickedFile | null; readonly onPick: (file: PickedFile) => void }): ReactNode {
  const act = useCommand();
  const pick = (): void =>
    void act.run(async () => {
      const picked = await ask('deposit.pickFile', {});
      if (picked.file !== null) onPick(picked.file);
    });
  return (
    <div className="stack-s">
      <p className="lab">{t('desk.form.file')}</p>
      <p className="hint">{t('desk.form.fileHint')}</p>
      {file === null ? null : (
        <p role="status">
          <b>{t('desk.form.picked', { name: file.name, size: sizeWords(file.size) })}</b>
        </p>
      )}
      <ErrorNote error={act.error} />
      <Button onPress={pick} busy={act.busy ? t('kit.busy') : null}>
        {file === null ? t('desk.form.pick') : t('desk.form.pickOther')}
      </Button>
    </div>
  );
}

const bytes = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** "740 bytes", "12.4 KiB", "3.1 MiB". */
export function sizeWords(size: number): string {
  if (size < 1024) return t('desk.form.bytes', { size: bytes.format(size) });
  if (size < 1024 * 1024) return t('desk.form.kib', { size: bytes.format(size / 1024) });
  return t('desk.form.mib', { size: bytes.format(size / (1024 * 1024)) });
}
