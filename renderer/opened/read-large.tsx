import { type ReactNode, useEffect, useRef } from 'react';
import { useSecondsUntil } from '../border/ticker.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { numberWord } from '../words/list.ts';
import { Sentence } from '../words/said.tsx';
import { t } from '../words/words.ts';
import { characterCount, MOST_SPELLED, type Spelled, type SpelledGroup, spell } from './spell.ts';
import { useShown } from './use-shown.ts';

/** One field to be read aloud: each character large, named, and told apart by more than its form. Hidden, it is gone. */
export function ReadLarge(props: {
  readonly credential: string;
  readonly field: string;
  readonly name: string;
  readonly onBack: () => void;
}): ReactNode {
  const { credential, field, name, onBack } = props;
  const { shown, act, show, hide } = useShown(credential, field, 'large', name);
  const asked = useRef(false);
  useEffect(() => {
    // A strict second drawing must not write a second entry to the log.
    if (asked.current) return;
    asked.current = true;
    show();
  }, [show]);
  if (shown === null) {
    return (
      <div className="stack">
        <ErrorNote error={act.error} />
        {act.busy ? <p className="quiet">{t('emergency.opened.field.revealing')}</p> : <p>{t('emergency.opened.large.back')}</p>}
        {act.busy ? null : (
          <Button kind="main" focusFirst="yes" onPress={onBack}>
            {t('emergency.opened.large.leave')}
          </Button>
        )}
      </div>
    );
  }
  const spelled = characterCount(shown.value) <= MOST_SPELLED;
  const lines = spelled ? spell(shown.value) : [];
  const groups = lines.reduce((sum, line) => sum + line.length, 0);
  return (
    <div className="read" data-secret="">
      <div className="row apart">
        <p className="say-it">
          {spelled
            ? t('emergency.opened.large.count', {
                count: characterCount(shown.value),
                groups: t('emergency.opened.large.groups', { count: groups, words: numberWord(groups) }),
              })
            : t('emergency.opened.large.long')}
        </p>
        <div className="row">
          <Button onPress={show} busy={act.busy ? t('kit.busy') : null}>
            {t('emergency.opened.large.more')}
          </Button>
          <Button
            kind="main"
            focusFirst="yes"
            onPress={() => {
              hide();
              onBack();
            }}
          >
            {t('emergency.opened.large.hide')}
          </Button>
        </div>
      </div>
      {spelled ? (
        lines.map((line, i) => <Line key={line[0]?.characters[0]?.at ?? i} groups={line} />)
      ) : (
        <pre className="long-value" dir="ltr">
          {shown.value}
        </pre>
      )}
      <div className="row apart quiet">
        {spelled ? <KeyToForms /> : null}
        <Hides at={shown.hidesAt} />
      </div>
    </div>
  );
}

function Line({ groups }: { readonly groups: readonly SpelledGroup[] }): ReactNode {
  return (
    <div className="groups" dir="ltr">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div
          key={group.at}
          className="group"
          role="group"
          aria-label={t('emergency.opened.large.group', { at: group.at + 1, of: groups.length })}
        >
          {group.characters.map((one) => (
            <Character key={one.at} one={one} />
          ))}
        </div>
      ))}
    </div>
  );
}

const CLASSES = { capital: 'up', small: 'low', digit: 'num', sign: 'sym', other: 'sym' } as const;

function Character({ one }: { readonly one: Spelled }): ReactNode {
  return (
    <div className={`ch ${CLASSES[one.kind]}`}>
      <span className="c" aria-hidden="true">
        {one.character === ' ' ? '\u2423' : one.character}
      </span>
      <span className="n">{one.name}</span>
      <span className="k">{t(`emergency.opened.large.kind.${one.kind}`)}</span>
    </div>
  );
}

function KeyToForms(): ReactNode {
  return (
    <p className="key" aria-hidden="true">
      <span>
        <i className="ku">A</i> {t('emergency.opened.large.key.capital')}
      </span>
      <span>
        <i>a</i> {t('emergency.opened.large.key.small')}
      </span>
      <span>
        <i className="kn">0</i> {t('emergency.opened.large.key.digit')}
      </span>
      <span>
        <i className="ks">#</i> {t('emergency.opened.large.key.sign')}
      </span>
    </p>
  );
}

function Hides({ at }: { readonly at: number }): ReactNode {
  const count = useSecondsUntil(at);
  return (
    <p className="hides">
      <Sentence k="emergency.opened.large.hides" values={{ count }} />
    </p>
  );
}
