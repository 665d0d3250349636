import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../renderer/kit/button.tsx';
import { LiveRegion } from '../../renderer/kit/live-region.tsx';
import { isAppError } from '../../shared/base/app-error.ts';
import type { Me, Summary } from '../console/answers.ts';
import { get, post, signedOut } from './border/ask.ts';
import { startListening, stopListening, useStanding } from './border/live.ts';
import { goInstead, parsePlace, useHash } from './border/place.ts';
import { useLoaded } from './border/use-loaded.ts';
import { Failed } from './parts/failed.tsx';
import { PageHeader } from './parts/header.tsx';
import { MeContext } from './parts/me.ts';
import { roomAt } from './sections/section-at.tsx';
import { JoinDoor } from './sign-in/join.tsx';
import { SignInDoor } from './sign-in/sign-in.tsx';
import { pageWords } from './words/words.ts';

/** The page: a door, and behind it the rooms. */
export function CollectorApp(): ReactNode {
  const place = parsePlace(useHash());
  const [wasIn, setWasIn] = useState(false);
  const { value: me, error, again } = useLoaded(meOrNobody, [wasIn]);
  /** `by hand`: they signed out; `put out`: their session ended. */
  const [left, setLeft] = useState<'no' | 'by hand' | 'put out'>('no');
  useEffect(() => {
    const out = (): void => setLeft((was) => (was === 'no' ? 'put out' : was));
    signedOut.addEventListener('out', out);
    return () => signedOut.removeEventListener('out', out);
  }, []);
  const here = me !== null && me !== 'nobody' && left === 'no';
  useEffect(() => {
    if (!here) return;
    startListening();
    return stopListening;
  }, [here]);
  const enter = (): void => {
    goInstead(place.room === 'join' ? { room: 'timeline' } : place);
    setLeft('no');
    setWasIn(true);
    again();
  };
  return (
    <>
      {place.room === 'join' ? (
        <JoinDoor code={place.code} onIn={enter} />
      ) : here ? (
        <MeContext value={me}>
          <Inside onLeave={() => setLeft('by hand')} />
        </MeContext>
      ) : me === null ? (
        <Starting error={error} again={again} />
      ) : (
        <SignInDoor was={left === 'put out' && me !== 'nobody' ? 'in' : 'out'} onIn={enter} />
      )}
      <LiveRegion />
    </>
  );
}

async function meOrNobody(): Promise<Me | 'nobody'> {
  try {
    return await get<Me>('/v1/me');
  } catch (error) {
    if (isAppError(error, 'collector.not_signed_in')) return 'nobody';
    throw error;
  }
}

function Starting({ error, again }: { readonly error: Parameters<typeof Failed>[0]['error']; readonly again: () => void }): ReactNode {
  return (
    <div className="app">
      <PageHeader place={null} summary={null} />
      <span />
      <main>
        <Failed error={error} again={again} />
        {error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      </main>
    </div>
  );
}

function Inside({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  const place = parsePlace(useHash());
  const { pos, logs, own } = useStanding();
  const { value: summary } = useLoaded(() => get<Summary>('/v1/summary'), [pos, logs, own]);
  return (
    <div className="app">
      <PageHeader place={place} summary={summary} />
      {roomAt(place, summary)}
      <Foot onLeave={onLeave} />
    </div>
  );
}

function Foot({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  return (
    <MeContext.Consumer>
      {(me) =>
        me === null ? null : (
          <footer className="foot">
            <p>
              <span>
                <b>{me.collector}</b>: {me.words.join(' ')}
              </span>
            </p>
            <p>
              <span>
                <b>{me.name}</b>, {pageWords.role[me.role].toLocaleLowerCase('en')}
              </span>
              <Button kind="plain" onPress={() => void post('/v1/sign-out', {}).finally(onLeave)}>
                {pageWords.door.leave}
              </Button>
            </p>
          </footer>
        )
      }
    </MeContext.Consumer>
  );
}
