import type { ReactNode } from 'react';
import type { CompartmentView, MemberView, VaultView } from '../../shared/contract/view.ts';
import { ruleMembers } from '../../shared/domain/rule.ts';
import { ruleWorth } from '../../shared/domain/rule-coalitions.ts';
import { Sign } from '../kit/sign.tsx';
import { type Column, Table } from '../kit/table.tsx';
import { listAnd, listPlain } from '../words/list.ts';
import { t } from '../words/words.ts';
import { ProveShares } from './prove-shares.tsx';

/** One row a member: roles, keys, and where they are needed. */
export function MemberTable({ vault }: { readonly vault: VaultView }): ReactNode {
  const real = vault.compartments.filter((one) => one.kind === 'real');
  const columns: readonly Column<MemberView>[] = [
    { name: t('members.column.member'), kind: 'name', cell: (member) => <Who member={member} /> },
    { name: t('members.column.keys'), kind: 'text', cell: (member) => <Keys member={member} /> },
    { name: t('members.column.needed'), kind: 'text', cell: (member) => <Needed member={member} compartments={real} /> },
    { name: t('members.column.proof'), kind: 'do', cell: (member) => <Proof member={member} compartments={real} /> },
  ];
  return <Table caption={t('members.title')} columns={columns} rows={vault.members} rowKey={(member) => member.id} />;
}

function Who({ member }: { readonly member: MemberView }): ReactNode {
  return (
    <>
      <span className="name">{member.name}</span>
      <span className="quiet">
        {member.roles.length === 0 ? t('members.noRole') : listPlain(member.roles.map((role) => t(`members.roles.${role}`)))}
      </span>
    </>
  );
}

function Keys({ member }: { readonly member: MemberView }): ReactNode {
  const { keys, name, passphrase } = member;
  if (keys.length === 0) {
    return (
      <Sign shape="care" tone="care">
        {t('members.keyNone')}
      </Sign>
    );
  }
  const labels = listAnd(keys.map((key) => t('members.key', { label: key.label })));
  const simulated = keys.some((key) => key.kind === 'simulated') ? `, ${t('members.simulated')}` : '';
  return (
    <>
      <span>
        {labels}
        {simulated}
        {passphrase ? `, ${t('members.passphrase')}` : ''}
      </span>
      {keys.length > 1 ? null : (
        <>
          <br />
          <Sign shape="care" tone="care" size="small">
            {t('members.keyOne', { name })}
          </Sign>
        </>
      )}
    </>
  );
}

function heldBy(member: MemberView, compartments: readonly CompartmentView[]): readonly CompartmentView[] {
  return compartments.filter((one) => ruleMembers(one.rule).includes(member.id));
}

function Needed({ member, compartments }: { readonly member: MemberView; readonly compartments: readonly CompartmentView[] }): ReactNode {
  const held = heldBy(member, compartments);
  if (held.length === 0) return <span className="quiet">{t('members.notNeeded')}</span>;
  const alone = held.filter((one) => ruleWorth(one.rule).cannotMiss.includes(member.id));
  return (
    <>
      <span>{listPlain(held.map((one) => one.name))}</span>
      {alone.map((one) => (
        <span key={one.id}>
          <br />
          <Sign shape="care" tone="care" size="small">
            {t('members.cannotMiss', { compartment: one.name, name: member.name })}
          </Sign>
        </span>
      ))}
    </>
  );
}

function Proof({ member, compartments }: { readonly member: MemberView; readonly compartments: readonly CompartmentView[] }): ReactNode {
  return heldBy(member, compartments).length === 0 ? null : <ProveShares member={member} />;
}
