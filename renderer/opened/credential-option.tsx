import type { ReactNode } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { useMinute } from '../border/ticker.ts';
import type { IconShape } from '../kit/icon.tsx';
import { Sign, type Tone } from '../kit/sign.tsx';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';

/** One row of the list of credentials, and its place in it. */
export interface CredentialOptionProps {
  readonly id: string;
  /** Undefined while its page is on its way. */
  readonly row: DirectoryRow | undefined;
  /** The row above it, or null for the first: a new system begins with its name. */
  readonly above: DirectoryRow | undefined | null;
  readonly place: number;
  readonly of: number;
  readonly state: 'chosen' | 'active' | 'plain';
  readonly onChoose: () => void;
}

const SHAPES: Readonly<Record<DirectoryRow['state'], IconShape>> = { 'not-seen': 'shut', exposed: 'exposed', 'used-unseen': 'unseen' };
const TONES: Readonly<Record<DirectoryRow['state'], Tone>> = { 'not-seen': 'quiet', exposed: 'bad', 'used-unseen': 'good' };

/** A row's title without the system's name, which stands above it. */
export function bareTitle(row: Pick<DirectoryRow, 'title' | 'system'>): string {
  const start = `${row.system}:`;
  const rest = row.title.startsWith(start) ? row.title.slice(start.length).trim() : row.title;
  return rest === '' ? row.title : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What happened to it, as words. */
function useRowState(): (row: Pick<DirectoryRow, 'state' | 'stateAt'>) => string {
  const now = useMinute();
  return ({ state, stateAt }) => {
    if (state === 'not-seen') return t('emergency.opened.row.not-seen');
    return t(`emergency.opened.row.${state}`, { time: stateAt === null ? '' : utcWhen(stateAt, now) });
  };
}

/** A credential in the list from which one is chosen. */
export function CredentialOption({ id, row, above, place, of, state, onChoose }: CredentialOptionProps): ReactNode {
  const stateWords = useRowState();
  if (row === undefined) return <div className="cred waiting" aria-hidden="true" />;
  const words = stateWords(row);
  const begins = above === null || (above !== undefined && above.system !== row.system);
  return (
    <>
      {begins ? (
        <p className="grp" aria-hidden="true">
          {row.system}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys, and this is its active row */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        className={`cred ${state}`}
        aria-selected={state === 'chosen'}
        aria-setsize={of}
        aria-posinset={place}
        onClick={onChoose}
      >
        <b>
          <span className="vh">{`${row.system}: `}</span>
          {bareTitle(row)}
        </b>
        <Sign shape={SHAPES[row.state]} tone={TONES[row.state]} size="small" weight={row.state === 'not-seen' ? 'light' : 'bold'}>
          {words}
        </Sign>
      </div>
    </>
  );
}
