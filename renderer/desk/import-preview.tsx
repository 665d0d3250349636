import { type ReactNode, useCallback, useState } from 'react';
import type { ImportRow } from '../../shared/contract/calls.ts';
import { Choice } from '../kit/choice.tsx';
import { useErrorWords } from '../kit/error-note.tsx';
import { LongRows } from '../kit/long-rows.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

const SHOWN = ['all', 'bad'] as const;

/** What would be stored, row by row, with what is wrong with each and how to mend it. No secret is in it. */
export function ImportPreview(props: {
  readonly file: { readonly total: number; readonly bad: number; readonly rows: readonly ImportRow[] };
}): ReactNode {
  const { total, bad, rows } = props.file;
  const [shown, setShown] = useState<(typeof SHOWN)[number]>(bad > 0 ? 'bad' : 'all');
  const onSight = useCallback(() => {}, []);
  const visible = shown === 'all' ? rows : rows.filter((row) => row.problems.length > 0);
  return (
    <div className="stack">
      <Sign shape={bad === 0 ? 'good' : 'fault'} tone={bad === 0 ? 'good' : 'bad'}>
        {bad === 0 ? t('desk.csv.good', { count: total }) : t('desk.csv.bad', { count: bad, total })}
      </Sign>
      {bad === 0 ? null : (
        <Choice
          label={t('desk.csv.showing')}
          labelling="hidden"
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`desk.csv.shows.${value}`) }))}
          onChange={setShown}
        />
      )}
      {rows.length < total ? <p className="small quiet">{t('desk.csv.cutShort', { shown: rows.length, total })}</p> : null}
      <LongRows
        label={t('desk.csv.preview')}
        count={visible.length}
        rowAt={(index) => visible[index] ?? null}
        draw={(row) => <PreviewLine row={row} />}
        onSight={onSight}
        rowRem={3}
      />
    </div>
  );
}

function PreviewLine({ row }: { readonly row: ImportRow }): ReactNode {
  const inWords = useErrorWords();
  return (
    <div className="preview-line">
      <span className="small quiet">{t('desk.csv.line', { line: row.line })}</span>
      <div>
        <b>{row.title}</b> <span className="quiet">{[row.system, row.compartment, row.kind].filter((part) => part !== '').join(', ')}</span>
        {row.problems.map((problem) => {
          const { says, fix } = inWords(problem);
          return (
            <p key={problem.code}>
              <Sign shape="fault" tone="bad" size="small">
                {says}
              </Sign>{' '}
              <span className="small">{fix}</span>
            </p>
          );
        })}
      </div>
      {row.problems.length === 0 ? (
        <Sign shape="good" tone="good" size="small">
          {t('desk.csv.fine')}
        </Sign>
      ) : null}
    </div>
  );
}
