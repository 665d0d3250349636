import { type ReactNode, useState } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { Card } from '../../../renderer/kit/card.tsx';
import { Checkbox } from '../../../renderer/kit/checkbox.tsx';
import type { Station } from '../../console/answers.ts';
import { post } from '../border/ask.ts';
import { useAct } from '../border/use-act.ts';
import { words } from '../words/words.ts';
import { Failed } from './failed.tsx';
import { useMay } from './me.ts';
import { When } from './when.tsx';

/** A station that asks to be let in, with the six words that decide it. */
export function Pending({ station, onDone }: { readonly station: Station; readonly onDone: () => void }): ReactNode {
  const [same, setSame] = useState(false);
  const { busy, error, run } = useAct();
  const mayAct = useMay('administrator');
  const decide = (how: 'approve' | 'refuse'): void =>
    run(async () => {
      await post(`/v1/enrolments/${station.enrol_id}/${how}`, how === 'approve' ? { words: station.words } : {});
      onDone();
    });
  return (
    <Card title={words.stations.pending(station.name)} kind="raised">
      <p>{words.stations.compare}</p>
      <p className="six-words">
        {station.words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <p className="small quiet path">
        {station.origin}, <When at={station.asked_at} />
      </p>
      <Failed error={error} />
      {mayAct ? (
        <>
          <Checkbox checked={same} onChange={setSame}>
            {words.stations.same}
          </Checkbox>
          <div className="row">
            <Button
              kind="main"
              onPress={() => decide('approve')}
              blocked={same ? null : words.stations.notCompared}
              busy={busy ? words.loading : null}
            >
              {words.stations.approve}
            </Button>
            <Button kind="stop" onPress={() => decide('refuse')}>
              {words.stations.refuse}
            </Button>
          </div>
        </>
      ) : (
        <p className="quiet">{words.onlyFor('administrator')}</p>
      )}
    </Card>
  );
}
