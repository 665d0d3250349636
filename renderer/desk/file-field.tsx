import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { say } from '../words/words.ts';
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
      <p className="lab">{say('desk.form.file')}</p>
      <p className="hint">{say('desk.form.fileHint')}</p>
      {file === null ? null : (
        <p role="status">
          <b>{say('desk.form.picked', { name: file.name, size: sizeWords(file.size) })}</b>
        </p>
      )}
      <ErrorNote error={act.error} />
      <Button onPress={pick} busy={act.busy ? say('kit.busy') : null}>
        {file === null ? say('desk.form.pick') : say('desk.form.pickOther')}
      </Button>
    </div>
  );
}

const bytes = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** "740 bytes", "12.4 KiB", "3.1 MiB". */
export function sizeWords(size: number): string {
  if (size < 1024) return say('desk.form.bytes', { size: bytes.format(size) });
  if (size < 1024 * 1024) return say('desk.form.kib', { size: bytes.format(size / 1024) });
  return say('desk.form.mib', { size: bytes.format(size / (1024 * 1024)) });
}
