import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Sheet } from '../../../renderer/kit/sheet.tsx';
import type { AppError } from '../../../shared/base/app-error.ts';
import { hand } from '../border/ask.ts';
import { pageWords } from '../words/words.ts';
import { Failed } from './failed.tsx';

interface Imported {
  readonly origin: string;
  readonly taken: number;
  readonly size: number;
  readonly receipt: string;
  readonly name: string;
}

/** Takes a bundle that somebody carried here, and gives the receipt to carry back. */
export function ImportButton({ onDone }: { readonly onDone: () => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const { busy, error, run, clear } = useCommand();
  const take = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = target.files ?? [];
    target.value = ''; // so that choosing the same again is a change
    if (file === undefined) return;
    void run(async () => {
      setImported(await hand<Imported>('/v1/import', file));
      onDone();
    });
  };
  return (
    <>
      <input ref={input} type="file" accept=".hsync" hidden aria-label={pageWords.stations.bring} onChange={take} />
      <Button onPress={() => input.current?.click()} busy={busy ? pageWords.stations.bringing : null}>
        {pageWords.stations.bring}
      </Button>
      {error === null ? null : <RefusedSheet error={error} onLeave={clear} />}
      {imported === null ? null : <ImportedSheet imported={imported} onLeave={() => setImported(null)} />}
    </>
  );
}

function RefusedSheet({ error, onLeave }: { readonly error: AppError; readonly onLeave: () => void }): ReactNode {
  return (
    <Sheet title={pageWords.stations.bring} onLeave={onLeave} kind="alert">
      <Failed error={error} />
      <Button onPress={onLeave}>{pageWords.done}</Button>
    </Sheet>
  );
}

function ImportedSheet({ imported, onLeave }: { readonly imported: Imported; readonly onLeave: () => void }): ReactNode {
  const { origin, taken, size, receipt, name } = imported;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([receipt], { type: 'application/octet-stream' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [receipt]);
  return (
    <Sheet title={pageWords.stations.broughtTitle} onLeave={onLeave} kind="alert">
      <p>{pageWords.stations.brought(taken, size)}</p>
      <p className="small quiet path">{origin}</p>
      <p>{pageWords.stations.carryBack}</p>
      <div className="row">
        {url === null ? null : (
          <a className="btn main" href={url} download={name}>
            {pageWords.stations.saveReceipt}
          </a>
        )}
        <Button onPress={onLeave}>{pageWords.done}</Button>
      </div>
    </Sheet>
  );
}
