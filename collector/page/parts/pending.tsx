import { type ReactNode, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Card } from '../../../renderer/kit/card.tsx';
import { Checkbox } from '../../../renderer/kit/checkbox.tsx';
import type { StationAnswer } from '../../console/answers.ts';
import { post } from '../border/ask.ts';
import { pageWords } from '../words/words.ts';
import { Failed } from './failed.tsx';
import { useMay } from './me.ts';
import { PageTime } from './when.tsx';

/** A station that asks to be let in, with the six words that decide it. */
export function Pending({ station, onDone }: { readonly station: StationAnswer; readonly onDone: () => void }): ReactNode {
  const [same, setSame] = useState(false);
  const { busy, error, run } = useCommand();
  const mayAct = useMay('administrator');
  const decide = (how: 'approve' | 'refuse'): void =>
    void run(async () => {
      await post(`/v1/enrolments/${station.enrol_id}/${how}`, how === 'approve' ? { words: station.words } : {});
      onDone();
    });
  return (
    <Card title={pageWords.stations.pending(station.name)} kind="raised">
      <p>{pageWords.stations.compare}</p>
      <p className="six-words">
        {station.words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <p className="small quiet path">
        {station.origin}, <PageTime at={station.asked_at} />
      </p>
      <Failed error={error} />
      {mayAct ? (
        <>
          <Checkbox checked={same} onChange={setSame}>
            {pageWords.stations.same}
          </Checkbox>
          <div className="row">
            <Button
              kind="main"
              onPress={() => decide('approve')}
              blocked={same ? null : pageWords.stations.notCompared}
              busy={busy ? pageWords.loading : null}
            >
              {pageWords.stations.approve}
            </Button>
            <Button kind="stop" onPress={() => decide('refuse')}>
              {pageWords.stations.refuse}
            </Button>
          </div>
        </>
      ) : (
        <p className="quiet">{pageWords.onlyFor('administrator')}</p>
      )}
    </Card>
  );
}
