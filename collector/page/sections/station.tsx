import { type ReactNode, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Choice } from '../../../renderer/kit/choice.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { Sheet } from '../../../renderer/kit/sheet.tsx';
import { TextField } from '../../../renderer/kit/text-field.tsx';
import { utcWhen } from '../../../renderer/words/time.ts';
import type { StationAnswer } from '../../console/answers.ts';
import { getRows, post } from '../border/ask.ts';
import { usePageMinute } from '../border/clock.ts';
import { useStanding } from '../border/live.ts';
import { go, STATION_PARTS, type StationPart } from '../border/place.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { Failed } from '../parts/failed.tsx';
import { useMay } from '../parts/me.ts';
import { PageScreen } from '../parts/screen.tsx';
import { pageWords } from '../words/words.ts';
import { StationEntries } from './station-entries.tsx';
import { StationReceipts } from './station-receipts.tsx';
import { StationVerify } from './station-verify.tsx';

const PARTS = STATION_PARTS.map((value) => ({ value, label: pageWords.station.parts[value] }));

/** One station's log: its entries, its receipts, and whether all of it holds. */
export function StationRoom({ log, part }: { readonly log: string; readonly part: StationPart }): ReactNode {
  const { logs, own } = useStanding();
  const { value, error, again } = useLoaded(() => getRows<StationAnswer>('/v1/logs'), [logs, own]);
  const station = value?.rows.find((row) => row.log === log) ?? null;
  const [freezing, setFreezing] = useState(false);
  const mayFreeze = useMay('administrator') && station?.state === 'active';
  return (
    <PageScreen
      title={station?.name ?? pageWords.stations.title}
      over={station === null ? pageWords.stations.title : pageWords.stations.state[station.state].toLocaleUpperCase('en')}
      {...(station === null ? {} : { subtitle: pageWords.entries(station.next) })}
      buttons={
        <>
          <Button onPress={() => go({ room: 'stations' })}>{pageWords.back}</Button>
          {mayFreeze ? <Button onPress={() => setFreezing(true)}>{pageWords.station.freeze}</Button> : null}
          {station === null || station.receipt_time === 0 ? null : (
            <a className="btn" href={`/v1/export/${log}`} download>
              {pageWords.station.export}
            </a>
          )}
        </>
      }
    >
      <Failed error={error} again={again} />
      {station === null ? <p className="quiet">{error === null ? pageWords.loading : ''}</p> : <Evidence station={station} />}
      <Choice
        label={pageWords.station.partsLabel}
        labelling="hidden"
        value={part}
        options={PARTS}
        onChange={(to) => go({ room: 'station', log, part: to })}
      />
      {station === null ? null : part === 'entries' ? (
        <StationEntries log={log} size={station.next} />
      ) : part === 'receipts' ? (
        <StationReceipts log={log} />
      ) : (
        <StationVerify log={log} />
      )}
      {freezing && station !== null ? <FreezeSheet station={station} onLeave={() => setFreezing(false)} onDone={again} /> : null}
    </PageScreen>
  );
}

function Evidence({ station: { evidence } }: { readonly station: StationAnswer }): ReactNode {
  const now = usePageMinute();
  return evidence.map(({ hash, kind, at }) => (
    <Note
      key={hash}
      verdict="bad"
      title={kind === 'after-freeze' ? pageWords.stations.late : pageWords.stations.fork}
      act={
        <a className="btn" href={`/v1/evidence/${hash}`} download>
          {pageWords.stations.evidence}
        </a>
      }
    >
      <p>
        {kind === 'after-freeze' ? pageWords.stations.lateWhat : pageWords.alerts.fork} {pageWords.stations.evidenceOf(utcWhen(at, now))}
      </p>
    </Note>
  ));
}

interface FreezeSheetProps {
  readonly station: StationAnswer;
  readonly onLeave: () => void;
  readonly onDone: () => void;
}

function FreezeSheet({ station, onLeave, onDone }: FreezeSheetProps): ReactNode {
  const [reason, setReason] = useState('');
  const { busy, error, run } = useCommand();
  const freeze = (): void =>
    void run(async () => {
      await post(`/v1/logs/${station.log}/freeze`, { reason, at_size: station.next });
      onLeave();
      onDone();
    });
  return (
    <Sheet title={pageWords.station.freezeTitle(station.name)} onLeave={onLeave} kind="alert">
      <p>{pageWords.station.freezeWhat}</p>
      <TextField
        label={pageWords.station.reason}
        hint={pageWords.station.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={200}
        focusFirst="yes"
      />
      <Failed error={error} />
      <div className="row">
        <Button kind="stop" onPress={freeze} blocked={reason.trim() === '' ? '' : null} busy={busy ? pageWords.loading : null}>
          {pageWords.station.freeze}
        </Button>
        <Button onPress={onLeave}>{pageWords.cancel}</Button>
      </div>
    </Sheet>
  );
}
