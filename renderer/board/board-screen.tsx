import type { ReactNode } from 'react';
import type { BoardView } from '../../shared/contract/view.ts';
import { useCompartmentNames, useNames, useVault, useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Note } from '../kit/note.tsx';
import { Table } from '../kit/table.tsx';
import { Screen } from '../shell/screen.tsx';
import { useNav } from '../shell/section.ts';
import { numberWord } from '../words/list.ts';
import { t } from '../words/words.ts';
import { CompartmentCell, DrillCell, KeysCell, NextCell, OpensCell, SharesCell } from './board-cells.tsx';
import { Unclosed } from './unclosed.tsx';

/** The sealed board: can we open it tonight, worst first, with one next act a row. */
export function BoardScreen(): ReactNode {
  const view = useView();
  const nav = useNav();
  const vault = useVault();
  const board: BoardView = view.board ?? { rows: [], canOpen: 0, restsOn: null };
  const headline = useHeadline(board);
  const bare = vault.compartments.every((one) => one.kind === 'decoy' || one.credentials === 0);
  const buttons = (
    <>
      <Button onPress={() => nav.goHome({ at: 'declare', kind: 'drill', compartment: null })}>{t('emergency.board.drill')}</Button>
      <Button kind="main" onPress={() => nav.goHome({ at: 'declare', kind: 'emergency', compartment: null })}>
        {t('emergency.board.declare')}
      </Button>
    </>
  );
  return (
    <Screen id="board" subtitle={headline} buttons={buttons}>
      <div className="stack">
        {view.closing.map((closing) => (
          <Unclosed key={closing.request} closing={closing} />
        ))}
        {bare ? (
          <Note
            verdict="care"
            title={t('emergency.board.bare.title')}
            act={<Button onPress={() => nav.go('directory')}>{t('emergency.board.bare.go')}</Button>}
          >
            <p>{t('emergency.board.bare.say')}</p>
          </Note>
        ) : null}
        <Table
          caption={t('emergency.board.caption')}
          rows={board.rows}
          rowKey={(row) => row.compartment}
          columns={[
            { name: t('emergency.board.column.compartment'), kind: 'name', cell: (row) => <CompartmentCell row={row} /> },
            { name: t('emergency.board.column.opens'), kind: 'text', cell: (row) => <OpensCell row={row} /> },
            { name: t('emergency.board.column.shares'), kind: 'sign', cell: (row) => <SharesCell row={row} /> },
            { name: t('emergency.board.column.keys'), kind: 'sign', cell: (row) => <KeysCell row={row} /> },
            { name: t('emergency.board.column.drill'), kind: 'sign', cell: (row) => <DrillCell row={row} /> },
            { name: t('emergency.board.column.next'), kind: 'do', cell: (row) => <NextCell row={row} /> },
          ]}
        />
      </div>
    </Screen>
  );
}

function useHeadline(board: BoardView): string {
  const person = useNames();
  const compartment = useCompartmentNames();
  const all = board.rows.length;
  if (all === 0) return t('emergency.board.empty');
  const rests =
    board.restsOn === null
      ? ''
      : ` ${t('emergency.board.restsOn', { compartment: compartment(board.restsOn.compartment), name: person(board.restsOn.member) })}`;
  const words = numberWord(all);
  if (board.canOpen === all && all === 2) return `${t('emergency.board.both')}${rests}`;
  if (board.canOpen === all) return `${t('emergency.board.all', { count: all, words })}${rests}`;
  if (board.canOpen === 0) return t('emergency.board.none', { count: all, words });
  const able = numberWord(board.canOpen);
  return `${t('emergency.board.some', { able: able.charAt(0).toUpperCase() + able.slice(1), all: words })}${rests}`;
}
