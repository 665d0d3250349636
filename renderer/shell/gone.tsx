import { type ReactNode, useEffect } from 'react';
import { StateMark } from '../kit/mark.tsx';
import { t } from '../words/words.ts';

function Bare(props: { readonly title: string; readonly children: ReactNode; readonly urgent: 'yes' | 'no' }): ReactNode {
  useEffect(() => {
    document.title = `${props.title} · Halligan`;
    const { dataset } = document.documentElement;
    dataset['state'] = 'none';
    delete dataset['mode'];
  }, [props.title]);
  return (
    <div className="app">
      <header className="top">
        <p className="vault">Halligan</p>
      </header>
      <section className="band" data-state="none" aria-label={t('shell.state.label')}>
        <StateMark name="none" />
        <div role={props.urgent === 'yes' ? 'alert' : 'status'}>
          <h1 className="word title">{props.title}</h1>
        </div>
      </section>
      <main className="stack">{props.children}</main>
    </div>
  );
}

/** Before the first snapshot. */
export function Starting(): ReactNode {
  return (
    <Bare title={t('shell.starting.title')} urgent="no">
      <p>{t('shell.starting.say')}</p>
    </Bare>
  );
}

/** Main does not answer: nothing that was on the screen can be relied on, so nothing of it stays. */
export function Gone(): ReactNode {
  return (
    <Bare title={t('shell.gone.title')} urgent="yes">
      <p>{t('shell.gone.say')}</p>
      <p>
        <b>{t('shell.gone.fix')}</b>
      </p>
      <p className="quiet">{t('shell.gone.retrying')}</p>
    </Bare>
  );
}
