import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Choice } from '../../../renderer/kit/choice.tsx';
import { Sheet } from '../../../renderer/kit/sheet.tsx';
import { Table } from '../../../renderer/kit/table.tsx';
import { TextField } from '../../../renderer/kit/text-field.tsx';
import { utcWhen } from '../../../renderer/words/time.ts';
import type { PersonAnswer, ViewerRole } from '../../console/answers.ts';
import { post } from '../border/ask.ts';
import { usePageMinute } from '../border/clock.ts';
import { usePeople } from '../border/use-people.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Failed } from '../parts/failed.tsx';
import { useMay, useMe } from '../parts/me.ts';
import { PageScreen } from '../parts/screen.tsx';
import { pageWords } from '../words/words.ts';

/** Who may read here, and do more. */
export function PeopleRoom(): ReactNode {
  const { people, error, again } = usePeople();
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<PersonAnswer | null>(null);
  const mayAct = useMay('administrator');
  return (
    <PageScreen
      title={pageWords.people.title}
      subtitle={pageWords.people.say}
      buttons={
        mayAct ? (
          <Button kind="main" onPress={() => setInviting(true)}>
            {pageWords.people.invite}
          </Button>
        ) : undefined
      }
    >
      <Failed error={error} again={again} />
      {people === null ? (
        <p className="quiet">{error === null ? pageWords.loading : ''}</p>
      ) : (
        <PeopleTable people={people} onRemove={setRemoving} />
      )}
      {inviting ? <InviteSheet onLeave={() => setInviting(false)} /> : null}
      {removing === null ? null : <RemoveSheet person={removing} onLeave={() => setRemoving(null)} onDone={again} />}
    </PageScreen>
  );
}

const { columns } = pageWords.people;

function PeopleTable({
  people,
  onRemove,
}: {
  readonly people: readonly PersonAnswer[];
  readonly onRemove: (person: PersonAnswer) => void;
}): ReactNode {
  const now = usePageMinute();
  const mayAct = useMay('administrator');
  const { account } = useMe();
  const rows = people.toSorted((a, b) => Number(a.removed_at !== null) - Number(b.removed_at !== null) || a.made_at - b.made_at);
  return (
    <Table
      caption={pageWords.people.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          name: columns.name,
          kind: 'name',
          cell: ({ id, name }) => (
            <>
              <span className="name">{name}</span>
              {id === account ? <span className="small quiet">{pageWords.people.you}</span> : null}
            </>
          ),
        },
        {
          name: columns.role,
          kind: 'text',
          cell: ({ role, removed_at }) => (
            <>
              {pageWords.role[role]}
              <p className="small quiet">
                {removed_at === null ? pageWords.roleWhat[role] : pageWords.people.removed(utcWhen(removed_at, now))}
              </p>
            </>
          ),
        },
        { name: columns.used, kind: 'sign', cell: ({ used_at }) => (used_at === null ? pageWords.people.never : utcWhen(used_at, now)) },
        ...(mayAct
          ? [
              {
                name: columns.next,
                kind: 'do' as const,
                cell: (person: PersonAnswer) =>
                  person.removed_at === null ? (
                    <Button kind="stop" onPress={() => onRemove(person)} of={person.name}>
                      {pageWords.people.remove}
                    </Button>
                  ) : null,
              },
            ]
          : []),
      ]}
    />
  );
}

const ROLES: readonly { readonly value: ViewerRole; readonly label: string }[] = [
  { value: 'auditor', label: pageWords.role.auditor },
  { value: 'analyst', label: pageWords.role.analyst },
  { value: 'administrator', label: pageWords.role.administrator },
];

function InviteSheet({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  const [name, setName] = useState('');
  const [role, setRole] = useState<ViewerRole>('auditor');
  const [link, setLink] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useCommand();
  const missing = name.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing) void run(async () => setLink((await post<{ link: string }>('/v1/people/invite', { name, role })).link));
  };
  if (link !== null)
    return (
      <Sheet title={pageWords.people.linkTitle} onLeave={onLeave} kind="alert">
        <p>{pageWords.people.linkWhat(name.trim())}</p>
        <Copyable text={link} />
        <Button onPress={onLeave}>{pageWords.done}</Button>
      </Sheet>
    );
  return (
    <Sheet title={pageWords.people.inviteTitle} onLeave={onLeave}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={pageWords.people.name}
          value={name}
          onChange={setName}
          maxLength={60}
          focusFirst="yes"
          error={tried && missing ? pageWords.door.nameMissing : null}
        />
        <Choice label={pageWords.people.role} value={role} options={ROLES} onChange={setRole} hint={pageWords.roleWhat[role]} />
        <Failed error={error} />
        <div className="row">
          <Button kind="main" type="submit" onPress={() => {}} busy={busy ? pageWords.loading : null}>
            {pageWords.people.make}
          </Button>
          <Button onPress={onLeave}>{pageWords.cancel}</Button>
        </div>
      </form>
    </Sheet>
  );
}

interface RemoveSheetProps {
  readonly person: PersonAnswer;
  readonly onLeave: () => void;
  readonly onDone: () => void;
}

function RemoveSheet({ person, onLeave, onDone }: RemoveSheetProps): ReactNode {
  const { busy, error, run } = useCommand();
  const remove = (): void =>
    void run(async () => {
      await post(`/v1/people/${person.id}/remove`, {});
      onLeave();
      onDone();
    });
  return (
    <Sheet title={pageWords.people.removeTitle(person.name)} onLeave={onLeave} kind="alert">
      <p>{pageWords.people.removeWhat}</p>
      <Failed error={error} />
      <div className="row">
        <Button kind="stop" onPress={remove} busy={busy ? pageWords.loading : null}>
          {pageWords.people.remove}
        </Button>
        <Button onPress={onLeave} focusFirst="yes">
          {pageWords.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
