import type { ReactNode } from 'react';
import type { BoardRow, CompartmentView } from '../../shared/contract/view.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames, useShortNames, useVault, useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Sign, verdictShape } from '../kit/sign.tsx';
import { useNav } from '../shell/section.ts';
import { listAnd, numberWord } from '../words/list.ts';
import { ruleSentence } from '../words/rule-sentence.ts';
import { span, utcDay } from '../words/time.ts';
import { t } from '../words/words.ts';
import { ProveButton } from './prove-button.tsx';

interface CellProps {
  readonly row: BoardRow;
}

function useCompartment(row: BoardRow): CompartmentView {
  const found = useVault().compartments.find((one) => one.id === row.compartment);
  if (found === undefined) throw new Error('a row of a compartment that is not in the vault');
  return found;
}

function Under({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      <br />
      <span className="small quiet">{children}</span>
    </>
  );
}

export function CompartmentCell({ row }: CellProps): ReactNode {
  const { name, summary } = useCompartment(row);
  return (
    <>
      <span className="name">{name}</span>
      <span className="small quiet">{summary}</span>
    </>
  );
}

export function OpensCell({ row }: CellProps): ReactNode {
  const { rule } = useCompartment(row);
  const short = useShortNames();
  return (
    <>
      {ruleSentence(rule, short)}
      <br />
      <Missing row={row} />
    </>
  );
}

function Missing({ row }: CellProps): ReactNode {
  const person = useNames();
  if (row.canMiss < 0) return <b className="bad">{t('emergency.board.miss.no')}</b>;
  if (row.cannotMiss.length > 0) {
    return <b className="bad">{t('emergency.board.miss.without', { names: listAnd(row.cannotMiss.map(person)) })}</b>;
  }
  if (row.canMiss === 0) return <b className="bad">{t('emergency.board.miss.zero')}</b>;
  return <b>{row.canMiss === 1 ? t('emergency.board.miss.one') : t('emergency.board.miss.some', { words: numberWord(row.canMiss) })}</b>;
}

function daysAgo(days: number): string {
  if (days === 0) return t('emergency.board.days.today');
  return days === 1 ? t('emergency.board.days.yesterday') : t('emergency.board.days.ago', { count: days });
}

export function SharesCell({ row }: CellProps): ReactNode {
  const short = useShortNames();
  const { failing, old, oldestDays, verdict } = row.shares;
  const proved = oldestDays === null ? t('emergency.board.shares.never') : t('emergency.board.shares.days', { days: daysAgo(oldestDays) });
  const [fails] = failing;
  if (fails !== undefined) {
    const words =
      failing.length === 1
        ? t('emergency.board.shares.fails', { name: short(fails) })
        : t('emergency.board.shares.failMany', { count: failing.length });
    return (
      <>
        <Sign shape="fault" tone="bad">
          {words}
        </Sign>
        <Under>{t('emergency.board.shares.askReshare')}</Under>
      </>
    );
  }
  const [oldest] = old;
  if (oldest !== undefined) {
    const words =
      old.length === 1
        ? t('emergency.board.shares.old', { name: short(oldest) })
        : t('emergency.board.shares.oldMany', { count: old.length });
    return (
      <>
        <Sign shape="care" tone="care">
          {words}
        </Sign>
        <Under>{proved}</Under>
      </>
    );
  }
  return (
    <>
      <Sign shape={verdictShape(verdict)} tone={verdict}>
        {t('emergency.board.shares.proved')}
      </Sign>
      <Under>{oldestDays === null ? proved : t('emergency.board.shares.all', { days: daysAgo(oldestDays) })}</Under>
    </>
  );
}

export function KeysCell({ row }: CellProps): ReactNode {
  const short = useShortNames();
  const { single, verdict } = row.keys;
  const [only] = single;
  if (only === undefined) {
    return (
      <Sign shape={verdictShape(verdict)} tone={verdict}>
        {t('emergency.board.keys.two')}
      </Sign>
    );
  }
  const words =
    single.length === 1
      ? t('emergency.board.keys.single', { name: short(only) })
      : t('emergency.board.keys.singleMany', { count: single.length });
  return (
    <>
      <Sign shape="care" tone={verdict}>
        {words}
      </Sign>
      <Under>{t('emergency.board.keys.rest')}</Under>
    </>
  );
}

export function DrillCell({ row }: CellProps): ReactNode {
  const now = useMinute();
  const { lastAt, tookMs, dueInDays, verdict } = row.drill;
  if (dueInDays < 0) {
    return (
      <>
        <Sign shape="no" tone="bad">
          {t('emergency.board.drillState.overdue')}
        </Sign>
        <Under>{t('emergency.board.drillState.by', { count: -dueInDays })}</Under>
      </>
    );
  }
  const due = dueInDays === 0 ? t('emergency.board.drillState.dueToday') : t('emergency.board.drillState.due', { count: dueInDays });
  return (
    <>
      <Sign shape={lastAt === null ? 'todo' : verdictShape(verdict)} tone={lastAt === null ? 'quiet' : verdict}>
        {lastAt === null ? t('emergency.board.drillState.never') : utcDay(lastAt, now)}
      </Sign>
      <Under>{tookMs !== null && dueInDays > 14 ? t('emergency.board.drillState.took', { time: span(tookMs) }) : due}</Under>
    </>
  );
}

/** The one thing to do about this row, or that there is none. */
export function NextCell({ row }: CellProps): ReactNode {
  const nav = useNav();
  const person = useShortNames();
  const { closing } = useView();
  const { name: compartment } = useCompartment(row);
  const { act, member } = row.next;
  switch (act) {
    case 'none':
      return <span className="quiet">{t('emergency.board.next.none')}</span>;
    case 'drill':
      return (
        <Button onPress={() => nav.goHome({ at: 'declare', kind: 'drill', compartment: row.compartment })}>
          {t('emergency.board.next.drill', { compartment })}
        </Button>
      );
    case 'prove':
      return member === null ? null : <ProveButton member={member} />;
    case 'register-spare':
      return <WithCharter>{t('emergency.board.next.spare', { name: member === null ? compartment : person(member) })}</WithCharter>;
    case 're-share':
      return <WithCharter>{t('emergency.board.next.reshare', { compartment })}</WithCharter>;
    case 'rotate': {
      const first = closing.find((one) => one.missing.rotations > 0);
      return (
        <Button onPress={() => (first === undefined ? nav.go('directory') : nav.goHome({ at: 'closing', request: first.request }))}>
          {t('emergency.board.next.rotate')}
        </Button>
      );
    }
  }
}

/** Something that one person cannot do alone on any day. */
function WithCharter({ children }: { readonly children: string }): ReactNode {
  return (
    <>
      <b>{children}</b>
      <Under>{t('emergency.board.next.charter')}</Under>
    </>
  );
}
