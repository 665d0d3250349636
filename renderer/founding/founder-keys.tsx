import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';
import { type Founder, KEYS_EACH, nextLabel } from './key-labels.ts';

/** A founder's line: the keys they have, and the next one to register. */
export function FounderKeys(props: { readonly member: Founder; readonly isNext: boolean; readonly onRegister: () => void }): ReactNode {
  const { member } = props;
  const { name, keys } = member;
  const label = nextLabel(member);
  const spare = keys.length > 0;
  return (
    <>
      <div className="stack-s">
        <p className="name">{name}</p>
        <KeyCount member={member} />
        {keys.length === 0 ? null : (
          <ul className="chips">
            {keys.map((key) => (
              <li key={key.id} className="key-chip">
                {t('founding.keys.has', { label: key.label })}
                {key.kind === 'simulated' ? `, ${t('founding.keys.bySimulated')}` : null}
                <ForgetKey member={member} id={key.id} label={key.label} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {keys.length >= KEYS_EACH ? null : (
        <Button
          kind={props.isNext ? 'strong' : 'ordinary'}
          label={t(spare ? 'founding.keys.spareNamed' : 'founding.keys.registerNamed', { name, label })}
          onPress={props.onRegister}
        >
          {spare ? t('founding.keys.spare') : t('founding.keys.register', { label })}
        </Button>
      )}
    </>
  );
}

function KeyCount({ member }: { readonly member: Founder }): ReactNode {
  const { keys, name } = member;
  if (keys.length >= KEYS_EACH) {
    return (
      <Sign shape="good" tone="good" size="small">
        {t('founding.keys.two')}
      </Sign>
    );
  }
  return (
    <Sign shape={keys.length === 0 ? 'todo' : 'care'} tone={keys.length === 0 ? 'quiet' : 'care'} size="small">
      {keys.length === 0 ? t('founding.keys.none') : t('founding.keys.one', { name })}
    </Sign>
  );
}

function ForgetKey({ member, id, label }: { readonly member: Founder; readonly id: string; readonly label: string }): ReactNode {
  const [asking, setAsking] = useState(false);
  const act = useCommand();
  const { name } = member;
  return (
    <>
      <Button kind="plain" label={t('founding.keys.forgetNamed', { name, label })} onPress={() => setAsking(true)}>
        {t('founding.keys.forgetShort')}
      </Button>
      {asking ? (
        <Sheet kind="alert" title={t('founding.keys.forgetTitle', { name, label })} onLeave={() => setAsking(false)}>
          <p>{t('founding.keys.forgetWhat')}</p>
          <ErrorNote error={act.error} />
          <div className="row">
            <Button focusFirst="yes" onPress={() => setAsking(false)}>
              {t('founding.keys.keep')}
            </Button>
            <Button
              kind="stop"
              onPress={() =>
                void act.run(async () => {
                  await ask('founding.forgetKey', { member: member.id, key: id });
                  setAsking(false);
                })
              }
            >
              {t('founding.keys.forget', { label })}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
