import type { ReactNode } from 'react';
import type { ClosingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { type Column, Table } from '../kit/table.tsx';
import { bareTitle } from '../opened/credential-option.tsx';
import { fieldName } from '../opened/field-name.ts';
import { span, utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { nextStep } from './next-step.ts';
import { type SeenRow, seenRows } from './seen-rows.ts';

/** What was revealed, by whom, and what makes it safe again: the most urgent first. */
export function ExposureList({ closing }: { readonly closing: ClosingView }): ReactNode {
  const name = useNames();
  const now = useMinute();
  const rows = seenRows(closing.exposures);
  const first = rows.find((one) => nextStep(one) === 'rotate')?.id;
  const what: readonly Column<SeenRow>[] = [
    { name: t('emergency.closing.column.exposed'), kind: 'name', cell: (row) => <What exposure={row} /> },
    {
      name: t('emergency.closing.column.seen'),
      kind: 'text',
      cell: (row) => (
        <>
          {t('emergency.closing.seenAt', { name: name(row.member), time: utcWhen(row.at, now) })}
          <br />
          <span className="small quiet">{howOften(row)}</span>
        </>
      ),
    },
  ];
  const mended: readonly Column<SeenRow>[] = [
    { name: t('emergency.closing.column.by'), kind: 'text', cell: (row) => <RotateBy exposure={row} /> },
    { name: t('emergency.closing.column.rotated'), kind: 'sign', cell: (row) => <Done at={row.rotatedAt} /> },
    { name: t('emergency.closing.column.retested'), kind: 'sign', cell: (row) => <Done at={row.retestedAt} /> },
    {
      name: t('emergency.closing.column.next'),
      kind: 'do',
      cell: (row) => <Next exposure={row} request={closing.request} first={row.id === first ? 'yes' : 'no'} />,
    },
  ];
  return (
    <Table
      caption={t('emergency.closing.caption')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={closing.kind === 'emergency' ? [...what, ...mended] : what}
    />
  );
}

function What({ exposure }: { readonly exposure: SeenRow }): ReactNode {
  const field = fieldName({ id: exposure.field, label: null });
  const title = exposure.title === null ? null : bareTitle({ title: exposure.title, system: exposure.system ?? '' });
  return (
    <>
      <span className="name">{exposure.system ?? t('emergency.closing.unnamed')}</span>
      <span className="small quiet">
        {title === null
          ? t('emergency.closing.unnamedHint', { field })
          : t('emergency.closing.field', { title, field: field.toLowerCase() })}
      </span>
    </>
  );
}

function howOften({ ways }: SeenRow): string {
  return ways.map(once).join(', ');
}

function once({ how, times }: SeenRow['ways'][number]): string {
  const word = t(`emergency.closing.how1.${how}`);
  if (times === 1) return t('emergency.closing.once', { how: word });
  return times === 2 ? t('emergency.closing.twice', { how: word }) : t('emergency.closing.times', { how: word, count: times });
}

function RotateBy({ exposure }: { readonly exposure: SeenRow }): ReactNode {
  const now = useMinute();
  const left = exposure.rotateBy - now;
  return (
    <>
      <b>{utcWhen(exposure.rotateBy, now)}</b>
      {exposure.rotatedAt !== null ? null : (
        <>
          <br />
          <span className={left < 0 ? 'small bad' : left < 6 * 3_600_000 ? 'small care' : 'small quiet'}>
            {left < 0 ? t('emergency.closing.late', { time: span(-left) }) : t('emergency.closing.inTime', { time: span(left) })}
          </span>
        </>
      )}
    </>
  );
}

function Done({ at }: { readonly at: number | null }): ReactNode {
  const now = useMinute();
  return at === null ? (
    <Sign shape="todo" tone="quiet" weight="light">
      {t('emergency.closing.notYet')}
    </Sign>
  ) : (
    <Sign shape="good" tone="good">
      {utcWhen(at, now)}
    </Sign>
  );
}

interface NextProps {
  readonly exposure: SeenRow;
  readonly request: string;
  readonly first: 'yes' | 'no';
}

function Next({ exposure, request, first }: NextProps): ReactNode {
  const act = useCommand();
  const next = nextStep(exposure);
  if (next === 'none') return <span className="quiet">{t('emergency.closing.next.none')}</span>;
  if (next === 'rotate') {
    return first === 'yes' ? (
      <Sign shape="here" tone="ink">
        {t('emergency.closing.next.rotate')}
      </Sign>
    ) : (
      <Sign shape="todo" tone="quiet" weight="light">
        {t('emergency.closing.next.wait')}
      </Sign>
    );
  }
  return (
    <>
      <Button
        onPress={() => void act.run(async () => void (await ask('closing.retested', { request, exposure: exposure.id })))}
        busy={act.busy ? t('kit.busy') : null}
        of={exposure.title ?? t('emergency.closing.unnamed')}
      >
        {t('emergency.closing.next.retest')}
      </Button>
      <ErrorNote error={act.error} />
    </>
  );
}
