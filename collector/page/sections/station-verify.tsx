import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Card } from '../../../renderer/kit/card.tsx';
import { TextField } from '../../../renderer/kit/text-field.tsx';
import type { VerifierAnswer } from '../../../verifier/message.ts';
import { verifyInWorker } from '../border/verify-in-worker.ts';
import { Failed } from '../parts/failed.tsx';
import { VerdictNote } from '../parts/verdict.tsx';
import { pageWords } from '../words/words.ts';
import type { CheckProgress } from '../worker/message.ts';

const NOTHING = { vkey: '', anchors: '', policy: '' } as const;

/** Fetches one log whole and checks all of it in this browser. */
export function StationVerify({ log }: { readonly log: string }): ReactNode {
  const [known, setKnown] = useState<Record<keyof typeof NOTHING, string>>(NOTHING);
  const [progress, setProgress] = useState<CheckProgress | null>(null);
  const [answer, setAnswer] = useState<VerifierAnswer | null>(null);
  const { busy, error, run } = useCommand();
  const asked = useRef(new AbortController());
  useEffect(() => () => asked.current.abort(), []);
  const set = (name: keyof typeof NOTHING) => (text: string) => setKnown((was) => ({ ...was, [name]: text }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAnswer(null);
    asked.current = new AbortController();
    void run(async () =>
      setAnswer(await verifyInWorker({ log, ...known }, setProgress, asked.current.signal).finally(() => setProgress(null))),
    );
  };
  return (
    <>
      <form className="stack" onSubmit={submit}>
        <Card title={pageWords.verify.title}>
          <p>{pageWords.verify.what}</p>
          <details>
            <summary>{pageWords.verify.known}</summary>
            <div className="stack">
              <p className="quiet">{pageWords.verify.knownWhat}</p>
              <TextField label={pageWords.verify.vkey} value={known.vkey} onChange={set('vkey')} font="mono" />
              <TextField
                label={pageWords.verify.anchors}
                value={known.anchors}
                onChange={set('anchors')}
                kind="lines"
                rows={2}
                font="mono"
              />
              <TextField label={pageWords.verify.policy} value={known.policy} onChange={set('policy')} kind="lines" rows={4} font="mono" />
            </div>
          </details>
          <Button kind="main" type="submit" onPress={() => {}} busy={busy ? pageWords.verify.busy : null}>
            {pageWords.verify.go}
          </Button>
          {progress === null ? null : (
            <label className="progress">
              {pageWords.verify[progress.what](progress.done, progress.of)}
              <progress max={progress.of} value={progress.done} />
            </label>
          )}
          <Failed error={error} />
        </Card>
      </form>
      {answer === null ? null : <VerdictNote answer={answer} />}
      <p className="quiet small">{pageWords.verify.limit}</p>
    </>
  );
}
